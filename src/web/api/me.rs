//! `GET /me`.

use axum::Json;
use serde::Serialize;

use super::moment;
use crate::domain::payee::Payee;
use crate::web::extract::ApiPayee;

/// The payee, to itself.
#[derive(Debug, Serialize)]
pub struct MeResource {
    handle: String,
    name: String,
    currency: &'static str,
    created_at: String,
}

/// Who the key belongs to.
pub async fn show(ApiPayee(payee): ApiPayee) -> Json<MeResource> {
    let Payee { id: _, handle, name, currency, created_at, disabled_at: _ } = payee;
    Json(MeResource {
        handle: handle.to_string(),
        name: name.to_string(),
        currency: currency.code(),
        created_at: moment(created_at),
    })
}

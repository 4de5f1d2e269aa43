//! `GET /me`.

use axum::Json;
use serde::Serialize;

use crate::domain::clock::rfc3339;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::web::http::extract::ApiPayee;

/// The payee, to itself. `accent` is the number of the colour of its pages, chosen or not; `suggested_amounts` and `asks_note` are
/// those of its personal page.
#[derive(Debug, Serialize)]
pub struct MeResource {
    handle: String,
    name: String,
    currency: &'static str,
    /// The IANA name of the time zone whose days the books go by.
    zone: &'static str,
    language: Language,
    accent: u8,
    suggested_amounts: Vec<String>,
    asks_note: bool,
    created_at: String,
    /// The time since when the operator has all its links taken down.
    disabled_at: Option<String>,
}

/// Who the key belongs to.
pub async fn show(ApiPayee(payee): ApiPayee) -> Json<MeResource> {
    let shown = payee.accent().number();
    let Payee {
        id: _,
        handle,
        name,
        currency,
        zone,
        language,
        accent: _,
        suggested,
        asks_note,
        created_at,
        disabled_at,
    } = payee;
    Json(MeResource {
        handle: handle.to_string(),
        name: name.to_string(),
        currency: currency.code(),
        zone: zone.name(),
        language,
        accent: shown,
        suggested_amounts: suggested.decimals(currency),
        asks_note,
        created_at: rfc3339(created_at),
        disabled_at: disabled_at.map(rfc3339),
    })
}

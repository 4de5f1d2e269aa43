//! `GET /me`: the payee of the API key.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::clock::rfc3339;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::schema::{CurrencyCode, Decimal, Moment};
use crate::web::http::extract::ApiPayee;

/// A payee, for itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payee)]
pub struct MeResource {
    /// The public name, and the path of the personal link.
    handle: String,
    /// The name that payers read.
    name: String,
    /// The currency of a request that names none.
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The IANA name of the time zone that the days of the books are in.
    #[schema(example = "Europe/Berlin")]
    zone: &'static str,
    /// The language of a request that names none.
    language: Language,
    /// The number of the colour of its pages, chosen or not.
    accent: u8,
    /// The amounts that its personal page suggests.
    #[schema(value_type = Vec<Decimal>)]
    suggested_amounts: Vec<String>,
    /// Set when its personal page asks payers for a note.
    asks_note: bool,
    /// Set when its personal links with an amount let payers add a tip.
    takes_tips: bool,
    /// The time at which it was made.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time at which the operator disabled the payee and all its links.
    #[schema(value_type = Option<Moment>)]
    disabled_at: Option<String>,
}

impl From<Payee> for MeResource {
    fn from(payee: Payee) -> Self {
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
            takes_tips,
            created_at,
            disabled_at,
            closed_at: _,
        } = payee;
        Self {
            handle: handle.to_string(),
            name: name.to_string(),
            currency: currency.code(),
            zone: zone.name(),
            language,
            accent: shown,
            suggested_amounts: suggested.decimals(currency),
            asks_note,
            takes_tips,
            created_at: rfc3339(created_at),
            disabled_at: disabled_at.map(rfc3339),
        }
    }
}

/// `GET /me`: the payee of the API key.
pub async fn show(ApiPayee(payee): ApiPayee) -> Json<MeResource> {
    Json(MeResource::from(payee))
}

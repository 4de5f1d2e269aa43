//! The JSON API, version 1. Money is a decimal string in major units with a currency beside it, times are RFC 3339 in UTC, errors are
//! problem+json (RFC 9457).

pub mod archive;
pub mod batches;
pub mod bulk;
pub mod catalogue;
pub mod closes;
pub mod deliveries;
pub mod description;
pub mod entries;
pub mod events;
pub mod exports;
mod items;
pub mod keys;
pub mod me;
pub mod methods;
mod once;
mod paging;
pub mod payments;
pub mod refunds;
mod request_body;
pub mod request_change;
pub mod request_list;
pub mod requests;
pub mod splits;
pub mod statements;
mod version;
pub mod webhooks;

use serde::{Deserialize, Deserializer};

use super::error::{ApiError, Error};
use crate::actions;

/// Answers 404 for an address without a route.
pub async fn not_found() -> ApiError {
    ApiError(Error::Action(actions::Error::NotFound))
}

/// Answers 405 for a route without this HTTP method.
pub async fn wrong_method() -> ApiError {
    ApiError(Error::WrongMethod)
}

/// Deserializes a member that is `null` as `Some(None)`; with serde's default, an absent one is `None`.
#[expect(clippy::option_option, reason = "JSON has three answers here: absent, null, a value")]
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Reads a flag of a query: `true`, `1` or nothing after its name.
fn flag(field: &'static str, text: Option<&str>) -> Result<bool, actions::Error> {
    match text {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1" | "") => Ok(true),
        Some(_) => Err(actions::Error::field(field, "invalid", "Write true or false.")),
    }
}

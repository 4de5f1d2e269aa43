//! The JSON API, version 1. Money is a string in major units beside a currency, times are RFC 3339 in UTC, errors are problem+json.

pub mod exports;
pub mod me;
pub mod methods;
mod once;
mod paging;
pub mod payments;
pub mod request_list;
pub mod requests;

use serde::{Deserialize, Deserializer};

use super::error::{ApiError, Error};
use crate::actions;

/// No such address.
pub async fn not_found() -> ApiError {
    ApiError(Error::Action(actions::Error::NotFound))
}

/// Such an address, but not for this method.
pub async fn wrong_method() -> ApiError {
    ApiError(Error::WrongMethod)
}

/// Tells a field that is `null` (`Some(None)`) from one that is absent (`None`).
#[expect(clippy::option_option, reason = "JSON has three answers here: absent, null, a value")]
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

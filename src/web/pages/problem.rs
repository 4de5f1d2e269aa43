//! Addresses that lead nowhere.

use crate::web::error::{Error, PageError};

/// No such address.
pub async fn not_found() -> PageError {
    PageError(Error::Action(crate::actions::Error::NotFound))
}

/// Such an address, but not for this method.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

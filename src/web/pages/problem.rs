//! Addresses that lead nowhere.

use axum::http::Uri;
use axum::response::{IntoResponse, Response};

use crate::actions;
use crate::web::error::{ApiError, Error, PageError};

/// No such address. A program that missed the API by a letter is answered like a program.
pub async fn not_found(address: Uri) -> Response {
    let missing = Error::Action(actions::Error::NotFound);
    if address.path().starts_with("/api/") {
        ApiError(missing).into_response()
    } else {
        PageError(missing).into_response()
    }
}

/// Such an address, but not for this method.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

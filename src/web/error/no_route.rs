//! Addresses that lead nowhere.

use axum::response::{IntoResponse, Response};

use crate::actions;
use crate::web::error::{ApiError, Error, PageError};
use crate::web::http::extract::Asker;

/// No such address. A program that missed the API by a letter is answered like a program.
pub async fn not_found(Asker { is_program }: Asker) -> Response {
    let missing = Error::Action(actions::Error::NotFound);
    if is_program { ApiError(missing).into_response() } else { PageError(missing).into_response() }
}

/// Such an address, but not for this method.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

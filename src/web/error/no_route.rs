//! Fallbacks for addresses without a route.

use axum::response::{IntoResponse, Response};

use crate::actions;
use crate::web::error::{ApiError, Error, PageError};
use crate::web::http::extract::Asker;

/// Answers 404: below `/api/` as problem+json, for clients that mistyped a route, else as a page.
pub async fn not_found(Asker { is_program }: Asker) -> Response {
    let missing = Error::Action(actions::Error::NotFound);
    if is_program { ApiError(missing).into_response() } else { PageError(missing).into_response() }
}

/// Answers 405 with a page.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

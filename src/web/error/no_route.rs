//! Fallbacks for addresses without a route.

use axum::response::Response;

use crate::actions;
use crate::web::error::{Error, PageError};
use crate::web::http::extract::Asker;

/// Answers 404: below `/api/` as problem+json, for clients that mistyped a route, else as a page.
pub async fn not_found(asker: Asker) -> Response {
    asker.told(Error::Action(actions::Error::NotFound))
}

/// Answers 405 with a page.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

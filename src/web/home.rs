//! `/`: what this is.

use askama::Template;
use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::Response;

use super::view::render;
use crate::config::Signup;
use crate::web::State;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    signup: bool,
    signed_in: bool,
}

/// The front page.
pub async fn show(
    FromState(state): FromState<State>,
    signed_in: Result<SignedIn, PageError>,
) -> Result<Response, PageError> {
    let page = HomePage { signup: state.signup == Signup::Open, signed_in: signed_in.is_ok() };
    render(StatusCode::OK, &page)
}

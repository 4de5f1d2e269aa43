//! `/`: what this is.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::view::render;
use crate::config::Signup;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    signup: bool,
    signed_in: bool,
}

/// The front page.
pub async fn show(State(app): State<App>, signed_in: Result<SignedIn, PageError>) -> Result<Response, PageError> {
    let page = HomePage { signup: app.signup == Signup::Open, signed_in: signed_in.is_ok() };
    render(StatusCode::OK, &page)
}

//! The front page at `/`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::view::render;
use crate::config::Signup;
use crate::domain::language::Language;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::http::feet::Foot;

#[derive(Template)]
#[template(path = "home.html")]
struct FrontPage {
    signup: bool,
    signed_in: bool,
    /// The page is in English, and so are the links at its foot.
    t: Words,
    foot: Foot,
}

/// `GET /`: the front page, with links to sign up or, for a payee who is signed in, to its pages.
pub async fn show(State(app): State<App>, signed_in: Result<SignedIn, PageError>) -> Result<Response, PageError> {
    let (t, foot) = (Words::new(Language::En.into()), app.feet.foot());
    let page = FrontPage { signup: app.signup == Signup::Open, signed_in: signed_in.is_ok(), t, foot };
    render(StatusCode::OK, &page)
}

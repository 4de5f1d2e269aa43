//! The page for everything that isn't one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::web::error::{Error, PageError};

/// What went wrong, what it means for the money, what to do.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    title: String,
    message: String,
    link: Option<(String, String)>,
}

/// The page for a problem. It is the same for everybody: it can't tell an unknown link from a disabled or a foreign one.
pub fn page(status: StatusCode, title: &str, message: &str) -> Response {
    let page = ProblemPage { title: title.to_owned(), message: message.to_owned(), link: None };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (status, title.to_owned()).into_response(),
    }
}

/// No such address.
pub async fn not_found() -> PageError {
    PageError(Error::Action(crate::actions::Error::NotFound))
}

/// Such an address, but not for this method.
pub async fn wrong_method() -> PageError {
    PageError(Error::WrongMethod)
}

//! Errors, told to people.

use std::any::Any;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Error, Told};

/// Told to a person.
#[derive(Debug)]
pub struct PageError(pub Error);

impl<E: Into<Error>> From<E> for PageError {
    fn from(e: E) -> Self {
        Self(e.into())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if matches!(self.0, Error::SignedOut) {
            return Redirect::to("/app/sign-in").into_response();
        }
        self.0.log();
        let headers = self.0.headers();
        let Told { status, title, detail, .. } = self.0.tell();
        let mut response = problem(status, title, &detail);
        response.headers_mut().extend(headers);
        response
    }
}

/// What went wrong, what it means for the money, what to do.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    title: String,
    message: String,
    link: Option<(String, String)>,
}

/// The page for a problem. It is the same for everybody: it can't tell an unknown link from a disabled or a foreign one.
fn problem(status: StatusCode, title: &str, message: &str) -> Response {
    let page = ProblemPage { title: title.to_owned(), message: message.to_owned(), link: None };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (status, title.to_owned()).into_response(),
    }
}

/// A handler panicked: a defect. Nobody outside learns more than that.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let what =
        panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    tracing::error!(panic = what.unwrap_or_default(), "a handler panicked");
    problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something failed on our side",
        "It has been noted. Nothing was charged. Try again later.",
    )
}

//! Errors as pages, for people.

use std::any::Any;

use askama::Template;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Audience, Error, ProblemText, Saying};
use crate::domain::language::Language;
use crate::locale::Words;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;

/// An error of a page's handler. [`Error::SignedOut`] redirects to the sign-in page, all others become a page.
#[derive(Debug)]
pub struct PageError(pub Error);

impl<E: Into<Error>> From<E> for PageError {
    fn from(e: E) -> Self {
        Self(e.into())
    }
}

impl PageError {
    /// Answers with `page`, which shows the error itself and lets its reader go on, under the error's status and headers. Logs the
    /// error like any other.
    pub fn on(self, page: Response) -> Response {
        self.0.log();
        let headers = self.0.headers();
        let mut response = (self.0.describe().status, page).into_response();
        response.headers_mut().extend(headers);
        response
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if matches!(self.0, Error::SignedOut) {
            let mut response = Redirect::to("/app/sign-in").into_response();
            response.extensions_mut().insert(SignedOut);
            return response;
        }
        self.0.log();
        let headers = self.0.headers();
        let ProblemText { status, title, detail, .. } = self.0.describe();
        let mut response = status.into_response();
        response.headers_mut().extend(headers);
        response.extensions_mut().insert(UnrenderedProblem { status, title, detail });
        response
    }
}

/// The mark of an answer to somebody without a session: what was typed can be kept.
#[derive(Debug, Clone, Copy)]
pub struct SignedOut;

/// A problem that [`crate::web::http::edge`] renders as a page, in the reader's language.
#[derive(Debug, Clone)]
pub struct UnrenderedProblem {
    status: StatusCode,
    title: Saying,
    detail: Saying,
}

/// The error, its consequence for the reader's money, and the remedy.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    t: Words,
    title: String,
    message: String,
    foot: Foot,
}

impl UnrenderedProblem {
    /// Renders the problem into an empty answer. The text depends on the error alone, so it can't tell an unknown link from a disabled or
    /// a foreign one.
    pub fn page(&self, reader: &Reader, audience: Audience, foot: Foot, empty: Response) -> Response {
        let t = reader.words(Language::En);
        let text = |saying: &Saying| saying.to_text(t.locale(), audience);
        let (title, message) = (text(&self.title), text(&self.detail));
        let page = ProblemPage { t, title, message, foot };
        let (mut parts, _) = empty.into_parts();
        let shown = match page.render() {
            Ok(html) => Html(html).into_response(),
            Err(_) => page.title.into_response(),
        };
        let (made, body) = shown.into_parts();
        parts.headers.extend(made.headers);
        parts.status = self.status;
        Response::from_parts(parts, Body::new(body))
    }
}

/// The error after a panic. The panic's message goes into the log only.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Error {
    let what =
        panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    tracing::error!(panic = what.unwrap_or_default(), "a handler panicked");
    Error::Panicked
}

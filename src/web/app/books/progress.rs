//! `/app/export/progress`: how far a download is. The page draws a name for each, so that one of several tabs is told of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::locale::Words;
use crate::web::App;
use crate::web::http::extract::{PageQuery, SignedIn};

/// A question about a download.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProgressQuery {
    /// The download's name.
    download: String,
    /// The number of lines that the page has counted.
    of: Option<i64>,
}

/// `GET /app/export/progress`: "Still working: 40,000 of 212,000 lines." 204 where this process writes no such download: it is over, not
/// begun, or another replica's.
pub async fn show(State(app): State<App>, who: SignedIn, PageQuery(query): PageQuery<ProgressQuery>) -> Response {
    let Some(lines) = app.downloads.lines(&who.payee.id, &query.download) else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let words = Words::new(who.locale).with("n", who.locale.count(lines));
    let text = match query.of.filter(|all| *all >= lines) {
        Some(all) => words.with("all", who.locale.count(all)).say("books-read-of"),
        None => words.say("books-read"),
    };
    text.into_owned().into_response()
}

//! `/imprint`, `/contact` and `/accessibility`: the operator's texts about the service.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::http::feet::{self, Foot};
use super::http::reader::Reader;
use super::view::{LanguageView, languages, render};
use crate::actions;
use crate::domain::language::Language;
use crate::domain::service_text::{ServiceText, TextKind};
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;

#[derive(Template)]
#[template(path = "service_text.html")]
struct ServiceTextPage {
    t: Words,
    languages: Vec<LanguageView>,
    foot: Foot,
    title: String,
    text: ServiceText,
}

async fn page(app: &App, reader: &Reader, kind: TextKind) -> Result<Response, PageError> {
    let text = app.ctx.store.service_text(kind).await?.ok_or(actions::Error::NotFound)?.body;
    let t = reader.words(Language::En);
    let title = t.say(feet::title(kind)).into_owned();
    let languages = languages(Some(t.locale().language()));
    render(StatusCode::OK, &ServiceTextPage { t, languages, foot: app.feet.foot(), title, text })
}

/// `GET /imprint`: the imprint; 404 while it is unwritten.
pub async fn imprint(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    page(&app, &reader, TextKind::Imprint).await
}

/// `GET /contact`: the way to reach the operator.
pub async fn contact(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    page(&app, &reader, TextKind::Contact).await
}

/// `GET /accessibility`: the accessibility statement.
pub async fn accessibility(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    page(&app, &reader, TextKind::Accessibility).await
}

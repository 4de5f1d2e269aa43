//! `/app/settings/data`: what is kept, taking it along, and signing out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::web::api::exports::download;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::view::render;
use crate::web::{App, TakeAlong, take_along};

#[derive(Template)]
#[template(path = "app/settings_data.html")]
struct DataPage {
    frame: Frame,
    sessions: String,
}

/// `GET /app/settings/data`: what is kept, how it is taken along and erased, and signing out.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let sessions = app.ctx.store.count_sessions(&who.payee.id, app.ctx.clock.now()).await?;
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    let words = who.words().with_count("count", sessions).with("n", who.locale.count(sessions));
    let sessions = words.say("settings-sessions").into_owned();
    render(StatusCode::OK, &DataPage { frame, sessions })
}

/// `GET /app/settings/data/file`: all that is kept of the payee, as a ZIP. It isn't stored by caches on its way, nor by the browser.
pub async fn file(State(app): State<App>, who: SignedIn) -> Response {
    let TakeAlong { name, chunks } = take_along(&app.ctx, &who.payee, who.locale);
    download("application/zip", &name, chunks)
}

//! `/app/settings/alerts`: sound and vibration when money arrives, which a browser keeps for itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::{Frame, Place};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::view::render;

#[derive(Template)]
#[template(path = "app/alerts.html")]
struct AlertsPage {
    frame: Frame,
}

/// `GET /app/settings/alerts`: the switches, which a script works; without one the page says so.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &AlertsPage { frame: Frame::of(&app, &who, Place::Settings).await? })
}

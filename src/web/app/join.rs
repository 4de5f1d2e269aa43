//! `/app/invite/{token}`: an invitation to act for a payee.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::devices::{role_may, role_name};
use super::sign_in_page::cookie;
use crate::actions;
use crate::actions::payees::members;
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::store::JoinRecord;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::{DeedForm, Join, PagePath};
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;

#[derive(Template)]
#[template(path = "app/join.html")]
struct JoinPage {
    t: Words,
    foot: Foot,
    invitation: Option<JoinView>,
}

struct JoinView {
    action: String,
    label: String,
    role: String,
    may: String,
}

fn used(app: &App, reader: &Reader) -> Result<Response, PageError> {
    let page = JoinPage { t: reader.words(Language::En), foot: app.feet.foot(), invitation: None };
    render(StatusCode::FORBIDDEN, &page)
}

/// `GET /app/invite/{token}`: a page with a button, so that a messenger's crawler doesn't use the invitation up.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    let found = app.ctx.store.join_link(&token.hash(), app.ctx.clock.now()).await?;
    let Some(JoinRecord { role, label, payee }) = found else { return used(&app, &reader) };
    let t = reader.words(payee.language).with("payee", payee.name.to_string());
    let action = format!("/app/invite/{}", token.reveal());
    let invitation = Some(JoinView { action, label, role: role_name(&t, role), may: role_may(&t, role) });
    render(StatusCode::OK, &JoinPage { t, foot: app.feet.foot(), invitation })
}

/// `POST /app/invite/{token}`: makes the member, signs it in, and leads to where it makes a passkey.
pub async fn join(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
    DeedForm(Join {}): DeedForm<Join>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match members::join(&app.ctx, &token).await {
        Ok(session) => Ok((cookie(&app, &session), Redirect::to("/app/settings/devices")).into_response()),
        Err(actions::Error::Denied) => used(&app, &reader),
        Err(e) => Err(e.into()),
    }
}

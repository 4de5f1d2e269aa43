//! Sign-in by a passkey, a recovery code, the owner key or a one-time link, and sign-out.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kept::{go_on, is_page};
use super::sign_in_page::{SignInState, cookie, no_cookie, sign_in_page};
use crate::actions;
use crate::actions::payees::passkeys::Ceremony;
use crate::actions::payees::{passkeys, recovery, sign_in};
use crate::domain::access::Role;
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::{ApiError, Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{
    Deed, DeedForm, PagePath, PageQuery, SignInByLink, SignOut, SignOutEverywhere, SignedIn, StartSignIn,
};
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;

#[derive(Template)]
#[template(path = "app/sign_in_link.html")]
struct SignInLinkPage {
    t: Words,
    foot: Foot,
    action: String,
    error: Option<String>,
}

/// The redirect of a browser whose session has ended to the page where it may sign in again.
fn signed_out(app: &App) -> Response {
    (no_cookie(app), Redirect::to("/app/sign-in?out")).into_response()
}

/// The query of the sign-in page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInQuery {
    /// The page of the app that signing in leads to.
    to: Option<String>,
    /// Sent by signing out.
    out: Option<String>,
}

/// `GET /app/sign-in`: the ways to sign in.
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    cookies: CookieJar,
    PageQuery(query): PageQuery<SignInQuery>,
) -> Result<Response, PageError> {
    // An address may come from anybody: it names a page, and never a form.
    let kept = query.to.filter(|to| is_page(to));
    // So may this one, which makes the browser forget what it keeps: it is heard only where nobody is signed in any more.
    let forgets = query.out.is_some() && cookies.get(&app.session_cookie()).is_none();
    sign_in_page(&app, &reader, StatusCode::OK, SignInState { kept, forgets, ..SignInState::default() })
}

/// A ceremony as the page's script takes it.
#[derive(Serialize)]
pub struct CeremonyJson {
    ceremony: String,
    options: Value,
}

impl From<Ceremony> for CeremonyJson {
    fn from(Ceremony { token, options }: Ceremony) -> Self {
        Self { ceremony: token.reveal().to_owned(), options }
    }
}

/// `POST /app/sign-in/start`: the challenge for a passkey, for the page's script.
pub async fn start(
    State(app): State<App>,
    client: Client,
    DeedForm(StartSignIn {}): DeedForm<StartSignIn>,
) -> Result<Response, PageError> {
    if let Err(limited) = app.limits.ceremonies.count(&client) {
        return Ok(ApiError(limited).into_response());
    }
    let started = passkeys::start_sign_in(&app.ctx).await?;
    Ok(Json(CeremonyJson::from(started)).into_response())
}

/// The fields of a browser's answer to a challenge.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasskeyAnswerForm {
    ceremony: String,
    answer: String,
    kept: Option<String>,
}

impl Deed for PasskeyAnswerForm {
    const NAME: &'static str = "passkey-sign-in";
}

/// `POST /app/sign-in/passkey`: signs in by the answer to a challenge.
pub async fn by_passkey(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    DeedForm(form): DeedForm<PasskeyAnswerForm>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match passkeys::sign_in(&app.ctx, &Token::received(&form.ceremony), &form.answer).await {
        Ok(session) => go_on(&app, &reader, &session, form.kept.as_deref(), "/app").await,
        Err(actions::Error::Denied) => {
            let shown = |note| SignInState { note, ..SignInState::default() };
            refused(&app, &reader, form.kept, "signin-passkey-wrong", shown)
        }
        Err(e) => Err(e.into()),
    }
}

/// The fields of the form for a recovery code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecoveryForm {
    code: String,
    kept: Option<String>,
}

impl Deed for RecoveryForm {
    const NAME: &'static str = "recovery-sign-in";
}

/// `POST /app/sign-in/recovery`: signs in by a recovery code, and leads to where a new passkey is made.
pub async fn by_recovery_code(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    DeedForm(form): DeedForm<RecoveryForm>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match recovery::sign_in(&app.ctx, &form.code).await {
        Ok(session) => go_on(&app, &reader, &session, form.kept.as_deref(), "/app/settings/devices").await,
        Err(actions::Error::Denied) => {
            let shown = |recovery_error| SignInState { recovery_error, ..SignInState::default() };
            refused(&app, &reader, form.kept, "signin-recovery-wrong", shown)
        }
        Err(e) => Err(e.into()),
    }
}

/// The fields of the form for the owner key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OwnerKeyForm {
    owner_key: String,
    kept: Option<String>,
}

impl Deed for OwnerKeyForm {
    const NAME: &'static str = "sign-in";
}

/// `POST /app/sign-in`: signs in by the owner key.
pub async fn by_key(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    DeedForm(form): DeedForm<OwnerKeyForm>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    let wrong = match sign_in::by_owner_key(&app.ctx, &Token::received(form.owner_key.trim()), app.passkeys_only).await
    {
        Ok(session) => return go_on(&app, &reader, &session, form.kept.as_deref(), "/app").await,
        Err(actions::Error::Denied) => "signin-owner-key-wrong",
        Err(actions::Error::Conflict(_)) => "signin-passkeys-only",
        Err(e) => return Err(e.into()),
    };
    let shown = |key_error| SignInState { key_error, ..SignInState::default() };
    refused(&app, &reader, form.kept, wrong, shown)
}

/// Answers a refused sign-in with the page again, what was kept, and the text of a key where `shown` puts it.
fn refused(
    app: &App,
    reader: &Reader,
    kept: Option<String>,
    key: &str,
    shown: impl FnOnce(Option<String>) -> SignInState,
) -> Result<Response, PageError> {
    let text = reader.words(Language::En).say(key).into_owned();
    sign_in_page(app, reader, StatusCode::FORBIDDEN, SignInState { kept, ..shown(Some(text)) })
}

/// The path of a sign-in link.
fn address(token: &Token) -> String {
    format!("/app/sign-in/{}", token.reveal())
}

/// `GET /app/sign-in/{token}`: a page with a button, so that a messenger's crawler doesn't use the link up.
pub async fn show_link(
    State(app): State<App>,
    reader: Reader,
    PagePath(token): PagePath<Token>,
) -> Result<Response, PageError> {
    let (t, foot) = (reader.words(Language::En), app.feet.foot());
    render(StatusCode::OK, &SignInLinkPage { t, foot, action: address(&token), error: None })
}

/// `POST /app/sign-in/{token}`: signs in by a one-time link.
pub async fn by_link(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
    DeedForm(SignInByLink {}): DeedForm<SignInByLink>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match sign_in::by_link(&app.ctx, &token).await {
        Ok(session) => Ok((cookie(&app, &session), Redirect::to("/app")).into_response()),
        Err(actions::Error::Denied) => {
            let (t, foot) = (reader.words(Language::En), app.feet.foot());
            let error = Some(t.say("signin-link-used").into_owned());
            render(StatusCode::FORBIDDEN, &SignInLinkPage { t, foot, action: address(&token), error })
        }
        Err(e) => Err(e.into()),
    }
}

/// The session that signing out ends, unless it has ended before: the browser is to forget what it keeps all the same.
fn still_open(signed_in: Result<SignedIn, PageError>) -> Result<Option<SignedIn>, PageError> {
    match signed_in {
        Ok(signed_in) => Ok(Some(signed_in)),
        Err(PageError(Error::SignedOut)) => Ok(None),
        Err(e) => Err(e),
    }
}

/// `POST /app/sign-out`: ends this browser's session.
pub async fn sign_out(
    State(app): State<App>,
    signed_in: Result<SignedIn, PageError>,
    DeedForm(SignOut {}): DeedForm<SignOut>,
) -> Result<Response, PageError> {
    if let Some(signed_in) = still_open(signed_in)? {
        sign_in::sign_out(&app.ctx, &signed_in.session).await?;
    }
    Ok(signed_out(&app))
}

/// `POST /app/sign-out-everywhere`: ends all sessions of the payee, or of the member if it is no owner.
pub async fn sign_out_everywhere(
    State(app): State<App>,
    signed_in: Result<SignedIn, PageError>,
    DeedForm(SignOutEverywhere {}): DeedForm<SignOutEverywhere>,
) -> Result<Response, PageError> {
    if let Some(signed_in) = still_open(signed_in)? {
        match signed_in.role {
            Role::Owner => sign_in::sign_out_everywhere(&app.ctx, &signed_in.payee.id).await?,
            Role::Seller | Role::Accountant => sign_in::sign_out_member(&app.ctx, &signed_in.member).await?,
        }
    }
    Ok(signed_out(&app))
}

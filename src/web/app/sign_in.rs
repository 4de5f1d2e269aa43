//! Signing in by a one-time link or the owner key, and out. A passkey will be a third way.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use crate::actions;
use crate::actions::payees::sign_in;
use crate::config::Signup;
use crate::domain::secret::token::Token;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::{
    Deed, DeedForm, PagePath, SignInByLink, SignOut, SignOutEverywhere, SignedIn, session_cookie,
};
use crate::web::view::render;

#[derive(Template)]
#[template(path = "app/sign_in.html")]
struct SignInPage {
    error: Option<String>,
    signup: bool,
}

#[derive(Template)]
#[template(path = "app/sign_in_link.html")]
struct SignInLinkPage {
    action: String,
    error: Option<String>,
}

/// The cookie of a new session.
pub fn cookie(app: &App, session: &Token) -> CookieJar {
    CookieJar::new().add(built(app, session.reveal().to_owned(), sign_in::SESSION.num_seconds()))
}

fn built(app: &App, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((session_cookie(app.secure()), value))
        .path("/")
        .http_only(true)
        .secure(app.secure())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(seconds))
        .build()
}

fn signed_out(app: &App) -> Response {
    let gone = CookieJar::new().add(built(app, String::new(), 0));
    (gone, Redirect::to("/app/sign-in")).into_response()
}

/// The page that asks for the owner key, and says why where there is something to say.
pub(super) fn sign_in_page(app: &App, status: StatusCode, error: Option<String>) -> Result<Response, PageError> {
    render(status, &SignInPage { error, signup: app.signup == Signup::Open })
}

/// `GET /app/sign-in`.
pub async fn show(State(app): State<App>) -> Result<Response, PageError> {
    sign_in_page(&app, StatusCode::OK, None)
}

/// The sign-in form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    owner_key: String,
}

impl Deed for KeyForm {
    const NAME: &'static str = "sign-in";
}

/// `POST /app/sign-in`: by the owner key.
pub async fn by_key(
    State(app): State<App>,
    client: Client,
    DeedForm(form): DeedForm<KeyForm>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match sign_in::by_owner_key(&app.ctx, &Token::received(form.owner_key.trim())).await {
        Ok(session) => Ok((cookie(&app, &session), Redirect::to("/app")).into_response()),
        Err(actions::Error::Denied) => {
            let error = Some("This key opens nothing. Check that you pasted all of it; an older key stops working once a new one is made.".into());
            sign_in_page(&app, StatusCode::FORBIDDEN, error)
        }
        Err(e) => Err(e.into()),
    }
}

/// The address of a sign-in link.
fn address(token: &Token) -> String {
    format!("/app/sign-in/{}", token.reveal())
}

/// `GET /app/sign-in/{token}`: asks before it uses the link up, so that a chat's preview doesn't.
pub async fn show_link(PagePath(token): PagePath<Token>) -> Result<Response, PageError> {
    render(StatusCode::OK, &SignInLinkPage { action: address(&token), error: None })
}

/// `POST /app/sign-in/{token}`.
pub async fn by_link(
    State(app): State<App>,
    client: Client,
    PagePath(token): PagePath<Token>,
    DeedForm(SignInByLink {}): DeedForm<SignInByLink>,
) -> Result<Response, PageError> {
    app.limits.sign_ins.count(&client)?;
    match sign_in::by_link(&app.ctx, &token).await {
        Ok(session) => Ok((cookie(&app, &session), Redirect::to("/app")).into_response()),
        Err(actions::Error::Denied) => {
            let error =
                Some("This link was used or has expired. Ask for a new one, or sign in with your owner key.".into());
            render(StatusCode::FORBIDDEN, &SignInLinkPage { action: address(&token), error })
        }
        Err(e) => Err(e.into()),
    }
}

/// `POST /app/sign-out`.
pub async fn sign_out(
    State(app): State<App>,
    signed_in: SignedIn,
    DeedForm(SignOut {}): DeedForm<SignOut>,
) -> Result<Response, PageError> {
    sign_in::sign_out(&app.ctx, &signed_in.session).await?;
    Ok(signed_out(&app))
}

/// `POST /app/sign-out-everywhere`.
pub async fn sign_out_everywhere(
    State(app): State<App>,
    signed_in: SignedIn,
    DeedForm(SignOutEverywhere {}): DeedForm<SignOutEverywhere>,
) -> Result<Response, PageError> {
    sign_in::sign_out_everywhere(&app.ctx, &signed_in.payee.id).await?;
    Ok(signed_out(&app))
}

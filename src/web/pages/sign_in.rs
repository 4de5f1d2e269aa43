//! Signing in by a one-time link or the owner key, and out. A passkey will be a third way.

use askama::Template;
use axum::extract::{Path, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use super::render;
use crate::actions::{self, sign_in};
use crate::config::Signup;
use crate::domain::token::Token;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::PageError;
use crate::web::extract::{PageForm, SignedIn, session_cookie};

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
pub fn cookie(state: &State, session: &Token) -> CookieJar {
    CookieJar::new().add(built(state, session.reveal().to_owned(), sign_in::SESSION.num_seconds()))
}

fn built(state: &State, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((session_cookie(state.secure()), value))
        .path("/")
        .http_only(true)
        .secure(state.secure())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(seconds))
        .build()
}

fn signed_out(state: &State) -> Response {
    let gone = CookieJar::new().add(built(state, String::new(), 0));
    (gone, Redirect::to("/app/sign-in")).into_response()
}

/// `GET /app/sign-in`.
pub async fn show(FromState(state): FromState<State>) -> Result<Response, PageError> {
    render(StatusCode::OK, &SignInPage { error: None, signup: state.signup == Signup::Open })
}

/// What the sign-in form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    owner_key: String,
}

/// `POST /app/sign-in`: by the owner key.
pub async fn by_key(
    FromState(state): FromState<State>,
    client: Client,
    PageForm(form): PageForm<KeyForm>,
) -> Result<Response, PageError> {
    state.limits.sign_ins.count(&client)?;
    match sign_in::by_owner_key(&state.ctx, &Token::received(form.owner_key.trim())).await {
        Ok(session) => Ok((cookie(&state, &session), Redirect::to("/app")).into_response()),
        Err(actions::Error::Denied) => {
            let error = Some("This key opens nothing. Check that you pasted all of it; an older key stops working once a new one is made.".into());
            render(StatusCode::FORBIDDEN, &SignInPage { error, signup: state.signup == Signup::Open })
        }
        Err(e) => Err(e.into()),
    }
}

/// `GET /app/sign-in/{token}`: asks before it uses the link up, so that a chat's preview doesn't.
pub async fn show_link(Path(token): Path<String>) -> Result<Response, PageError> {
    render(StatusCode::OK, &SignInLinkPage { action: format!("/app/sign-in/{token}"), error: None })
}

/// `POST /app/sign-in/{token}`.
pub async fn by_link(
    FromState(state): FromState<State>,
    client: Client,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    state.limits.sign_ins.count(&client)?;
    match sign_in::by_link(&state.ctx, &Token::received(&token)).await {
        Ok(session) => Ok((cookie(&state, &session), Redirect::to("/app")).into_response()),
        Err(actions::Error::Denied) => {
            let error =
                Some("This link was used or has expired. Ask for a new one, or sign in with your owner key.".into());
            render(StatusCode::FORBIDDEN, &SignInLinkPage { action: format!("/app/sign-in/{token}"), error })
        }
        Err(e) => Err(e.into()),
    }
}

/// `POST /app/sign-out`.
pub async fn sign_out(FromState(state): FromState<State>, signed_in: SignedIn) -> Result<Response, PageError> {
    sign_in::sign_out(&state.ctx, &signed_in.session).await?;
    Ok(signed_out(&state))
}

/// `POST /app/sign-out-everywhere`.
pub async fn sign_out_everywhere(
    FromState(state): FromState<State>,
    signed_in: SignedIn,
) -> Result<Response, PageError> {
    sign_in::sign_out_everywhere(&state.ctx, &signed_in.payee.id).await?;
    Ok(signed_out(&state))
}

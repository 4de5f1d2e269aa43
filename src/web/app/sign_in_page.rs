//! The page with all ways to sign in, and the cookie of whoever has.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::actions::payees::sign_in;
use crate::config::Signup;
use crate::domain::clock::Timestamp;
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;

/// The content of the sign-in page besides its forms.
#[derive(Default)]
pub(super) struct SignInState {
    /// An error above the forms.
    pub note: Option<String>,
    /// The error of the recovery code.
    pub recovery_error: Option<String>,
    /// The error of the owner key.
    pub key_error: Option<String>,
    /// The continuation after signing in: a page's address, or a form.
    pub kept: Option<String>,
    /// Set where the browser is to forget what it keeps of the app: somebody has just signed out.
    pub forgets: bool,
}

#[derive(Template)]
#[template(path = "app/sign_in.html")]
struct SignInPage {
    t: Words,
    shown: SignInState,
    /// Whether a form is kept: something was typed.
    typed: bool,
    signup: bool,
    passkeys: bool,
    foot: Foot,
}

/// Makes the cookie of a new session.
pub fn cookie(app: &App, session: &Token) -> CookieJar {
    CookieJar::new().add(built(app, session.reveal().to_owned(), sign_in::SESSION.num_seconds()))
}

/// Makes the cookie of a session that goes on until a later moment.
pub(super) fn cookie_until(app: &App, session: &Token, until: Timestamp) -> CookieJar {
    let left = until - app.ctx.clock.now();
    CookieJar::new().add(built(app, session.reveal().to_owned(), left.num_seconds()))
}

/// Makes the cookie that ends a session in the browser.
pub fn no_cookie(app: &App) -> CookieJar {
    CookieJar::new().add(built(app, String::new(), 0))
}

fn built(app: &App, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((app.session_cookie(), value))
        .path(app.mount.cookie_path())
        .http_only(true)
        .secure(app.secure())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(seconds))
        .build()
}

/// Renders the page with all ways to sign in.
pub(super) fn sign_in_page(
    app: &App,
    reader: &Reader,
    status: StatusCode,
    shown: SignInState,
) -> Result<Response, PageError> {
    let t = reader.words(Language::En);
    let typed = shown.kept.as_deref().is_some_and(|kept| kept.contains(' '));
    let (signup, passkeys, foot) = (app.signup == Signup::Open, app.ctx.passkeys.is_some(), app.feet.foot());
    let page = SignInPage { t, shown, typed, signup, passkeys, foot };
    render(status, &page)
}

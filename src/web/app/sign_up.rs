//! `/app/sign-up`: sign-up with a handle, without personal data.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::one_time::FormId;
use super::sign_in_page::{SignInState, cookie, sign_in_page};
use crate::actions;
use crate::actions::payees::sign_up::{NewPayee, SignedUp};
use crate::actions::payees::{sign_in, sign_up};
use crate::config::Signup;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::{Handle, HandleError};
use crate::domain::secret::token::Token;
use crate::domain::zone::Zone;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::{Deed, DeedForm, PageQuery};
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{FieldErrorView, errors};

#[derive(Template)]
#[template(path = "app/sign_up.html")]
struct SignUpPage {
    t: Words,
    invite: Option<String>,
    handle: String,
    name: String,
    currency: String,
    zone: String,
    once: String,
    errors: Vec<FieldErrorView>,
    host: String,
    foot: Foot,
}

#[derive(Template)]
#[template(path = "app/welcome.html")]
struct WelcomePage {
    t: Words,
    foot: Foot,
    passkeys: bool,
    personal_link: String,
    owner_key: String,
}

/// The prefix of an invitation's token.
const INVITATION: &str = "invite_";

/// The sign-up form's fields, of which an invitation's link may set some.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignUpForm {
    invite: Option<String>,
    handle: String,
    name: String,
    currency: String,
    /// The browser's time zone, filled in by the page's script.
    zone: String,
    /// The form's one-time id.
    once: String,
}

impl Deed for SignUpForm {
    const NAME: &'static str = "sign-up";
}

impl SignUpForm {
    /// The invitation's token, if the sign-up policy is `invite`.
    fn invitation(&self, app: &App) -> Option<Token> {
        self.invite.as_deref().filter(|_| app.signup == Signup::Invite).map(Token::received)
    }
}

fn page(app: &App, reader: &Reader, form: SignUpForm, wrong: Vec<FieldError>) -> SignUpPage {
    let SignUpForm { invite, handle, name, currency, zone, once: _ } = form;
    let invite = invite.filter(|text| Token::parse(INVITATION, text).is_some());
    let host =
        app.ctx.public_url.as_str().split_once("://").map_or("", |(_, rest)| rest).trim_end_matches('/').to_owned();
    let t = reader.words(Language::En);
    let errors = errors(&t, wrong);
    SignUpPage { t, invite, handle, name, currency, zone, once: FormId::draw(app), errors, host, foot: app.feet.foot() }
}

/// Renders the form again for an invitation that is unknown, used or expired.
fn useless(app: &App, reader: &Reader, form: SignUpForm) -> Result<Response, PageError> {
    let detail = reader.words(Language::En).say("signin-start-invitation-used").into_owned();
    let wrong = vec![FieldError::plain("invite", "used", detail)];
    render(StatusCode::FORBIDDEN, &page(app, reader, form, wrong))
}

/// Applies the sign-up policy: `open` admits all, `invite` those with an invitation, and under `closed` the page is a 404.
fn admitted(app: &App, form: &SignUpForm) -> Result<(), PageError> {
    match app.signup {
        Signup::Open => Ok(()),
        Signup::Invite if form.invite.is_some() => Ok(()),
        Signup::Invite => Err(actions::Error::Conflict("error-invitation-needed").into()),
        Signup::Closed => Err(actions::Error::NotFound.into()),
    }
}

/// `GET /app/sign-up`: the form, with the query's values filled in.
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    PageQuery(form): PageQuery<SignUpForm>,
) -> Result<Response, PageError> {
    admitted(&app, &form)?;
    let currency = if form.currency.is_empty() { "EUR".to_owned() } else { form.currency.clone() };
    let form = SignUpForm { currency, ..form };
    // Checked already here, before anything is typed.
    if let Some(invitation) = form.invitation(&app)
        && !sign_up::is_invitation_good(&app.ctx, &invitation).await?
    {
        return useless(&app, &reader, form);
    }
    render(StatusCode::OK, &page(&app, &reader, form, Vec::new()))
}

/// `POST /app/sign-up`: creates a payee and signs it in.
pub async fn sign_up(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    DeedForm(form): DeedForm<SignUpForm>,
) -> Result<Response, PageError> {
    admitted(&app, &form)?;
    app.limits.sign_ins.count(&client)?;
    // Whoever took the handle of an operator that isn't there yet would become one.
    if Handle::parse(&form.handle).is_ok_and(|handle| app.operators.contains(&handle)) {
        let reserved = FieldError::new("handle", &HandleError::Reserved);
        return render(StatusCode::BAD_REQUEST, &page(&app, &reader, form, vec![reserved]));
    }
    let wish = sign_up::SignUp {
        handle: form.handle.clone(),
        name: form.name.clone(),
        currency: form.currency.clone(),
        // The seller's own language is the best guess at its buyers'; the settings can change it.
        language: reader.locale(Language::En).language().tag().to_owned(),
        // Filled in by a script: an unknown zone isn't the seller's mistake, so it is no error.
        zone: Zone::parse(&form.zone).unwrap_or_default().name().to_owned(),
    };
    let invitation = form.invitation(&app);
    let id = match FormId::received(&form.once, app.ctx.clock.now()) {
        Ok(id) => id,
        Err(error) => return render(StatusCode::BAD_REQUEST, &page(&app, &reader, form, vec![error])),
    };
    match sign_up::sign_up_once(&app.ctx, &wish, invitation.as_ref(), id.as_str()).await {
        Err(actions::Error::Invalid(fields)) => render(StatusCode::BAD_REQUEST, &page(&app, &reader, form, fields)),
        Err(actions::Error::Denied) => useless(&app, &reader, form),
        Err(other) => Err(other.into()),
        Ok(SignedUp::Made(made)) => welcome(&app, &reader, &made).await,
        Ok(SignedUp::Before(payee)) => made_before(&app, &reader, &payee),
    }
}

/// Starts a session for a new payee, offers a passkey, and shows the owner key, once. A form that is sent again does so no more when there
/// is a passkey by now: whoever has the form may be somebody else, who would be let past the passkey.
async fn welcome(app: &App, reader: &Reader, NewPayee { payee, owner_key }: &NewPayee) -> Result<Response, PageError> {
    let session = match sign_in::by_owner_key(&app.ctx, owner_key, true).await {
        Ok(session) => session,
        Err(actions::Error::Denied | actions::Error::Conflict(_)) => return made_before(app, reader, payee),
        Err(other) => return Err(other.into()),
    };
    let welcome = WelcomePage {
        t: reader.words(payee.language),
        foot: app.feet.foot(),
        passkeys: app.ctx.passkeys.is_some(),
        personal_link: app.ctx.url(payee.handle.as_str()).to_string(),
        owner_key: owner_key.reveal().to_owned(),
    };
    Ok((cookie(app, &session), render(StatusCode::CREATED, &welcome)?).into_response())
}

/// Answers a form that has created a payee before and is sent again, by a reload or after a step back.
fn made_before(app: &App, reader: &Reader, payee: &Payee) -> Result<Response, PageError> {
    let t = reader.words(payee.language).with("handle", payee.handle.to_string());
    let note = Some(t.say("signin-start-before").into_owned());
    sign_in_page(app, reader, StatusCode::CONFLICT, SignInState { note, ..SignInState::default() })
}

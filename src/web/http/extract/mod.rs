//! Extractors: paths, bodies, forms, queries, API keys and sessions are parsed, or refused with a message that names the remedy.
//! axum's own extractors of paths and queries are banned elsewhere (`clippy.toml`): they hand out text.

mod file_form;
mod form;
mod if_match;
mod path;
mod query;
mod sheet;
mod upload;

use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum_extra::extract::CookieJar;
use serde::de::DeserializeOwned;

pub use self::file_form::FileForm;
pub use self::form::{
    AskProvider, Cancel, Claim, Deed, DeedForm, DisableWebhook, EnableWebhook, Erase, FieldList, Join, LowerMethod,
    LowerProduct, MoveMethod, NewOwnerKey, NewRecoveryCodes, NotArrived, PageForm, RaiseProduct, RemoveDevice,
    RemoveMember, RemoveMethod, RemoveProduct, RemoveWebhook, RetryDelivery, RevokeKey, RevokePasskey, RotateKey,
    RotateSecret, SignInByLink, SignOut, SignOutEverywhere, StartAdding, StartSignIn, TestDevice, TestWebhook,
};
pub use self::if_match::IfMatch;
pub use self::path::{AmountSegment, ApiPath, Asker, LnurlPath, PagePath, RailName, Segment};
pub use self::query::{ApiQuery, PageQuery};
pub use self::sheet::{ApiSheet, SheetForm};
pub use self::upload::{ApiUpload, Upload};
use super::calls_left::CallsLeftSlot;
use super::client::Client;
use super::json;
use super::reader::Reader;
use super::renewal::RenewalSlot;
use super::typed::typed;
use crate::actions;
use crate::actions::payees::api_key::note_key_use;
use crate::actions::payees::sign_in::renewed_end;
use crate::domain::access::{Role, Scope};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::MemberId;
use crate::domain::payee::Payee;
use crate::domain::secret::token::Token;
use crate::locale::{Locale, Words};
use crate::store::SessionRecord;
use crate::web::App;
use crate::web::access::{self, Need};
use crate::web::error::{ApiError, Error, PageError};

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(app.addresses.client(parts))
    }
}

/// Somebody who is signed in at a payee, in a role that may use the address ([`access`]). Without a session, the browser is redirected to
/// the sign-in page.
#[derive(Debug)]
pub struct SignedIn {
    /// The payee of the session.
    pub payee: Payee,
    /// The member that is signed in.
    pub member: MemberId,
    /// The role at the payee.
    pub role: Role,
    /// The locale of the pages: the browser's, or else the payee's language.
    pub locale: Locale,
    /// The session's token, from the cookie.
    pub session: Token,
}

impl SignedIn {
    /// The texts of the pages, without arguments yet.
    pub fn words(&self) -> Words {
        Words::new(self.locale)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let need = need(parts);
        let who = match session(parts, app).await {
            // An address of the operator's is unknown to everybody else, also to who isn't signed in.
            Err(Error::SignedOut) if need == Some(Need::Operator) => return Err(actions::Error::NotFound.into()),
            who => who?,
        };
        match need {
            Some(Need::Nothing | Need::Session) => Ok(who),
            Some(Need::May(right)) if who.role.may(right) => Ok(who),
            Some(Need::Operator) if app.is_operator(&who.payee, who.role) => Ok(who),
            Some(Need::Operator) => Err(actions::Error::NotFound.into()),
            _ => Err(Error::Role.into()),
        }
    }
}

/// The session that the cookie names.
async fn session(parts: &Parts, app: &App) -> Result<SignedIn, Error> {
    let cookies = CookieJar::from_headers(&parts.headers);
    let cookie = cookies.get(&app.session_cookie()).ok_or(Error::SignedOut)?;
    let session = Token::received(cookie.value());
    let now = app.ctx.clock.now();
    let found = app.ctx.store.session(&session.hash(), now).await?;
    let SessionRecord { member_id: member, role, since, expires_at, payee } = found.ok_or(Error::SignedOut)?;
    if let (Some(until), Some(slot)) = (renewed_end(since, expires_at, now), parts.extensions.get::<RenewalSlot>()) {
        slot.set(Token::received(cookie.value()), until);
    }
    let locale = Reader::of(&parts.uri, &parts.headers).locale(payee.language);
    Ok(SignedIn { payee, member, role, locale, session })
}

/// The requirement of a request's route. `None` if the route is not in the table.
fn need(parts: &Parts) -> Option<Need> {
    let route = parts.extensions.get::<MatchedPath>()?;
    access::need(&parts.method, route.as_str())
}

/// The payee of an API key whose scopes allow the call ([`access`]). Every call counts towards the key's rate limit.
#[derive(Debug)]
pub struct ApiPayee(pub Payee);

impl FromRequestParts<App> for ApiPayee {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).ok_or(Error::NoKey)?;
        let (scheme, key) = header.split_once(' ').ok_or(Error::NoKey)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Error::NoKey.into());
        }
        let record = app.ctx.store.api_key(&Token::received(key.trim()).hash()).await?.ok_or(Error::NoKey)?;
        let left = app.limits.api.count_down(&record.key_id)?;
        if let (Some(left), Some(slot)) = (left, parts.extensions.get::<CallsLeftSlot>()) {
            slot.set(left);
        }
        note_key_use(&app.ctx, &record.key_id, record.used_on).await;
        match need(parts) {
            Some(Need::Key) => {}
            Some(Need::Scope(scope)) => require(scope, &record.scopes)?,
            Some(Need::Both(one, other)) => {
                require(one, &record.scopes)?;
                require(other, &record.scopes)?;
            }
            _ => return Err(actions::Error::Denied.into()),
        }
        Ok(Self(record.payee))
    }
}

fn require(scope: Scope, scopes: &str) -> Result<(), Error> {
    if scope.is_in(scopes) { Ok(()) } else { Err(Error::Scope(scope)) }
}

async fn bytes(request: Request, app: &App) -> Result<Bytes, Error> {
    Bytes::from_request(request, app).await.map_err(|e| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Error::unreadable(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large: 64 KiB at most.")
        }
        status => Error::unreadable(status, "The body could not be read to its end."),
    })
}

fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase())
}

/// An API call's JSON body and its `Idempotency-Key`. No body at all counts as `{}`. A member that is unknown or of another type refuses
/// the call; where values can be wrong as well, [`ApiDraft`] tells both at once.
#[derive(Debug)]
pub struct ApiCall<T> {
    /// The body, parsed in full.
    pub body: T,
    /// The key, if one was sent.
    pub key: Option<IdempotencyKey>,
}

/// An [`ApiCall`] whose values are still to be checked. The check begins with [`ApiDraft::misread`], see
/// [`Problems::after`](crate::domain::field::Problems::after), so that all errors are reported at once.
#[derive(Debug)]
pub struct ApiDraft<T> {
    /// The body, with blanks where a member could not be read.
    pub body: T,
    /// Members that are unknown or of another type. The call is refused when there are some.
    pub misread: Vec<FieldError>,
    /// The key, if one was sent.
    pub key: Option<IdempotencyKey>,
}

/// An `Idempotency-Key` with the fingerprint of its call.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    /// As sent, without quotes.
    pub key: String,
    /// SHA-256 of method, path and canonical body, in hex: see [`json::fingerprint`].
    pub fingerprint: String,
}

impl<T: DeserializeOwned> FromRequest<App> for ApiCall<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let ApiDraft { body, misread, key } = ApiDraft::from_request(request, app).await?;
        Problems::after(misread).finish().map_err(actions::Error::Invalid)?;
        Ok(Self { body, key })
    }
}

impl<T: DeserializeOwned> FromRequest<App> for ApiDraft<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let key = idempotency_key(&request)?;
        let head = format!("{} {}", request.method(), request.uri().path());
        let media_type = media_type(&request);
        let bytes = bytes(request, app).await?;
        let json = media_type.as_deref().is_some_and(|m| m == "application/json" || m.ends_with("+json"));
        if !json && !bytes.is_empty() {
            let detail = "Send JSON, with “Content-Type: application/json”.";
            return Err(Error::unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into());
        }
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let object = json::object(text)?;
        let key = match key {
            Some(key) => Some(IdempotencyKey { key, fingerprint: json::fingerprint(&head, &object)? }),
            None => None,
        };
        let (body, misread) = typed(object)?;
        Ok(Self { body, misread, key })
    }
}

/// Reads `Idempotency-Key` in both forms: quoted, as in the IETF's draft, and bare, as for Stripe.
fn idempotency_key(request: &Request) -> Result<Option<String>, Error> {
    let Some(header) = request.headers().get("idempotency-key") else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    if key.is_empty() || key.len() > 255 || !key.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Err(actions::Error::field(
            "Idempotency-Key",
            "invalid",
            "A key has 1 to 255 printable ASCII characters.",
        )
        .into());
    }
    Ok(Some(key.to_owned()))
}

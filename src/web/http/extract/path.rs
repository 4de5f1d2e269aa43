//! Extractors of path parameters. A handler gets parsed types and never a path's text, so that no text of an attacker can reach a page,
//! a header, a redirect or the database. Text that can't be parsed is the same 404 as a thing that doesn't exist. It doesn't count as
//! a guess at a link, because it can't be one, and costs no query.

#![expect(clippy::disallowed_types, reason = "the one place where parameters of a route are text")]

use std::convert::Infallible;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::accounting::month::Month;
use crate::actions;
use crate::domain::id::{
    AlertDeviceId, BatchId, DeliveryId, EndpointId, EntryId, KeyId, MemberId, MethodId, PasskeyId, PaymentId,
    ProductId, RefundId, SplitId, StatementId,
};
use crate::domain::money::currency::Currency;
use crate::domain::money::{AmountError, Money};
use crate::domain::payee::handle::Handle;
use crate::domain::payee::link;
use crate::domain::request::code::RequestCode;
use crate::domain::secret::token::Token;
use crate::domain::service_text::TextKind;
use crate::web::App;
use crate::web::error::{ApiError, Error, LnurlError, PageError};

/// A type that one path parameter is parsed into.
pub trait Segment: Sized {
    /// Parses the decoded text. `None` makes the answer 404.
    fn read(text: &str) -> Option<Self>;
}

impl Segment for RequestCode {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for PaymentId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for MethodId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for MemberId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for AlertDeviceId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for PasskeyId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for BatchId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for ProductId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for SplitId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for RefundId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for Month {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for StatementId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for EndpointId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for DeliveryId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for KeyId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for EntryId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for TextKind {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Segment for Handle {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

/// A token without a prefix: that of a payer's page or of a sign-in link.
impl Segment for Token {
    fn read(text: &str) -> Option<Self> {
        Self::parse("", text)
    }
}

/// The rail's name in a webhook's address. It can be compared and nothing else.
#[derive(Debug)]
pub struct RailName(String);

impl RailName {
    /// Returns whether this is the name of `rail`.
    pub fn is(&self, rail: &str) -> bool {
        self.0 == rail
    }
}

impl Segment for RailName {
    fn read(text: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let fits = (1..=20).contains(&text.len()) && text.bytes().all(fits) && !text.starts_with('_');
        fits.then(|| Self(text.to_owned()))
    }
}

/// The amount in a personal link. It stays text until the payee's currency is known, and can only be parsed as money.
#[derive(Debug)]
pub struct AmountSegment(String);

impl AmountSegment {
    /// The longest text that is parsed, in characters.
    const MAX: usize = 64;

    /// Parses the amount; `default` is the currency of a text that names none.
    ///
    /// # Errors
    /// [`AmountError`], for the page.
    pub fn money(&self, default: Currency) -> Result<Money, AmountError> {
        link::amount(&self.0, default)
    }
}

impl Segment for AmountSegment {
    fn read(text: &str) -> Option<Self> {
        // A file's name, as scanners ask for, is not a mistyped amount: it gets a 404 and no query for the payee.
        let extension =
            text.rsplit_once('.').is_some_and(|(_, end)| end.starts_with(|c: char| c.is_ascii_alphabetic()));
        if extension && !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // A text that is too long becomes an empty one, for which the page explains how amounts are written.
        let readable = text.chars().count() <= Self::MAX;
        Some(Self(if readable { text.to_owned() } else { String::new() }))
    }
}

/// The types of all parameters of a route, in the path's order.
pub trait Parameters: Sized {
    /// Parses the decoded texts. `None` where one can't be parsed, or their number is another one.
    fn read_all(texts: &[&str]) -> Option<Self>;
}

impl<A: Segment> Parameters for A {
    fn read_all(texts: &[&str]) -> Option<Self> {
        let [one] = texts else { return None };
        A::read(one)
    }
}

impl<A: Segment, B: Segment> Parameters for (A, B) {
    fn read_all(texts: &[&str]) -> Option<Self> {
        let [one, other] = texts else { return None };
        A::read(one).zip(B::read(other))
    }
}

async fn read<T: Parameters>(parts: &mut Parts, app: &App) -> Result<T, Error> {
    let missing = || Error::Action(actions::Error::NotFound);
    let raw = RawPathParams::from_request_parts(parts, app).await.map_err(|_| missing())?;
    let texts: Vec<_> = raw.iter().map(|(_, text)| text).collect();
    T::read_all(&texts).ok_or_else(missing)
}

/// The parameters of a page's route.
#[derive(Debug)]
pub struct PagePath<T>(pub T);

impl<T: Parameters> FromRequestParts<App> for PagePath<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        Ok(Self(read(parts, app).await?))
    }
}

/// The parameters of an API route.
#[derive(Debug)]
pub struct ApiPath<T>(pub T);

impl<T: Parameters> FromRequestParts<App> for ApiPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Self(read(parts, app).await?))
    }
}

/// The parameters of a route of LNURL.
#[derive(Debug)]
pub struct LnurlPath<T>(pub T);

impl<T: Parameters> FromRequestParts<App> for LnurlPath<T> {
    type Rejection = LnurlError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, LnurlError> {
        Ok(Self(read(parts, app).await?))
    }
}

/// The kind of client that asks for an address without a route.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// Set for paths below `/api/`.
    is_program: bool,
}

impl Asker {
    /// The kind of client that asks for an address.
    pub fn of(address: &Uri) -> Self {
        Self { is_program: address.path().starts_with("/api/") }
    }

    /// Tells an error: to a program as problem+json, to a person as a page.
    pub fn told(self, error: Error) -> Response {
        if self.is_program { ApiError(error).into_response() } else { PageError(error).into_response() }
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Path segments that have led to other addresses elsewhere.
    const HOSTILE: [&str; 16] = [
        "..",
        "../..",
        "../../app/requests/x/cancel",
        "..\\..",
        "/",
        "//evil.example",
        "?",
        "#",
        "a?b",
        "a#b",
        "..;",
        "javascript:alert(1)",
        "@evil.example",
        "\"><script>",
        "x\r\nLocation: /",
        "\0",
    ];

    #[test]
    fn no_parameter_is_a_way_elsewhere() {
        for text in HOSTILE {
            assert!(RequestCode::read(text).is_none(), "{text:?}");
            assert!(Token::read(text).is_none(), "{text:?}");
            assert!(Handle::read(text).is_none(), "{text:?}");
            assert!(RailName::read(text).is_none(), "{text:?}");
            assert!(
                PaymentId::read(text).is_none() && MethodId::read(text).is_none() && RefundId::read(text).is_none()
            );
            let amount = AmountSegment::read(text).map(|amount| amount.money(Currency::EUR));
            assert!(!matches!(amount, Some(Ok(_))), "{text:?}");
        }
    }

    #[test]
    fn a_route_has_as_many_parameters_as_its_handler() {
        assert!(Handle::read_all(&["anna"]).is_some());
        assert!(Handle::read_all(&[]).is_none() && Handle::read_all(&["anna", "25"]).is_none());
        assert!(<(Handle, AmountSegment)>::read_all(&["anna", "25"]).is_some());
        assert!(<(Handle, AmountSegment)>::read_all(&["..", "25"]).is_none());
    }
}

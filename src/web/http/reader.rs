//! The reader's language, which links carry on because buyers get no cookie.

#![expect(clippy::disallowed_types, reason = "of an address’s text, only a known language is taken")]

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum_extra::extract::CookieJar;

use crate::domain::language::Language;
use crate::locale::{Locale, Words};
use crate::web::error::Audience;

/// The name of the cookie with the language of sellers' pages in this browser, a language tag and nothing else.
pub const LANGUAGE_COOKIE: &str = "chit-lang";
/// The cookie's names where the public URL is https, without and with a path, and where it isn't.
const NAMES: [&str; 3] = ["__Host-chit-lang", "__Secure-chit-lang", LANGUAGE_COOKIE];

/// The reader's languages: the one chosen on the page (`?lang=de`), the one that a seller keeps for this browser, and the browser's
/// `Accept-Language`. A language that isn't supported is ignored.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    chosen: Option<Language>,
    kept: Option<Language>,
    accepted: Option<HeaderValue>,
}

impl Reader {
    /// Reads the query and the headers of an HTTP request.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
        // Buyers get no cookie, and none is read on their pages.
        let of_sellers = Audience::of(uri.path()) == Audience::Other;
        let kept = of_sellers.then(|| CookieJar::from_headers(headers)).and_then(|cookies| {
            let kept = NAMES.into_iter().find_map(|name| cookies.get(name))?;
            Language::parse(kept.value())
        });
        Self { chosen: chosen.and_then(Language::parse), kept, accepted: headers.get(header::ACCEPT_LANGUAGE).cloned() }
    }

    /// Negotiates the locale; `fallback` is the language of the page's payee.
    pub fn locale(&self, fallback: Language) -> Locale {
        let accepted = self.accepted.as_ref().and_then(|value| value.to_str().ok());
        Locale::negotiate(self.chosen.or(self.kept), accepted, fallback)
    }

    /// The negotiated locale together with the choice; `fallback` is the language of the page's payee.
    pub fn language(&self, fallback: Language) -> ReaderLanguage {
        ReaderLanguage { locale: self.locale(fallback), chosen: self.chosen }
    }

    /// The texts in the negotiated locale.
    pub fn words(&self, fallback: Language) -> Words {
        Words::new(self.locale(fallback))
    }

    /// The language that was chosen on the page, by `?lang=`.
    pub fn chosen(&self) -> Option<Language> {
        self.chosen
    }

    /// The language that a seller keeps for this browser.
    pub fn kept(&self) -> Option<Language> {
        self.kept
    }

    /// Appends the chosen language to an address, as `?lang=` or `&lang=`.
    pub fn carry(&self, path: &str) -> String {
        carry(self.chosen, path)
    }
}

/// The locale of a page, and the choice that its links carry on. Equal values render equal pages.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReaderLanguage {
    locale: Locale,
    chosen: Option<Language>,
}

impl ReaderLanguage {
    /// The locale in which the page is rendered.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// Appends the chosen language to an address, as `?lang=` or `&lang=`.
    pub fn carry(self, path: &str) -> String {
        carry(self.chosen, path)
    }
}

fn carry(chosen: Option<Language>, path: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    match chosen {
        Some(language) => format!("{path}{mark}lang={}", language.tag()),
        None => path.to_owned(),
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

//! Who reads a page: in which language, and how that is carried on without a cookie.

#![expect(clippy::disallowed_types, reason = "of an address’s text, only a known language is taken")]

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::domain::language::Language;
use crate::locale::{Locale, Words};

/// What a request says of its reader's languages: the one that was chosen on the page (`?lang=de`), and what the browser prefers.
/// A choice travels in the address, because buyers get no cookie. A language that we don't have is no choice.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    chosen: Option<Language>,
    accepted: Option<HeaderValue>,
}

impl Reader {
    /// The reader of a request.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
        Self { chosen: chosen.and_then(Language::parse), accepted: headers.get(header::ACCEPT_LANGUAGE).cloned() }
    }

    /// The best locale; `fallback` is the language that the page's payee writes in.
    pub fn locale(&self, fallback: Language) -> Locale {
        let accepted = self.accepted.as_ref().and_then(|value| value.to_str().ok());
        Locale::negotiate(self.chosen, accepted, fallback)
    }

    /// All that a page of a payee who writes in `fallback` needs to know of its reader.
    pub fn language(&self, fallback: Language) -> ReaderLanguage {
        ReaderLanguage { locale: self.locale(fallback), chosen: self.chosen }
    }

    /// Texts in the best locale.
    pub fn words(&self, fallback: Language) -> Words {
        Words::new(self.locale(fallback))
    }

    /// The language that was chosen on the page.
    pub fn chosen(&self) -> Option<Language> {
        self.chosen
    }

    /// An address with the reader's choice on it, after what else its query says.
    pub fn carry(&self, path: &str) -> String {
        carry(self.chosen, path)
    }
}

/// The locale in which a page is read, and the choice that its links carry on. Readers of whom they are equal read the same page.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReaderLanguage {
    locale: Locale,
    chosen: Option<Language>,
}

impl ReaderLanguage {
    /// The locale.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// An address with the reader's choice on it, after what else its query says.
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

//! Who reads a page: in which language, and how that is carried on without a cookie.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use super::error::{Audience, Problem};
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
    fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
        Self { chosen: chosen.and_then(Language::parse), accepted: headers.get(header::ACCEPT_LANGUAGE).cloned() }
    }

    /// The best locale; `fallback` is the language that the page's payee writes in.
    pub fn locale(&self, fallback: Language) -> Locale {
        let accepted = self.accepted.as_ref().and_then(|value| value.to_str().ok());
        Locale::negotiate(self.chosen, accepted, fallback)
    }

    /// Texts in the best locale.
    pub fn words(&self, fallback: Language) -> Words {
        Words::new(self.locale(fallback))
    }

    /// The language that was chosen on the page.
    pub fn chosen(&self) -> Option<Language> {
        self.chosen
    }

    /// An address with the reader's choice on it.
    pub fn carry(&self, path: &str) -> String {
        match self.chosen {
            Some(language) => format!("{path}?lang={}", language.tag()),
            None => path.to_owned(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// Problems become pages here, where the reader's language is known: whoever raises one knows only what is wrong.
pub async fn problems(request: Request, next: Next) -> Response {
    let reader = Reader::of(request.uri(), request.headers());
    let audience = Audience::of(request.uri().path());
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.page(&reader, audience, response),
        None => response,
    }
}

//! The code of a request: the unguessable part of a link.

use serde::Serialize;

use crate::domain::chance::Chance;
use crate::domain::schema::{self, schemas};

/// 12 base58 characters from a CSPRNG, 70 bits. At a million live links and a thousand guesses a second the first hit is tens
/// of thousands of years away; 11 characters are the interface's minimum.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct RequestCode(String);

impl RequestCode {
    /// The number of characters. All codes have one length: the QR tables of [`crate::share::qr`] depend on it.
    pub const LENGTH: usize = 12;

    /// Draws a new code. A caller that stores it must handle a collision by drawing again.
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.base58(Self::LENGTH))
    }

    /// Reads a code from a URL. A wrong length or alphabet gives `None`, which saves a query.
    pub fn parse(text: &str) -> Option<Self> {
        let base58 = |b: u8| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b);
        (text.len() == Self::LENGTH && text.bytes().all(base58)).then(|| Self(text.into()))
    }

    /// The code as it stands in the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

schemas! {
    RequestCode: |about| schema::text(about)
        .pattern(Some(format!("^[1-9A-HJ-NP-Za-km-z]{{{}}}$", Self::LENGTH)))
        .examples(["eHjoWFdqKzvU"]), "The code of a request: the part of its link that can't be guessed.";
}

impl std::fmt::Display for RequestCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_code_parses() {
        let code = RequestCode::draw(&Chance::secure());
        assert_eq!(RequestCode::parse(code.as_str()), Some(code));
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for text in ["", "short", "0OIl0OIl0OIl", "abcdefghijk", "abcdefghijkmn", "abcdefghij/m", "ábcdefghijk"] {
            assert_eq!(RequestCode::parse(text), None, "{text}");
        }
    }
}

//! The code of a request: the part of a link that nobody can guess.

use serde::Serialize;

use crate::domain::chance::Chance;

/// 12 base58 characters from a CSPRNG, 70 bits. At a million live links and a thousand guesses a second the first hit is tens
/// of thousands of years away; 11 characters are the interface's minimum.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct RequestCode(String);

impl RequestCode {
    /// How many characters a code has. All codes are of one length: the QR tables of [`crate::share::qr`] rest on it.
    pub const LENGTH: usize = 12;

    /// A new code. Whoever stores it must be ready for a collision and draw again.
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.base58(Self::LENGTH))
    }

    /// A code out of a URL: of the right length and alphabet, or none at all, which saves the database the look.
    pub fn parse(text: &str) -> Option<Self> {
        let base58 = |b: u8| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b);
        (text.len() == Self::LENGTH && text.bytes().all(base58)).then(|| Self(text.into()))
    }

    /// The text of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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

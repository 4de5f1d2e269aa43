//! Bearer secrets of people and programs: sign-in links, sessions, owner keys, API keys, payers' pages.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::domain::chance::Chance;

/// The length of the random part, in characters.
const DRAWN: usize = 24;

/// A bearer secret of 128 bits or more. It is shown once; the database keeps only [`Token::hash`]. A plain SHA-256 suffices, because random
/// input can't be guessed, which is what a slow hash would prevent.
pub struct Token(SecretString);

/// The SHA-256 of a token, in hexadecimal digits: stored and looked up in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct TokenHash(String);

impl Token {
    /// Draws a token: `prefix` (may be empty) and `DRAWN` base58 characters, 140 bits.
    pub fn draw(prefix: &str, chance: &Chance) -> Self {
        Self(format!("{prefix}{}", chance.base58(DRAWN)).into())
    }

    /// Reads a token from a URL, in the form of [`Token::draw`] under this prefix. It may not exist, but consists of letters and digits, so
    /// it can be put into a URL again.
    pub fn parse(prefix: &str, text: &str) -> Option<Self> {
        let base58 = |b: u8| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b);
        let drawn = text.strip_prefix(prefix)?;
        (drawn.len() == DRAWN && drawn.bytes().all(base58)).then(|| Self::received(text))
    }

    /// A token as received, unchecked. Most texts hash to nothing that is stored.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned().into())
    }

    /// The secret text, to show to its owner.
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// The form in which the database keeps it.
    pub fn hash(&self) -> TokenHash {
        TokenHash(hex::encode(Sha256::digest(self.reveal())))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_token_parses_under_its_prefix() {
        let (bare, invitation) = (Token::draw("", &Chance::secure()), Token::draw("invite_", &Chance::secure()));
        assert!(Token::parse("", bare.reveal()).is_some_and(|token| token.hash() == bare.hash()));
        assert!(Token::parse("invite_", invitation.reveal()).is_some_and(|token| token.hash() == invitation.hash()));
        for text in [
            "",
            "guess",
            "../../../../../../../../",
            "aaaaaaaaaaaaaaaaaaaaaaaa/",
            "abcdefghijkmnopqrstuvwx0",
            "abcdefghijkmnopqrstu.php",
            invitation.reveal(),
        ] {
            assert!(Token::parse("", text).is_none(), "{text}");
        }
        assert!(Token::parse("invite_", bare.reveal()).is_none());
    }

    #[test]
    fn hash_is_sha256_and_debug_tells_nothing() {
        let token = Token::received("abc");
        assert_eq!(token.hash().0, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}

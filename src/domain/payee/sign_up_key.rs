//! Owner keys derived from the submitted sign-up form.

use crate::domain::secret::SecretKey;
use crate::domain::secret::token::Token;

/// The key from which new payees' owner keys are derived (HKDF-SHA256). A form that is submitted twice, as by a double tap, gives the same
/// owner key twice, although only its hash is stored and the browser shows only one of the answers.
#[derive(Clone)]
pub struct SignUpKey(SecretKey);

impl SignUpKey {
    /// Derives the key from the service's secret.
    pub fn new(secret: &SecretKey) -> Self {
        Self(SecretKey::from_bytes(*secret.derive("chit/sign-ups/1")))
    }

    /// The owner key for a form. `form` is the form's id: as random as a token, and known to one browser only.
    pub fn owner_key(&self, form: &str) -> Token {
        Token::draw("owner_", &self.0.chance(format!("owner-key {form}")))
    }
}

impl std::fmt::Debug for SignUpKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignUpKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_key_follows_from_its_key_and_form() {
        let key = |byte| SignUpKey::new(&SecretKey::from_bytes([byte; 32]));
        let drawn = key(1).owner_key("1790000000-a");
        assert_eq!(key(1).owner_key("1790000000-a").reveal(), drawn.reveal());
        assert!(Token::parse("owner_", drawn.reveal()).is_some());
        for other in [key(2).owner_key("1790000000-a"), key(1).owner_key("1790000000-b"), key(1).owner_key("")] {
            assert_ne!(other.reveal(), drawn.reveal());
        }
        assert_eq!(format!("{:?}", key(1)), "SignUpKey(…)");
    }
}

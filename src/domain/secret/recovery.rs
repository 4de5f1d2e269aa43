//! Recovery codes: a member's way in when no passkey is at hand. They are short enough to be written on paper, so the database keeps
//! a slow hash of each (Argon2id, RFC 9106).

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};

use crate::domain::chance::Chance;

/// The number of characters: 20 bits by which the hash is found, and 60 that are secret.
const LENGTH: usize = 16;
/// The number of characters by which a code's hash is found.
const LOCATOR: usize = 4;
/// The length of a hash's salt, in bytes.
const SALT: usize = 16;

/// A recovery code: 16 capitals and digits without look-alikes.
pub struct RecoveryCode(SecretString);

/// A failure to hash a code: no memory for Argon2id, or a defect.
#[derive(Debug, thiserror::Error)]
#[error("a recovery code could not be hashed: {0}")]
pub struct HashError(argon2::password_hash::Error);

impl RecoveryCode {
    /// The number of codes that a member gets at a time.
    pub const SET: usize = 10;

    /// Draws a code.
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.upper32(LENGTH).into())
    }

    /// Reads a code as typed, in any case, with or without hyphens and spaces. `None` for what can't be one.
    pub fn parse(text: &str) -> Option<Self> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && !"-–—‑".contains(*c)).collect();
        let typed = typed.to_ascii_uppercase();
        let fits = typed.len() == LENGTH && typed.bytes().all(|b| b.is_ascii_alphanumeric() && !b"01IO".contains(&b));
        fits.then(|| Self(typed.into()))
    }

    /// The code in groups of four, to show to its owner.
    pub fn reveal(&self) -> String {
        let characters: Vec<char> = self.0.expose_secret().chars().collect();
        let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }

    /// The characters by which the code's hash is found.
    pub fn locator(&self) -> &str {
        self.0.expose_secret().get(..LOCATOR).unwrap_or_default()
    }

    /// Hashes the code under a fresh salt. Takes some 20 ms and 19 MiB.
    ///
    /// # Errors
    /// [`HashError`].
    pub fn hash(&self, chance: &Chance) -> Result<String, HashError> {
        let salt = chance.bytes(SALT);
        let hash = Argon2::default().hash_password_with_salt(self.0.expose_secret().as_bytes(), &salt);
        Ok(hash.map_err(HashError)?.to_string())
    }

    /// Returns whether a hash is of this code. As slow as [`Self::hash`].
    pub fn fits(&self, hash: &str) -> bool {
        PasswordVerifier::<str>::verify_password(&Argon2::default(), self.0.expose_secret().as_bytes(), hash).is_ok()
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it_and_fits_its_hash_only() {
        let chance = Chance::secure();
        let (code, other) = (RecoveryCode::draw(&chance), RecoveryCode::draw(&chance));
        let shown = code.reveal();
        assert_eq!((shown.len(), shown.matches('-').count()), (19, 3));
        let hash = code.hash(&chance).expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!hash.contains(&shown) && !hash.contains(&shown.replace('-', "")));
        assert_ne!(hash, code.hash(&chance).expect("a hash"), "salted");
        for typed in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), format!(" {} ", shown.replace('-', ""))]
        {
            let typed = RecoveryCode::parse(&typed).expect("a code");
            assert_eq!(typed.locator(), code.locator());
            assert!(typed.fits(&hash));
        }
        assert!(!other.fits(&hash) && !code.fits("") && !code.fits("$argon2id$"));
        for wrong in ["", "ABCD", "0000-0000-0000-0000", &format!("{shown}2"), "ééééééééé"] {
            assert!(RecoveryCode::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }
}

//! Sealing: what must not lie readable in a database file, a backup or a replica.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use super::Error;
use crate::domain::chance::Chance;
use crate::domain::secret::SecretKey;

/// Seals texts with XChaCha20-Poly1305 under a key derived from the service's own. Each is bound to its place (`method:mtd_…`):
/// moved to another row, it doesn't open.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    chance: Chance,
}

/// The version of the format, so that a later one can tell.
const VERSION: &str = "v1.";
const NONCE: usize = 24;

impl Vault {
    /// A vault under a key.
    pub fn new(key: &SecretKey, chance: Chance) -> Self {
        let key = key.derive("chit/seal/1");
        Self { cipher: XChaCha20Poly1305::new(&Key::from(*key)), chance }
    }

    /// Seals a text for its place.
    pub(super) fn seal(&self, place: &str, text: &str) -> Result<String, Error> {
        let nonce: [u8; NONCE] =
            self.chance.bytes(NONCE).try_into().map_err(|_| Error::Defect("no nonce could be drawn".into()))?;
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        let sealed =
            self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Defect("sealing failed".into()))?;
        Ok(format!("{VERSION}{}", STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat())))
    }

    /// Opens what was sealed for this place.
    pub(super) fn open(&self, place: &str, sealed: &str) -> Result<String, Error> {
        let wrong = || Error::Defect(format!("{place} can't be unsealed: was CHIT_SECRET_KEY changed?"));
        let bytes = sealed.strip_prefix(VERSION).and_then(|b| STANDARD_NO_PAD.decode(b).ok()).ok_or_else(wrong)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(wrong)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| wrong())?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        let text = self.cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| wrong())?;
        String::from_utf8(text).map_err(|_| wrong())
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(byte: u8) -> Vault {
        Vault::new(&SecretKey::from_bytes([byte; 32]), Chance::secure())
    }

    #[test]
    fn opens_only_in_its_place_and_under_its_key() {
        let sealed = vault(1).seal("method:a", "DE75512108001245126199").expect("seals");
        assert!(!sealed.contains("DE75"));
        assert_eq!(vault(1).open("method:a", &sealed).ok().as_deref(), Some("DE75512108001245126199"));
        assert!(vault(1).open("method:b", &sealed).is_err());
        assert!(vault(2).open("method:a", &sealed).is_err());
        assert!(vault(1).open("method:a", &format!("{sealed}x")).is_err());
        assert!(vault(1).open("method:a", "v1.AAAA").is_err());
        assert!(vault(1).open("method:a", "").is_err());
    }

    #[test]
    fn no_two_seals_are_alike() {
        assert_ne!(vault(1).seal("p", "same").ok(), vault(1).seal("p", "same").ok());
    }
}

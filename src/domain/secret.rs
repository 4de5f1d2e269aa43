//! The service's secret key, and the keys that are derived from it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// 32 random bytes: `CHIT_SECRET_KEY`. Never used itself; each purpose has a key of its own derived by HKDF-SHA256 (RFC 5869).
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("wants 32 bytes in base64, such as `openssl rand -base64 32` prints")]
pub struct BadKey;

impl SecretKey {
    /// Exactly these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads base64, with or without padding.
    ///
    /// # Errors
    /// When it isn't base64 of 32 bytes.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let text = text.trim();
        let bytes =
            Zeroizing::new(STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).map_err(|_| BadKey)?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| BadKey)?;
        Ok(Self::from_bytes(bytes))
    }

    /// The key as base64, to write it to a file.
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0.as_slice()))
    }

    /// The key for one purpose.
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        let expanded = Hkdf::<Sha256>::new(None, self.0.as_slice()).expand(purpose.as_bytes(), key.as_mut_slice());
        debug_assert!(expanded.is_ok(), "32 bytes are far below HKDF's limit");
        key
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_have_different_keys() {
        let key = SecretKey::from_bytes([7; 32]);
        assert_ne!(*key.derive("seal"), *key.derive("address"));
        assert_ne!(*key.derive("seal"), [0; 32]);
        assert_eq!(*key.derive("seal"), *SecretKey::parse(&key.to_base64()).expect("reads back").derive("seal"));
        assert_eq!(format!("{key:?}"), "SecretKey(…)");
    }

    #[test]
    fn bad_keys_are_refused() {
        for text in ["", "short", "!!!!", "AAAA", &"A".repeat(200)] {
            assert!(SecretKey::parse(text).is_err(), "{text}");
        }
    }
}

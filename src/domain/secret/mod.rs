//! The service's secret key, and the keys derived from it.

pub mod mac;
pub mod recovery;
pub mod token;

use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::chance::Chance;

/// 32 random bytes: `CHIT_SECRET_KEY`. Never used itself; HKDF-SHA256 (RFC 5869) derives one key per purpose.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

/// The error of a text that isn't a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("wants 32 bytes in base64, such as `openssl rand -base64 32` prints")]
pub struct BadKey;

impl SecretKey {
    /// A key of the given bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads base64, with or without padding.
    ///
    /// # Errors
    /// The text isn't base64 of 32 bytes.
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

    /// Derives the key for one purpose.
    #[expect(clippy::expect_used, reason = "a key of zeros would seal and sign")]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        let expanded = Hkdf::<Sha256>::new(None, self.0.as_slice()).expand(purpose.as_bytes(), key.as_mut_slice());
        expanded.expect("32 bytes are below HKDF's limit of 255 hashes");
        key
    }

    /// A deterministic source of bytes for a purpose: derived keys, concatenated. Each new source of the same purpose yields the same
    /// bytes.
    pub fn chance(&self, purpose: String) -> Chance {
        let (key, block) = (self.clone(), AtomicUsize::new(0));
        Chance::scripted(move |length| {
            let mut bytes = Vec::new();
            while bytes.len() < length {
                let number = block.fetch_add(1, Ordering::Relaxed);
                bytes.extend_from_slice(key.derive(&format!("{purpose} {number}")).as_slice());
            }
            bytes.truncate(length);
            bytes
        })
    }

    /// Identifies the key without revealing it: eight hexadecimal digits, derived like a key. Prepended to values sealed under the key.
    pub fn fingerprint(&self) -> String {
        let [a, b, c, d, ..] = *self.derive("chit/fingerprint/1");
        hex::encode([a, b, c, d])
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// The current key of a service, and fallback keys that only unseal. A fallback is a former current key, or the next one.
#[derive(Debug, Clone)]
pub struct Keyring {
    current: SecretKey,
    fallbacks: Vec<SecretKey>,
}

impl Keyring {
    /// A keyring. Fallbacks equal to the current key are dropped.
    pub fn new(current: SecretKey, mut fallbacks: Vec<SecretKey>) -> Self {
        fallbacks.retain(|key| key.0 != current.0);
        Self { current, fallbacks }
    }

    /// The key that seals and signs.
    pub fn current(&self) -> &SecretKey {
        &self.current
    }

    /// All keys, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &SecretKey> {
        std::iter::once(&self.current).chain(&self.fallbacks)
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

    /// Computed by an independent program (Python's hmac and hashlib): HKDF-SHA256 without salt.
    #[test]
    fn a_key_is_named_by_its_fingerprint() {
        assert_eq!(SecretKey::from_bytes([7; 32]).fingerprint(), "7c909c91");
        assert_ne!(SecretKey::from_bytes([8; 32]).fingerprint(), "7c909c91");
    }

    #[test]
    fn the_current_key_is_no_fallback() {
        let key = |byte| SecretKey::from_bytes([byte; 32]);
        let names = |keys: &Keyring| keys.all().map(SecretKey::fingerprint).collect::<Vec<_>>();
        let keys = Keyring::new(key(1), vec![key(2), key(1), key(3)]);
        assert_eq!(names(&keys), [key(1), key(2), key(3)].map(|key| key.fingerprint()));
        assert_eq!(format!("{keys:?}"), "Keyring { current: SecretKey(…), fallbacks: [SecretKey(…), SecretKey(…)] }");
    }

    #[test]
    fn bad_keys_are_refused() {
        for text in ["", "short", "!!!!", "AAAA", &"A".repeat(200)] {
            assert!(SecretKey::parse(text).is_err(), "{text}");
        }
    }
}

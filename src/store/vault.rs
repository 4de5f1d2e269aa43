//! Encryption of texts that must not be readable in a database file, a backup or a replica.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use super::Error;
use crate::domain::chance::Chance;
use crate::domain::secret::{Keyring, SecretKey};

/// A column of sealed texts. A new one needs a variant here and a place in [`SealedColumn::ALL`], by which it is sealed anew with the
/// others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedColumn {
    /// Methods' settings, in `methods.settings`.
    Methods,
    /// Payers' instructions, in `payments.instructions`.
    Payments,
    /// Payees' keys of statements' fingerprints, in `statement_keys.sealed`.
    StatementKeys,
    /// Endpoints' secrets, in `endpoints.secrets`.
    Endpoints,
    /// Texts for payers who have paid, in `after_payments.sealed`.
    AfterPayments,
    /// Names of shares, in `split_shares.sealed`.
    ShareNames,
    /// Devices' subscriptions, in `alert_devices.subscription`.
    AlertDevices,
    /// The service's own keys, in `service_keys.sealed`.
    ServiceKeys,
}

impl SealedColumn {
    /// All columns. The service's own keys come last, to be sealed anew after all other texts.
    pub const ALL: [Self; 8] = [
        Self::Methods,
        Self::Payments,
        Self::StatementKeys,
        Self::Endpoints,
        Self::AfterPayments,
        Self::ShareNames,
        Self::AlertDevices,
        Self::ServiceKeys,
    ];

    /// The name of the column in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Methods => "methods",
            Self::Payments => "payments",
            Self::StatementKeys => "statement keys",
            Self::Endpoints => "webhooks",
            Self::AfterPayments => "texts after payment",
            Self::ShareNames => "names of shares",
            Self::AlertDevices => "devices",
            Self::ServiceKeys => "service keys",
        }
    }

    /// The text that binds a sealed text to its row, as associated data: `method:mtd_…`.
    pub fn place(self, id: &str) -> String {
        let kind = match self {
            Self::Methods => "method",
            Self::Payments => "payment",
            Self::StatementKeys => "statement_key",
            Self::Endpoints => "endpoint",
            Self::AfterPayments => "after_payment",
            Self::ShareNames => "share_name",
            Self::AlertDevices => "alert_device",
            Self::ServiceKeys => "service_key",
        };
        format!("{kind}:{id}")
    }
}

/// Seals texts with XChaCha20-Poly1305 under a key derived from the service's secret. Each is bound to its row (`method:mtd_…`): moved to
/// another one, it doesn't open. The current key seals; its fallbacks only open.
///
/// A sealed text is `v2.`, the fingerprint of its key, a dot, and nonce and ciphertext in base64. The older format is `v1.` and the same
/// base64.
#[derive(Clone)]
pub struct Vault {
    sealing: Lock,
    fallbacks: Arc<[Lock]>,
    chance: Chance,
}

#[derive(Clone)]
struct Lock {
    fingerprint: String,
    cipher: XChaCha20Poly1305,
}

/// The version of the format, which begins a text.
const VERSION: &str = "v2.";
/// The version before, which doesn't name its key.
const UNNAMED: &str = "v1.";
const NONCE: usize = 24;

impl Lock {
    fn new(key: &SecretKey) -> Self {
        let cipher = XChaCha20Poly1305::new(&Key::from(*key.derive("chit/seal/1")));
        Self { fingerprint: key.fingerprint(), cipher }
    }

    /// Opens nonce and ciphertext; `None` if they are of another key or place.
    fn open(&self, place: &str, bytes: &[u8]) -> Option<String> {
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        String::from_utf8(self.cipher.decrypt(&XNonce::from(nonce), payload).ok()?).ok()
    }
}

impl Vault {
    /// A vault under a service's keys.
    pub fn new(keys: &Keyring, chance: Chance) -> Self {
        let fallbacks = keys.all().skip(1).map(Lock::new).collect();
        Self { sealing: Lock::new(keys.current()), fallbacks, chance }
    }

    /// The beginning of every text that is sealed under this key.
    pub(super) fn prefix(fingerprint: &str) -> String {
        format!("{VERSION}{fingerprint}.")
    }

    /// The fingerprint of the key that seals.
    pub(super) fn sealing(&self) -> &str {
        &self.sealing.fingerprint
    }

    /// Returns whether there is a key of this fingerprint.
    pub(super) fn has(&self, fingerprint: &str) -> bool {
        self.locks().any(|lock| lock.fingerprint == fingerprint)
    }

    fn locks(&self) -> impl Iterator<Item = &Lock> {
        std::iter::once(&self.sealing).chain(&*self.fallbacks)
    }

    /// Seals a text for a row of a column.
    pub(super) fn seal(&self, column: SealedColumn, id: &str, text: &str) -> Result<String, Error> {
        let place = column.place(id);
        let nonce: [u8; NONCE] =
            self.chance.bytes(NONCE).try_into().map_err(|_| Error::Defect("no nonce could be drawn".into()))?;
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        let sealed = self.sealing.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::Defect("sealing failed".into()))?;
        let encoded = STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat());
        Ok(format!("{}{encoded}", Self::prefix(self.sealing())))
    }

    /// Opens a text that was sealed for this row.
    ///
    /// # Errors
    /// [`Error::Sealed`].
    pub(super) fn open(&self, column: SealedColumn, id: &str, sealed: &str) -> Result<String, Error> {
        let opened = self.open_with(column, id, sealed).map(|(_, text)| text);
        opened.ok_or_else(|| Error::Sealed(column.place(id)))
    }

    /// Opens a text that was sealed for this row, and returns the fingerprint of its key as well; `None` if no key does.
    pub(super) fn open_with(&self, column: SealedColumn, id: &str, sealed: &str) -> Option<(&str, String)> {
        let (named, encoded) = Self::split(sealed)?;
        let bytes = STANDARD_NO_PAD.decode(encoded).ok()?;
        let place = column.place(id);
        self.locks()
            .filter(|lock| named.is_none_or(|fingerprint| lock.fingerprint == fingerprint))
            .find_map(|lock| Some((lock.fingerprint.as_str(), lock.open(&place, &bytes)?)))
    }

    /// The fingerprint of the key that a text names; `None` in the older format.
    pub(super) fn fingerprint(sealed: &str) -> Option<&str> {
        Self::split(sealed)?.0
    }

    /// Splits a text into the fingerprint, if it has one, and the base64.
    fn split(sealed: &str) -> Option<(Option<&str>, &str)> {
        match sealed.strip_prefix(VERSION) {
            Some(rest) => rest.split_once('.').map(|(fingerprint, encoded)| (Some(fingerprint), encoded)),
            None => Some((None, sealed.strip_prefix(UNNAMED)?)),
        }
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({}…)", self.sealing())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SecretKey {
        SecretKey::from_bytes([byte; 32])
    }

    fn vault(current: u8, fallbacks: &[u8]) -> Vault {
        let fallbacks = fallbacks.iter().map(|byte| key(*byte)).collect();
        Vault::new(&Keyring::new(key(current), fallbacks), Chance::secure())
    }

    #[test]
    fn opens_only_in_its_place_and_under_its_key() {
        let sealed = vault(1, &[]).seal(SealedColumn::Methods, "a", "DE75512108001245126199").expect("seals");
        assert!(!sealed.contains("DE75"));
        assert_eq!(
            vault(1, &[]).open(SealedColumn::Methods, "a", &sealed).ok().as_deref(),
            Some("DE75512108001245126199")
        );
        assert!(vault(1, &[]).open(SealedColumn::Methods, "b", &sealed).is_err());
        assert!(vault(1, &[]).open(SealedColumn::Payments, "a", &sealed).is_err());
        assert!(vault(2, &[]).open(SealedColumn::Methods, "a", &sealed).is_err());
        let prefix = Vault::prefix(&key(1).fingerprint());
        for broken in [&format!("{sealed}x"), "v1.AAAA", "", "v2.", "v2..", &prefix, &format!("{prefix}AAAA")] {
            assert!(vault(1, &[]).open(SealedColumn::Methods, "a", broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_fallback_opens_and_never_seals() {
        let old = vault(1, &[]).seal(SealedColumn::Payments, "p", "text").expect("seals");
        let both = vault(2, &[3, 1]);
        assert_eq!(
            both.open_with(SealedColumn::Payments, "p", &old),
            Some((key(1).fingerprint().as_str(), "text".to_owned()))
        );
        assert!(both.open(SealedColumn::Payments, "q", &old).is_err());
        let new = both.seal(SealedColumn::Payments, "p", "text").expect("seals");
        assert!(new.starts_with(&Vault::prefix(&key(2).fingerprint())));
        assert!(vault(2, &[]).open(SealedColumn::Payments, "p", &new).is_ok());
        assert!(vault(1, &[]).open(SealedColumn::Payments, "p", &new).is_err());
        // A replica that doesn't seal under the next key yet reads what the others seal.
        assert!(vault(1, &[2]).open(SealedColumn::Payments, "p", &new).is_ok());
        assert!(both.has(&key(3).fingerprint()) && !both.has(&key(4).fingerprint()));
    }

    /// Texts of earlier versions don't name their key, so every key is tried.
    #[test]
    fn what_names_no_key_still_opens() {
        let sealed = vault(1, &[]).seal(SealedColumn::Payments, "p", "text").expect("seals");
        let unnamed = sealed.replace(&Vault::prefix(&key(1).fingerprint()), UNNAMED);
        assert_eq!(unnamed.split('.').count(), 2);
        for vault in [vault(1, &[]), vault(2, &[1])] {
            assert_eq!(
                vault.open_with(SealedColumn::Payments, "p", &unnamed),
                Some((key(1).fingerprint().as_str(), "text".to_owned()))
            );
        }
        assert!(vault(2, &[]).open(SealedColumn::Payments, "p", &unnamed).is_err());
        assert!(vault(1, &[]).open(SealedColumn::Payments, "q", &unnamed).is_err());
        // A text that names another key doesn't open by it.
        let renamed = sealed.replace(&key(1).fingerprint(), &key(2).fingerprint());
        assert!(vault(2, &[1]).open(SealedColumn::Payments, "p", &renamed).is_err());
    }

    /// A text in the format before fingerprints, computed by another program (Python, with HChaCha20 by its draft).
    #[test]
    fn a_text_of_an_earlier_version_opens() {
        let sealed = "v1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXNO1mUF1I3ZVftL2KkNrlW1SqTwHCp0eaRFB1ORyalu0MdmcKZ7s";
        assert_eq!(
            vault(7, &[]).open(SealedColumn::Methods, "a", sealed).ok().as_deref(),
            Some("DE75512108001245126199")
        );
    }

    #[test]
    fn no_two_seals_are_alike() {
        assert_ne!(
            vault(1, &[]).seal(SealedColumn::Payments, "p", "same").ok(),
            vault(1, &[]).seal(SealedColumn::Payments, "p", "same").ok()
        );
    }
}

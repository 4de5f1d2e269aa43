//! The service's own keys, as far as the database knows them: the table `service_keys` of `migrations/0001_schema.sql`.

use zeroize::Zeroizing;

use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::alert::VapidKey;
use crate::domain::clock::Timestamp;
use crate::domain::ledger::LedgerKey;

/// The purpose of a service key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum KeyPurpose {
    /// Sealing. The database knows the fingerprint of the secret.
    Sealing,
    /// Check words. The database has the key, sealed.
    CheckWords,
    /// The seals of ledgers' heads. The database has the key, sealed.
    Ledger,
    /// Identity at push services. The database has the key, sealed.
    Vapid,
    /// Receipts. The database knows the public key.
    Receipts,
}

/// A key of the service.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ServiceKey {
    /// A fingerprint, a thumbprint (RFC 7638), `check_words` or `ledger`: see the table.
    pub id: String,
    /// The use that is made of the key.
    pub purpose: KeyPurpose,
    /// The public key of receipts; `None` for other purposes.
    pub public_key: Option<String>,
    /// The key itself, sealed; `None` where the database only knows of it.
    pub sealed: Option<String>,
    /// The time since which it is known.
    pub created_at: Timestamp,
    /// The time since which it isn't used any more.
    pub retired_at: Option<Timestamp>,
}

/// The id of the one key of check words.
const CHECK_WORDS: &str = "check_words";
/// The id of the one key of ledgers' seals.
const LEDGER: &str = "ledger";
/// The id of the one key of the identity at push services.
const VAPID: &str = "vapid";
/// The statement that reads all [`ServiceKey`]s, the oldest first.
const SQL: &str =
    "select id, purpose, public_key, sealed, created_at, retired_at from service_keys order by created_at, id";

impl ServiceKey {
    /// The entry of the current secret, which seals.
    pub fn sealing(fingerprint: &str, now: Timestamp) -> Self {
        Self::new(fingerprint, KeyPurpose::Sealing, now)
    }

    /// The entry of a receipts key, by its thumbprint (RFC 7638).
    pub fn receipts(thumbprint: &str, public_key: &str, now: Timestamp) -> Self {
        Self { public_key: Some(public_key.to_owned()), ..Self::new(thumbprint, KeyPurpose::Receipts, now) }
    }

    fn new(id: &str, purpose: KeyPurpose, now: Timestamp) -> Self {
        Self { id: id.to_owned(), purpose, public_key: None, sealed: None, created_at: now, retired_at: None }
    }
}

impl Store {
    /// All keys that the database knows, the oldest first.
    pub async fn service_keys(&self) -> Result<Vec<ServiceKey>, Error> {
        Ok(read!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }

    /// Returns whether the vault has the key of this fingerprint.
    pub fn has_key(&self, fingerprint: &str) -> bool {
        self.vault.has(fingerprint)
    }

    /// Seals the key of check words, to be stored if there is none.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_check_words(&self, key: &[u8; 32], now: Timestamp) -> Result<ServiceKey, Error> {
        self.seal_key(CHECK_WORDS, KeyPurpose::CheckWords, key, now)
    }

    /// Seals the key of ledgers' seals, to be stored if there is none.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_ledger_key(&self, key: &[u8; 32], now: Timestamp) -> Result<ServiceKey, Error> {
        self.seal_key(LEDGER, KeyPurpose::Ledger, key, now)
    }

    /// Seals the key of the identity at push services, to be stored if there is none.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_vapid_key(&self, key: &[u8; 32], now: Timestamp) -> Result<ServiceKey, Error> {
        self.seal_key(VAPID, KeyPurpose::Vapid, key, now)
    }

    fn seal_key(&self, id: &str, purpose: KeyPurpose, key: &[u8; 32], now: Timestamp) -> Result<ServiceKey, Error> {
        let text = Zeroizing::new(hex::encode(key));
        let sealed = self.vault.seal(SealedColumn::ServiceKeys, id, &text)?;
        Ok(ServiceKey { sealed: Some(sealed), ..ServiceKey::new(id, purpose, now) })
    }

    /// Opens the key of check words.
    ///
    /// # Errors
    /// [`Error::Defect`] when there is none, or it is malformed; [`Error::Sealed`] when no key opens it.
    pub fn open_check_words(&self, known: &[ServiceKey]) -> Result<Zeroizing<[u8; 32]>, Error> {
        self.open_key(known, CHECK_WORDS, KeyPurpose::CheckWords)
    }

    /// Opens the key of ledgers' seals.
    ///
    /// # Errors
    /// As [`Self::open_check_words`].
    pub fn open_ledger_key(&self, known: &[ServiceKey]) -> Result<LedgerKey, Error> {
        Ok(LedgerKey::new(&*self.open_key(known, LEDGER, KeyPurpose::Ledger)?))
    }

    /// Opens the key of the identity at push services.
    ///
    /// # Errors
    /// As [`Self::open_check_words`].
    pub fn open_vapid_key(&self, known: &[ServiceKey]) -> Result<VapidKey, Error> {
        let bytes = self.open_key(known, VAPID, KeyPurpose::Vapid)?;
        VapidKey::from_bytes(&bytes).ok_or_else(|| Error::Defect("the key of push services is none".into()))
    }

    fn open_key(&self, known: &[ServiceKey], id: &str, purpose: KeyPurpose) -> Result<Zeroizing<[u8; 32]>, Error> {
        let wrong = || Error::Defect(format!("there is no service key {id}"));
        let sealed = known.iter().find(|key| key.purpose == purpose).and_then(|key| key.sealed.as_ref());
        let text = self.vault.open(SealedColumn::ServiceKeys, id, sealed.ok_or_else(wrong)?)?;
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(Zeroizing::new(text).as_bytes(), key.as_mut_slice()).map_err(|_| wrong())?;
        Ok(key)
    }
}

impl Tx<'_> {
    /// All keys that the database knows inside this transaction.
    pub async fn service_keys(&mut self) -> Result<Vec<ServiceKey>, Error> {
        Ok(within!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }

    /// Stores a key unless its id exists. `false` when it does.
    pub async fn add_service_key(&mut self, key: &ServiceKey) -> Result<bool, Error> {
        const SQL: &str = "insert into service_keys (id, purpose, public_key, sealed, created_at) \
            values ($1, $2, $3, $4, $5) on conflict (id) do nothing";
        Ok(execute!(self, SQL, &key.id, key.purpose, &key.public_key, &key.sealed, key.created_at)? == 1)
    }

    /// Marks a retired key as used again. `false` when it wasn't retired.
    pub async fn use_service_key(&mut self, id: &str) -> Result<bool, Error> {
        const SQL: &str = "update service_keys set retired_at = null where id = $1 and retired_at is not null";
        Ok(execute!(self, SQL, id)? == 1)
    }

    /// Marks a key as retired, unless it is already.
    pub async fn retire_service_key(&mut self, id: &str, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update service_keys set retired_at = $2 where id = $1 and retired_at is null";
        execute!(self, SQL, id, now).map(drop)
    }

    /// Replaces a sealed key: of check words, or of ledgers' seals.
    pub async fn replace_sealed_key(&mut self, key: &ServiceKey) -> Result<(), Error> {
        const SQL: &str = "update service_keys set sealed = $2, created_at = $3 where id = $1";
        let ServiceKey { id, sealed, created_at, .. } = key;
        execute!(self, SQL, id, sealed, created_at).map(drop)
    }

    /// Deletes the key of the identity at push services, with the devices that subscribed to it: nothing reaches them any more.
    pub async fn delete_vapid_key(&mut self) -> Result<(), Error> {
        for sql in ["delete from alerts where true", "delete from alert_devices where true"] {
            execute!(self, sql)?;
        }
        execute!(self, "delete from service_keys where purpose = $1", KeyPurpose::Vapid).map(drop)
    }

    /// Retires all keys that seal and sign, except these two.
    pub async fn retire_service_keys(&mut self, sealing: &str, receipts: &str, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update service_keys set retired_at = $3 \
            where retired_at is null and ((purpose = 'sealing' and id <> $1) or (purpose = 'receipts' and id <> $2))";
        execute!(self, SQL, sealing, receipts, now).map(drop)
    }
}

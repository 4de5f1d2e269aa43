//! The service's own keys at its start: those that the secret opens, those that outlive the secret, and those that are published.

use zeroize::Zeroizing;

use crate::actions::{Context, Error};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::ledger::LedgerKey;
use crate::domain::method::ids::MethodIdKey;
use crate::domain::payee::sign_up_key::SignUpKey;
use crate::domain::request::check_words::CheckWordKey;
use crate::domain::secret::{Keyring, SecretKey};
use crate::receipt::keys::{KnownKey, PublishedKeys, ReceiptKey};
use crate::store::{self, KeyPurpose, Seal, SealedColumn, ServiceKey, Store, Tx};

/// Reasons why the service can't start with its keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The database was sealed under keys with these fingerprints, which aren't configured.
    #[error("the database was sealed under another key ({})", .0.join(", "))]
    Other(Vec<String>),
    /// The database doesn't name its key, and none of the configured keys opens any of it.
    #[error("nothing in the database opens")]
    NothingOpens,
    /// The ledgers' ends are sealed, but the key of their seals is missing from the database.
    #[error("the ends of ledgers are sealed, but the key of their seals is gone from the database")]
    LedgerKeyGone,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Fresh keys to replace those sealed under a lost secret.
pub struct FreshKeys {
    /// A key for check words.
    pub check_words: Zeroizing<[u8; 32]>,
    /// A key for ledgers' seals.
    pub ledger: Zeroizing<[u8; 32]>,
}

/// The keys that were replaced because a secret is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewed {
    /// The key of check words was replaced, so all check words have changed.
    pub check_words: bool,
    /// The key of ledgers' seals was replaced, and all ends were sealed as they are.
    pub ledger: bool,
}

/// The service's keys, except for those that seal data.
#[derive(Debug)]
pub struct ServiceKeys {
    /// The key from which check words are derived.
    pub check_words: CheckWordKey,
    /// The key from which the ids of future methods are derived. It is derived from that of check words, so it outlives the secret as
    /// well.
    pub method_ids: MethodIdKey,
    /// The key from which sign-up forms' owner keys are derived, itself derived from that of check words. With another one, an open form
    /// gives another owner key, and a form that was sent before isn't recognised.
    pub sign_ups: SignUpKey,
    /// The key that signs receipts.
    pub receipts: ReceiptKey,
}

/// Checks the keys against a database that hasn't been migrated yet. Writes nothing, so a refusal leaves the database unchanged. An empty
/// database accepts any key.
///
/// # Errors
/// [`KeysError`].
pub async fn recognise(store: &Store, keys: &Keyring) -> Result<(), KeysError> {
    if !store.has_table("service_keys").await? {
        return Ok(());
    }
    let known = store.service_keys().await?;
    let missing = missing(store, &known);
    if needed(store, &missing).await? {
        return Err(KeysError::Other(missing));
    }
    if known.is_empty() {
        origin(store, keys).await?;
    }
    Ok(())
}

/// Checks the keys against the database and records what is missing there: the current key, the public keys by which receipts are
/// verified, and at the first start the keys of check words and ledgers' seals. The public keys of fallbacks are recorded too, so that
/// the next key is published before it signs.
///
/// # Errors
/// [`KeysError`]; nothing was recorded then.
pub async fn load_keys(
    store: &Store,
    keys: &Keyring,
    chance: &Chance,
    now: Timestamp,
) -> Result<ServiceKeys, KeysError> {
    let known = store.service_keys().await?;
    let missing = missing(store, &known);
    if needed(store, &missing).await? {
        return Err(KeysError::Other(missing));
    }
    let receipts = ReceiptKey::new(keys.current());
    let mut public: Vec<_> = keys.all().map(ReceiptKey::new).collect();
    // Always in the same order, so that concurrent starts don't deadlock.
    public.sort_by(|a, b| a.kid().cmp(b.kid()));
    let used = [keys.current().fingerprint(), receipts.kid().to_owned()];
    let in_use = |id: &String| known.iter().any(|key| key.id == *id && key.retired_at.is_none());
    let published = |key: &ReceiptKey| known.iter().any(|known| known.id == key.kid());
    let seals = known.iter().any(|key| key.purpose == KeyPurpose::Ledger);
    if missing.is_empty() && seals && used.iter().all(in_use) && public.iter().all(published) {
        store.set_ledger_key(store.open_ledger_key(&known)?);
        return service_keys(store, &known, receipts);
    }
    let mut wanted = Vec::new();
    if !seals {
        wanted.push(store.seal_ledger_key(&*fresh_key(chance)?, now)?);
    }
    if known.is_empty() {
        let origin = origin(store, keys).await?;
        wanted.push(store.seal_check_words(&CheckWordKey::first(origin), now)?);
        wanted.push(ServiceKey::sealing(&origin.fingerprint(), now));
    }
    wanted.push(ServiceKey::sealing(&keys.current().fingerprint(), now));
    wanted.extend(public.iter().map(|key| ServiceKey::receipts(key.kid(), key.public_key(), now)));
    let known = record_keys(store, wanted, used, missing, now).await?;
    store.set_ledger_key(store.open_ledger_key(&known)?);
    service_keys(store, &known, receipts)
}

/// Gives up lost keys: data sealed under them stays unreadable, and check words and ledgers' seals get fresh keys if theirs are lost. The
/// service can start again afterwards.
///
/// # Errors
/// The database's.
pub async fn give_up_lost_keys(
    store: &Store,
    keys: &Keyring,
    fresh: &FreshKeys,
    now: Timestamp,
) -> Result<Renewed, KeysError> {
    let known = store.service_keys().await?;
    // A database from before keys were recorded, of which a configured key opens something, has lost nothing.
    if known.is_empty() {
        match origin(store, keys).await {
            Ok(_) => return Ok(Renewed { check_words: false, ledger: false }),
            Err(KeysError::NothingOpens) => {}
            Err(error) => return Err(error),
        }
    }
    let missing = missing(store, &known);
    let words = store.seal_check_words(&fresh.check_words, now)?;
    let (ledger, ledger_key) = (store.seal_ledger_key(&fresh.ledger, now)?, LedgerKey::new(&fresh.ledger));
    let renewed = Renewed {
        check_words: store.open_check_words(&known).is_err(),
        ledger: store.open_ledger_key(&known).is_err(),
    };
    let is_vapid_lost =
        known.iter().any(|key| key.purpose == KeyPurpose::Vapid) && store.open_vapid_key(&known).is_err();
    let sealing = ServiceKey::sealing(&keys.current().fingerprint(), now);
    store
        .write(move |mut tx| {
            Box::pin(async move {
                // A database from before keys were recorded has them from now on.
                tx.add_service_key(&words).await?;
                tx.add_service_key(&sealing).await?;
                if renewed.check_words {
                    tx.replace_sealed_key(&words).await?;
                }
                if renewed.ledger {
                    tx.add_service_key(&ledger).await?;
                    tx.replace_sealed_key(&ledger).await?;
                    // Heads and key change in one commit: a head without a seal of the current key fails the audit.
                    seal_every_head(&mut tx, &ledger_key).await?;
                }
                // The next start makes another one, to which devices subscribe again.
                if is_vapid_lost {
                    tx.delete_vapid_key().await?;
                }
                // A retired key isn't required at the next start.
                for id in &missing {
                    tx.retire_service_key(id, now).await?;
                }
                Ok(renewed)
            })
        })
        .await
}

/// Replaces the key of ledgers' seals and seals all ends as they are. Returns their number. The service must be stopped: a running one
/// goes on sealing with the old key.
///
/// # Errors
/// The database's.
pub async fn renew_ledger_key(ctx: &Context) -> Result<usize, Error> {
    let fresh = fresh_key(&ctx.chance)?;
    let (stored, key) = (ctx.store.seal_ledger_key(&fresh, ctx.clock.now())?, LedgerKey::new(&fresh));
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.replace_sealed_key(&stored).await?;
                Ok(seal_every_head(&mut tx, &key).await?)
            })
        })
        .await
}

/// Seals all ledgers' ends, closes and batches as they are. Returns the number of ledgers.
async fn seal_every_head(tx: &mut Tx<'_>, key: &LedgerKey) -> Result<usize, store::Error> {
    let heads = tx.ledger_heads().await?;
    for head in &heads {
        if !tx.seal_head(head, key).await? {
            return Err(store::Error::Unavailable("a ledger went on while its end was being sealed".into()));
        }
        tx.seal_closes(&head.payee_id, key).await?;
        tx.seal_batches(&head.payee_id, key).await?;
    }
    Ok(heads.len())
}

/// Replaces the key of check words. The words of all links change as replicas restart.
///
/// # Errors
/// The database's.
pub async fn renew_check_words(ctx: &Context) -> Result<(), Error> {
    let fresh = fresh_key(&ctx.chance)?;
    let words = ctx.store.seal_check_words(&fresh, ctx.clock.now())?;
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.replace_sealed_key(&words).await?) })).await
}

/// Draws 32 random bytes.
///
/// # Errors
/// [`store::Error::Defect`] if the source of randomness fails.
pub fn fresh_key(chance: &Chance) -> Result<Zeroizing<[u8; 32]>, store::Error> {
    let bytes = chance.bytes(32).try_into();
    bytes.map(Zeroizing::new).map_err(|_| store::Error::Defect("no key could be drawn".into()))
}

/// Records the `wanted` keys that aren't known, marks the `used` ones, and retires those that are `gone`.
async fn record_keys(
    store: &Store,
    wanted: Vec<ServiceKey>,
    used: [String; 2],
    gone: Vec<String>,
    now: Timestamp,
) -> Result<Vec<ServiceKey>, KeysError> {
    let ours = store.clone();
    store
        .write(move |mut tx| {
            Box::pin(async move {
                for key in &wanted {
                    let added = tx.add_service_key(key).await?;
                    if added && key.purpose == KeyPurpose::Ledger {
                        seal_first_time(&ours, &mut tx, key).await?;
                    }
                }
                for id in &used {
                    tx.use_service_key(id).await?;
                }
                for id in &gone {
                    tx.retire_service_key(id, now).await?;
                }
                // A concurrent start with another key has either committed before, or will see these keys.
                let known = tx.service_keys().await?;
                let missing = missing(&ours, &known);
                if missing.is_empty() { Ok(known) } else { Err(KeysError::Other(missing)) }
            })
        })
        .await
}

/// Seals the ends of ledgers from before seals existed, once, in the transaction that stores the key. If an end is sealed already, the
/// key was removed, and with it the evidence.
async fn seal_first_time(store: &Store, tx: &mut Tx<'_>, key: &ServiceKey) -> Result<(), KeysError> {
    if tx.ledger_heads().await?.iter().any(|head| head.seal.is_some()) {
        return Err(KeysError::LedgerKeyGone);
    }
    let ledgers = seal_every_head(tx, &store.open_ledger_key(std::slice::from_ref(key))?).await?;
    if ledgers > 0 {
        tracing::warn!(
            ledgers,
            "ledgers were sealed for the first time: expected once, after the update that brings seals"
        );
    }
    Ok(())
}

fn service_keys(store: &Store, known: &[ServiceKey], receipts: ReceiptKey) -> Result<ServiceKeys, KeysError> {
    let key = store.open_check_words(known)?;
    let secret = SecretKey::from_bytes(*key);
    let (method_ids, sign_ups) = (MethodIdKey::new(&secret), SignUpKey::new(&secret));
    Ok(ServiceKeys { check_words: CheckWordKey::new(&key), method_ids, sign_ups, receipts })
}

/// The fingerprints of keys under which data may be sealed.
fn sealing(known: &[ServiceKey]) -> impl Iterator<Item = &str> {
    let used = known.iter().filter(|key| key.purpose == KeyPurpose::Sealing && key.retired_at.is_none());
    used.map(|key| key.id.as_str())
}

/// The fingerprints among them that aren't configured.
fn missing(store: &Store, known: &[ServiceKey]) -> Vec<String> {
    sealing(known).filter(|id| !store.has_key(id)).map(str::to_owned).collect()
}

/// Returns whether data is sealed under one of the missing keys, or doesn't name its key and doesn't open. Reads all such texts, so it is
/// called only if a key is missing.
async fn needed(store: &Store, missing: &[String]) -> Result<bool, KeysError> {
    if missing.is_empty() {
        return Ok(false);
    }
    let theirs = |seal: &Seal| seal.fingerprint().is_none_or(|id| missing.iter().any(|missing| missing == id));
    let lost = |column, seal: &Seal| theirs(seal) && store.opening_key(column, seal).is_none();
    Ok(first(store, |column, seal| lost(column, seal).then_some(())).await?.0.is_some())
}

/// The key of a database that doesn't record one: the key that opens its data, or the current one if it has none.
async fn origin<'k>(store: &Store, keys: &'k Keyring) -> Result<&'k SecretKey, KeysError> {
    match first(store, |column, seal| store.opening_key(column, seal)).await? {
        (Some(opening), _) => Ok(keys.all().find(|key| key.fingerprint() == opening).unwrap_or(keys.current())),
        (None, true) => Err(KeysError::NothingOpens),
        (None, false) => Ok(keys.current()),
    }
}

/// Searches the texts that aren't sealed under the current key. Returns also whether there are any.
async fn first<T>(
    store: &Store,
    look: impl Fn(SealedColumn, &Seal) -> Option<T>,
) -> Result<(Option<T>, bool), store::Error> {
    let mut any = false;
    for column in SealedColumn::ALL {
        let mut walk = store.seals_of_others(column);
        while let seals = walk.next().await?
            && !seals.is_empty()
        {
            any = true;
            if let Some(found) = seals.iter().find_map(|seal| look(column, seal)) {
                return Ok((Some(found), any));
            }
        }
    }
    Ok((None, any))
}

/// The fingerprints of keys other than the current one under which data may still be sealed.
///
/// # Errors
/// The database's.
pub async fn older_keys(ctx: &Context) -> Result<Vec<String>, Error> {
    let known = ctx.store.service_keys().await?;
    Ok(sealing(&known).filter(|id| *id != ctx.store.sealing_key()).map(str::to_owned).collect())
}

/// Records again that the current key seals and signs. `true` if another replica had retired it, one with the next key that took it for
/// unused.
///
/// # Errors
/// The database's.
pub async fn still_sealing(ctx: &Context) -> Result<bool, Error> {
    let used = [ctx.store.sealing_key().to_owned(), ctx.receipts.kid().to_owned()];
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let mut put_away = false;
                for id in &used {
                    put_away |= tx.use_service_key(id).await?;
                }
                Ok(put_away)
            })
        })
        .await
}

/// The public keys by which receipts are verified, of the current and earlier secrets.
///
/// # Errors
/// The database's.
pub async fn published_keys(ctx: &Context) -> Result<PublishedKeys, Error> {
    let known = ctx.store.service_keys().await?.into_iter();
    let public = known.filter(|key| key.purpose == KeyPurpose::Receipts).filter_map(|key| {
        let ServiceKey { public_key, created_at, retired_at, .. } = key;
        Some(KnownKey { public_key: public_key?, since: created_at, until: retired_at })
    });
    Ok(public.collect())
}

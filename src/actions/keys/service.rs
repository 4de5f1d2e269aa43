//! The service's own keys when it starts: those that its secret opens, those that outlive the secret, and those that are published.

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

/// The columns of sealed texts before the service's own keys were kept in the database.
const BEFORE_SERVICE_KEYS: [SealedColumn; 2] = [SealedColumn::Methods, SealedColumn::Payments];

/// Reasons why the service can't work with its keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The database was sealed under these keys, by their fingerprints, and they aren't among ours.
    #[error("the database was sealed under another key ({})", .0.join(", "))]
    Other(Vec<String>),
    /// The database doesn't say under which key it was sealed, and ours open none of it.
    #[error("nothing in the database opens")]
    NothingOpens,
    /// The ends of ledgers are sealed, but the key of the seals isn't in the database any more.
    #[error("the ends of ledgers are sealed, but the key of their seals is gone from the database")]
    LedgerKeyGone,
    /// The database could not.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Fresh keys in the place of those that are sealed under a lost secret.
pub struct FreshKeys {
    /// A key of check words.
    pub check_words: Zeroizing<[u8; 32]>,
    /// A key of ledgers' seals.
    pub ledger: Zeroizing<[u8; 32]>,
}

/// The keys that were made anew because a secret is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewed {
    /// Check words have another key, so that they have changed.
    pub check_words: bool,
    /// Ledgers' seals have another key; every end was sealed as it is.
    pub ledger: bool,
}

/// The service's keys besides those that seal.
#[derive(Debug)]
pub struct ServiceKeys {
    /// The key that check words are derived with.
    pub check_words: CheckWordKey,
    /// The key of ids of methods to come. It follows from that of check words, so that it outlives the secret as well.
    pub method_ids: MethodIdKey,
    /// The key that sign-up forms' owner keys are derived with. It follows from the same: with another one, a form that lies open gives
    /// another owner key, and one that was sent already is no longer known again.
    pub sign_ups: SignUpKey,
    /// The key that receipts are signed with.
    pub receipts: ReceiptKey,
}

/// Looks whether the keys are those of a database that was not brought up to date yet. Nothing is written, so whoever is refused by this
/// leaves everything as it was. A database that is new needs no key.
///
/// # Errors
/// [`KeysError`].
pub async fn recognise(store: &Store, keys: &Keyring) -> Result<(), KeysError> {
    if !store.has_table("methods").await? {
        return Ok(());
    }
    let knows_keys = store.has_table("service_keys").await?;
    let columns: &[SealedColumn] = if knows_keys { &SealedColumn::ALL } else { &BEFORE_SERVICE_KEYS };
    let known = if knows_keys { store.service_keys().await? } else { Vec::new() };
    let missing = missing(store, &known);
    if needed(store, &missing, columns).await? {
        return Err(KeysError::Other(missing));
    }
    if known.is_empty() {
        origin(store, keys, columns).await?;
    }
    Ok(())
}

/// Looks whether the keys are those of this database, and writes down what it doesn't know yet: which key seals, which public keys
/// receipts may hold against, and on the first start the key of check words and that of ledgers' seals. A fallback's public key is written down as well, so that
/// the next key is published before anything is signed with it.
///
/// # Errors
/// [`KeysError`]; nothing was written down then.
pub async fn load_keys(
    store: &Store,
    keys: &Keyring,
    chance: &Chance,
    now: Timestamp,
) -> Result<ServiceKeys, KeysError> {
    let known = store.service_keys().await?;
    let missing = missing(store, &known);
    if needed(store, &missing, &SealedColumn::ALL).await? {
        return Err(KeysError::Other(missing));
    }
    let receipts = ReceiptKey::new(keys.current());
    let mut public: Vec<_> = keys.all().map(ReceiptKey::new).collect();
    // In one order, so that two who start at once don't wait for each other.
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
        let origin = origin(store, keys, &SealedColumn::ALL).await?;
        wanted.push(store.seal_check_words(&CheckWordKey::first(origin), now)?);
        wanted.push(ServiceKey::sealing(&origin.fingerprint(), now));
    }
    wanted.push(ServiceKey::sealing(&keys.current().fingerprint(), now));
    wanted.extend(public.iter().map(|key| ServiceKey::receipts(key.kid(), key.public_key(), now)));
    let known = record_keys(store, wanted, used, missing, now).await?;
    store.set_ledger_key(store.open_ledger_key(&known)?);
    service_keys(store, &known, receipts)
}

/// Puts up with keys that are lost: what is sealed under them stays unreadable, and check words and ledgers' seals get a fresh key if
/// theirs is. The service starts again after that.
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
    if known.is_empty() {
        match origin(store, keys, &SealedColumn::ALL).await {
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
    let sealing = ServiceKey::sealing(&keys.current().fingerprint(), now);
    store
        .write(move |mut tx| {
            Box::pin(async move {
                // On a database that knew no key, this is what it knows from now on.
                tx.add_service_key(&words).await?;
                tx.add_service_key(&sealing).await?;
                if renewed.check_words {
                    tx.replace_sealed_key(&words).await?;
                }
                if renewed.ledger {
                    tx.add_service_key(&ledger).await?;
                    tx.replace_sealed_key(&ledger).await?;
                    seal_every_head(&mut tx, &ledger_key).await?;
                }
                for id in &missing {
                    tx.retire_service_key(id, now).await?;
                }
                Ok(renewed)
            })
        })
        .await
}

/// Draws a new key of ledgers' seals and seals every end as it is now. Answers how many there are. For a service that is stopped: one
/// that runs goes on sealing under the old key.
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

/// Seals every ledger's end as it is. Answers how many there are.
async fn seal_every_head(tx: &mut Tx<'_>, key: &LedgerKey) -> Result<usize, store::Error> {
    let heads = tx.ledger_heads().await?;
    for head in &heads {
        if !tx.seal_head(head, key).await? {
            return Err(store::Error::Unavailable("a ledger went on while its end was being sealed".into()));
        }
    }
    Ok(heads.len())
}

/// Draws a new key of check words: the words of every link change as replicas start anew.
///
/// # Errors
/// The database's.
pub async fn renew_check_words(ctx: &Context) -> Result<(), Error> {
    let fresh = fresh_key(&ctx.chance)?;
    let words = ctx.store.seal_check_words(&fresh, ctx.clock.now())?;
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.replace_sealed_key(&words).await?) })).await
}

/// 32 random bytes.
///
/// # Errors
/// When there is no randomness.
pub fn fresh_key(chance: &Chance) -> Result<Zeroizing<[u8; 32]>, store::Error> {
    let bytes = chance.bytes(32).try_into();
    bytes.map(Zeroizing::new).map_err(|_| store::Error::Defect("no key could be drawn".into()))
}

/// Writes down what is `wanted` and not known, which of it is used, and that nothing is sealed under what is `gone`.
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
                // Whoever starts at the same moment under another key was here first, or comes after us.
                let known = tx.service_keys().await?;
                let missing = missing(&ours, &known);
                if missing.is_empty() { Ok(known) } else { Err(KeysError::Other(missing)) }
            })
        })
        .await
}

/// Seals the ends of ledgers that were written before there were seals: once, in the transaction that stores the key. Where an end is
/// sealed already, the key was taken away, and with it the proof.
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

/// The fingerprints of keys under which something may be sealed.
fn sealing(known: &[ServiceKey]) -> impl Iterator<Item = &str> {
    let used = known.iter().filter(|key| key.purpose == KeyPurpose::Sealing && key.retired_at.is_none());
    used.map(|key| key.id.as_str())
}

/// Those of them that aren't ours.
fn missing(store: &Store, known: &[ServiceKey]) -> Vec<String> {
    sealing(known).filter(|id| !store.has_key(id)).map(str::to_owned).collect()
}

/// Tells that something is sealed under one of these keys, or doesn't say that it isn't. It takes a look at every text, so it is asked
/// only where a key is missing.
async fn needed(store: &Store, missing: &[String], columns: &[SealedColumn]) -> Result<bool, KeysError> {
    if missing.is_empty() {
        return Ok(false);
    }
    let theirs = |seal: &Seal| seal.fingerprint().is_none_or(|id| missing.iter().any(|missing| missing == id));
    let lost = |column, seal: &Seal| theirs(seal) && store.opening_key(column, seal).is_none();
    Ok(first(store, columns, |column, seal| lost(column, seal).then_some(())).await?.0.is_some())
}

/// The key of a database that doesn't know its keys: one that opens what lies in it; the current one where nothing does.
async fn origin<'k>(store: &Store, keys: &'k Keyring, columns: &[SealedColumn]) -> Result<&'k SecretKey, KeysError> {
    match first(store, columns, |column, seal| store.opening_key(column, seal)).await? {
        (Some(opening), _) => Ok(keys.all().find(|key| key.fingerprint() == opening).unwrap_or(keys.current())),
        (None, true) => Err(KeysError::NothingOpens),
        (None, false) => Ok(keys.current()),
    }
}

/// Looks for something among the texts that aren't sealed under the current key; says also whether there is such a text at all.
async fn first<T>(
    store: &Store,
    columns: &[SealedColumn],
    look: impl Fn(SealedColumn, &Seal) -> Option<T>,
) -> Result<(Option<T>, bool), store::Error> {
    let mut any = false;
    for column in columns.iter().copied() {
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

/// The fingerprints of keys other than the current one under which something may still be sealed.
///
/// # Errors
/// The database's.
pub async fn older_keys(ctx: &Context) -> Result<Vec<String>, Error> {
    let known = ctx.store.service_keys().await?;
    Ok(sealing(&known).filter(|id| *id != ctx.store.sealing_key()).map(str::to_owned).collect())
}

/// Says once more that the current key seals and signs. `true` when somebody had put it away: a replica with the next key, which
/// believed that this one had it, too.
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

/// The keys that receipts hold against: this service's, whatever its secret was when they were signed.
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

//! Doing a thing once, however often it is asked for. What a POST answered is kept in the transaction that did it, so there is no
//! moment in which it was done and not remembered.

use std::sync::Arc;

use chrono::TimeDelta;

use super::{Context, Error};
use crate::domain::clock::Instant;
use crate::domain::id::PayeeId;
use crate::store::{self, Answered, KeptAnswer, Tx};

/// The time for which an answer is given again. After it a key is as good as new, whether upkeep has removed the answer or not.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(48);

/// An idempotency key, and the writer of the answer that is kept under it. The answer is `web`'s; actions only see that it is kept.
pub struct Keep<T> {
    key: String,
    fingerprint: String,
    render: Arc<dyn Fn(&T) -> KeptAnswer + Send + Sync>,
}

impl<T> Keep<T> {
    /// Keeps what `render` makes of the outcome, under a key. `fingerprint` tells this call from another one with the same key.
    pub fn new(key: String, fingerprint: String, render: impl Fn(&T) -> KeptAnswer + Send + Sync + 'static) -> Self {
        Self { key, fingerprint, render: Arc::new(render) }
    }

    fn answer(&self, outcome: &T) -> Answered {
        Answered { fingerprint: self.fingerprint.clone(), answer: (self.render)(outcome) }
    }

    /// Keeps another answer in the place of the first one, of a thing that is done in two steps.
    pub(super) async fn keep_instead(&self, tx: &mut Tx<'_>, payee: &PayeeId, outcome: &T) -> Result<(), Error> {
        Ok(tx.replace_answer(payee, &self.key, &self.answer(outcome)).await?)
    }

    /// Forgets the answer of a thing that was not done after all: the key is as good as new.
    pub(super) async fn forget(&self, tx: &mut Tx<'_>, payee: &PayeeId) -> Result<(), Error> {
        Ok(tx.forget_answer(payee, &self.key, &self.fingerprint).await?)
    }

    /// Keeps the answer inside the transaction that did the thing.
    pub(super) async fn keep(&self, tx: &mut Tx<'_>, payee: &PayeeId, outcome: &T, now: Instant) -> Result<(), Error> {
        match tx.keep_answer(payee, &self.key, &self.answer(outcome), now, now - KEPT).await {
            Err(store::Error::Taken) => Err(Error::KeyInUse),
            other => Ok(other?),
        }
    }
}

impl<T> Clone for Keep<T> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), fingerprint: self.fingerprint.clone(), render: Arc::clone(&self.render) }
    }
}

impl<T> std::fmt::Debug for Keep<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keep(…)")
    }
}

/// Keeps the outcome, if it is to be kept.
pub(super) async fn keep<T>(
    keep: Option<&Keep<T>>,
    tx: &mut Tx<'_>,
    payee: &PayeeId,
    outcome: &T,
    now: Instant,
) -> Result<(), Error> {
    match keep {
        Some(keep) => keep.keep(tx, payee, outcome, now).await,
        None => Ok(()),
    }
}

/// The answer that is kept under a key.
///
/// # Errors
/// The database's.
pub async fn answered(ctx: &Context, payee: &PayeeId, key: &str) -> Result<Option<Answered>, Error> {
    Ok(ctx.store.answered(payee, key, ctx.clock.now() - KEPT).await?)
}

//! Doing a thing once, however often it is asked for. What a POST answered is kept in the transaction that did it, so there is no
//! moment in which it was done and not remembered.

use std::sync::Arc;

use chrono::TimeDelta;

use super::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::store::{self, AnswerRecord, StoredAnswer, Tx};

/// The time for which an answer is given again. After it a key is as good as new, whether upkeep has removed the answer or not.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(48);

/// An idempotency key, and the writer of the answer that is kept under it. The answer is `web`'s; actions only see that it is kept.
pub struct AnswerKey<T> {
    key: String,
    fingerprint: String,
    render: Arc<dyn Fn(&T) -> StoredAnswer + Send + Sync>,
}

impl<T> AnswerKey<T> {
    /// Keeps what `render` makes of the outcome, under a key. `fingerprint` tells this call from another one with the same key.
    pub fn new(key: String, fingerprint: String, render: impl Fn(&T) -> StoredAnswer + Send + Sync + 'static) -> Self {
        Self { key, fingerprint, render: Arc::new(render) }
    }

    fn answer(&self, outcome: &T) -> AnswerRecord {
        AnswerRecord { fingerprint: self.fingerprint.clone(), answer: (self.render)(outcome) }
    }

    /// Keeps another answer in the place of the first one, of a thing that is done in two steps.
    pub(super) async fn replace(&self, tx: &mut Tx<'_>, payee: &PayeeId, outcome: &T) -> Result<(), Error> {
        Ok(tx.replace_answer(payee, &self.key, &self.answer(outcome)).await?)
    }

    /// Forgets the answer of a thing that was not done after all: the key is as good as new.
    pub(super) async fn forget(&self, tx: &mut Tx<'_>, payee: &PayeeId) -> Result<(), Error> {
        Ok(tx.forget_answer(payee, &self.key, &self.fingerprint).await?)
    }

    /// Keeps the answer inside the transaction that did the thing.
    pub(super) async fn record(
        &self,
        tx: &mut Tx<'_>,
        payee: &PayeeId,
        outcome: &T,
        now: Timestamp,
    ) -> Result<(), Error> {
        match tx.record_answer(payee, &self.key, &self.answer(outcome), now, now - KEPT).await {
            Err(store::Error::Taken) => Err(Error::KeyInUse),
            other => Ok(other?),
        }
    }
}

impl<T> Clone for AnswerKey<T> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), fingerprint: self.fingerprint.clone(), render: Arc::clone(&self.render) }
    }
}

impl<T> std::fmt::Debug for AnswerKey<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerKey(…)")
    }
}

/// Keeps the outcome, if it is to be kept.
pub(super) async fn record<T>(
    answer_key: Option<&AnswerKey<T>>,
    tx: &mut Tx<'_>,
    payee: &PayeeId,
    outcome: &T,
    now: Timestamp,
) -> Result<(), Error> {
    match answer_key {
        Some(answer_key) => answer_key.record(tx, payee, outcome, now).await,
        None => Ok(()),
    }
}

/// The answer that is kept under a key.
///
/// # Errors
/// The database's.
pub async fn find_answer(ctx: &Context, payee: &PayeeId, key: &str) -> Result<Option<AnswerRecord>, Error> {
    Ok(ctx.store.find_answer(payee, key, ctx.clock.now() - KEPT).await?)
}

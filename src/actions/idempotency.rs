//! Idempotency keys. The answer to a POST is stored in the transaction that did the work, so that the work is never committed without it.

use std::sync::Arc;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::store::{self, AnswerRecord, StoredAnswer, Tx};

/// The time for which an answer is repeated, where the key says nothing else. After it the key can be used again, even if upkeep hasn't
/// deleted the answer.
const KEPT: TimeDelta = TimeDelta::hours(48);

/// The time in which the same content counts as sent twice: from two tabs or two phones of one seller, or by one who wasn't sure.
const REPEATED: TimeDelta = TimeDelta::minutes(2);

/// An idempotency key with the function that renders the answer to store. The answer's format is `web`'s; actions only have it stored.
pub struct AnswerKey<T> {
    key: String,
    fingerprint: String,
    /// A second key, of the content, which is used up for [`REPEATED`].
    content: Option<String>,
    kept: TimeDelta,
    render: Arc<dyn Fn(&T) -> StoredAnswer + Send + Sync>,
}

impl<T> AnswerKey<T> {
    /// A key whose answer is rendered by `render`. `fingerprint` distinguishes this call from others with the same key.
    pub fn new(key: String, fingerprint: String, render: impl Fn(&T) -> StoredAnswer + Send + Sync + 'static) -> Self {
        Self { key, fingerprint, content: None, kept: KEPT, render: Arc::new(render) }
    }

    /// The same key, for work that is not done again for the same content within two minutes: recording it fails with
    /// [`Error::Repeated`].
    #[must_use]
    pub fn unless_repeated(self, content: &ContentKey) -> Self {
        Self { content: Some(content.0.clone()), ..self }
    }

    /// The same key, with an answer that is repeated for this time.
    #[must_use]
    pub fn kept_for(self, kept: TimeDelta) -> Self {
        Self { kept, ..self }
    }

    fn answer(&self, outcome: &T) -> AnswerRecord {
        AnswerRecord { fingerprint: self.fingerprint.clone(), answer: (self.render)(outcome) }
    }

    /// Replaces the stored answer, for actions in two steps.
    pub(super) async fn replace(&self, tx: &mut Tx<'_>, payee: &PayeeId, outcome: &T) -> Result<(), Error> {
        Ok(tx.replace_answer(payee, &self.key, &self.answer(outcome)).await?)
    }

    /// Deletes the stored answer of an action that failed after all, so that the key can be used again.
    pub(super) async fn forget(&self, tx: &mut Tx<'_>, payee: &PayeeId) -> Result<(), Error> {
        Ok(tx.forget_answer(payee, &self.key, &self.fingerprint).await?)
    }

    /// Stores the answer in the transaction that did the work.
    pub(super) async fn record(
        &self,
        tx: &mut Tx<'_>,
        payee: &PayeeId,
        outcome: &T,
        now: Timestamp,
    ) -> Result<(), Error> {
        let answer = self.answer(outcome);
        let failed = |error, taken| if matches!(error, store::Error::Taken) { taken } else { Error::from(error) };
        let recorded = tx.record_answer(payee, &self.key, &answer, now, now + self.kept).await;
        recorded.map_err(|error| failed(error, Error::KeyInUse))?;
        let Some(content) = &self.content else { return Ok(()) };
        let recorded = tx.record_answer(payee, content, &answer, now, now + REPEATED).await;
        recorded.map_err(|error| failed(error, Error::Repeated))
    }
}

impl<T> Clone for AnswerKey<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            fingerprint: self.fingerprint.clone(),
            content: self.content.clone(),
            kept: self.kept,
            render: Arc::clone(&self.render),
        }
    }
}

impl<T> std::fmt::Debug for AnswerKey<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerKey(…)")
    }
}

/// The key of a form's content, the same for every form that asks for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentKey(String);

impl ContentKey {
    /// The key of a content. The tab keeps it apart from keys of API calls, which are printable ASCII.
    pub fn of(content: &str) -> Self {
        Self(format!("content\t{}", hex::encode(Sha256::digest(content))))
    }
}

/// The answer to the same content, if it was made less than two minutes ago.
///
/// # Errors
/// The database's.
pub async fn find_repeated(
    ctx: &Context,
    payee: &PayeeId,
    content: &ContentKey,
) -> Result<Option<AnswerRecord>, Error> {
    Ok(ctx.store.find_answer(payee, &content.0, ctx.clock.now()).await?)
}

/// Stores the answer if the call has an idempotency key.
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

/// The answer stored under a key, unless it has expired.
///
/// # Errors
/// The database's.
pub async fn find_answer(ctx: &Context, payee: &PayeeId, key: &str) -> Result<Option<AnswerRecord>, Error> {
    Ok(ctx.store.find_answer(payee, key, ctx.clock.now()).await?)
}

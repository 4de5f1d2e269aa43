//! Answers to POSTs with an `Idempotency-Key`, stored in the transaction that did the work.

use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;

/// A stored answer, with the call that it answers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerRecord {
    /// SHA-256 of the call's method, path and body.
    pub fingerprint: String,
    /// The answer to that call.
    #[sqlx(flatten)]
    pub answer: StoredAnswer,
}

/// An answer as `web` writes and reads it; the store doesn't interpret it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredAnswer {
    /// The HTTP status code, such as 201.
    pub status: i64,
    /// The value of the `Location` header.
    pub location: Option<String>,
    /// The body, which is sent again unchanged.
    pub body: String,
}

impl Tx<'_> {
    /// Stores an answer until `expires_at`. It replaces one that has expired.
    ///
    /// # Errors
    /// [`Error::Taken`] when a concurrent call used the key: the work of this transaction must not happen twice, so the caller rolls back.
    pub async fn record_answer(
        &mut self,
        payee: &PayeeId,
        key: &str,
        AnswerRecord { fingerprint, answer }: &AnswerRecord,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into idempotency_keys (payee_id, idempotency_key, fingerprint, status, location, body, expires_at) \
            values ($1, $2, $3, $4, $5, $6, $7) \
            on conflict (payee_id, idempotency_key) do update set fingerprint = excluded.fingerprint, status = excluded.status, \
            location = excluded.location, body = excluded.body, expires_at = excluded.expires_at \
            where idempotency_keys.expires_at <= $8";
        let kept = execute!(
            self,
            SQL,
            payee,
            key,
            fingerprint,
            answer.status,
            &answer.location,
            &answer.body,
            expires_at,
            now
        )?;
        if kept == 0 { Err(Error::Taken) } else { Ok(()) }
    }

    /// Replaces an answer of the same call when more is known.
    pub async fn replace_answer(
        &mut self,
        payee: &PayeeId,
        key: &str,
        AnswerRecord { fingerprint, answer }: &AnswerRecord,
    ) -> Result<(), Error> {
        const SQL: &str = "update idempotency_keys set status = $4, location = $5, body = $6 \
            where payee_id = $1 and idempotency_key = $2 and fingerprint = $3";
        execute!(self, SQL, payee, key, fingerprint, answer.status, &answer.location, &answer.body).map(drop)
    }

    /// Deletes an answer whose work was not done after all.
    pub async fn forget_answer(&mut self, payee: &PayeeId, key: &str, fingerprint: &str) -> Result<(), Error> {
        const SQL: &str =
            "delete from idempotency_keys where payee_id = $1 and idempotency_key = $2 and fingerprint = $3";
        execute!(self, SQL, payee, key, fingerprint).map(drop)
    }
}

impl Store {
    /// The answer to a key, unless it has expired.
    pub async fn find_answer(&self, payee: &PayeeId, key: &str, now: Timestamp) -> Result<Option<AnswerRecord>, Error> {
        const SQL: &str = "select fingerprint, status, location, body from idempotency_keys \
            where payee_id = $1 and idempotency_key = $2 and expires_at > $3";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(key).bind(now).fetch_optional(db).await)?)
    }
}

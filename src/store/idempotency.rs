//! What POSTs with an `Idempotency-Key` answered, kept in the transaction that did what they asked.

use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;

/// A kept answer, and the call that it answers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerRecord {
    /// SHA-256 of the call's method, path and body.
    pub fingerprint: String,
    /// The answer.
    #[sqlx(flatten)]
    pub answer: StoredAnswer,
}

/// An answer as `web` writes and reads it; nothing else looks inside.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredAnswer {
    /// The HTTP status.
    pub status: i64,
    /// The `Location` header.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

impl Tx<'_> {
    /// Keeps an answer, in the place of one from before `since`, which is none any more.
    ///
    /// # Errors
    /// [`Error::Taken`] when the key was used meanwhile: what this transaction did must not happen twice, so it ends here.
    pub async fn record_answer(
        &mut self,
        payee: &PayeeId,
        key: &str,
        AnswerRecord { fingerprint, answer }: &AnswerRecord,
        now: Timestamp,
        since: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into idempotency_keys (payee_id, idempotency_key, fingerprint, status, location, body, created_at) \
            values ($1, $2, $3, $4, $5, $6, $7) \
            on conflict (payee_id, idempotency_key) do update set fingerprint = excluded.fingerprint, status = excluded.status, \
            location = excluded.location, body = excluded.body, created_at = excluded.created_at \
            where idempotency_keys.created_at < $8";
        let kept =
            execute!(self, SQL, payee, key, fingerprint, answer.status, &answer.location, &answer.body, now, since)?;
        if kept == 0 { Err(Error::Taken) } else { Ok(()) }
    }

    /// Puts another answer in the place of one that was kept by the same call, when more is known.
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

    /// Forgets an answer: what it told of was not done after all.
    pub async fn forget_answer(&mut self, payee: &PayeeId, key: &str, fingerprint: &str) -> Result<(), Error> {
        const SQL: &str =
            "delete from idempotency_keys where payee_id = $1 and idempotency_key = $2 and fingerprint = $3";
        execute!(self, SQL, payee, key, fingerprint).map(drop)
    }
}

impl Store {
    /// The answer to a key that was kept at `since` or later.
    pub async fn find_answer(
        &self,
        payee: &PayeeId,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<AnswerRecord>, Error> {
        const SQL: &str = "select fingerprint, status, location, body from idempotency_keys \
            where payee_id = $1 and idempotency_key = $2 and created_at >= $3";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(key).bind(since).fetch_optional(db).await)?)
    }
}

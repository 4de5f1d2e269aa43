//! What the worker clears away.

use super::{Error, Tx, within};
use crate::domain::clock::Instant;

impl Tx<'_> {
    /// Lets payments expire that nobody went on with. A claimed one waits for its payee, a processing one for its provider.
    /// Answers how many.
    pub async fn expire_payments(&mut self, now: Instant) -> Result<u64, Error> {
        const SQL: &str = "update payments set state = 'expired' where state = 'pending' and expires_at <= $1";
        Ok(within!(self, db => sqlx::query(SQL).bind(now).execute(db).await.map(|r| r.rows_affected()))?)
    }

    /// Forgets sessions and one-time links whose time is over, and answers kept for idempotency before `answers_before`.
    pub async fn forget(&mut self, now: Instant, answers_before: Instant) -> Result<(), Error> {
        const SESSIONS: &str = "delete from sessions where expires_at <= $1";
        const LINKS: &str = "delete from one_time_links where expires_at <= $1";
        const ANSWERS: &str = "delete from idempotency_keys where created_at < $1";
        within!(self, db => sqlx::query(SESSIONS).bind(now).execute(db).await.map(drop))?;
        within!(self, db => sqlx::query(LINKS).bind(now).execute(db).await.map(drop))?;
        let answers = within!(self, db => sqlx::query(ANSWERS).bind(answers_before).execute(db).await.map(|r| r.rows_affected()))?;
        // Answers have words in them.
        self.effects.erased |= answers > 0;
        Ok(())
    }
}

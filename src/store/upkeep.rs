//! What the worker clears away.

use super::{Error, Tx, within};
use crate::domain::clock::Instant;

/// How many rows a step of upkeep changes at most.
const STEP: i64 = 1000;

impl Tx<'_> {
    /// Notes of open requests that their time is over. Answers whether there may be more of them.
    pub async fn note_lapsed(&mut self, now: Instant) -> Result<bool, Error> {
        const SQL: &str = "update requests set lapsed = true where code in (select r.code from requests r \
                where r.state = 'open' and not r.lapsed and r.expires_at <= $1 order by r.expires_at limit $2) \
            and state = 'open' and expires_at <= $1";
        let rows = within!(self, db => sqlx::query(SQL).bind(now).bind(STEP).execute(db).await.map(|r| r.rows_affected()))?;
        Ok(i64::try_from(rows).is_ok_and(|rows| rows == STEP))
    }

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

//! A payee's settings of the books.

use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::ledger::ClosingDay;

/// The settings by which a payee's books are closed and exported.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredBookSettings {
    /// The day on which the month before is closed.
    #[sqlx(try_from = "i64")]
    pub closing_day: ClosingDay,
    /// The accounts of exports, as JSON.
    pub accounts: String,
}

impl Store {
    /// The settings of a payee's books; `None` when there is no such payee.
    pub async fn book_settings(&self, payee: &PayeeId) -> Result<Option<StoredBookSettings>, Error> {
        const SQL: &str = "select closing_day, accounts from payees where id = $1";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_optional(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores the closing day, and the time at which it comes next.
    pub async fn set_closing_day(
        &mut self,
        payee: &PayeeId,
        day: ClosingDay,
        next_close_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        const DAY: &str = "update payees set closing_day = $2 where id = $1 and closed_at is null";
        const NEXT: &str = "update ledger_heads set next_close_at = $2 where payee_id = $1";
        if execute!(self, DAY, payee, i64::from(day.number()))? == 0 {
            return Ok(());
        }
        execute!(self, NEXT, payee, next_close_at).map(drop)
    }

    /// Stores the accounts of exports, as JSON.
    pub async fn set_accounts(&mut self, payee: &PayeeId, accounts: &str) -> Result<(), Error> {
        execute!(self, "update payees set accounts = $2 where id = $1 and closed_at is null", payee, accounts).map(drop)
    }
}

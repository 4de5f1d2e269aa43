//! Closes, and the first open day.

use chrono::NaiveDate;

use super::ledger::{LedgerHead, head_columns};
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::ledger::{Close, ClosingDay, LedgerKey, SealedHead};
use crate::domain::zone::Zone;

macro_rules! close_columns {
    () => {
        "c.id, c.payee_id, c.until, c.cause, c.closed_at, c.seq, c.hash"
    };
}
pub(super) use close_columns;

/// The calendar of a payee's closes.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct ClosingCalendar {
    /// The zone of the payee's books.
    #[sqlx(try_from = "String")]
    pub zone: Zone,
    /// The day on which the month before is closed.
    #[sqlx(try_from = "i64")]
    pub closing_day: ClosingDay,
}

impl Tx<'_> {
    /// Locks a ledger until this transaction ends, after waiting for lines that are being written, and returns its head.
    pub async fn hold_ledger(&mut self, payee: &PayeeId) -> Result<Option<LedgerHead>, Error> {
        const SQL: &str = concat!("update ledger_heads set seq = seq where payee_id = $1 returning ", head_columns!());
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).fetch_optional(db).await)?)
    }

    /// As [`Self::hold_ledger`], for a ledger whose closing day has come. `None` when another replica has closed it meanwhile.
    pub async fn hold_due_ledger(&mut self, payee: &PayeeId, now: Timestamp) -> Result<Option<LedgerHead>, Error> {
        const SQL: &str = concat!(
            "update ledger_heads set seq = seq where payee_id = $1 and next_close_at <= $2 returning ",
            head_columns!()
        );
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).bind(now).fetch_optional(db).await)?)
    }

    /// The calendar of a payee's closes.
    pub async fn closing_calendar(&mut self, payee: &PayeeId) -> Result<ClosingCalendar, Error> {
        const SQL: &str = "select zone, closing_day from payees where id = $1";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).fetch_one(db).await)?)
    }

    /// Stores the time at which the closing day comes next.
    pub async fn schedule_close(&mut self, payee: &PayeeId, at: Option<Timestamp>) -> Result<(), Error> {
        execute!(self, "update ledger_heads set next_close_at = $2 where payee_id = $1", payee, at).map(drop)
    }

    /// The first close that covers a day.
    pub async fn close_covering(&mut self, payee: &PayeeId, day: NaiveDate) -> Result<Option<Close>, Error> {
        const SQL: &str = concat!(
            "select ",
            close_columns!(),
            " from closes c where c.payee_id = $1 and c.until >= $2 order by c.until limit 1"
        );
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).bind(day).fetch_optional(db).await)?)
    }

    /// Stores a close, sealed.
    pub async fn insert_close(&mut self, close: &Close) -> Result<(), Error> {
        const SQL: &str = "insert into closes (id, payee_id, until, cause, closed_at, seq, hash, seal) \
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let seal = self.ledger_key()?.seal_row(close);
        let Close { id, payee_id, until, cause, closed_at, seq, hash } = close;
        execute!(self, SQL, id, payee_id, until, cause, closed_at, seq, hash, seal).map(drop)
    }

    /// Seals a payee's closes as they are.
    pub async fn seal_closes(&mut self, payee: &PayeeId, key: &LedgerKey) -> Result<(), Error> {
        const ALL: &str = concat!("select ", close_columns!(), " from closes c where c.payee_id = $1 order by c.until");
        const SEAL: &str = "update closes set seal = $2 where id = $1";
        let closes: Vec<Close> = within!(self, db => sqlx::query_as(ALL).bind(payee).fetch_all(db).await)?;
        for close in &closes {
            execute!(self, SEAL, &close.id, key.seal_row(close))?;
        }
        Ok(())
    }

    /// Closes the days before `first`, unless more are closed already. `head` is held. As with a line, the head is sealed anew only where
    /// its seal holds.
    pub async fn open_books_from(&mut self, head: &LedgerHead, first: NaiveDate) -> Result<(), Error> {
        const SQL: &str = "update ledger_heads set open_from = $2, seal = coalesce($3, seal) where payee_id = $1";
        if head.open_from.is_some_and(|open| open >= first) {
            return Ok(());
        }
        let key = self.ledger_key()?;
        let sealed = SealedHead { open_from: Some(first), ..head.sealed() };
        let seal = head.is_sealed(key).then(|| key.seal(&head.payee_id, sealed));
        execute!(self, SQL, &head.payee_id, first, seal).map(drop)
    }
}

impl Store {
    /// The payees whose closing day has come, the longest due first.
    pub async fn ledgers_to_close(&self, now: Timestamp, limit: i64) -> Result<Vec<PayeeId>, Error> {
        const SQL: &str = "select payee_id from ledger_heads where next_close_at <= $1 order by next_close_at limit $2";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// The closes of a payee, newest first, after a place.
    pub async fn closes(
        &self,
        payee: &PayeeId,
        after: Option<(Timestamp, String)>,
        limit: usize,
    ) -> Result<Vec<Close>, Error> {
        const FIRST: &str = concat!(
            "select ",
            close_columns!(),
            " from closes c where c.payee_id = $1 order by c.closed_at desc, c.id desc limit $2"
        );
        const NEXT: &str = concat!(
            "select ",
            close_columns!(),
            " from closes c where c.payee_id = $1 and (c.closed_at, c.id) < ($3, $4) \
            order by c.closed_at desc, c.id desc limit $2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(match after {
            None => read!(self, db => sqlx::query_as(FIRST).bind(payee).bind(limit).fetch_all(db).await)?,
            Some((at, id)) => {
                read!(self, db => sqlx::query_as(NEXT).bind(payee).bind(limit).bind(at).bind(id).fetch_all(db).await)?
            }
        })
    }
}

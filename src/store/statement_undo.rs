//! What statements booked: whether other files did already, money that the bank takes back, and imports that are undone.

use chrono::NaiveDate;

use super::statements::{EntryMatch, EntryRow, select_entry};
use super::{Error, Tx, execute, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, PaymentId, StatementId};
use crate::domain::money::Money;
use crate::domain::request::code::RequestCode;

impl Tx<'_> {
    /// Marks a statement as undone. `false` when it is already.
    pub async fn mark_undone(&mut self, id: &StatementId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update statements set undone_at = $2 where id = $1 and undone_at is null";
        Ok(execute!(self, SQL, id, now)? == 1)
    }

    /// The first day in the books of what a statement booked.
    pub async fn first_booked_day(&mut self, id: &StatementId) -> Result<Option<NaiveDate>, Error> {
        const SQL: &str = "select min(e.accounting_date) from statement_entries t join statement_matches m on m.entry_id = t.id \
            join ledger_entries e on e.id = m.movement_id where t.statement_id = $1 and t.state = 'matched'";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?)
    }

    /// Returns whether more went back of a payment that a statement booked than the statement itself took back.
    pub async fn has_gone_back(&mut self, id: &StatementId) -> Result<bool, Error> {
        const SQL: &str = "select 1 from statement_entries t join statement_matches m on m.entry_id = t.id \
            join payments x on x.id = m.payment_id \
            where t.statement_id = $1 and t.state = 'matched' and m.movement_id is not null and m.amount > 0 and x.refunded > \
                (select coalesce(cast(sum(-o.amount) as bigint), 0) from statement_matches o join statement_entries e on e.id = o.entry_id \
                    where o.payment_id = m.payment_id and o.amount < 0 and not o.undone and e.statement_id = $1 and e.state = 'matched') \
            limit 1";
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// Returns whether another statement took back what a statement booked.
    pub async fn is_taken_back_elsewhere(&mut self, id: &StatementId) -> Result<bool, Error> {
        const SQL: &str = "select 1 from statement_entries t join statement_matches m on m.entry_id = t.id \
            join statement_matches o on o.payment_id = m.payment_id join statement_entries e on e.id = o.entry_id \
            where t.statement_id = $1 and t.state = 'matched' and m.movement_id is not null and m.amount > 0 \
                and o.amount < 0 and not o.undone and e.state = 'matched' and e.statement_id <> $1 limit 1";
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// Has the entry of a payment count again that the bank had taken back.
    pub async fn redo_match(&mut self, payment: &PaymentId) -> Result<(), Error> {
        const SQL: &str = "update statement_matches set undone = false where payment_id = $1 and amount > 0 and undone \
                and movement_id is not null and entry_id in (select t.id from statement_entries t where t.state = 'matched' \
                    and t.id in (select m.entry_id from statement_matches m where m.payment_id = $1))";
        execute!(self, SQL, payment).map(drop)
    }

    /// The last entries of a statement before a place that aren't undone, the last one first.
    pub async fn entries_to_undo(
        &mut self,
        id: &StatementId,
        before: i64,
        limit: usize,
    ) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = select_entry!(
            "where t.statement_id = $1 and t.position < $2 and t.state <> 'undone' order by t.position desc limit $3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(within!(self, db => sqlx::query_as(SQL).bind(id).bind(before).bind(limit).fetch_all(db).await)?)
    }

    /// The first day of the payee's books that isn't closed; `None` while nothing is closed.
    pub async fn open_from(&mut self, payee: &PayeeId) -> Result<Option<NaiveDate>, Error> {
        const SQL: &str = "select open_from from ledger_heads where payee_id = $1";
        let found: Option<Option<NaiveDate>> =
            within!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?;
        Ok(found.flatten())
    }

    /// The parts of entries' money that paid a request, that are at least an amount and were not taken back as a whole: those of exactly that
    /// amount first, then the newest; at most ten.
    pub async fn parts_that_paid(&mut self, code: &RequestCode, least: Money) -> Result<Vec<EntryMatch>, Error> {
        const SQL: &str = "select m.entry_id, m.payment_id, m.request_code, m.amount, m.movement_id, m.undone from statement_matches m \
            join statement_entries t on t.id = m.entry_id \
            where m.request_code = $1 and not m.undone and m.movement_id is not null and m.amount >= $2 and t.currency = $3 \
                and t.state = 'matched' \
            order by case when m.amount = $2 then 0 else 1 end, t.booking_date desc, t.position desc, t.id limit 10";
        Ok(within!(self, db => sqlx::query_as(SQL)
            .bind(code)
            .bind(least.minor())
            .bind(least.currency().code())
            .fetch_all(db).await)?)
    }

    /// The entries of an amount that paid a request and were not taken back, newest first, at most ten.
    pub async fn entries_that_paid(&mut self, code: &RequestCode, amount: i64) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = "select t.id, t.statement_id, t.position, t.currency, t.amount, t.booking_date, t.value_date, t.fee, \
                t.bank_ref, t.reversal, t.state, t.suggestions from statement_matches m join statement_entries t on t.id = m.entry_id \
            where m.request_code = $1 and not m.undone and m.movement_id is not null and t.amount = $2 and t.state = 'matched' \
            order by t.booking_date desc, t.id limit 10";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(code).bind(amount).fetch_all(db).await)?)
    }

    /// Returns whether an entry of a file of another format paid this amount for the request on this day.
    pub async fn is_booked_elsewhere(
        &mut self,
        code: &RequestCode,
        amount: Money,
        day: NaiveDate,
        format: &str,
    ) -> Result<bool, Error> {
        const SQL: &str = "select 1 from statement_matches m join statement_entries t on t.id = m.entry_id \
            join statements s on s.id = t.statement_id \
            where m.request_code = $1 and m.amount = $2 and t.currency = $5 and not m.undone and t.booking_date = $3 \
                and s.format <> $4 limit 1";
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL)
            .bind(code)
            .bind(amount.minor())
            .bind(day)
            .bind(format)
            .bind(amount.currency().code())
            .fetch_optional(db).await)?;
        Ok(found.is_some())
    }
}

//! Undoing the import of a statement.

use chrono::NaiveDate;

use super::statements::{EntryRow, select_entry};
use super::{Error, Tx, execute, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, StatementId};

impl Tx<'_> {
    /// Marks a statement as undone. `false` when it is already.
    pub async fn mark_undone(&mut self, id: &StatementId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update statements set undone_at = $2 where id = $1 and undone_at is null";
        Ok(execute!(self, SQL, id, now)? == 1)
    }

    /// The first day in the books of what a statement booked.
    pub async fn first_booked_day(&mut self, id: &StatementId) -> Result<Option<NaiveDate>, Error> {
        const SQL: &str = "select min(e.accounting_date) from statement_entries t join statement_matches m on m.entry_id = t.id \
            join ledger_entries e on e.id = m.movement_id where t.statement_id = $1 and t.state = 'matched' and not m.undone";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?)
    }

    /// Returns whether money that a statement booked has gone back since, or it took back what another statement booked.
    pub async fn is_entangled(&mut self, id: &StatementId) -> Result<bool, Error> {
        const SQL: &str = "select 1 from statement_entries t join statement_matches m on m.entry_id = t.id \
            join payments x on x.id = m.payment_id \
            where t.statement_id = $1 and t.state = 'matched' and not m.undone and m.movement_id is not null \
                and (m.amount > 0 and x.refunded > 0 or m.amount < 0 and not exists (select 1 from statement_matches o \
                    join statement_entries e on e.id = o.entry_id \
                    where o.payment_id = m.payment_id and o.amount > 0 and e.statement_id = $1)) limit 1";
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// The next entries of a statement after a place that aren't undone.
    pub async fn entries_to_undo(
        &mut self,
        id: &StatementId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = select_entry!(
            "where t.statement_id = $1 and t.position > $2 and t.state <> 'undone' order by t.position limit $3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(within!(self, db => sqlx::query_as(SQL).bind(id).bind(after).bind(limit).fetch_all(db).await)?)
    }

    /// The first day of the payee's books that isn't closed; `None` while nothing is closed.
    pub async fn open_from(&mut self, payee: &PayeeId) -> Result<Option<NaiveDate>, Error> {
        const SQL: &str = "select open_from from ledger_heads where payee_id = $1";
        let found: Option<Option<NaiveDate>> =
            within!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?;
        Ok(found.flatten())
    }
}

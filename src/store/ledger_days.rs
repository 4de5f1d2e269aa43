//! Sums of ledger lines by day, for totals without a walk through the lines.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::{Error, Store, Tx, execute, read};
use crate::domain::id::PayeeId;
use crate::domain::ledger::{LedgerEntry, MovementKind};
use crate::domain::money::currency::Currency;
use crate::domain::payment::is_test_rail;

/// The sums of some days' lines, of one currency, rail and kind. Amounts are in minor units.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DaySum {
    /// The currency of the amounts.
    pub currency: Currency,
    /// The rail's name in the ledger.
    pub rail: String,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The number of lines.
    pub lines: i64,
    /// The sum of the amounts, signed.
    pub gross: i64,
    /// The sum of the tips in it, signed.
    pub tip: i64,
    /// The sum of the fees that are known.
    pub fee: i64,
    /// The number of lines whose fee isn't known.
    pub unknown_fees: i64,
}

impl Tx<'_> {
    /// Adds a line to the sums of its day. The ledger is held.
    pub(super) async fn count_line(&mut self, entry: &LedgerEntry) -> Result<(), Error> {
        const SQL: &str = "insert into ledger_days as d \
                (payee_id, accounting_date, currency, rail, kind, lines, gross, fee, unknown_fees, tip) \
            values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9) \
            on conflict (payee_id, accounting_date, currency, rail, kind) do update \
            set lines = d.lines + 1, gross = d.gross + excluded.gross, fee = d.fee + excluded.fee, \
                unknown_fees = d.unknown_fees + excluded.unknown_fees, tip = d.tip + excluded.tip";
        let LedgerEntry { day, movement, .. } = entry;
        execute!(
            self,
            SQL,
            &movement.payee_id,
            day.accounting_date,
            movement.currency.code(),
            &movement.rail,
            movement.kind,
            movement.gross,
            movement.fee.unwrap_or_default(),
            i64::from(movement.fee.is_none()),
            movement.tip
        )
        .map(drop)
    }
}

impl Store {
    /// The sums of a payee's lines by currency, rail and kind, from a day in the books to another, both inclusive.
    pub async fn day_sums(
        &self,
        payee: &PayeeId,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        currency: Option<Currency>,
    ) -> Result<Vec<DaySum>, Error> {
        const SUMS: &str = "select currency, rail, kind, cast(sum(lines) as bigint) as lines, cast(sum(gross) as bigint) as gross, \
                cast(sum(tip) as bigint) as tip, \
                cast(sum(fee) as bigint) as fee, cast(sum(unknown_fees) as bigint) as unknown_fees \
            from ledger_days where payee_id = ";
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(SUMS);
            query.push_bind(payee);
            if let Some(currency) = currency {
                query.push(" and currency = ").push_bind(currency.code());
            }
            if let Some(from) = from {
                query.push(" and accounting_date >= ").push_bind(from);
            }
            if let Some(until) = until {
                query.push(" and accounting_date <= ").push_bind(until);
            }
            query.push(" group by currency, rail, kind order by currency, rail, kind");
            query.build_query_as().fetch_all(db).await
        })?)
    }

    /// Returns whether a payee's ledger has a line of money that moved: one that isn't of a test.
    pub async fn has_real_money(&self, payee: &PayeeId) -> Result<bool, Error> {
        const SQL: &str = "select rail from ledger_days where payee_id = $1 and rail > $2 order by rail limit 1";
        let mut after = String::new();
        loop {
            let next: Option<String> =
                read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(&after).fetch_optional(db).await)?;
            match next {
                Some(rail) if is_test_rail(&rail) => after = rail,
                found => return Ok(found.is_some()),
            }
        }
    }

    /// The currencies of a payee's lines, `limit` at most. Each is found by one look into an index.
    pub async fn ledger_currencies(&self, payee: &PayeeId, limit: usize) -> Result<Vec<Currency>, Error> {
        const SQL: &str =
            "select currency from ledger_days where payee_id = $1 and currency > $2 order by currency limit 1";
        let mut found: Vec<Currency> = Vec::new();
        while found.len() < limit {
            let after = found.last().map_or("", |currency| currency.code());
            let next: Option<Currency> =
                read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(after).fetch_optional(db).await)?;
            match next {
                Some(currency) => found.push(currency),
                None => break,
            }
        }
        Ok(found)
    }
}

//! Reads of a payee's Home: sums of days, sums of what is open, and the newest lines of the ledger. Each reads few rows, or up to a limit
//! of them, however many requests there are.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::ledger::MovementKind;
use crate::domain::money::currency::Currency;

/// The sums of one day's lines, of one currency, rail and kind.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DayTotal {
    /// The day in the books.
    pub accounting_date: NaiveDate,
    /// The currency of the amount.
    pub currency: Currency,
    /// The rail's name in the ledger.
    pub rail: String,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The number of lines.
    pub lines: i64,
    /// The sum of the amounts in minor units, signed.
    pub gross: i64,
}

/// The requests of one currency that wait for money.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OwedSum {
    /// The currency of the sum.
    pub currency: Currency,
    /// The number of requests.
    pub requests: i64,
    /// The sum in minor units of what is missing of those that are paid once and name their amount.
    pub sum: i64,
}

/// One of the newest lines of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NewestLine {
    /// The number in the ledger.
    pub seq: i64,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The currency of the amount.
    pub currency: Currency,
    /// The amount in minor units, signed.
    pub gross: i64,
    /// The rail's name in the ledger.
    pub rail: String,
    /// The memo of the request.
    pub memo: Option<String>,
    /// The payee's own reference of the request.
    pub reference: Option<String>,
}

/// Sums the missing amounts of the open requests that a condition finds, at most `$limit` of them. `$amount` is the total that payments
/// have to reach.
macro_rules! owed {
    ($amount:literal, $condition:literal, $limit:literal) => {
        concat!(
            "select f.currency, count(*) as requests, cast(sum(case when f.max_payments = 1 and f.paid_total < f.amount \
                then f.amount - f.paid_total else 0 end) as bigint) as sum from (\
                select r.currency, ",
            $amount,
            " as amount, r.paid_total, r.max_payments from requests r where r.payee_id = $1 and r.state = 'open' \
                and (r.expires_at is null or r.expires_at > $2) ",
            $condition,
            " limit ",
            $limit,
            ") f group by f.currency order by f.currency"
        )
    };
}

impl Store {
    /// The sums of a payee's days in the books, both ends inclusive, in the order of days.
    pub async fn day_totals(&self, payee: &PayeeId, from: NaiveDate, until: NaiveDate) -> Result<Vec<DayTotal>, Error> {
        const SQL: &str = "select accounting_date, currency, rail, kind, lines, gross from ledger_days \
            where payee_id = $1 and accounting_date >= $2 and accounting_date <= $3 \
            order by accounting_date, currency, rail, kind";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(from).bind(until).fetch_all(db).await)?)
    }

    /// The sums of spans of days, both ends of each inclusive. Each sum has some day of its span, so that the lines of a year come as a few
    /// rows of each month, however many days and rails it has.
    pub async fn span_totals(&self, payee: &PayeeId, spans: &[(NaiveDate, NaiveDate)]) -> Result<Vec<DayTotal>, Error> {
        const SUMS: &str = "select min(accounting_date) as accounting_date, currency, rail, kind, cast(sum(lines) as bigint) as lines, \
                cast(sum(gross) as bigint) as gross from ledger_days where payee_id = ";
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new("");
            for (at, (first, last)) in spans.iter().enumerate() {
                query.push(if at == 0 { "" } else { " union all " }).push(SUMS).push_bind(payee);
                query.push(" and accounting_date >= ").push_bind(first);
                query.push(" and accounting_date <= ").push_bind(last).push(" group by currency, rail, kind");
            }
            query.build_query_as().fetch_all(db).await
        })?)
    }

    /// The settlements that were taken back, by the days on which that is in the books: sums of days that take the lines away from those of
    /// [`Self::day_totals`], and no money, which the corrections have.
    pub async fn undone_settlements(
        &self,
        payee: &PayeeId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<DayTotal>, Error> {
        const SQL: &str = "select accounting_date, currency, rail, 'settlement' as kind, -count(*) as lines, \
                cast(0 as bigint) as gross from ledger_entries \
            where payee_id = $1 and accounting_date >= $2 and accounting_date <= $3 and kind = 'correction' and gross < 0 \
            group by accounting_date, currency, rail";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(from).bind(until).fetch_all(db).await)?)
    }

    /// The sums of a payee's open requests by currency, of `limit` requests at most.
    pub async fn open_sums(&self, payee: &PayeeId, now: Timestamp, limit: i64) -> Result<Vec<OwedSum>, Error> {
        const SQL: &str = owed!("r.amount", "and not r.lapsed", "$3");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// As [`Self::open_sums`], of those that were due before a day, without parts that are due after the next one.
    pub async fn overdue_sums(
        &self,
        payee: &PayeeId,
        today: NaiveDate,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<OwedSum>, Error> {
        const SQL: &str = owed!("coalesce(r.part_until, r.amount)", "and r.due_on < $3", "$4");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(now).bind(today).bind(limit).fetch_all(db).await)?)
    }

    /// The newest lines of a payee's ledger, the last one first, `limit` at most.
    pub async fn newest_lines(&self, payee: &PayeeId, limit: i64) -> Result<Vec<NewestLine>, Error> {
        const SQL: &str = "select l.seq, l.kind, l.currency, l.gross, l.rail, r.memo, r.reference from ledger_entries l \
            left join requests r on r.code = l.request_code where l.payee_id = $1 order by l.seq desc limit $2";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }
}

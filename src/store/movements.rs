//! The lines of exports, a chunk at a time, by index in each of their orders.
//!
//! Nothing beyond a filter's `head` is read: what is written while an export runs belongs to the next one. So an export is a snapshot
//! without holding a transaction open, and a slow reader holds up nobody.

use chrono::NaiveDate;

use super::ledger::{CHUNK, columns};
use super::requests::ever;
use super::{Error, Store, read};
use crate::domain::clock::Instant;
use crate::domain::id::PayeeId;
use crate::domain::ledger::LedgerEntry;
use crate::domain::text::Memo;

/// A line of an export: a ledger entry, and the memo of its request. The memo is not part of the chain, because it may have to be
/// erased one day.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MovementRow {
    /// The line.
    #[sqlx(flatten)]
    pub entry: LedgerEntry,
    /// The request's memo; none where the request has none, or isn't there: no line is left out for want of its request.
    pub memo: Option<Memo>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<String>,
}

/// What an export is narrowed to. Starts are inclusive, ends exclusive.
#[derive(Debug, Clone, Default)]
pub struct MovementFilter {
    /// The start, for lines with a moment.
    pub from: Option<Instant>,
    /// The end, for lines with a moment.
    pub to: Option<Instant>,
    /// The start, for lines with a booking date.
    pub from_day: Option<NaiveDate>,
    /// The end, for lines with a booking date.
    pub to_day: Option<NaiveDate>,
    /// The code of the one currency.
    pub currency: Option<&'static str>,
    /// The number of the last line that is read.
    pub head: i64,
}

/// Before and after every day that is kept.
pub(super) fn ever_day(from: Option<NaiveDate>, to: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let (first, last) = ever(None, None);
    (from.unwrap_or(first.date_naive()), to.unwrap_or(last.date_naive()))
}

/// `$1` payee, `$2` and `$3` the period, `$4` and `$5` the place of the last line, `$6` head, `$7` currency, `$8` how many.
macro_rules! select_movements {
    ($period:literal, $order:literal) => {
        concat!(
            "select r.memo, x.provider_ref, ",
            columns!(),
            " from ledger_entries e left join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and ",
            $period,
            " and e.seq <= $6 and ($7 = '' or e.currency = $7) order by ",
            $order,
            " limit $8"
        )
    };
}

macro_rules! fetch {
    ($store:expr, $sql:expr, $payee:expr, $filter:expr, ($from:expr, $to:expr), $last:expr) => {{
        let (at, seq) = $last;
        read!($store, db => sqlx::query_as($sql)
            .bind($payee)
            .bind($from)
            .bind($to)
            .bind(at)
            .bind(seq)
            .bind($filter.head)
            .bind($filter.currency.unwrap_or_default())
            .bind(CHUNK)
            .fetch_all(db).await)
    }};
}

impl Store {
    /// The next lines after `last`, in the order of writing.
    pub async fn movements_by_writing(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        last: Option<(Instant, i64)>,
    ) -> Result<Vec<MovementRow>, Error> {
        const SQL: &str = select_movements!(
            "e.created_at >= $2 and e.created_at < $3 and (e.created_at, e.seq) > ($4, $5)",
            "e.created_at, e.seq"
        );
        let (from, to) = ever(filter.from, filter.to);
        Ok(fetch!(self, SQL, payee, filter, (from, to), last.unwrap_or((from, 0)))?)
    }

    /// The next lines of those without a booking date after `last`, in the order of their moments.
    pub async fn movements_by_moment(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        last: Option<(Instant, i64)>,
    ) -> Result<Vec<MovementRow>, Error> {
        const SQL: &str = select_movements!(
            "e.booking_date is null and e.settled_at >= $2 and e.settled_at < $3 and (e.settled_at, e.seq) > ($4, $5)",
            "e.settled_at, e.seq"
        );
        let (from, to) = ever(filter.from, filter.to);
        Ok(fetch!(self, SQL, payee, filter, (from, to), last.unwrap_or((from, 0)))?)
    }

    /// The next lines of those with a booking date after `last`, in the order of their days.
    pub async fn movements_by_booking(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        last: Option<(NaiveDate, i64)>,
    ) -> Result<Vec<MovementRow>, Error> {
        const SQL: &str = select_movements!(
            "e.booking_date is not null and e.booking_date >= $2 and e.booking_date < $3 \
                and (e.booking_date, e.seq) > ($4, $5)",
            "e.booking_date, e.seq"
        );
        let (from, to) = ever_day(filter.from_day, filter.to_day);
        Ok(fetch!(self, SQL, payee, filter, (from, to), last.unwrap_or((from, 0)))?)
    }

    /// The next lines after line `seq`, in the order of their numbers.
    pub async fn movements_in_line(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        seq: i64,
    ) -> Result<Vec<MovementRow>, Error> {
        const SQL: &str = concat!(
            "select r.memo, x.provider_ref, ",
            columns!(),
            " from ledger_entries e left join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and e.seq > $2 and e.seq <= $3 and ($4 = '' or e.currency = $4) order by e.seq limit $5"
        );
        Ok(read!(self, db => sqlx::query_as(SQL)
            .bind(payee)
            .bind(seq)
            .bind(filter.head)
            .bind(filter.currency.unwrap_or_default())
            .bind(CHUNK)
            .fetch_all(db).await)?)
    }
}

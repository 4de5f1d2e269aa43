//! The lines of exports, a chunk at a time, by index in each of their orders.
//!
//! Nothing beyond a filter's `head` is read: what is written while an export runs belongs to the next one. So an export is a snapshot
//! without holding a transaction open, and a slow reader holds up nobody. A chunk begins where the one before it ended, at a place of an
//! index, so that the last chunk takes no longer than the first.

use chrono::NaiveDate;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder, Row};

use super::ledger::{CHUNK, fee};
use super::{Error, Store, read};
use crate::domain::clock::Instant;
use crate::domain::currency::Currency;
use crate::domain::id::PayeeId;
use crate::domain::ledger::Movement;
use crate::domain::text::Memo;

/// A line of an export: a movement and its number, and the memo of its request. The memo is not part of the chain, because it may have
/// to be erased one day; the hashes of the chain are not part of an export.
#[derive(Debug, Clone)]
pub struct MovementRow {
    /// The number in the chain.
    pub seq: i64,
    /// The movement.
    pub movement: Movement,
    /// The request's memo; none where the request has none, or isn't there: no line is left out for want of its request.
    pub memo: Option<Memo>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<String>,
}

/// The columns that [`MovementRow`] is read from, by their places.
const COLUMNS: &str = concat!(
    "select e.seq, e.id, e.payee_id, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, e.gross, ",
    fee!("e"),
    ", e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, e.batch_id, r.memo, \
    x.provider_ref \
    from ledger_entries e left join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
    where e.payee_id = "
);

/// Reads a row by the places of [`COLUMNS`]: an export has many, and looking columns up by name costs more than reading them.
macro_rules! by_places {
    ($($row:ty),*) => {$(
        impl FromRow<'_, $row> for MovementRow {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                let currency = Currency::parse(row.try_get::<&str, _>(8)?);
                let currency = currency.map_err(|e| sqlx::Error::ColumnDecode { index: "currency".into(), source: e.into() })?;
                Ok(Self {
                    seq: row.try_get(0)?,
                    movement: Movement {
                        id: row.try_get(1)?,
                        payee_id: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        request_code: row.try_get(4)?,
                        payment_id: row.try_get(5)?,
                        reference: row.try_get(6)?,
                        rf: row.try_get(7)?,
                        currency,
                        gross: row.try_get(9)?,
                        fee: row.try_get(10)?,
                        rail: row.try_get(11)?,
                        evidence: row.try_get(12)?,
                        evidence_ref: row.try_get(13)?,
                        booking_date: row.try_get(14)?,
                        created_at: row.try_get(15)?,
                        settled_at: row.try_get(16)?,
                        reverses_id: row.try_get(17)?,
                        batch_id: row.try_get(18)?,
                    },
                    memo: row.try_get(19)?,
                    provider_ref: row.try_get(20)?,
                })
            }
        }
    )*};
}
by_places!(SqliteRow, PgRow);

/// The movements that an export is narrowed to. Starts are inclusive, ends exclusive.
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

/// An order of lines, and the last line that was read in it; none at the start.
#[derive(Debug, Clone, Copy)]
pub enum MovementPlace {
    /// By when lines were written.
    Written(Option<(Instant, i64)>),
    /// Those without a booking date, by when money moved.
    Moment(Option<(Instant, i64)>),
    /// Those with a booking date, by it.
    Booked(Option<(NaiveDate, i64)>),
    /// By their numbers.
    Number(i64),
}

impl MovementPlace {
    /// The place of a line in the same order.
    #[must_use]
    pub fn of(self, MovementRow { seq, movement, .. }: &MovementRow) -> Self {
        match self {
            Self::Written(_) => Self::Written(Some((movement.created_at, *seq))),
            Self::Moment(_) => Self::Moment(Some((movement.settled_at, *seq))),
            Self::Booked(last) => Self::Booked(movement.booking_date.map(|day| (day, *seq)).or(last)),
            Self::Number(_) => Self::Number(*seq),
        }
    }
}

/// The lines of an order after a place, by the index of its column.
macro_rules! push_place {
    ($query:ident, $column:literal, ($from:expr, $to:expr), $last:expr) => {
        match ($last, $from) {
            // The place of the last line takes the start's, so that the index is entered there.
            (Some((at, seq)), _) => {
                $query.push(concat!(" and (e.", $column, ", e.seq) > (")).push_bind(at);
                $query.push(", ").push_bind(seq).push(")");
            }
            (None, Some(from)) => {
                $query.push(concat!(" and e.", $column, " >= ")).push_bind(from);
            }
            (None, None) => {}
        }
        if let Some(to) = $to {
            $query.push(concat!(" and e.", $column, " < ")).push_bind(to);
        }
        $query.push(concat!(" order by e.", $column, ", e.seq limit "));
    };
}

impl Store {
    /// The next lines after a place, in its order; none at the end.
    pub async fn movements(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        place: MovementPlace,
    ) -> Result<Vec<MovementRow>, Error> {
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(COLUMNS);
            query.push_bind(payee).push(" and e.seq <= ").push_bind(filter.head);
            if let Some(currency) = filter.currency {
                query.push(" and e.currency = ").push_bind(currency);
            }
            match place {
                MovementPlace::Written(last) => {
                    push_place!(query, "created_at", (filter.from, filter.to), last);
                }
                MovementPlace::Moment(last) => {
                    query.push(" and e.booking_date is null");
                    push_place!(query, "settled_at", (filter.from, filter.to), last);
                }
                MovementPlace::Booked(last) => {
                    query.push(" and e.booking_date is not null");
                    push_place!(query, "booking_date", (filter.from_day, filter.to_day), last);
                }
                MovementPlace::Number(seq) => {
                    query.push(" and e.seq > ").push_bind(seq).push(" order by e.seq limit ");
                }
            }
            query.push_bind(CHUNK).build_query_as().fetch_all(db).await
        })?)
    }
}

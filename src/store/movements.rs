//! The lines of exports, in chunks, by an index for each of their orders.
//!
//! Nothing beyond a filter's `head` is read: lines that are written while an export runs belong to the next one. So an export is a snapshot
//! without an open transaction, and a slow reader holds up nobody. A chunk begins at the place of an index where the one before it ended,
//! so that the last chunk takes no longer than the first.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::ledger::{CHUNK, fee};
use super::{Database, Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::ledger::ExportLine;
use crate::domain::money::currency::Currency;

/// Selects a chunk as one text, a JSON array of arrays: handing over each row and value costs more than writing and parsing JSON. The
/// places are those of [`ExportLine`]'s fields.
macro_rules! select_chunk {
    ($lines:literal, $line:literal, $text:literal, $by:literal) => {
        concat!(
            "select ",
            $lines,
            "(",
            $line,
            "(l.seq, l.id, l.kind, l.request_code, l.payment_id, l.reference, l.rf, l.currency, l.gross, l.tip, l.fee, l.rail, l.evidence, \
                l.evidence_ref, l.booking_date, l.created_at, l.settled_at, l.reverses_id, l.memo, l.provider_ref, \
                l.accounting_date, l.belongs_to, l.statement_id))",
            $text,
            " from (select e.seq, e.id, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, e.gross, e.tip, ",
            fee!("e"),
            ", e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, r.memo, \
                x.provider_ref, e.accounting_date, e.belongs_to, e.statement_id \
            from ledger_entries e left join requests r on r.code = e.request_code \
            left join payments x",
            $by,
            " on x.id = e.payment_id and x.provider_ref is not null where e.payee_id = "
        )
    };
}
// SQLite prefers the index of all payments' ids because it is unique; this one is smaller, and has all the payments that are asked for.
const SQLITE: &str = select_chunk!("json_group_array", "json_array", "", " indexed by payments_carrying");
const POSTGRES: &str = select_chunk!("json_agg", "json_build_array", "::text", "");

/// The movements that an export is narrowed to. Starts are inclusive, ends exclusive.
#[derive(Debug, Clone, Default)]
pub struct MovementFilter {
    /// The start, for lines with a moment.
    pub from: Option<Timestamp>,
    /// The end, for lines with a moment.
    pub to: Option<Timestamp>,
    /// The start, for days in the books and for lines with a booking date.
    pub from_day: Option<NaiveDate>,
    /// The end, for days in the books and for lines with a booking date.
    pub to_day: Option<NaiveDate>,
    /// The currency's code, if there is only one to export.
    pub currency: Option<&'static str>,
    /// Currencies of which lines up to a number are left out.
    pub delivered: Vec<(Currency, i64)>,
    /// The number of the last line that is read.
    pub head: i64,
}

/// An order of lines, and the last line that was read in it; `None` at the start.
#[derive(Debug, Clone, Copy)]
pub enum MovementPlace {
    /// By the day in the books.
    Accounting(Option<(NaiveDate, i64)>),
    /// By the time at which lines were written.
    Written(Option<(Timestamp, i64)>),
    /// Lines without a booking date, by the time at which money moved.
    Moment(Option<(Timestamp, i64)>),
    /// Lines with a booking date, by that date.
    Booked(Option<(NaiveDate, i64)>),
    /// By number, after this one.
    Number(i64),
}

impl MovementPlace {
    /// The place of a line in the same order.
    #[must_use]
    pub fn of(self, line: &ExportLine) -> Self {
        match self {
            Self::Accounting(_) => Self::Accounting(Some((line.accounting_date, line.seq))),
            Self::Written(_) => Self::Written(Some((line.created_at, line.seq))),
            Self::Moment(_) => Self::Moment(Some((line.settled_at, line.seq))),
            Self::Booked(last) => Self::Booked(line.booking_date.map(|day| (day, line.seq)).or(last)),
            Self::Number(_) => Self::Number(line.seq),
        }
    }

    /// Sorts the lines of a chunk into the order.
    fn sort(self, lines: &mut [ExportLine]) {
        match self {
            Self::Accounting(_) => lines.sort_by_key(|line| (line.accounting_date, line.seq)),
            Self::Written(_) => lines.sort_by_key(|line| (line.created_at, line.seq)),
            Self::Moment(_) => lines.sort_by_key(|line| (line.settled_at, line.seq)),
            Self::Booked(_) => lines.sort_by_key(|line| (line.booking_date, line.seq)),
            Self::Number(_) => lines.sort_by_key(|line| line.seq),
        }
    }
}

/// Appends the condition, order and limit of the lines after a place, by the index of a column.
macro_rules! push_place {
    ($query:ident, $column:literal, ($from:expr, $to:expr), $last:expr) => {{
        match ($last, $from) {
            // The last line's place replaces the start: the index is entered at one place.
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
    }};
}

/// Appends a chunk's conditions to the statement that [`select_chunk!`] begins.
macro_rules! push_chunk {
    ($query:ident, $payee:expr, $filter:expr, $place:expr) => {
        let MovementFilter { from, to, from_day, to_day, currency, delivered, head } = $filter;
        // The sum keeps the index of numbers out: by it, the first chunk of another order would read and sort every line there is.
        $query.push_bind($payee).push(" and e.seq + 0 <= ").push_bind(head);
        if let Some(currency) = currency {
            $query.push(" and e.currency = ").push_bind(currency);
        }
        for (currency, last) in delivered {
            $query.push(" and (e.currency <> ").push_bind(currency.code());
            $query.push(" or e.seq > ").push_bind(last).push(")");
        }
        match $place {
            MovementPlace::Accounting(last) => push_place!($query, "accounting_date", (from_day, to_day), last),
            MovementPlace::Written(last) => push_place!($query, "created_at", (from, to), last),
            MovementPlace::Moment(last) => {
                $query.push(" and e.booking_date is null");
                push_place!($query, "settled_at", (from, to), last);
            }
            MovementPlace::Booked(last) => {
                $query.push(" and e.booking_date is not null");
                push_place!($query, "booking_date", (from_day, to_day), last);
            }
            MovementPlace::Number(seq) => {
                $query.push(" and e.seq > ").push_bind(seq).push(" order by e.seq limit ");
            }
        }
        $query.push_bind(CHUNK).push(") as l");
    };
}

impl Store {
    /// The next lines after a place, in its order; none at the end.
    pub async fn movements(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        place: MovementPlace,
    ) -> Result<Vec<ExportLine>, Error> {
        let begin = match &self.database {
            Database::Sqlite(_) => SQLITE,
            Database::Postgres(_) => POSTGRES,
        };
        let chunk: Option<String> = read!(self, db => {
            let mut query = QueryBuilder::new(begin);
            push_chunk!(query, payee, filter, place);
            query.build_query_scalar().fetch_one(db).await
        })?;
        let chunk = chunk.as_deref().unwrap_or("[]");
        let mut lines: Vec<ExportLine> =
            serde_json::from_str(chunk).map_err(|e| Error::Defect(format!("a line of the ledger: {e}")))?;
        // The order inside of an aggregate is promised by neither database.
        place.sort(&mut lines);
        Ok(lines)
    }
}

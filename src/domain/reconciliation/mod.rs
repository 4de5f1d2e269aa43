//! Reconciliation: ledger lines against the rows beside them, both ways. A row is compared with what the lines say of it, and a line
//! names rows that have to exist.
//!
//! Lines are the measure, because they are chained and sealed and rows are not. Values are compared as they are stored, unparsed, so
//! that a value that no version of the service writes is a finding and not an error.

mod payment;
mod refund;
mod request;

use std::fmt;

use chrono::NaiveDate;

pub use self::payment::{PaymentCheck, PaymentFacts, RefundSums};
pub use self::refund::RefundFacts;
pub use self::request::{RequestCheck, RequestFacts};
use super::clock::Timestamp;

/// A table whose rows are held against the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Table {
    /// Payees.
    Payees,
    /// Requests.
    Requests,
    /// Payments.
    Payments,
    /// Refunds.
    Refunds,
}

impl Table {
    /// The table's name in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Payees => "payee",
            Self::Requests => "request",
            Self::Payments => "payment",
            Self::Refunds => "refund",
        }
    }
}

/// The kind of a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// Lines name a row that isn't there.
    Missing,
    /// A row says that money arrived, and no line does.
    Unbooked,
    /// Two lines say that the money of one payment arrived.
    BookedTwice,
    /// Refunds and disputes of a payment come to another sum than its lines.
    Sum,
    /// A column isn't what the lines make of it.
    Differs(&'static str),
}

/// A disagreement between a ledger and a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The payee in whose ledger the lines are, or whose row it is where there are none.
    pub payee_id: String,
    /// The row's table.
    pub table: Table,
    /// The row's primary key.
    pub row: String,
    /// The disagreement.
    pub mismatch: Mismatch,
}

impl Finding {
    /// The name for programs: `payments.fee`, `requests.missing`.
    pub fn name(&self) -> String {
        let what = match self.mismatch {
            Mismatch::Missing => "missing",
            Mismatch::Unbooked => "unbooked",
            Mismatch::BookedTwice => "booked_twice",
            Mismatch::Sum => "refund_sums",
            Mismatch::Differs(column) => column,
        };
        format!("{}.{what}", self.table.as_str())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (noun, row) = (self.table.noun(), &self.row);
        match self.mismatch {
            Mismatch::Missing => write!(f, "{noun} {row} is missing: the ledger has lines of it"),
            Mismatch::Unbooked => write!(f, "{noun} {row} has money that the ledger has no line of"),
            Mismatch::BookedTwice => write!(f, "{noun} {row} is settled by two lines of the ledger"),
            Mismatch::Sum => {
                write!(f, "{noun} {row}: its refunds and disputes come to another sum than the ledger says went back")
            }
            Mismatch::Differs(column) => write!(f, "{noun} {row}: the column {column} isn’t what the ledger says"),
        }
    }
}

/// A ledger line as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The payee in whose ledger it is.
    pub payee_id: String,
    /// Its number there.
    pub seq: i64,
    /// `settlement`, `refund` or `correction`.
    pub kind: String,
    /// The request.
    pub request_code: String,
    /// The payment.
    pub payment_id: String,
    /// The payee's reference.
    pub reference: Option<String>,
    /// The bank's reference.
    pub rf: String,
    /// ISO 4217.
    pub currency: String,
    /// In minor units, signed.
    pub gross: i64,
    /// In minor units; none where it isn't known.
    pub fee: Option<i64>,
    /// The rail as it is booked.
    pub rail: String,
    /// The word for how it is known.
    pub evidence: String,
    /// The provider's name for the evidence.
    pub evidence_ref: Option<String>,
    /// The day by the payee's or a bank's word.
    pub booking_date: Option<NaiveDate>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the money moved.
    pub settled_at: Timestamp,
}

/// A row under comparison with its lines, which are given one after the other, so that memory doesn't grow with their number.
pub trait RowCheck: Sized {
    /// The row.
    type Row;

    /// The row's primary key.
    fn key(row: &Self::Row) -> &str;

    /// The primary key that a line names.
    fn named_by(line: &Line) -> &str;

    /// Begins with the row, if it is there.
    fn start(key: &str, row: Option<Self::Row>) -> Self;

    /// Takes the next line that names the row, in the order of numbers.
    fn follow(&mut self, line: &Line);

    /// The disagreements, once every line was taken.
    fn end(self) -> Vec<Finding>;
}

/// Collects the columns of one row that differ, each once.
#[derive(Debug, Default)]
struct Columns(Vec<&'static str>);

impl Columns {
    fn expect(&mut self, column: &'static str, holds: bool) {
        if !holds && !self.0.contains(&column) {
            self.0.push(column);
        }
    }

    fn findings(self, payee_id: &str, table: Table, row: &str) -> impl Iterator<Item = Finding> {
        self.0.into_iter().map(move |column| finding(payee_id, table, row, Mismatch::Differs(column)))
    }
}

fn finding(payee_id: &str, table: Table, row: &str, mismatch: Mismatch) -> Finding {
    Finding { payee_id: payee_id.to_owned(), table, row: row.to_owned(), mismatch }
}

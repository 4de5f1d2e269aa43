//! Reconciliation of ledger lines with other rows, both ways: a row is compared with its lines, and a line names rows that must exist.
//!
//! Lines are authoritative, because they are chained and sealed and rows are not. Values are compared as stored, unparsed, so that a value
//! that no version of the service writes is a finding and not an error.

mod delivery;
mod payment;
mod refund;
mod request;

use std::fmt;

use chrono::NaiveDate;

pub use self::delivery::DeliveryCheck;
pub use self::payment::{PaymentCheck, PaymentFacts, RefundSums};
pub use self::refund::RefundFacts;
pub use self::request::{RequestCheck, RequestFacts};
use super::clock::Timestamp;

/// A table that is reconciled with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Table {
    /// `payees`: every ledger has one.
    Payees,
    /// `requests`: sums, state and references.
    Requests,
    /// `payments`: settlement, sums and state.
    Payments,
    /// `refunds`: amount and ledger line.
    Refunds,
    /// `ledger_heads`: the first open day.
    LedgerHeads,
    /// `ledger_days`: sums.
    LedgerDays,
    /// `closes`: days, and places in the chain.
    Closes,
    /// `batches`: lines, sums and files.
    Batches,
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
            Self::LedgerHeads => "ledger",
            Self::LedgerDays => "day",
            Self::Closes => "close",
            Self::Batches => "batch",
        }
    }
}

/// The kind of a discrepancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// Lines name a row that doesn't exist.
    Missing,
    /// A row has money that no line has.
    Unbooked,
    /// Two lines settle one payment.
    BookedTwice,
    /// The refunds and disputes of a payment add up to another sum than its lines.
    Sum,
    /// The sums of a day are other ones than those of its lines.
    DaySums,
    /// A value can't be read as its type: no version of the service writes it.
    Unreadable,
    /// A column differs from the value that the lines give.
    Differs(&'static str),
}

/// A discrepancy between a ledger and a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The payee of the ledger, or of the row if there are no lines.
    pub payee_id: String,
    /// The table of the row.
    pub table: Table,
    /// The row's primary key.
    pub row: String,
    /// The kind of discrepancy.
    pub mismatch: Mismatch,
}

impl Finding {
    /// The stable name for programs: `payments.fee`, `requests.missing`.
    pub fn name(&self) -> String {
        let what = match self.mismatch {
            Mismatch::Missing => "missing",
            Mismatch::Unbooked => "unbooked",
            Mismatch::BookedTwice => "booked_twice",
            Mismatch::Sum => "refund_sums",
            Mismatch::DaySums => "sums",
            Mismatch::Unreadable => "unreadable",
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
            Mismatch::DaySums => write!(f, "{noun} {row}: its sums aren’t those of its lines"),
            Mismatch::Unreadable => write!(f, "a {noun} of {row} can’t be read"),
            Mismatch::Differs(column) => write!(f, "{noun} {row}: the column {column} isn’t what the ledger says"),
        }
    }
}

/// A ledger line as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Line {
    /// The line's id, `mov_…`.
    pub id: String,
    /// The payee of the ledger.
    pub payee_id: String,
    /// The number in the ledger, from 1.
    pub seq: i64,
    /// `settlement`, `refund` or `correction`.
    pub kind: String,
    /// The code of the request.
    pub request_code: String,
    /// The payment's id, `pay_…`.
    pub payment_id: String,
    /// The payee's own reference at the time.
    pub reference: Option<String>,
    /// The ISO 11649 reference.
    pub rf: String,
    /// The ISO 4217 code.
    pub currency: String,
    /// The amount in minor units, signed.
    pub gross: i64,
    /// The part of it that is a tip.
    pub tip: i64,
    /// The fee in minor units; `None` where it isn't known.
    pub fee: Option<i64>,
    /// The rail's name in the ledger.
    pub rail: String,
    /// The kind of evidence: `webhook`, `poll`, `manual` or `statement`.
    pub evidence: String,
    /// The provider's id of the evidence.
    pub evidence_ref: Option<String>,
    /// The date recorded by the payee or its bank.
    pub booking_date: Option<NaiveDate>,
    /// The time at which it was written.
    pub created_at: Timestamp,
    /// The time at which the money moved.
    pub settled_at: Timestamp,
}

impl Line {
    /// Returns whether it takes a settlement back, because the import of its statement was undone. A correction of a refund is positive.
    fn takes_settlement_back(&self) -> bool {
        self.kind == "correction" && self.gross < 0
    }
}

/// A comparison of a row with its lines, which are passed one by one, so that memory use doesn't depend on their number.
pub trait RowCheck: Sized {
    /// The compared columns of the row.
    type Row;

    /// The row's primary key.
    fn key(row: &Self::Row) -> &str;

    /// The primary key that a line names.
    fn named_by(line: &Line) -> &str;

    /// Starts the comparison with the row, if it exists.
    fn start(key: &str, row: Option<Self::Row>) -> Self;

    /// Adds the next line that names the row, ordered by number.
    fn follow(&mut self, line: &Line);

    /// The discrepancies, after the last line.
    fn end(self) -> Vec<Finding>;
}

/// Collects the columns of one row that differ, each once.
#[derive(Debug, Default)]
struct DifferingColumns(Vec<&'static str>);

impl DifferingColumns {
    fn expect(&mut self, column: &'static str, holds: bool) {
        if !holds && !self.0.contains(&column) {
            self.0.push(column);
        }
    }

    fn join(&mut self, other: Self) {
        for column in other.0 {
            self.expect(column, false);
        }
    }

    fn findings(self, payee_id: &str, table: Table, row: &str) -> impl Iterator<Item = Finding> {
        self.0.into_iter().map(move |column| finding(payee_id, table, row, Mismatch::Differs(column)))
    }
}

fn finding(payee_id: &str, table: Table, row: &str, mismatch: Mismatch) -> Finding {
    Finding { payee_id: payee_id.to_owned(), table, row: row.to_owned(), mismatch }
}

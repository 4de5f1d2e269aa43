//! The comparison of closes and batches with the lines of their ledger.

use chrono::NaiveDate;

use super::{Finding, Mismatch, Table, finding};
use crate::domain::ledger::{Batch, ChainHash, Close, LedgerEntry};

/// A place in the chain after which no line is booked before a day.
#[derive(Debug, Clone)]
struct ChainMark {
    seq: i64,
    hash: ChainHash,
    open_from: NaiveDate,
    table: Table,
    row: String,
}

/// Compares closes and batches with lines, which are passed one by one.
#[derive(Debug)]
pub struct DeliveryCheck {
    payee_id: String,
    /// In the order of their places in the chain.
    marks: std::iter::Peekable<std::vec::IntoIter<ChainMark>>,
    /// The mark that closed the most days so far.
    strictest: Option<ChainMark>,
    /// The first open day by all marks.
    open_from: Option<NaiveDate>,
    findings: Vec<Finding>,
}

impl DeliveryCheck {
    /// Starts the comparison, and checks that batches meet without a gap. They come in the order of their numbers.
    pub fn new(payee_id: &str, closes: Vec<Close>, batches: &[Batch]) -> Self {
        let mut findings = Vec::new();
        for (at, batch) in batches.iter().enumerate() {
            let mut wrong = |column| {
                findings.push(finding(payee_id, Table::Batches, batch.id.as_str(), Mismatch::Differs(column)));
            };
            let earlier = batches.get(..at).unwrap_or_default();
            let delivers = |other: &&Batch| other.currency.is_none() || other.currency == batch.currency;
            if batch.number != earlier.last().map_or(1, |last| last.number + 1) {
                wrong("number");
            }
            if batch.from_seq != earlier.iter().rfind(delivers).map_or(1, |last| last.to_seq + 1) {
                wrong("from_seq");
            }
            if batch.to_seq < batch.from_seq - 1 {
                wrong("to_seq");
            }
        }
        let closed = closes.into_iter().map(|close| ChainMark {
            seq: close.seq,
            hash: close.hash,
            open_from: close.until.succ_opt().unwrap_or(close.until),
            table: Table::Closes,
            row: close.id.to_string(),
        });
        let delivered = batches.iter().map(|batch| ChainMark {
            seq: batch.to_seq,
            hash: batch.hash.clone(),
            open_from: batch.open_from,
            table: Table::Batches,
            row: batch.id.to_string(),
        });
        let mut marks: Vec<_> = closed.chain(delivered).collect();
        marks.sort_by_key(|mark| mark.seq);
        let open_from = marks.iter().map(|mark| mark.open_from).max();
        let (payee_id, marks) = (payee_id.to_owned(), marks.into_iter().peekable());
        let mut check = Self { payee_id, marks, strictest: None, open_from, findings };
        check.pass(0, &ChainHash::genesis());
        check
    }

    /// Adds the next line of the chain.
    pub fn follow(&mut self, line: &LedgerEntry) {
        let day = line.day.accounting_date;
        if let Some(mark) = self.strictest.take_if(|mark| day < mark.open_from) {
            let column = if mark.table == Table::Closes { "until" } else { "open_from" };
            self.add(mark.table, &mark.row, column);
        }
        self.pass(line.seq, &line.hash);
    }

    /// Passes the marks at a place of the chain.
    fn pass(&mut self, seq: i64, hash: &ChainHash) {
        while let Some(mark) = self.marks.next_if(|mark| mark.seq <= seq) {
            if mark.seq != seq || mark.hash != *hash {
                self.add(mark.table, &mark.row, "hash");
            }
            if self.strictest.as_ref().is_none_or(|strictest| strictest.open_from < mark.open_from) {
                self.strictest = Some(mark);
            }
        }
    }

    fn add(&mut self, table: Table, row: &str, column: &'static str) {
        self.findings.push(finding(&self.payee_id, table, row, Mismatch::Differs(column)));
    }

    /// The discrepancies, after the last line of the chain. `open_from` is the head's.
    pub fn end(mut self, open_from: Option<NaiveDate>) -> Vec<Finding> {
        while let Some(mark) = self.marks.next() {
            let column = if mark.table == Table::Closes { "seq" } else { "to_seq" };
            self.add(mark.table, &mark.row, column);
        }
        if open_from != self.open_from {
            let payee_id = self.payee_id.clone();
            self.add(Table::LedgerHeads, &payee_id, "open_from");
        }
        self.findings
    }
}

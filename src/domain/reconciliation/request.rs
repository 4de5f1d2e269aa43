//! The comparison of a request with its lines: its sums, and the time at which they completed it.

use chrono::NaiveDate;

use super::{DifferingColumns, Finding, Line, Mismatch, RowCheck, Table, finding};
use crate::domain::clock::Timestamp;
use crate::domain::request::parts::Parts;

/// The columns of a request that the ledger determines.
#[derive(Debug, Clone, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns, by their names")]
pub struct RequestFacts {
    pub code: String,
    pub payee_id: String,
    pub currency: String,
    pub amount: Option<i64>,
    pub reference: Option<String>,
    pub rf: String,
    pub state: String,
    pub max_payments: Option<i64>,
    pub paid_count: i64,
    pub paid_total: i64,
    pub parts: String,
    pub due_on: Option<NaiveDate>,
    pub part_from: Option<i64>,
    pub part_until: Option<i64>,
    pub paid_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
}

/// A request, and the sums of its lines so far.
#[derive(Debug)]
pub struct RequestCheck {
    code: String,
    row: Option<RequestFacts>,
    payee_id: Option<String>,
    count: i64,
    total: i64,
    /// The time of the line that completed it, unless it had been cancelled.
    closed_at: Option<Timestamp>,
    differing: DifferingColumns,
}

impl RowCheck for RequestCheck {
    type Row = RequestFacts;

    fn key(row: &RequestFacts) -> &str {
        &row.code
    }

    fn named_by(line: &Line) -> &str {
        &line.request_code
    }

    fn start(key: &str, row: Option<RequestFacts>) -> Self {
        let differing = DifferingColumns::default();
        Self { code: key.to_owned(), row, payee_id: None, count: 0, total: 0, closed_at: None, differing }
    }

    fn follow(&mut self, line: &Line) {
        self.payee_id.get_or_insert_with(|| line.payee_id.clone());
        let Some(row) = &self.row else { return };
        // A tip pays nothing of what is asked.
        self.total = self.total.saturating_add(line.gross.saturating_sub(line.tip));
        if line.takes_settlement_back() {
            self.count = self.count.saturating_sub(1);
        }
        let covered = row.max_payments == Some(1) && row.amount.is_some_and(|amount| self.total >= amount);
        let done = match line.kind.as_str() {
            "settlement" => {
                self.count = self.count.saturating_add(1);
                let by_total = row.amount.is_some() && row.max_payments == Some(1);
                if by_total { covered } else { row.max_payments.is_some_and(|most| self.count >= most) }
            }
            "correction" if line.takes_settlement_back() => {
                // Undone imports open a request again, which refunds don't.
                let by_total = row.amount.is_some() && row.max_payments == Some(1);
                let is_done = if by_total { covered } else { row.max_payments.is_some_and(|most| self.count >= most) };
                self.closed_at = self.closed_at.filter(|_| is_done);
                false
            }
            // A refund that failed restores the sum.
            "correction" => covered,
            _ => false,
        };
        if done {
            self.closed_at.get_or_insert(line.created_at);
        }
        let differing = &mut self.differing;
        differing.expect("payee_id", row.payee_id == line.payee_id);
        differing.expect("currency", row.currency == line.currency);
        differing.expect("reference", row.reference == line.reference);
        differing.expect("rf", row.rf == line.rf);
    }

    fn end(self) -> Vec<Finding> {
        let Self { code, row, payee_id, count, total, closed_at, mut differing } = self;
        let Some(row) = row else {
            return vec![finding(&payee_id.unwrap_or_default(), Table::Requests, &code, Mismatch::Missing)];
        };
        differing.expect("paid_count", row.paid_count == count);
        differing.expect("paid_total", row.paid_total == total);
        expect_part(&row, total, &mut differing);
        // A cancelled request stays cancelled, whatever arrives.
        let cancelled = row.cancelled_at.is_some();
        let state = match (cancelled, closed_at) {
            (true, _) => "cancelled",
            (false, Some(_)) => "paid",
            (false, None) => "open",
        };
        differing.expect("state", row.state == state);
        differing.expect("paid_at", row.paid_at == closed_at.filter(|_| !cancelled));
        let owner = payee_id.unwrap_or_else(|| row.payee_id.clone());
        differing.findings(&owner, Table::Requests, &code).collect()
    }
}

/// Compares the columns that say which part is next with the sum of the lines.
fn expect_part(row: &RequestFacts, total: i64, differing: &mut DifferingColumns) {
    let Ok(parts) = Parts::try_from(row.parts.clone()) else { return differing.expect("parts", false) };
    let next = parts.next(total);
    differing.expect("part_from", row.part_from == next.map(|next| next.from));
    differing.expect("part_until", row.part_until == next.map(|next| next.until));
    if !parts.is_empty() {
        differing.expect("due_on", row.due_on == parts.due_on(total));
    }
}

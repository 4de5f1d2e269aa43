//! The comparison of a request with its lines: its sums, and the time at which they completed it.

use chrono::NaiveDate;

use super::{DifferingColumns, Finding, Line, Mismatch, RowCheck, Table, finding};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::RequestState;
use crate::domain::request::parts::Parts;
use crate::domain::request::prices::Prices;
use crate::domain::request::prices_progress::{ArrivalChange, PricesProgress};

/// The columns of a request that the ledger determines.
#[derive(Debug, Clone, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns, by their names")]
pub struct RequestFacts {
    pub code: String,
    pub payee_id: String,
    pub currency: String,
    pub amount: Option<i64>,
    pub prices: String,
    pub reference: Option<String>,
    pub rf: String,
    pub state: String,
    pub max_payments: Option<i64>,
    pub paid_count: i64,
    pub paid_total: i64,
    pub paid_elsewhere: bool,
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
    /// The progress of a request with several prices, by its lines so far.
    progress: Option<PricesProgress>,
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
        let mut differing = DifferingColumns::default();
        let progress = row.as_ref().and_then(|row| match Prices::try_from(row.prices.clone()) {
            Ok(prices) => begun(row, &prices),
            Err(_) => {
                differing.expect("prices", false);
                None
            }
        });
        Self { code: key.to_owned(), row, payee_id: None, count: 0, total: 0, progress, closed_at: None, differing }
    }

    fn follow(&mut self, line: &Line) {
        self.payee_id.get_or_insert_with(|| line.payee_id.clone());
        let Some(row) = &self.row else { return };
        if self.progress.is_some() {
            return self.follow_prices(line);
        }
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
        self.differing.expect("currency", row.currency == line.currency);
        self.expect_owner(line);
    }

    fn end(self) -> Vec<Finding> {
        let Self { code, row, payee_id, count, total, progress, closed_at, mut differing } = self;
        let Some(row) = row else {
            return vec![finding(&payee_id.unwrap_or_default(), Table::Requests, &code, Mismatch::Missing)];
        };
        // A cancelled request stays cancelled, whatever arrives.
        let cancelled = row.cancelled_at.is_some();
        match progress {
            Some(progress) => expect_prices(&row, progress, cancelled, &mut differing),
            None => {
                differing.expect("paid_count", row.paid_count == count);
                differing.expect("paid_total", row.paid_total == total);
                differing.expect("paid_elsewhere", !row.paid_elsewhere);
                expect_part(&row, total, &mut differing);
            }
        }
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

impl RequestCheck {
    fn expect_owner(&mut self, line: &Line) {
        let (Some(row), differing) = (&self.row, &mut self.differing) else { return };
        differing.expect("payee_id", row.payee_id == line.payee_id);
        differing.expect("reference", row.reference == line.reference);
        differing.expect("rf", row.rf == line.rf);
    }

    /// Follows a line of a request with several prices, each of which has lines in its own currency.
    fn follow_prices(&mut self, line: &Line) {
        let change = match line.kind.as_str() {
            "settlement" => ArrivalChange::Settled,
            "correction" if line.takes_settlement_back() => ArrivalChange::Withdrawn,
            "correction" => ArrivalChange::Restored,
            _ => ArrivalChange::Returned,
        };
        let arrived = line.gross.saturating_sub(line.tip).saturating_abs();
        let money = Currency::parse(&line.currency).ok().map(|currency| Money::new(arrived, currency));
        let before = self.progress.clone();
        match before.zip(money).and_then(|(progress, money)| progress.after(change, money)) {
            Some(after) => {
                self.closed_at = match after.state {
                    RequestState::Paid => self.closed_at.or(Some(line.created_at)),
                    RequestState::Open | RequestState::Cancelled => None,
                };
                self.progress = Some(after);
            }
            None => self.differing.expect("prices", false),
        }
        self.expect_owner(line);
    }
}

/// The progress of a request with several prices before its first line; `None` for one with a single price.
fn begun(row: &RequestFacts, prices: &Prices) -> Option<PricesProgress> {
    let currency = prices.main()?.asked.currency();
    let (prices, max_payments) = (prices.unpaid(), row.max_payments);
    Some(PricesProgress { prices, currency, paid_count: 0, state: RequestState::Open, max_payments })
}

/// Compares the columns of a request with several prices with its progress by the lines.
fn expect_prices(row: &RequestFacts, mut progress: PricesProgress, cancelled: bool, differing: &mut DifferingColumns) {
    let nothing_is_there = progress.prices.iter().all(|price| price.paid_total == 0);
    // Followed as if it weren't cancelled, it may have been paid; but only what is paid counts by the currency of money that went back.
    if let Some(main) = progress.prices.main().filter(|_| cancelled && nothing_is_there) {
        progress.currency = main.asked.currency();
    }
    let current = progress.current();
    differing.expect("paid_count", row.paid_count == progress.paid_count);
    differing.expect("prices", row.prices == progress.prices.to_json());
    differing.expect("currency", row.currency == progress.currency.code());
    differing.expect("amount", row.amount == current.map(|price| price.asked.minor()));
    differing.expect("paid_total", current.is_some_and(|price| row.paid_total == price.paid_total));
    differing.expect("paid_elsewhere", row.paid_elsewhere == progress.is_paid_elsewhere());
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

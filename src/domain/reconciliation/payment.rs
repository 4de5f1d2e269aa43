//! The comparison of a payment with the lines of its settlement and reversals.

use chrono::NaiveDate;

use super::{DifferingColumns, Finding, Line, Mismatch, RowCheck, Table, finding};
use crate::domain::clock::Timestamp;
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Evidence, MANUAL, PaymentState, STAND_IN, tip};
use crate::domain::reference::qr::QrReference;
use crate::domain::reference::rf::RfReference;

/// The columns of a payment that the ledger determines.
#[derive(Debug, Clone, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns, by their names")]
pub struct PaymentFacts {
    pub id: String,
    pub request_code: String,
    pub payee_id: String,
    pub method_id: Option<String>,
    pub rail: String,
    pub test: bool,
    pub currency: String,
    pub amount: i64,
    pub tip: i64,
    pub received: Option<i64>,
    pub refunded: i64,
    pub fee: Option<i64>,
    pub state: String,
    pub evidence: Option<String>,
    pub external_id: Option<String>,
    pub provider_ref: Option<String>,
    pub settled_at: Option<Timestamp>,
    pub booking_date: Option<NaiveDate>,
    pub refund_reported: i64,
    pub refund_elsewhere: i64,
    pub refund_lost: i64,
    pub dispute_opened_at: Option<Timestamp>,
    pub dispute_closed_at: Option<Timestamp>,
    /// The payee of the payment's request.
    pub request_payee: Option<String>,
    /// The payee of the payment's method.
    pub method_payee: Option<String>,
    /// The rail of the payment's method.
    pub method_rail: Option<String>,
    /// The sums of its rows in `refunds`.
    #[sqlx(skip)]
    pub refunds: RefundSums,
}

/// The sums of a payment's named refunds, in minor units: see [`Reversals`].
#[derive(Debug, Clone, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns, by their names")]
pub struct RefundSums {
    pub payment_id: String,
    pub sent: i64,
    pub outside: i64,
    pub by_hand: i64,
}

/// A payment, and the sums of its lines so far.
#[derive(Debug)]
pub struct PaymentCheck {
    id: String,
    row: Option<PaymentFacts>,
    payee_id: Option<String>,
    settlements: u32,
    returned: i64,
    /// The part of `returned` that is tip.
    tip_returned: i64,
    differing: DifferingColumns,
    /// The columns that differ from the settlement that stands. An import of a statement that is undone takes its settlement back.
    unsettled: DifferingColumns,
}

impl RowCheck for PaymentCheck {
    type Row = PaymentFacts;

    fn key(row: &PaymentFacts) -> &str {
        &row.id
    }

    fn named_by(line: &Line) -> &str {
        &line.payment_id
    }

    fn start(key: &str, row: Option<PaymentFacts>) -> Self {
        let differing = DifferingColumns::default();
        let unsettled = DifferingColumns::default();
        Self {
            id: key.to_owned(),
            row,
            payee_id: None,
            settlements: 0,
            returned: 0,
            tip_returned: 0,
            differing,
            unsettled,
        }
    }

    fn follow(&mut self, line: &Line) {
        self.payee_id.get_or_insert_with(|| line.payee_id.clone());
        let Some(row) = &self.row else { return };
        let differing = &mut self.differing;
        differing.expect("payee_id", row.payee_id == line.payee_id);
        differing.expect("request_code", row.request_code == line.request_code);
        differing.expect("currency", row.currency == line.currency);
        if line.takes_settlement_back() {
            self.settlements = self.settlements.saturating_sub(1);
            self.unsettled = DifferingColumns::default();
            return;
        }
        if line.kind != "settlement" {
            self.returned = self.returned.saturating_sub(line.gross);
            self.tip_returned = self.tip_returned.saturating_sub(line.tip);
            return;
        }
        self.settlements = self.settlements.saturating_add(1);
        let (rail, test) = match line.rail.strip_suffix("_test") {
            Some(rail) => (rail, true),
            None => (line.rail.as_str(), line.rail == STAND_IN),
        };
        differing.expect("rail", row.rail == rail);
        differing.expect("method_id", row.has_method_of(&line.payee_id, rail));
        differing.expect("provider_ref", row.carried(&line.rf));
        differing.expect("test", row.test == test);
        let settled = &mut self.unsettled;
        settled.expect("received", row.received == Some(line.gross));
        settled.expect("tip", row.tip >= 0 && line.tip == tip::of_received(line.gross, row.amount, row.tip));
        settled.expect("fee", row.fee == line.fee);
        settled.expect("evidence", row.evidence.as_ref() == Some(&line.evidence));
        // A statement's evidence is named by its entry, not by the provider.
        let named = line.evidence_ref.is_some() && line.evidence != Evidence::Statement.as_str();
        settled.expect("external_id", !named || row.external_id == line.evidence_ref);
        settled.expect("settled_at", row.settled_at == Some(line.settled_at));
        settled.expect("booking_date", row.booking_date == line.booking_date);
    }

    fn end(self) -> Vec<Finding> {
        let Self { id, row, payee_id, settlements, returned, tip_returned, mut differing, unsettled } = self;
        let Some(row) = row else {
            return vec![finding(&payee_id.unwrap_or_default(), Table::Payments, &id, Mismatch::Missing)];
        };
        let state = PaymentState::parse(&row.state);
        let mut found = Vec::new();
        let owner = payee_id.unwrap_or_else(|| row.payee_id.clone());
        match settlements {
            0 => {
                if row.received.is_some() || state.is_some_and(PaymentState::has_settled) {
                    found.push(finding(&owner, Table::Payments, &id, Mismatch::Unbooked));
                }
                differing.expect("state", state.is_some());
                differing.expect("fee", row.fee == Some(0));
                differing.expect("evidence", row.evidence.is_none());
                differing.expect("settled_at", row.settled_at.is_none());
                differing.expect("booking_date", row.booking_date.is_none());
                differing.expect("refunded", row.refunded == returned);
            }
            1 => {
                let known = row.reversals();
                let received = row.received.unwrap_or_default();
                differing.expect("refunded", row.refunded == returned && returned <= received);
                let arrived = tip::of_received(received, row.amount, row.tip);
                differing.expect("tip", tip_returned == tip::of_returned(returned, received, arrived));
                differing.expect("state", state == Some(stands(&known, returned, received)));
                // Lines don't tell refunds and disputes apart; their sums have to agree.
                if known.returned(received) != returned {
                    found.push(finding(&owner, Table::Payments, &id, Mismatch::Sum));
                }
            }
            _ => found.push(finding(&owner, Table::Payments, &id, Mismatch::BookedTwice)),
        }
        if let Some(payee) = &row.request_payee {
            differing.expect("payee_id", *payee == row.payee_id);
        }
        differing.join(unsettled);
        found.extend(differing.findings(&owner, Table::Payments, &id));
        found
    }
}

/// The state of a payment that follows from its lines' sums. Only an open dispute isn't in the ledger.
fn stands(known: &Reversals, returned: i64, received: i64) -> PaymentState {
    let by_lines = Reversals {
        dispute_opened_at: known.dispute_opened_at,
        dispute_closed_at: known.dispute_closed_at,
        reported: returned,
        ..Reversals::default()
    };
    by_lines.state(received)
}

impl PaymentFacts {
    /// Returns whether the payment's method belongs to this payee and rail. Money received outside has no method. Lines don't say which of
    /// several methods of a rail it is.
    fn has_method_of(&self, payee_id: &str, rail: &str) -> bool {
        match &self.method_id {
            None => rail == MANUAL,
            Some(_) => self.method_payee.as_deref() == Some(payee_id) && self.method_rail.as_deref() == Some(rail),
        }
    }

    /// Returns whether the reference on the transfer is a possible one: the provider's id of the payment, the RF reference, or the
    /// equivalent QR reference. It may be absent only where the provider has no id, either.
    fn carried(&self, rf: &str) -> bool {
        let Some(carried) = &self.provider_ref else { return self.external_id.is_none() };
        let qr = || RfReference::parse(rf).and_then(|rf| QrReference::of(&rf));
        self.external_id.as_ref() == Some(carried)
            || carried == rf
            || qr().is_some_and(|qr| qr.as_str() == carried.as_str())
    }

    fn reversals(&self) -> Reversals {
        let RefundSums { payment_id: _, sent, outside, by_hand } = self.refunds;
        Reversals {
            reported: self.refund_reported,
            elsewhere: self.refund_elsewhere,
            outside,
            outside_pending: 0,
            sent,
            reserved: 0,
            by_hand,
            lost: self.refund_lost,
            dispute_opened_at: self.dispute_opened_at,
            dispute_closed_at: self.dispute_closed_at,
        }
    }
}

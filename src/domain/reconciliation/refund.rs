//! The comparison of a named refund with its payment and its ledger line.

use super::{DifferingColumns, Finding, Table};
use crate::domain::payment::{Evidence, MANUAL};

/// The columns of a refund that other rows determine, and those rows.
#[derive(Debug, Clone, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns, by their names")]
pub struct RefundFacts {
    pub id: String,
    pub payment_id: String,
    pub payee_id: String,
    pub currency: String,
    pub amount: i64,
    pub way: String,
    pub movement_id: Option<String>,
    /// The payee of the payment; `None` if it is missing.
    pub payment_payee: Option<String>,
    /// The currency of the payment.
    pub payment_currency: Option<String>,
    /// The payment of the line `movement_id`.
    pub booked_payment: Option<String>,
    /// The kind of that line.
    pub booked_kind: Option<String>,
    /// The amount of that line, in minor units, negative.
    pub booked_gross: Option<i64>,
    /// The rail of that line.
    pub booked_rail: Option<String>,
    /// The evidence of that line.
    pub booked_evidence: Option<String>,
}

impl RefundFacts {
    /// The discrepancies. The sum of all refunds is compared by the payment's check.
    pub fn check(&self) -> Vec<Finding> {
        let mut differing = DifferingColumns::default();
        differing.expect("payment_id", self.payment_payee.is_some());
        differing.expect("payee_id", self.payment_payee.as_ref().is_none_or(|payee| *payee == self.payee_id));
        differing.expect("currency", self.payment_currency.as_ref().is_none_or(|currency| *currency == self.currency));
        let booked =
            self.booked_payment.as_ref() == Some(&self.payment_id) && self.booked_kind.as_deref() == Some("refund");
        differing.expect("movement_id", self.movement_id.is_none() || booked);
        // A line may book less, if an earlier reported total has booked a part already, but never more.
        differing.expect("amount", self.booked_gross.is_none_or(|gross| self.amount.saturating_add(gross) >= 0));
        // Rail `manual` means a refund by hand. On another rail, evidence from the payee or its bank fits either way, and a provider's
        // excludes a refund by hand.
        let by_hand = self.way == "hand";
        differing.expect("way", by_hand || self.booked_rail.as_deref() != Some(MANUAL));
        let outside = [Evidence::Manual, Evidence::Statement].map(Evidence::as_str);
        let by_word = self.booked_evidence.as_deref().is_none_or(|evidence| outside.contains(&evidence));
        differing.expect("way", !by_hand || by_word);
        differing.findings(&self.payee_id, Table::Refunds, &self.id).collect()
    }
}

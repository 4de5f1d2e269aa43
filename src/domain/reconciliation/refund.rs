//! A refund that is known by name, against its payment and the line that booked it.

use super::{Columns, Finding, Table};
use crate::domain::payment::{Evidence, MANUAL};

/// A refund's columns that follow from other rows, with those rows.
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
    /// The payment's payee.
    pub payment_payee: Option<String>,
    /// The payment's currency.
    pub payment_currency: Option<String>,
    /// The payment that the line `movement_id` is of.
    pub booked_payment: Option<String>,
    /// The kind of that line.
    pub booked_kind: Option<String>,
    /// What that line moved, in minor units: less than nothing.
    pub booked_gross: Option<i64>,
    /// The rail of that line.
    pub booked_rail: Option<String>,
    /// The evidence of that line.
    pub booked_evidence: Option<String>,
}

impl RefundFacts {
    /// The disagreements. What all refunds of a payment come to is compared with the payment.
    pub fn check(&self) -> Vec<Finding> {
        let mut differing = Columns::default();
        differing.expect("payment_id", self.payment_payee.is_some());
        differing.expect("payee_id", self.payment_payee.as_ref().is_none_or(|payee| *payee == self.payee_id));
        differing.expect("currency", self.payment_currency.as_ref().is_none_or(|currency| *currency == self.currency));
        let booked =
            self.booked_payment.as_ref() == Some(&self.payment_id) && self.booked_kind.as_deref() == Some("refund");
        differing.expect("movement_id", self.movement_id.is_none() || booked);
        // A line books less where a total that was told before has some of it already, and never more.
        differing.expect("amount", self.booked_gross.is_none_or(|gross| self.amount.saturating_add(gross) >= 0));
        // The rail `manual` is the payee's own hand; what a provider told is not. A line of the payee's word by another rail is either.
        let by_hand = self.way == "hand";
        differing.expect("way", by_hand || self.booked_rail.as_deref() != Some(MANUAL));
        let by_word = self.booked_evidence.as_deref().is_none_or(|evidence| evidence == Evidence::Manual.as_str());
        differing.expect("way", !by_hand || by_word);
        differing.findings(&self.payee_id, Table::Refunds, &self.id).collect()
    }
}

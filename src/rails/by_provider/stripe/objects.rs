//! Stripe's objects, with the fields that are read. None has a field for personal data: `customer*`, `*_details`, `shipping*`,
//! `receipt_*`, `custom_fields` and `evidence` are not parsed.

use serde::Deserialize;

use crate::domain::id::PaymentId;

/// The part of an event that tells the type of its object.
#[derive(Debug, Deserialize)]
pub struct StripeEventHead {
    #[serde(rename = "type")]
    pub kind: String,
    pub created: i64,
    pub livemode: bool,
}

/// An event with its object.
#[derive(Debug, Deserialize)]
pub struct StripeEvent<T> {
    pub data: Data<T>,
}

#[derive(Debug, Deserialize)]
pub struct Data<T> {
    pub object: T,
}

/// Metadata on objects that the service creates, by which it recognises them.
#[derive(Debug, Default, Deserialize)]
pub struct SessionMetadata {
    pub chit: Option<String>,
}

/// A Checkout session, open, complete or expired.
#[derive(Debug, Deserialize)]
pub struct Session {
    pub id: String,
    pub livemode: bool,
    pub url: Option<String>,
    pub status: Option<SessionStatus>,
    pub payment_status: PaymentStatus,
    pub amount_total: Option<i64>,
    pub currency: Option<String>,
    pub client_reference_id: Option<String>,
    pub metadata: Option<SessionMetadata>,
    pub payment_intent: Option<Expandable<PaymentIntent>>,
}

impl Session {
    /// The service's id of the payment. `None` for a session that another system created with the same account, and for one with
    /// contradictory ids.
    pub fn payment(&self) -> Option<PaymentId> {
        let written = self.metadata.as_ref()?.chit.as_deref()?;
        let reference = self.client_reference_id.as_deref()?;
        (written == reference).then(|| PaymentId::parse(written)).flatten()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    Open,
    Complete,
    Expired,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    Paid,
    Unpaid,
    #[serde(other)]
    Other,
}

/// An object, or its id if it wasn't expanded.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Expandable<T> {
    Id(String),
    Whole(T),
}

impl Expandable<PaymentIntent> {
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Whole(whole) => &whole.id,
        }
    }
}

impl<T> Expandable<T> {
    pub fn whole(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Whole(whole) => Some(whole),
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct PaymentIntent {
    pub id: String,
    pub status: String,
    pub latest_charge: Option<Expandable<StripeCharge>>,
}

/// A charge, with its fee if expanded.
#[derive(Debug, Deserialize)]
pub struct StripeCharge {
    pub created: i64,
    /// There is or was a dispute.
    #[serde(default)]
    pub disputed: bool,
    pub payment_intent: Option<String>,
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
}

/// A change of the account's balance by a charge or a dispute, in the account's currency.
#[derive(Debug, Deserialize)]
pub struct BalanceTransaction {
    pub fee: i64,
    pub currency: String,
    /// The time at which the money arrived in the account. With a delayed payment method, that is days after the charge was created.
    pub created: Option<i64>,
}

/// A dispute of a charge.
#[derive(Debug, Deserialize)]
pub struct Dispute {
    pub id: String,
    pub created: i64,
    pub amount: i64,
    pub currency: String,
    pub status: String,
    pub payment_intent: Option<String>,
    /// The withdrawal of the disputed amount, and its return if the dispute was won, each with Stripe's fee.
    #[serde(default)]
    pub balance_transactions: Vec<BalanceTransaction>,
}

/// A refund at Stripe.
#[derive(Debug, Deserialize)]
pub struct StripeRefund {
    pub id: String,
    pub status: Option<String>,
    pub amount: i64,
    pub currency: String,
    pub metadata: Option<SessionMetadata>,
    pub payment_intent: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct List<T> {
    pub data: Vec<T>,
}

/// Stripe's refusal. Its message is not read, because it may repeat what was sent.
#[derive(Debug, Deserialize)]
pub struct StripeRefusal {
    pub error: RefusalReason,
}

#[derive(Debug, Deserialize)]
pub struct RefusalReason {
    pub code: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

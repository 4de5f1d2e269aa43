//! What Stripe sends, as far as we read it. There is no field for a person: `customer*`, `*_details`, `shipping*`, `receipt_*`,
//! `custom_fields` and `evidence` have no place to land.

use serde::Deserialize;

use crate::domain::id::PaymentId;

/// The head of an event: what is needed to know what its object is.
#[derive(Debug, Deserialize)]
pub struct StripeEventHead {
    #[serde(rename = "type")]
    pub kind: String,
    pub created: i64,
    pub livemode: bool,
}

/// An event with an object of a known type.
#[derive(Debug, Deserialize)]
pub struct StripeEvent<T> {
    pub data: Data<T>,
}

#[derive(Debug, Deserialize)]
pub struct Data<T> {
    pub object: T,
}

/// What we write on what we make, to know it again.
#[derive(Debug, Default, Deserialize)]
pub struct SessionMetadata {
    pub chit: Option<String>,
}

/// A Checkout session.
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
    /// Our name for the payment: `None` for a session that something else made with the same account. One that says two things
    /// is none of ours either.
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

/// A thing, or its id where it wasn't asked for in full.
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

/// A charge.
#[derive(Debug, Deserialize)]
pub struct StripeCharge {
    pub created: i64,
    /// Whether there is a dispute of it, or was.
    #[serde(default)]
    pub disputed: bool,
    pub payment_intent: Option<String>,
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
}

/// What a charge or a dispute did to the account, in the account's currency.
#[derive(Debug, Deserialize)]
pub struct BalanceTransaction {
    pub fee: i64,
    pub currency: String,
    /// When the money arrived in the account: of a method that takes days, days after the charge was made.
    pub created: Option<i64>,
}

/// A dispute.
#[derive(Debug, Deserialize)]
pub struct Dispute {
    pub id: String,
    pub created: i64,
    pub amount: i64,
    pub currency: String,
    pub status: String,
    pub payment_intent: Option<String>,
    /// The withdrawal of what is disputed, and its return where the dispute was won, each with Stripe's charge for the dispute.
    #[serde(default)]
    pub balance_transactions: Vec<BalanceTransaction>,
}

/// Money that goes back.
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

/// Why Stripe will not. Its sentence is not read: it may repeat what was sent.
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

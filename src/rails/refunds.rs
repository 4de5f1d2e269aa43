//! A refund as a rail receives it, and as a provider reports it.

use crate::domain::id::RefundId;
use crate::domain::money::Money;
use crate::domain::payment::refund::RefundStage;

/// A refund to send.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    /// The service's id of the refund, which is the idempotency key at the provider.
    pub id: String,
    /// The provider's id of the payment.
    pub external_id: String,
    /// The amount to send back.
    pub money: Money,
}

/// The result of a refund call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The provider accepted the refund.
    Made(MadeRefund),
    /// The provider refused this call under its idempotency key: no money went back, and none will.
    Refused,
    /// The rail has no refunds. No call was made.
    Unsupported,
}

/// A refund that exists at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRefund {
    /// The provider's id of the refund.
    pub external_id: String,
    /// The refund's progress at the provider.
    pub stage: RefundStage,
}

/// The refund that an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRefund {
    /// The provider's id of the refund.
    pub external_id: String,
    /// The service's id, [`RefundOrder::id`], if the provider returns it.
    pub our_id: Option<RefundId>,
}

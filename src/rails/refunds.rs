//! What a rail is told of a refund, and what it tells.

use crate::domain::id::RefundId;
use crate::domain::money::Money;
use crate::domain::payment::refund::RefundStage;

/// Money to send back.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    /// Our opaque name for this refund: the idempotency key at the provider.
    pub id: String,
    /// The provider's name for the payment.
    pub external_id: String,
    /// How much of it.
    pub money: Money,
}

/// What is known of a refund after the provider was called for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The provider made a refund, which stands so.
    Made(MadeRefund),
    /// The provider answered this very call, under its idempotency key, by a refusal: nothing went back, and nothing will.
    Refused,
    /// The rail has no refunds. Nobody was called.
    Unsupported,
}

/// A refund as the provider has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRefund {
    /// The provider's name for it.
    pub external_id: String,
    /// How far it has come.
    pub stage: RefundStage,
}

/// The refund that an event speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRefund {
    /// The provider's name for it.
    pub external_id: String,
    /// Our name for it, where it carries one: [`RefundOrder::id`].
    pub our_id: Option<RefundId>,
}

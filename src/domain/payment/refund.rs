//! Refunds, one by one: those that a payee asked for here, and those that its provider reports from its own pages.
//!
//! A refund becomes `asked` → `sent` → `done` or `failed`. The provider's reports are a [`RefundStage`], which only advances, so that the
//! order of its messages doesn't matter; they override the payee's word. A refund is booked while it is `done`, and only then.

use serde::Serialize;

use super::Payment;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, PayeeId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The state of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RefundState {
    /// Requested of the provider, or about to be; the answer isn't known. The amount is reserved.
    Asked,
    /// Accepted by the provider and not finished. The amount is reserved, and not booked.
    Sent,
    /// The money went back.
    Done,
    /// Nothing went back, or the money came back. The amount is free.
    Failed,
}

/// The provider's latest report of a refund. Stages only advance in this order. A refund that succeeded may still fail days later, when the
/// payer's bank returns it; nothing follows a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RefundStage {
    /// Accepted by the provider, not finished.
    Pending,
    /// The money went back.
    Done,
    /// Failed or cancelled: the provider gave the money back to the payee, or never took it.
    Failed,
}

impl RefundStage {
    /// The spelling in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The state of a refund at this stage.
    pub fn state(self) -> RefundState {
        match self {
            Self::Pending => RefundState::Sent,
            Self::Done => RefundState::Done,
            Self::Failed => RefundState::Failed,
        }
    }
}

/// The party that makes a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RefundWay {
    /// The provider, at our request.
    Rail,
    /// The payee, by its own means; only recorded here.
    Hand,
    /// The provider, requested at its own pages.
    Elsewhere,
}

/// One refund. Its id is the idempotency key at the provider, so that a repeated request sends nothing twice.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Refund {
    /// The id, and the idempotency key at the provider.
    pub id: RefundId,
    /// The payment that it refunds.
    pub payment_id: PaymentId,
    /// The payee of that payment.
    pub payee_id: PayeeId,
    /// The amount, in minor units.
    pub amount: i64,
    /// The currency of the payment.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The state; see [`RefundState`].
    pub state: RefundState,
    /// The party that makes it.
    pub way: RefundWay,
    /// The number of requests to the provider.
    pub attempts: i64,
    /// The time of the next request to the provider; `None` when there won't be one.
    pub next_try_at: Option<Timestamp>,
    /// The time of the payee's request, or of the provider's first report.
    pub created_at: Timestamp,
    /// The time at which it was known to be done or failed.
    pub ended_at: Option<Timestamp>,
    /// The provider's id of the refund, once it is known.
    pub external_id: Option<String>,
    /// The furthest stage that the provider has reported.
    pub stage: Option<RefundStage>,
    /// The ledger line that booked it last.
    pub movement_id: Option<MovementId>,
}

impl Refund {
    /// A refund made at the provider's own pages, before its stage is recorded.
    pub fn elsewhere(id: RefundId, payment: &Payment, money: Money, now: Timestamp) -> Self {
        Self {
            id,
            payment_id: payment.id.clone(),
            payee_id: payment.payee_id.clone(),
            amount: money.minor(),
            currency: money.currency(),
            state: RefundState::Sent,
            way: RefundWay::Elsewhere,
            attempts: 0,
            next_try_at: None,
            created_at: now,
            ended_at: None,
            external_id: None,
            stage: None,
            movement_id: None,
        }
    }

    /// The amount as money.
    pub fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// Returns whether the amount is reserved because the outcome isn't known.
    pub fn is_open(&self) -> bool {
        matches!(self.state, RefundState::Asked | RefundState::Sent)
    }

    /// Returns whether the outcome isn't known and the provider won't be asked again: only the payee can find it out.
    pub fn is_stuck(&self) -> bool {
        self.is_open() && self.next_try_at.is_none() && self.way == RefundWay::Rail
    }

    /// Returns whether the stage advances the refund.
    pub fn is_moved_by(&self, stage: RefundStage) -> bool {
        self.stage < Some(stage)
    }
}

/// The sum that went back of a payment, divided by source, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Returned {
    /// Refunds that the provider made.
    pub by_provider: i64,
    /// Refunds known only from the payee.
    pub by_word: i64,
    /// The sum that lost disputes took from the payee.
    pub by_dispute: i64,
}

impl Returned {
    /// Divides a total. The parts never exceed it, whatever the sources add up to.
    pub fn divide(total: i64, by_word: i64, by_dispute: i64) -> Self {
        let by_word = by_word.clamp(0, total.max(0));
        let left = total.max(0).saturating_sub(by_word);
        let by_dispute = by_dispute.clamp(0, left);
        Self { by_provider: left.saturating_sub(by_dispute), by_word, by_dispute }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_stage_only_moves_on_and_has_a_state() {
        let stages = [RefundStage::Pending, RefundStage::Done, RefundStage::Failed];
        assert!(stages.is_sorted());
        assert_eq!(stages.map(RefundStage::state), [RefundState::Sent, RefundState::Done, RefundState::Failed]);
        for stage in stages {
            assert_eq!(serde_json::to_value(stage).expect("a word"), stage.as_str());
        }
    }

    #[test]
    fn a_total_is_divided_by_who_says_so() {
        let parts = |by_provider, by_word, by_dispute| Returned { by_provider, by_word, by_dispute };
        for ((total, by_word, by_dispute), divided) in [
            ((2500, 0, 0), parts(2500, 0, 0)),
            ((2500, 2500, 0), parts(0, 2500, 0)),
            ((2500, 1000, 0), parts(1500, 1000, 0)),
            ((2500, 0, 2500), parts(0, 0, 2500)),
            ((2500, 1000, 1200), parts(300, 1000, 1200)),
            // A dispute that takes more than was left.
            ((2500, 1000, 2500), parts(0, 1000, 1500)),
            ((0, 100, 100), parts(0, 0, 0)),
        ] {
            assert_eq!(Returned::divide(total, by_word, by_dispute), divided, "{total} {by_word} {by_dispute}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_come_to_the_total(total in 0..=i64::MAX, by_word in any::<i64>(), by_dispute in any::<i64>()) {
            let Returned { by_provider, by_word, by_dispute } = Returned::divide(total, by_word, by_dispute);
            prop_assert!(by_provider >= 0 && by_word >= 0 && by_dispute >= 0);
            prop_assert_eq!(by_provider + by_word + by_dispute, total);
        }
    }
}

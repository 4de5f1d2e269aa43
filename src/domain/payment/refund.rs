//! Refunds, one by one: those that a payee asked for here, and those that a provider names which were made at its own pages.
//!
//! A refund becomes `asked` → `sent` → `done` or `failed`. What a provider says of it is a [`RefundStage`], which only moves on, so that
//! the order of its messages doesn't matter; it overrides the payee's word. A refund is booked while it is `done`, and only then.

use serde::Serialize;

use super::Payment;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, PayeeId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// The provider was asked, or is about to be; its answer isn't known. The amount is reserved.
    Asked,
    /// The provider accepted it and has not finished it. The amount is reserved, and not booked.
    Sent,
    /// It went back.
    Done,
    /// Nothing went back, or what did came back. The amount is free.
    Failed,
}

/// What a provider says of a refund, in the only order in which it can become so. A refund that succeeded may still fail days later,
/// when the payer's bank returns it; nothing follows a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RefundStage {
    /// Accepted, and not finished.
    Pending,
    /// Succeeded.
    Done,
    /// Failed or cancelled: the provider gave the money back to the payee, or never took it.
    Failed,
}

impl RefundStage {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The state of a refund of which the provider says this.
    pub fn state(self) -> RefundState {
        match self {
            Self::Pending => RefundState::Sent,
            Self::Done => RefundState::Done,
            Self::Failed => RefundState::Failed,
        }
    }
}

/// Who sends it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RefundWay {
    /// The provider, because we asked it.
    Rail,
    /// The payee, by itself; we write it down.
    Hand,
    /// The provider, because somebody asked for it at its own pages.
    Elsewhere,
}

/// One refund. Its id is the idempotency key at the provider, so that asking again sends nothing twice.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Of which payment.
    pub payment_id: PaymentId,
    /// Whose payment that is.
    pub payee_id: PayeeId,
    /// How much, in minor units.
    pub amount: i64,
    /// Of what currency: the payment's.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// Where it stands.
    pub state: RefundState,
    /// Who sends it.
    pub way: RefundWay,
    /// How often the provider was asked.
    pub attempts: i64,
    /// When it is asked again; never, when none.
    pub next_try_at: Option<Timestamp>,
    /// When the payee asked for it, or it was first heard of.
    pub created_at: Timestamp,
    /// When it was known to be done, or to have failed.
    pub ended_at: Option<Timestamp>,
    /// The provider's name for it, once it has told one.
    pub external_id: Option<String>,
    /// The furthest that the provider has told.
    pub stage: Option<RefundStage>,
    /// The ledger line that booked it last.
    pub movement_id: Option<MovementId>,
}

impl Refund {
    /// A refund that was made at the provider's own pages, before anything is recorded of how it stands.
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

    /// How much.
    pub fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// Whether its amount is reserved: the outcome isn't known yet.
    pub fn is_open(&self) -> bool {
        matches!(self.state, RefundState::Asked | RefundState::Sent)
    }

    /// Whether its outcome isn't known and the provider is not asked any more: only the payee can find out what came of it.
    pub fn is_stuck(&self) -> bool {
        self.is_open() && self.next_try_at.is_none() && self.way == RefundWay::Rail
    }

    /// Whether a provider's word about it is news.
    pub fn is_moved_by(&self, stage: RefundStage) -> bool {
        self.stage < Some(stage)
    }
}

/// The parts of the sum that went back of a payment, in minor units, by source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Returned {
    /// Refunds that the provider made.
    pub by_provider: i64,
    /// Refunds of which only the payee says that they were made.
    pub by_word: i64,
    /// The sum that lost disputes took from the payee.
    pub by_dispute: i64,
}

impl Returned {
    /// Divides a total. The parts never come to more than it, however much the sources say.
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

//! Refunds that a payee asked for. What a provider sends back without us is part of the payment's [`super::aftermath`].

use serde::Serialize;

use super::clock::Instant;
use super::currency::Currency;
use super::id::{PayeeId, PaymentId, RefundId};
use super::money::Money;

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// The provider was asked, or is about to be; its answer isn't known. The amount is reserved.
    Asked,
    /// It went back.
    Done,
    /// The provider refused: nothing went back.
    Failed,
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
    pub next_try_at: Option<Instant>,
    /// When the payee asked for it.
    pub created_at: Instant,
    /// When it was known to be done, or refused.
    pub ended_at: Option<Instant>,
}

impl Refund {
    /// How much.
    pub fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// Whether the provider never answered and is not asked any more: only the payee can find out what came of it.
    pub fn is_stuck(&self) -> bool {
        self.state == RefundState::Asked && self.next_try_at.is_none()
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

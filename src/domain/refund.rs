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

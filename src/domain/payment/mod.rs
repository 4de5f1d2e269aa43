//! Payments: one payer's attempt to pay a request by a method, and its legal transitions.

pub mod event;
pub mod refund;
pub mod reversals;
pub mod tip;

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::Timestamp;
use super::id::{MethodId, PayeeId, PaymentId};
use super::money::Money;
use super::money::currency::Currency;
use super::request::code::RequestCode;
use super::request::picks::Picked;
use super::text::{Note, PayerNote};
use super::zone::Zone;

/// The state of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PaymentState {
    /// Started; no report yet.
    Pending,
    /// The payer reports having sent the money. A claim is never a settlement.
    Claimed,
    /// The provider reports that the money is on its way.
    Processing,
    /// Money arrived; none of it went back.
    Settled,
    /// The provider reports that no money will arrive.
    Failed,
    /// The time limit passed without a settlement, or the payee set it aside.
    Expired,
    /// Some of it went back.
    PartiallyRefunded,
    /// All of it went back.
    Refunded,
    /// The payer disputes it at its bank or provider.
    Disputed,
}

impl PaymentState {
    /// Every state, for tests and lists.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Claimed,
        Self::Processing,
        Self::Settled,
        Self::Failed,
        Self::Expired,
        Self::PartiallyRefunded,
        Self::Refunded,
        Self::Disputed,
    ];

    /// The states of payments whose money arrived.
    pub const WITH_MONEY: [Self; 4] = [Self::Settled, Self::PartiallyRefunded, Self::Refunded, Self::Disputed];

    /// The table of legal transitions. Money is a fact: a settlement is accepted even late, after a failure or an expiry. No transition
    /// leads from received money back to none; only refunds and disputes follow, as [`self::reversals`] computes them. A dispute may be
    /// opened whatever has gone back, because banks and payees act independently, and ends in the state that the sums give. What went back
    /// stays back.
    pub fn may_become(self, next: Self) -> bool {
        use PaymentState::{
            Claimed, Disputed, Expired, Failed, PartiallyRefunded, Pending, Processing, Refunded, Settled,
        };
        match self {
            Pending => matches!(next, Claimed | Processing | Settled | Failed | Expired),
            Claimed => matches!(next, Processing | Settled | Failed | Expired),
            Processing => matches!(next, Settled | Failed | Expired),
            Failed => matches!(next, Settled),
            Expired => matches!(next, Processing | Settled | Failed),
            Settled => matches!(next, PartiallyRefunded | Refunded | Disputed),
            PartiallyRefunded => matches!(next, Settled | Refunded | Disputed),
            Disputed => matches!(next, Settled | PartiallyRefunded | Refunded),
            Refunded => matches!(next, Settled | PartiallyRefunded | Disputed),
        }
    }

    /// Returns whether money has arrived, even if it went back since.
    pub fn has_settled(self) -> bool {
        matches!(self, Self::Settled | Self::PartiallyRefunded | Self::Refunded | Self::Disputed)
    }

    /// Returns whether the payer may still need the payment instructions.
    pub fn awaits_payer(self) -> bool {
        matches!(self, Self::Pending | Self::Claimed)
    }

    /// Returns whether units of items that were picked with a payment are taken: as long as its money may arrive, and once it has.
    pub fn holds_units(self) -> bool {
        !matches!(self, Self::Failed | Self::Expired)
    }

    /// Returns whether a settlement is still possible: as long as no money has arrived.
    pub fn may_settle(self) -> bool {
        // A dispute that was won leads to "settled" as well, without any money.
        !self.has_settled() && self.may_become(Self::Settled)
    }

    /// Returns whether a waiting payer's page needs no further update.
    pub fn is_final(self) -> bool {
        self.has_settled() || matches!(self, Self::Failed | Self::Expired)
    }

    /// The state as the API and the database spell it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the spelling of [`PaymentState::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// The evidence of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Evidence {
    /// The provider's signed message.
    Webhook,
    /// The payee confirmed or recorded the payment.
    Manual,
    /// The provider's answer to a query, also if an unsigned message caused the query.
    Poll,
    /// An entry of a bank statement.
    Statement,
}

impl Evidence {
    /// The word in exports and in the API.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The rail name of payments that the payee recorded without a method.
pub const MANUAL: &str = "manual";

/// The rail name of the demonstration rail, which moves no money.
pub const STAND_IN: &str = "demo";

/// Returns whether no money moves on a rail of the ledger: the demonstration's, or a provider's test mode.
pub fn is_test_rail(rail: &str) -> bool {
    rail == STAND_IN || rail.ends_with("_test")
}

/// A payment. It has no field for the payer's identity.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payment {
    /// The id in the API, `pay_…`.
    pub id: PaymentId,
    /// The request it pays.
    pub request_code: RequestCode,
    /// The payee of that request.
    pub payee_id: PayeeId,
    /// The method; `None` when the payee recorded the payment without one.
    pub method_id: Option<MethodId>,
    /// The rail's name; [`MANUAL`] when the payee recorded the payment without a method.
    pub rail: String,
    /// A test payment: it moves no real money.
    pub test: bool,
    /// The amount requested of this payer, in minor units, with its tip.
    pub amount: i64,
    /// The part of the amount that the payer added as a tip.
    pub tip: i64,
    /// The payer's picks, where the request leaves it a choice of items.
    #[sqlx(try_from = "String")]
    pub picked: Picked,
    /// The currency of all sums of the payment.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The sum received, in minor units; `None` before the settlement. May differ from the amount: see [`Payment::difference`].
    pub received: Option<i64>,
    /// The part of it that went back, in minor units.
    pub refunded: i64,
    /// Set while its request has parts and no more than their sum has arrived: what exceeds the amount pays the next part.
    pub pays_ahead: bool,
    /// The provider's fee, in minor units; `None` where the provider doesn't report it.
    pub fee: Option<i64>,
    /// The state; changes only by [`PaymentState::may_become`].
    pub state: PaymentState,
    /// The evidence of the settlement; `None` before it.
    pub evidence: Option<Evidence>,
    /// The provider's id of the charge.
    pub external_id: Option<String>,
    /// The reference that travels with the money, as the payer's bank or provider shows it.
    pub provider_ref: Option<String>,
    /// The payee's remark, not shown to the payer.
    pub note: Option<Note>,
    /// The payer's note to the payee, if one was asked for.
    pub payer_note: Option<PayerNote>,
    /// The time at which the payer started it.
    pub created_at: Timestamp,
    /// The time after which it expires without a settlement.
    pub expires_at: Option<Timestamp>,
    /// The time of the payer's claim.
    pub claimed_at: Option<Timestamp>,
    /// The time at which the payee gave up on a payment that its provider reported as processing.
    pub set_aside_at: Option<Timestamp>,
    /// The time until which the payee has put off the question of a claimed payment.
    pub put_off_until: Option<Timestamp>,
    /// The time at which the payee decided to keep what arrived beyond the amount.
    pub kept_at: Option<Timestamp>,
    /// The time of the settlement.
    pub settled_at: Option<Timestamp>,
    /// The date of arrival as the payee recorded it. It takes precedence over `settled_at`.
    pub booking_date: Option<NaiveDate>,
}

/// The difference between the sum received and the amount requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Equal, or nothing has arrived.
    None,
    /// The amount that is missing.
    Under(Money),
    /// The amount above the requested one.
    Over(Money),
}

impl Payment {
    /// The rail's name in the ledger and every export. Test payments of a real rail get a name of their own, such as `stripe_test`, so that
    /// they are never counted as income.
    pub fn booked_rail(&self) -> String {
        if self.test && self.rail != STAND_IN { format!("{}_test", self.rail) } else { self.rail.clone() }
    }

    /// The date on which money arrived: as the payee recorded it, or else in `zone`.
    pub fn settled_on(&self, zone: Zone) -> Option<NaiveDate> {
        self.booking_date.or_else(|| self.settled_at.map(|at| zone.day_of(at)))
    }

    /// The amount requested of this payer.
    pub fn requested(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// The part of the amount that the request asked of this payer: all but the tip.
    pub fn due(&self) -> i64 {
        self.amount.saturating_sub(self.tip)
    }

    /// The tip in the amount that [`Self::shown`] has: in what was received or, before, in what was requested. `None` without one.
    pub fn tip_shown(&self) -> Option<Money> {
        let tip = self.received.map_or(self.tip, |received| self.tip_of(received));
        (tip > 0).then(|| Money::new(tip, self.currency))
    }

    /// The part of a received sum that is tip, in minor units.
    pub fn tip_of(&self, received: i64) -> i64 {
        tip::of_received(received, self.amount, self.tip)
    }

    /// The part of a returned sum that is tip, in minor units; 0 while nothing has arrived.
    pub fn tip_in_returned(&self, returned: i64) -> i64 {
        self.received.map_or(0, |received| tip::of_returned(returned, received, self.tip_of(received)))
    }

    /// The sum received; `None` before the settlement.
    pub fn received(&self) -> Option<Money> {
        self.received.map(|minor| Money::new(minor, self.currency))
    }

    /// The sum that went back.
    pub fn refunded(&self) -> Money {
        Money::new(self.refunded, self.currency)
    }

    /// The amount to show: received, or else requested.
    pub fn shown(&self) -> Money {
        self.received().unwrap_or_else(|| self.requested())
    }

    /// The difference between received and requested; [`Difference::None`] while nothing has arrived, and for what pays a next part ahead.
    /// A tip that arrived in part, or not at all, is no difference: nobody owes it.
    pub fn difference(&self) -> Difference {
        let off = self.received.map_or(0, |received| received - self.tip_of(received) - self.due());
        match off {
            0 => Difference::None,
            ..0 => Difference::Under(Money::new(-off, self.currency)),
            _ if self.pays_ahead => Difference::None,
            _ => Difference::Over(Money::new(off, self.currency)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_is_that_of_serde_and_reads_back() {
        for state in PaymentState::ALL {
            assert_eq!(serde_json::to_value(state).expect("a string"), state.as_str());
            assert_eq!(PaymentState::parse(state.as_str()), Some(state));
        }
        assert_eq!(PaymentState::parse("SETTLED"), None);
    }

    #[test]
    fn no_state_becomes_itself_and_money_never_unarrives() {
        for from in PaymentState::ALL {
            assert!(!from.may_become(from));
            for to in PaymentState::ALL {
                if from.has_settled() {
                    assert!(!from.may_become(to) || to.has_settled(), "{from:?} → {to:?}");
                }
            }
        }
        for late in [
            PaymentState::Pending,
            PaymentState::Claimed,
            PaymentState::Processing,
            PaymentState::Failed,
            PaymentState::Expired,
        ] {
            assert!(late.may_become(PaymentState::Settled), "{late:?}");
        }
    }

    #[test]
    fn money_arrives_once_and_every_end_of_a_dispute_is_legal() {
        use crate::domain::payment::reversals::Reversals;
        for state in PaymentState::ALL {
            assert_eq!(state.may_settle(), !state.has_settled(), "{state:?}");
        }
        // Every state that reversals can lead to is in the table.
        let opened = chrono::DateTime::from_timestamp(1_700_000_000, 0);
        let states = |dispute_opened_at| {
            [0, 400, 1000].map(|reported| Reversals { reported, dispute_opened_at, ..Reversals::default() }.state(1000))
        };
        for from in states(None) {
            for to in states(None) {
                assert!(from == to || from.may_become(to), "{from:?} → {to:?}");
            }
            for disputed in states(opened) {
                assert!(from.may_become(disputed) && disputed.may_become(from), "{from:?} ⇄ {disputed:?}");
            }
        }
    }

    #[test]
    fn only_money_that_moves_is_counted() {
        assert_eq!(["manual", "sepa", "stripe_test", "demo"].map(is_test_rail), [false, false, true, true]);
    }

    #[test]
    fn a_claim_is_never_a_settlement() {
        assert!(!PaymentState::Claimed.has_settled());
        assert!(!PaymentState::Settled.may_become(PaymentState::Claimed));
    }
}

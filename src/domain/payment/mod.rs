//! Payments: one payer's attempt to pay a request by a method, and the only ways it may change.

pub mod event;
pub mod refund;
pub mod reversals;

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::Timestamp;
use super::id::{MethodId, PayeeId, PaymentId};
use super::money::Money;
use super::money::currency::Currency;
use super::request::code::RequestCode;
use super::text::{Note, PayerNote};
use super::zone::Zone;

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PaymentState {
    /// Begun; nothing heard yet.
    Pending,
    /// The payer says it was sent. A word, not money.
    Claimed,
    /// The provider says it is on its way.
    Processing,
    /// Money arrived.
    Settled,
    /// It will not arrive.
    Failed,
    /// Nobody went on with it in time.
    Expired,
    /// Some of it went back.
    PartiallyRefunded,
    /// All of it went back.
    Refunded,
    /// The payer's bank disputes it.
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

    /// The table of legal transitions. Money is a fact: a settlement may come late, after a failure or an expiry, and is taken.
    /// Nothing leads from money that arrived back to money that didn't; only refunds and disputes follow, and
    /// [`self::reversals`] says which. A dispute may be opened whatever has gone back, because banks and payees don't wait for one
    /// another, and ends where the money stands then. What went back stays back.
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

    /// Whether money has arrived at some time.
    pub fn has_settled(self) -> bool {
        matches!(self, Self::Settled | Self::PartiallyRefunded | Self::Refunded | Self::Disputed)
    }

    /// Whether the payer may still need to know where to send the money.
    pub fn awaits_payer(self) -> bool {
        matches!(self, Self::Pending | Self::Claimed)
    }

    /// Whether money may arrive for it: as long as none has.
    pub fn may_settle(self) -> bool {
        // A dispute that was won leads to "settled" as well, without any money.
        !self.has_settled() && self.may_become(Self::Settled)
    }

    /// Whether nothing more is to be expected while a payer waits.
    pub fn is_final(self) -> bool {
        self.has_settled() || matches!(self, Self::Failed | Self::Expired)
    }

    /// The state as the API and the database spell it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// How a settlement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Evidence {
    /// The provider's signed message.
    Webhook,
    /// The payee's word.
    Manual,
    /// The provider's answer when it was asked, also where an unsigned message made the service ask.
    Poll,
}

impl Evidence {
    /// The word that exports and the API carry.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The rail's name on payments that the payee recorded by hand.
pub const MANUAL: &str = "manual";

/// The stand-in's name. Whoever reads it knows that no money moved.
pub const STAND_IN: &str = "demo";

/// A payment. It knows no payer: there is no field for one.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// The request it pays.
    pub request_code: RequestCode,
    /// Whose request that is.
    pub payee_id: PayeeId,
    /// By which method; none when it was recorded by hand.
    pub method_id: Option<MethodId>,
    /// By which rail; [`MANUAL`] when it was recorded by hand.
    pub rail: String,
    /// It moves no money: what arrives by it is for trying things out.
    pub test: bool,
    /// What was asked of this payer, in minor units.
    pub amount: i64,
    /// Of what currency.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// What arrived, in minor units; none before it settles. May differ from what was asked: see [`Payment::difference`].
    pub received: Option<i64>,
    /// How much of it went back, in minor units.
    pub refunded: i64,
    /// What the provider kept of it, in minor units; none where the provider doesn't tell it.
    pub fee: Option<i64>,
    /// Where it stands.
    pub state: PaymentState,
    /// How the settlement is known.
    pub evidence: Option<Evidence>,
    /// The provider's name for it.
    pub external_id: Option<String>,
    /// The reference that travels with the money: what the payer's bank or provider says beside the amount.
    pub provider_ref: Option<String>,
    /// The payee's remark.
    pub note: Option<Note>,
    /// What the payer wrote to the payee, if it was asked to.
    pub payer_note: Option<PayerNote>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it gives up waiting.
    pub expires_at: Option<Timestamp>,
    /// When the payer said it was sent.
    pub claimed_at: Option<Timestamp>,
    /// When the payee gave it up although its provider called it on its way.
    pub set_aside_at: Option<Timestamp>,
    /// When money arrived.
    pub settled_at: Option<Timestamp>,
    /// The day on which it arrived, by the payee's word: it goes before the moment.
    pub booking_date: Option<NaiveDate>,
}

/// How what arrived compares with what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// To the cent.
    None,
    /// So much is missing.
    Under(Money),
    /// So much too much.
    Over(Money),
}

impl Payment {
    /// The rail as the ledger has it, and every export. Play money is not taken for real: what came by a test account of a real rail
    /// has a name of its own, such as `stripe_test`.
    pub fn booked_rail(&self) -> String {
        if self.test && self.rail != STAND_IN { format!("{}_test", self.rail) } else { self.rail.clone() }
    }

    /// The day on which money arrived, by the payee's word or by a zone's clocks.
    pub fn settled_on(&self, zone: Zone) -> Option<NaiveDate> {
        self.booking_date.or_else(|| self.settled_at.map(|at| zone.day_of(at)))
    }

    /// What was asked.
    pub fn requested(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// What arrived, once it has.
    pub fn received(&self) -> Option<Money> {
        self.received.map(|minor| Money::new(minor, self.currency))
    }

    /// What went back of it.
    pub fn refunded(&self) -> Money {
        Money::new(self.refunded, self.currency)
    }

    /// The amount to show: what arrived, or else what was asked.
    pub fn shown(&self) -> Money {
        self.received().unwrap_or_else(|| self.requested())
    }

    /// How what arrived compares with what was asked; `None` while nothing has arrived.
    pub fn difference(&self) -> Difference {
        let off = self.received.map_or(0, |received| received - self.amount);
        match off {
            0 => Difference::None,
            ..0 => Difference::Under(Money::new(-off, self.currency)),
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
        // Whatever reversals make of a payment is in the table.
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
    fn a_claim_is_never_a_settlement() {
        assert!(!PaymentState::Claimed.has_settled());
        assert!(!PaymentState::Settled.may_become(PaymentState::Claimed));
    }
}

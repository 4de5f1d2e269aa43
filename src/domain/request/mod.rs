//! Payment requests: what a link names.

mod amount;
pub mod check_words;
pub mod code;
pub mod public;
pub mod suggested;
pub mod terms;

use serde::{Deserialize, Deserializer, Serialize};

pub use self::amount::RequestAmount;
use self::code::RequestCode;
use self::suggested::Suggested;
use super::clock::Timestamp;
use super::id::PayeeId;
use super::language::Language;
use super::money::Money;
use super::reference::rf::RfReference;
use super::text::{Memo, OwnReference};

/// How much a chat's preview may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Preview {
    /// Nothing.
    None,
    /// "A payment request".
    #[default]
    Generic,
    /// The amount as well.
    Amount,
}

impl Preview {
    /// The API's spelling.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Generic, Self::Amount].into_iter().find(|p| p.as_str() == text)
    }
}

/// Where a request was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum Origin {
    /// By the API.
    Api,
    /// On the seller's page.
    Page,
    /// Behind a personal link, when somebody paid.
    Link,
}

/// Where a request stands, as the store keeps it. Expiry is not among them: it is a matter of what time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum RequestState {
    /// Can be paid, unless its time is over.
    Open,
    /// Has been paid as often as it may.
    Paid,
    /// The payee took it back.
    Cancelled,
}

/// Where a request stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Can be paid.
    Open,
    /// Has been paid as often as it may.
    Paid,
    /// The payee took it back.
    Cancelled,
    /// Its time is over.
    Expired,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Open, Self::Paid, Self::Cancelled, Self::Expired];

    /// The status of a stored state at a moment.
    pub fn at(state: RequestState, expires_at: Option<Timestamp>, now: Timestamp) -> Self {
        match state {
            RequestState::Open if expires_at.is_some_and(|end| end <= now) => Self::Expired,
            RequestState::Open => Self::Open,
            RequestState::Paid => Self::Paid,
            RequestState::Cancelled => Self::Cancelled,
        }
    }

    /// The API's spelling.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// One line of what a request is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is.
    pub name: String,
    /// How many.
    #[serde(default = "one", deserialize_with = "or_one")]
    pub quantity: u32,
    /// Of one, in major units: `"12.50"`.
    pub amount: String,
}

fn one() -> u32 {
    1
}

/// `null` is as good as absent.
fn or_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(one))
}

/// A payment request, as its payee sees it. A stranger sees a [`self::public::PublicRequest`].
#[derive(Debug, Clone)]
pub struct PaymentRequest {
    /// The link's secret part.
    pub code: RequestCode,
    /// Who is owed.
    pub payee_id: PayeeId,
    /// How much.
    pub asked: RequestAmount,
    /// What for.
    pub memo: Option<Memo>,
    /// The payee's own reference.
    pub reference: Option<OwnReference>,
    /// The bank's reference.
    pub rf: RfReference,
    /// What a chat's preview may tell.
    pub preview: Preview,
    /// Line by line, where the payee said so. They add up to the amount.
    pub items: Vec<Item>,
    /// What its pages, message and card speak where nothing else is said.
    pub language: Language,
    /// What is suggested to a payer who says how much.
    pub suggested: Suggested,
    /// Whether payers are asked for a note.
    pub asks_note: bool,
    /// Where it stands.
    pub state: RequestState,
    /// How often it may be paid; without limit when none.
    pub max_payments: Option<i64>,
    /// How many payments settled.
    pub paid_count: i64,
    /// What arrived and has not gone back, in minor units.
    pub paid_total: i64,
    /// The day it should be paid by. A wish: it can be paid later.
    pub due_on: Option<chrono::NaiveDate>,
    /// The moment from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was paid for the last time it may be.
    pub paid_at: Option<Timestamp>,
    /// When the payee took it back.
    pub cancelled_at: Option<Timestamp>,
    /// Set by the operator: its link answers as if it did not exist. Its payee still sees it, and money that arrives is still booked.
    pub disabled_at: Option<Timestamp>,
}

impl PaymentRequest {
    /// Where it stands at a moment.
    pub fn status(&self, now: Timestamp) -> Status {
        Status::at(self.state, self.expires_at, now)
    }

    /// What arrived and has not gone back.
    pub fn paid_total(&self) -> Money {
        Money::new(self.paid_total, self.asked.currency())
    }

    /// What is asked of the next payer; `None` when the payer says how much. See [`outstanding`].
    pub fn outstanding(&self) -> Option<Money> {
        outstanding(&self.asked, self.max_payments, self.paid_total)
    }

    /// Whether a request that is paid once is covered, in however many parts: no part lacks anything then.
    pub fn is_covered(&self) -> bool {
        let asked = self.asked.fixed().filter(|_| self.max_payments == Some(1));
        asked.is_some_and(|asked| self.paid_total >= asked.minor())
    }

    /// Whether one more payment, of so many minor units, fits what is asked: a request that is paid once has no room for more than it
    /// lacks once something has arrived, and none is paid more often than it may.
    pub fn has_room_for(&self, amount: i64) -> bool {
        match (self.asked.fixed(), self.max_payments) {
            (Some(asked), Some(1)) => self.paid_total == 0 || amount <= asked.minor().saturating_sub(self.paid_total),
            (_, Some(max)) => self.paid_count < max,
            (_, None) => true,
        }
    }

    /// How much more than it asks a request that is paid once was paid in all, and has not gone back.
    pub fn excess(&self) -> Option<Money> {
        let asked = self.asked.fixed().filter(|_| self.max_payments == Some(1))?;
        let more = self.paid_total - asked.minor();
        (more > 0).then(|| Money::new(more, asked.currency()))
    }
}

/// What the next payer is asked for: a request that is paid once asks for what is still missing, one that is paid by several
/// asks each for all of it.
pub fn outstanding(asked: &RequestAmount, max_payments: Option<i64>, paid_total: i64) -> Option<Money> {
    let amount = asked.fixed()?;
    if max_payments == Some(1) && paid_total < amount.minor() {
        Some(Money::new(amount.minor() - paid_total, amount.currency()))
    } else {
        Some(amount)
    }
}

/// Whether a request is done once so many payments of so much in all have settled. A fixed amount that is paid once is done
/// when it is covered, in however many parts; anything else is done when it was paid as often as it may.
pub fn is_done(asked: &RequestAmount, max_payments: Option<i64>, paid_count: i64, paid_total: i64) -> bool {
    match (asked, max_payments) {
        (RequestAmount::Fixed(amount), Some(1)) => paid_total >= amount.minor(),
        (_, Some(max)) => paid_count >= max,
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::currency::Currency;

    const TEN: RequestAmount = RequestAmount::Fixed(Money::new(1000, Currency::EUR));
    const OPEN: RequestAmount = RequestAmount::Open { currency: Currency::EUR, min: None, max: None };

    #[test]
    fn done_when_covered_or_counted() {
        assert!(!is_done(&TEN, Some(1), 1, 999));
        assert!(is_done(&TEN, Some(1), 2, 1000));
        assert!(!is_done(&TEN, Some(3), 2, 2000));
        assert!(is_done(&TEN, Some(3), 3, 2999));
        assert!(!is_done(&TEN, None, 99, 99_000));
        assert!(is_done(&OPEN, Some(1), 1, 1));
        assert!(!is_done(&OPEN, None, 1, 1));
    }

    #[test]
    fn the_rest_is_asked_only_of_what_is_paid_once() {
        assert_eq!(outstanding(&TEN, Some(1), 400), Some(Money::new(600, Currency::EUR)));
        assert_eq!(outstanding(&TEN, Some(2), 400), Some(Money::new(1000, Currency::EUR)));
        assert_eq!(outstanding(&OPEN, Some(1), 400), None);
    }

    #[test]
    fn expiry_counts_only_while_open() {
        let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range");
        assert_eq!(Status::at(RequestState::Open, Some(now), now), Status::Expired);
        assert_eq!(Status::at(RequestState::Open, Some(now + chrono::TimeDelta::seconds(1)), now), Status::Open);
        assert_eq!(Status::at(RequestState::Paid, Some(now), now), Status::Paid);
        assert_eq!(Status::at(RequestState::Cancelled, Some(now), now), Status::Cancelled);
    }
}

//! Payment requests: the amount, purpose and state behind a link.

pub mod after_payment;
mod amount;
pub mod check_words;
pub mod code;
pub mod item;
pub mod labels;
pub mod order;
pub mod outcomes;
pub mod parts;
pub mod picks;
pub mod prices;
pub mod prices_progress;
pub mod public;
pub mod readable;
pub mod shared;
pub mod sheet;
pub mod split;
pub mod suggested;
pub mod terms;

use serde::{Deserialize, Serialize};

pub use self::amount::RequestAmount;
use self::code::RequestCode;
pub use self::item::Item;
use self::order::OrderProgress;
use self::parts::Parts;
use self::picks::Stocks;
use self::prices::Prices;
use self::suggested::Suggested;
use super::clock::Timestamp;
use super::id::PayeeId;
use super::language::Language;
use super::money::Money;
use super::money::currency::Currency;
use super::reference::rf::RfReference;
use super::text::{Label, Memo, OwnReference};

/// The amount of detail in a chat's link preview.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    sqlx::Type,
    strum::IntoStaticStr,
    utoipa::ToSchema,
)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Preview {
    /// No preview metadata about the request.
    None,
    /// The words "A payment request", without amount or payee.
    #[default]
    Generic,
    /// The amount as well.
    Amount,
}

impl Preview {
    /// The spelling in the API and the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Generic, Self::Amount].into_iter().find(|p| p.as_str() == text)
    }
}

/// The interface through which a request was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum Origin {
    /// `POST` to the API.
    Api,
    /// On the seller's page.
    Page,
    /// A personal link, when a payer started a payment.
    Link,
    /// The payee's order page, when a buyer ordered.
    Order,
}

/// The stored state of a request. Expiry is not a state: [`Status::at`] derives it from the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum RequestState {
    /// Can be paid, unless its time is over.
    Open,
    /// Has been paid as often as it may; see [`is_done`].
    Paid,
    /// Cancelled by the payee.
    Cancelled,
}

/// The state of a request at a given time, with expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Can be paid: open, and not past `expires_at`.
    Open,
    /// Has been paid as often as it may; see [`is_done`].
    Paid,
    /// Cancelled by the payee.
    Cancelled,
    /// Open, but past `expires_at`.
    Expired,
}

impl Status {
    /// Every status that [`Status::parse`] reads.
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

    /// The spelling in the API.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// A payment request, as its payee sees it. A stranger sees a [`self::public::PublicRequest`].
#[derive(Debug, Clone)]
pub struct PaymentRequest {
    /// The secret part of the link.
    pub code: RequestCode,
    /// The payee to whom the money is owed.
    pub payee_id: PayeeId,
    /// The fixed amount, or the bounds of an open one. Of several prices the one by which the request counts: the main one, or one in whose
    /// currency money has arrived; see [`PaymentRequest::named`].
    pub asked: RequestAmount,
    /// The prices in several currencies; none for a request with one.
    pub prices: Prices,
    /// The purpose, in the payee's words.
    pub memo: Option<Memo>,
    /// The payee's own reference, such as an invoice number.
    pub reference: Option<OwnReference>,
    /// The ISO 11649 reference for bank transfers.
    pub rf: RfReference,
    /// The detail that a chat's preview shows.
    pub preview: Preview,
    /// The lines, if the payee gave any; they add up to the amount, unless payers choose from them.
    pub items: Vec<Item>,
    /// The units for sale and sold of the items that payers choose from; empty where there are none.
    pub stocks: Stocks,
    /// The default language of its pages, message and card.
    pub language: Language,
    /// Amounts offered to a payer who chooses the amount.
    pub suggested: Suggested,
    /// Payers are offered a field for a note.
    pub asks_note: bool,
    /// Payers may add a tip to the fixed amount.
    pub takes_tips: bool,
    /// The stored state; [`PaymentRequest::status`] adds expiry.
    pub state: RequestState,
    /// The largest number of payments; unlimited when `None`.
    pub max_payments: Option<i64>,
    /// The number of settled payments.
    pub paid_count: i64,
    /// The sum received and not returned, in minor units: of several prices, in the currency of `asked`.
    pub paid_total: i64,
    /// The parts of the amount, when it is to be paid at different times.
    pub parts: Parts,
    /// The due date, of the next part where there are parts. It is only shown: the request can be paid later.
    pub due_on: Option<chrono::NaiveDate>,
    /// The time from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// The time of creation.
    pub created_at: Timestamp,
    /// The time of the settlement that completed it.
    pub paid_at: Option<Timestamp>,
    /// The time at which the payee cancelled it.
    pub cancelled_at: Option<Timestamp>,
    /// Set by the operator: its link answers as if it did not exist. Its payee still sees it, and money that arrives is still booked.
    pub disabled_at: Option<Timestamp>,
    /// The time at which the payee archived it; `None` while it is in the list.
    pub archived_at: Option<Timestamp>,
    /// The payee's labels, which nobody else sees.
    pub labels: Vec<Label>,
    /// Set for an order, which a buyer made.
    pub order: Option<OrderProgress>,
}

impl PaymentRequest {
    /// The status at the time `now`.
    pub fn status(&self, now: Timestamp) -> Status {
        Status::at(self.state, self.expires_at, now)
    }

    /// The sum received and not returned.
    pub fn paid_total(&self) -> Money {
        Money::new(self.paid_total, self.asked.currency())
    }

    /// The sums received and not returned, a currency each: of several prices those of which something is there.
    pub fn paid_totals(&self) -> Vec<Money> {
        let elsewhere = self.prices.paid_elsewhere(self.asked.currency());
        let own =
            Some(self.paid_total()).filter(|own| own.minor() != 0 || !self.prices.iter().any(|p| p.paid_total > 0));
        own.into_iter().chain(elsewhere).collect()
    }

    /// The amount for the next payer; `None` for an open amount. See [`outstanding`].
    pub fn outstanding(&self) -> Option<Money> {
        outstanding(&self.asked, &self.parts, self.max_payments, self.paid_total)
    }

    /// The amount that the request names, whatever has arrived: of several prices the main one.
    pub fn named(&self) -> RequestAmount {
        self.prices.main().map_or(self.asked, |main| RequestAmount::Fixed(main.asked))
    }

    /// Returns whether payments may be in this currency.
    pub fn takes(&self, currency: Currency) -> bool {
        self.asked.currency() == currency || self.prices.get(currency).is_some()
    }

    /// The amount for the next payer in a currency; `None` for an open amount, and where there is no price in the currency.
    pub fn outstanding_in(&self, currency: Currency) -> Option<Money> {
        if self.asked.currency() == currency {
            return self.outstanding();
        }
        self.prices.get(currency).map(|price| price.outstanding(self.max_payments == Some(1)))
    }

    /// The amounts that the next payer may pay instead of [`Self::outstanding`], in other currencies.
    pub fn alternatives(&self) -> Vec<Money> {
        self.prices.alternatives(self.asked.currency(), self.max_payments == Some(1))
    }

    /// A number that changes with every sum that arrived, by which a decision names the sums that it is about: the paid total where there is
    /// one currency.
    pub fn totals_mark(&self) -> i64 {
        self.prices.totals_mark().unwrap_or(self.paid_total)
    }

    /// The amount that is still asked for, of all parts together; `None` for an open amount.
    pub fn unpaid(&self) -> Option<Money> {
        outstanding(&self.asked, &Parts::default(), self.max_payments, self.paid_total)
    }

    /// Returns whether the payments of a request that is paid once add up to its amount, in however many parts.
    pub fn is_covered(&self) -> bool {
        let asked = self.asked.fixed().filter(|_| self.max_payments == Some(1));
        asked.is_some_and(|asked| self.paid_total >= asked.minor())
    }

    /// Returns whether one more payment of this amount fits. Once a request that is paid once has received something, a payment may be at
    /// most the rest, in the same currency; any other request takes payments up to its limit.
    pub fn has_room_for(&self, amount: Money) -> bool {
        match (self.asked.fixed(), self.max_payments) {
            (Some(_), Some(1)) if self.paid_total == 0 => true,
            (Some(asked), Some(1)) => {
                amount.currency() == asked.currency() && amount.minor() <= asked.minor().saturating_sub(self.paid_total)
            }
            (_, Some(max)) => self.paid_count < max,
            (_, None) => true,
        }
    }

    /// Returns whether some of the amount of a request that is paid once has arrived, and the rest not.
    pub fn is_partly_paid(&self) -> bool {
        self.max_payments == Some(1) && self.paid_total > 0 && !self.is_covered()
    }

    /// Returns whether less arrived than was asked for at a time: of the whole amount or, where it has parts, of the next one.
    pub fn is_short(&self) -> bool {
        self.is_partly_paid() && self.parts.next(self.paid_total).is_none_or(|next| next.from < self.paid_total)
    }

    /// The sum by which the payments of a request that is paid once exceed its amount; `None` when they don't. Where a price is covered, all
    /// that arrived in another currency is too much.
    pub fn excess(&self) -> Option<Money> {
        let asked = self.asked.fixed().filter(|_| self.max_payments == Some(1))?;
        let more = self.paid_total - asked.minor();
        let elsewhere = || self.prices.paid_elsewhere(asked.currency()).next().filter(|_| more == 0);
        (more > 0).then(|| Money::new(more, asked.currency())).or_else(elsewhere)
    }
}

/// The amount for the next payer; `None` for an open amount. A request that is paid once asks for what is missing of the next part or,
/// without parts, of the whole; one that is paid by several asks each payer for the full amount.
pub fn outstanding(asked: &RequestAmount, parts: &Parts, max_payments: Option<i64>, paid_total: i64) -> Option<Money> {
    let amount = asked.fixed()?;
    let until = parts.next(paid_total).map_or(amount.minor(), |next| next.until);
    if max_payments == Some(1) && paid_total < until {
        Some(Money::new(until - paid_total, amount.currency()))
    } else {
        Some(amount)
    }
}

/// Returns whether a request is complete after `paid_count` payments that add up to `paid_total` minor units. A fixed amount that is paid
/// once is complete when it is covered, in however many parts; any other request when the number of payments reaches its limit.
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
        let rest = |asked, most| outstanding(asked, &Parts::default(), Some(most), 400).map(|money| money.minor());
        assert_eq!(rest(&TEN, 1), Some(600));
        assert_eq!(rest(&TEN, 2), Some(1000));
        assert_eq!(rest(&OPEN, 1), None);
    }

    #[test]
    fn the_next_part_is_asked_until_all_are_covered() {
        let stored = r#"[{"amount":300,"due_on":"2026-12-01"},{"amount":700,"due_on":"2026-12-24"}]"#;
        let parts = Parts::try_from(stored.to_owned()).expect("parts");
        let asked = |paid| outstanding(&TEN, &parts, Some(1), paid).map(|money| money.minor());
        assert_eq!([0, 100, 300, 999].map(asked), [300, 200, 700, 1].map(Some));
        assert_eq!(asked(1000), Some(1000), "as of any request that is paid");
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

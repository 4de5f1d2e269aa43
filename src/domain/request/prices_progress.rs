//! Progress of a request with several prices: what follows from the payments in each currency.

use super::RequestState;
use super::prices::{Price, Prices};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A change of what has arrived for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivalChange {
    /// A payment settled.
    Settled,
    /// A settlement was taken back, because its evidence was withdrawn.
    Withdrawn,
    /// Money went back.
    Returned,
    /// Money of a refund that failed is there after all.
    Restored,
}

/// The progress of a request with several prices: what follows from the payments alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricesProgress {
    /// The prices, with what has arrived of each.
    pub prices: Prices,
    /// The currency by which the request counts.
    pub currency: Currency,
    /// The number of payments that settled.
    pub paid_count: i64,
    /// The stored state.
    pub state: RequestState,
    /// The largest number of payments; unlimited when `None`.
    pub max_payments: Option<i64>,
}

impl PricesProgress {
    /// The progress after a change by an amount. A request that is paid once is paid when what arrived in one currency covers its price in
    /// that; any other request when the number of payments reaches its limit. `None` when there is no price in the currency, or less has
    /// arrived than is taken.
    #[must_use]
    pub fn after(mut self, change: ArrivalChange, money: Money) -> Option<Self> {
        let (amount, count) = match change {
            ArrivalChange::Settled => (money.minor(), 1),
            ArrivalChange::Withdrawn => (-money.minor(), -1),
            ArrivalChange::Returned => (-money.minor(), 0),
            ArrivalChange::Restored => (money.minor(), 0),
        };
        self.prices = self.prices.adding(amount, money.currency())?;
        self.paid_count = self.paid_count.checked_add(count).filter(|count| *count >= 0)?;
        let is_paid_once = self.max_payments == Some(1);
        let is_done = match self.max_payments {
            Some(1) => self.prices.iter().any(Price::is_covered),
            Some(most) => self.paid_count >= most && change != ArrivalChange::Restored,
            None => false,
        };
        self.state = match (self.state, change) {
            (RequestState::Open, ArrivalChange::Settled | ArrivalChange::Restored) if is_done => RequestState::Paid,
            // A refund doesn't open a request again.
            (RequestState::Paid, ArrivalChange::Withdrawn) if !is_done => RequestState::Open,
            (state, _) => state,
        };
        self.currency = self.currency_after(is_paid_once);
        Some(self)
    }

    /// The price by which the request counts.
    pub fn current(&self) -> Option<&Price> {
        self.prices.get(self.currency)
    }

    /// Returns whether some money is there in another currency than that by which the request counts.
    pub fn is_paid_elsewhere(&self) -> bool {
        self.prices.paid_elsewhere(self.currency).next().is_some()
    }

    /// The currency by which the request counts after a change. Payments of several payers leave it the main one. Money that is to add up to
    /// a price decides otherwise: a price that it covers, else one of which some has arrived, where that which counted before goes first.
    /// While nothing is there it is the main one, or that in which the request was paid.
    fn currency_after(&self, is_paid_once: bool) -> Currency {
        let (prices, before) = (&self.prices, self.currency);
        let main = prices.main().map_or(before, |price| price.asked.currency());
        if !is_paid_once {
            return main;
        }
        let first_of = |fits: fn(&Price) -> bool| {
            let kept = prices.get(before).filter(|price| fits(price));
            kept.or_else(|| prices.iter().find(|price| fits(price))).map(|price| price.asked.currency())
        };
        let with_money = first_of(Price::is_covered).or_else(|| first_of(|price| price.paid_total > 0));
        let without = if self.state == RequestState::Paid { before } else { main };
        with_money.unwrap_or(without)
    }
}

#[cfg(test)]
mod tests;

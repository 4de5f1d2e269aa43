//! The amount of a request: fixed, or the payer's choice.

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// How much is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestAmount {
    /// Exactly this.
    Fixed(Money),
    /// The payer says how much, within bounds where there are any (minor units, inclusive).
    Open {
        /// In this currency.
        currency: Currency,
        /// At least.
        min: Option<i64>,
        /// At most.
        max: Option<i64>,
    },
}

impl RequestAmount {
    /// The currency.
    pub fn currency(&self) -> Currency {
        match self {
            Self::Fixed(money) => money.currency(),
            Self::Open { currency, .. } => *currency,
        }
    }

    /// The fixed amount.
    pub fn fixed(&self) -> Option<Money> {
        match self {
            Self::Fixed(money) => Some(*money),
            Self::Open { .. } => None,
        }
    }

    /// The lower bound of an open amount.
    pub fn min(&self) -> Option<Money> {
        match *self {
            Self::Fixed(_) => None,
            Self::Open { currency, min, .. } => min.map(|m| Money::new(m, currency)),
        }
    }

    /// The upper bound of an open amount.
    pub fn max(&self) -> Option<Money> {
        match *self {
            Self::Fixed(_) => None,
            Self::Open { currency, max, .. } => max.map(|m| Money::new(m, currency)),
        }
    }
}

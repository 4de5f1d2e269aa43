//! The amount of a request: fixed, or the payer's choice.

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The amount of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestAmount {
    /// The amount that every payer is asked for.
    Fixed(Money),
    /// The payer chooses, within bounds in minor units, inclusive, where there are any.
    Open {
        /// The currency of the bounds and of payments.
        currency: Currency,
        /// The lower bound; none when `None`.
        min: Option<i64>,
        /// The upper bound; none when `None`.
        max: Option<i64>,
    },
}

impl RequestAmount {
    /// The currency, of fixed and open amounts alike.
    pub fn currency(&self) -> Currency {
        match self {
            Self::Fixed(money) => money.currency(),
            Self::Open { currency, .. } => *currency,
        }
    }

    /// The fixed amount; `None` for an open one.
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

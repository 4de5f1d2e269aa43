//! Prices of one request in several currencies, and what has arrived of each. Money of different currencies is never added up or converted.

use serde::{Deserialize, Serialize};

use super::amount::RequestAmount;
use crate::domain::field::{FieldError, Mention, Problem, Problems};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;

/// The largest number of prices beside a request's amount.
pub const MAX_FURTHER: usize = 10;

/// An unchecked further price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceDraft {
    /// The amount.
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// A price, with what has arrived of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// The amount that is asked for in this currency.
    pub asked: Money,
    /// The sum that arrived in this currency and has not gone back, in minor units.
    pub paid_total: i64,
}

impl Price {
    /// The sum that arrived.
    pub fn paid(&self) -> Money {
        Money::new(self.paid_total, self.asked.currency())
    }

    /// Returns whether what arrived is the price, or more.
    pub fn is_covered(&self) -> bool {
        self.paid_total >= self.asked.minor()
    }

    /// The amount for the next payer in this currency: where the request is paid once, what is missing.
    pub fn outstanding(&self, is_paid_once: bool) -> Money {
        let rest = self.asked.minor() - self.paid_total;
        let minor = if is_paid_once && rest > 0 { rest } else { self.asked.minor() };
        Money::new(minor, self.asked.currency())
    }
}

/// The prices of a request in several currencies, the main one first: none, or two and more. A request with one price has none of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prices(Vec<Price>);

/// The stored form of a price: code, minor units that are asked for, minor units that arrived.
#[derive(Serialize, Deserialize)]
struct StoredPrice(String, i64, i64);

impl Prices {
    /// A main price and further ones; none without further ones.
    pub fn new(main: Money, further: &[Money]) -> Self {
        let all = || std::iter::once(&main).chain(further);
        let priced = |asked: &Money| Price { asked: *asked, paid_total: 0 };
        Self(if further.is_empty() { Vec::new() } else { all().map(priced).collect() })
    }

    /// Returns whether the request has a single price, or none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The prices, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = &Price> {
        self.0.iter()
    }

    /// The main price; `None` where there are no several.
    pub fn main(&self) -> Option<&Price> {
        self.0.first()
    }

    /// The prices beside the main one.
    pub fn further(&self) -> impl Iterator<Item = &Price> {
        self.0.iter().skip(1)
    }

    /// The prices without what has arrived, for strangers.
    #[must_use]
    pub fn unpaid(&self) -> Self {
        Self(self.0.iter().map(|price| Price { paid_total: 0, ..*price }).collect())
    }

    /// The price in a currency.
    pub fn get(&self, currency: Currency) -> Option<&Price> {
        self.0.iter().find(|price| price.asked.currency() == currency)
    }

    /// The sums that arrived in other currencies than this one.
    pub fn paid_elsewhere(&self, currency: Currency) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().filter(move |price| price.asked.currency() != currency && price.paid_total > 0).map(Price::paid)
    }

    /// Adds minor units, which may be negative, to what has arrived of the price in a currency. `None` when there is none, or less has arrived.
    #[must_use]
    pub fn adding(mut self, minor: i64, currency: Currency) -> Option<Self> {
        let price = self.0.iter_mut().find(|price| price.asked.currency() == currency)?;
        price.paid_total = price.paid_total.checked_add(minor).filter(|total| *total >= 0)?;
        Some(self)
    }

    /// The amounts that the next payer may pay instead of that of the current price: none once money of a request that is paid once has
    /// arrived.
    pub fn alternatives(&self, current: Currency, is_paid_once: bool) -> Vec<Money> {
        if is_paid_once && self.0.iter().any(|price| price.paid_total > 0) {
            return Vec::new();
        }
        self.0.iter().map(|price| price.asked).filter(|asked| asked.currency() != current).collect()
    }

    /// A number that changes with every sum; `None` without prices. See [`super::PaymentRequest::totals_mark`].
    pub fn totals_mark(&self) -> Option<i64> {
        // An odd factor, so that no two of the sums stand for each other; this compares, and adds up no money.
        let mixed = |mark: i64, price: &Price| mark.wrapping_mul(1_000_003).wrapping_add(price.paid_total);
        (!self.is_empty()).then(|| self.0.iter().fold(0, mixed))
    }

    /// The stored form: a JSON array of arrays, without blanks. Statements look for `["EUR",2500,` in it.
    pub fn to_json(&self) -> String {
        let stored =
            |price: &Price| serde_json::json!([price.asked.currency().code(), price.asked.minor(), price.paid_total]);
        self.0.iter().map(stored).collect::<serde_json::Value>().to_string()
    }
}

/// Reads the stored form of [`Prices::to_json`].
impl TryFrom<String> for Prices {
    type Error = String;

    fn try_from(json: String) -> Result<Self, String> {
        let stored: Vec<StoredPrice> = serde_json::from_str(&json).map_err(|e| e.to_string())?;
        let read = |StoredPrice(code, minor, paid_total): StoredPrice| {
            let currency = Currency::parse(&code).map_err(|e| e.to_string())?;
            Ok(Price { asked: Money::new(minor, currency), paid_total })
        };
        stored.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// Reasons to refuse further prices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PricesError {
    /// There are more than [`MAX_FURTHER`].
    #[error("{MAX_FURTHER} further prices at most.")]
    TooMany,
    /// Two prices have this currency.
    #[error("There are two prices in {0}. Name each currency once.")]
    Twice(Currency),
    /// The amount is open.
    #[error("Only a fixed amount has further prices. Name the amount, or leave the prices out.")]
    Open,
    /// There are items or parts, which have one currency.
    #[error("Items and parts have one currency. Leave them out, or the further prices.")]
    OneCurrency,
}

impl Problem for PricesError {
    fn code(&self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::Twice(_) => "duplicate",
            Self::Open | Self::OneCurrency => "conflict",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Twice(currency) => Some(currency.code().to_owned()),
            _ => None,
        }
    }

    fn key(&self) -> Option<&'static str> {
        Some(match self {
            Self::TooMany => "error-prices-many",
            Self::Twice(_) => "error-prices-twice",
            Self::Open => "error-prices-open",
            Self::OneCurrency => "error-prices-one-currency",
        })
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::TooMany => vec![Mention::Max(i64::try_from(MAX_FURTHER).unwrap_or(i64::MAX))],
            _ => Vec::new(),
        }
    }
}

/// Reads further prices, so that one answer names every field to correct. `beside` says that the request has items or parts. Notes every
/// problem; what is returned then is of no use.
pub(super) fn read(
    drafts: &[PriceDraft],
    notation: Notation,
    asked: &RequestAmount,
    beside: bool,
    problems: &mut Problems,
) -> Prices {
    let mut refuse = |problem| {
        problems.push(FieldError::new("prices", &problem));
        Prices::default()
    };
    let main = match asked.fixed() {
        _ if drafts.is_empty() => return Prices::default(),
        _ if drafts.len() > MAX_FURTHER => return refuse(PricesError::TooMany),
        _ if beside => return refuse(PricesError::OneCurrency),
        None => return refuse(PricesError::Open),
        Some(main) => main,
    };
    let mut further: Vec<Money> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let mut note = |error: FieldError, member| problems.push(error.of_member(at, member));
        let missing = |wanted| FieldError::required("prices", wanted).said_by("error-prices-needed", Vec::new());
        let currency = match draft.currency.as_deref().map(Currency::parse_in_use) {
            Some(Ok(currency)) => currency,
            Some(Err(e)) => {
                note(FieldError::new("prices", &e), "currency");
                continue;
            }
            None => {
                note(missing("the currency of this price"), "currency");
                continue;
            }
        };
        match draft.amount.as_deref().map(|text| notation.read(text, currency)) {
            Some(Ok(money)) if std::iter::once(&main).chain(&further).any(|one| one.currency() == currency) => {
                note(FieldError::new("prices", &PricesError::Twice(money.currency())), "currency");
            }
            Some(Ok(money)) => further.push(money),
            Some(Err(e)) => note(FieldError::new("prices", &e), "amount"),
            None => note(missing("how much this price is"), "amount"),
        }
    }
    Prices::new(main, &further)
}

#[cfg(test)]
mod tests;

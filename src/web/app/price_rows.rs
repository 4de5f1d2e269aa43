//! Prices in several currencies on sellers' pages: the rows of the form that makes a link, and the list on a request's page.

use std::borrow::Cow;

use super::new_form::{AmountKind, NewForm};
use crate::domain::money::Money;
use crate::domain::request::PaymentRequest;
use crate::domain::request::prices::PriceDraft;
use crate::domain::text::filled;
use crate::locale::Locale;

/// The number of further prices that the form has rows for.
const ROWS: usize = 3;

/// A row of the further prices, as typed.
#[derive(Default)]
pub struct PriceRow {
    /// The amount.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// One of a request's prices, for its payee.
pub struct PriceView {
    /// The amount, formatted.
    pub amount: String,
    /// The code of its currency.
    pub currency: &'static str,
    /// The sum that arrived of it, formatted; `None` while that is nothing.
    pub arrived: Option<String>,
}

/// The prices of a request; empty where there is one.
pub(super) fn price_views(request: &PaymentRequest, locale: Locale) -> Vec<PriceView> {
    let prices = request.prices.iter();
    let view = prices.map(|price| PriceView {
        amount: locale.money(&price.asked),
        currency: price.asked.currency().code(),
        arrived: (price.paid_total > 0).then(|| locale.money(&price.paid())),
    });
    view.collect()
}

impl NewForm {
    /// The form with the further prices of a request. More than it has rows for are left out as a whole: some of them would be another
    /// offer.
    pub(super) fn with_prices_of(self, request: &PaymentRequest, typed: impl Fn(&Money) -> String) -> Self {
        let further: Vec<_> = request.prices.further().map(|price| price.asked).collect();
        let rows = further.iter().filter(|_| further.len() <= ROWS);
        let mut rows = rows.map(|money| (typed(money), money.currency().code().to_owned()));
        let [one, two, three]: [(String, String); ROWS] = std::array::from_fn(|_| rows.next().unwrap_or_default());
        Self {
            price_1: one.0,
            price_currency_1: one.1,
            price_2: two.0,
            price_currency_2: two.1,
            price_3: three.0,
            price_currency_3: three.1,
            ..self
        }
    }

    /// The rows of the further prices, as typed.
    pub(super) fn prices(&self) -> [PriceRow; ROWS] {
        let row = |amount: &String, currency: &String| PriceRow { amount: amount.clone(), currency: currency.clone() };
        [
            row(&self.price_1, &self.price_currency_1),
            row(&self.price_2, &self.price_currency_2),
            row(&self.price_3, &self.price_currency_3),
        ]
    }

    /// The rows of further prices with something in them, with their numbers from 1. An amount that is open has none.
    fn filled_prices(&self) -> Vec<(usize, PriceDraft)> {
        let draft = |row: PriceRow| PriceDraft { amount: filled(&row.amount), currency: filled(&row.currency) };
        let rows = (1..).zip(self.prices().map(draft)).filter(|_| self.kind() == AmountKind::Fixed);
        rows.filter(|(_, price)| *price != PriceDraft::default()).collect()
    }

    /// The drafts of the further prices.
    pub(super) fn price_drafts(&self) -> Vec<PriceDraft> {
        self.filled_prices().into_iter().map(|(_, price)| price).collect()
    }

    /// The form's field that an error about a further price is about; `None` for any other error.
    pub(super) fn price_field(&self, named: &str) -> Option<Cow<'static, str>> {
        if named == "prices" {
            return Some("price_1".into());
        }
        let (at, member) = named.strip_prefix("prices[")?.split_once("].")?;
        let filled = self.filled_prices();
        let row = at.parse().ok().and_then(|at: usize| filled.get(at)).map_or(1, |(row, _)| *row);
        let name = if member == "amount" { "price" } else { "price_currency" };
        Some(format!("{name}_{row}").into())
    }
}

//! Amounts that a payee suggests to the payers of an open amount.

use super::amount::RequestAmount;
use crate::domain::field::{Mention, Problem};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::money::{AmountError, Money};
use crate::domain::text::characters::is_hidden;

/// The largest number of suggested amounts: as many as fit a phone's width.
pub const MAX: usize = 4;

/// Up to [`MAX`] different amounts, in minor units of the owner's currency, in the payee's order. Each is payable and within the bounds, if
/// there are any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggested(Vec<i64>);

/// Reasons to refuse suggested amounts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuggestedError {
    /// One isn't an amount, or isn't payable.
    #[error("“{0}”: {1}")]
    Amount(String, AmountError),
    /// There are more than [`MAX`].
    #[error("Suggest {MAX} amounts at most.")]
    TooMany,
    /// An amount that is in the list already.
    #[error("{0} is there twice.")]
    Twice(Money),
    /// The amount is fixed, so there is nothing to choose.
    #[error("A fixed amount leaves nothing to suggest. Leave out the amount, or the suggestions.")]
    Fixed,
    /// Below the lower bound.
    #[error("{0} is less than the smallest amount, which is {1}.")]
    TooSmall(Money, Money),
    /// Above the upper bound.
    #[error("{0} is more than the largest amount, which is {1}.")]
    TooLarge(Money, Money),
}

impl Problem for SuggestedError {
    fn code(&self) -> &'static str {
        match self {
            Self::Amount(_, e) => e.code(),
            Self::TooMany => "too_many",
            Self::Twice(_) => "duplicate",
            Self::Fixed => "conflict",
            Self::TooSmall(..) | Self::TooLarge(..) => "out_of_range",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Amount(_, e) => e.found_text(),
            _ => None,
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::Amount(_, e) => e.mentions(),
            Self::TooMany => vec![Mention::Max(i64::try_from(MAX).unwrap_or(i64::MAX))],
            Self::Twice(money) | Self::TooSmall(money, _) | Self::TooLarge(money, _) => {
                vec![Mention::Amount(money.minor(), money.currency())]
            }
            Self::Fixed => Vec::new(),
        }
    }
}

impl Suggested {
    /// Reads amounts and checks them against the request's amount. An empty field of a form counts as left out; `filled_in` are the amounts
    /// that the form was shown with.
    ///
    /// # Errors
    /// The first problem found.
    pub fn parse(
        texts: &[String],
        notation: Notation,
        asked: &RequestAmount,
        filled_in: &[Money],
    ) -> Result<Self, SuggestedError> {
        let given = |text: &&String| notation == Notation::Api || !text.trim().is_empty();
        let texts: Vec<_> = texts.iter().filter(given).collect();
        if texts.len() > MAX {
            return Err(SuggestedError::TooMany);
        }
        if !texts.is_empty() && asked.fixed().is_some() {
            return Err(SuggestedError::Fixed);
        }
        let mut amounts = Vec::with_capacity(texts.len());
        for text in texts {
            let money = notation.read_over(filled_in, text, asked.currency()).map_err(|e| {
                let shown = text.chars().filter(|c| !is_hidden(*c)).take(24).collect();
                SuggestedError::Amount(shown, e)
            })?;
            if amounts.contains(&money.minor()) {
                return Err(SuggestedError::Twice(money));
            }
            match (asked.min(), asked.max()) {
                (Some(min), _) if money.minor() < min.minor() => return Err(SuggestedError::TooSmall(money, min)),
                (_, Some(max)) if money.minor() > max.minor() => return Err(SuggestedError::TooLarge(money, max)),
                _ => amounts.push(money.minor()),
            }
        }
        Ok(Self(amounts))
    }

    /// The amounts as money of `currency`.
    pub fn amounts(&self, currency: Currency) -> Vec<Money> {
        self.0.iter().map(|minor| Money::new(*minor, currency)).collect()
    }

    /// The amounts in the API's notation.
    pub fn decimals(&self, currency: Currency) -> Vec<String> {
        self.amounts(currency).iter().map(Money::to_decimal).collect()
    }

    /// The stored form: a JSON array of whole numbers.
    pub fn to_json(&self) -> String {
        serde_json::Value::from(self.0.clone()).to_string()
    }
}

/// Reads the stored form of [`Suggested::to_json`].
impl TryFrom<String> for Suggested {
    type Error = serde_json::Error;

    fn try_from(json: String) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&json).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: RequestAmount = RequestAmount::Open { currency: Currency::EUR, min: None, max: None };

    fn parse(texts: &[&str], asked: &RequestAmount) -> Result<Vec<i64>, &'static str> {
        let texts: Vec<_> = texts.iter().map(ToString::to_string).collect();
        Suggested::parse(&texts, Notation::Api, asked, &[]).map(|s| s.0).map_err(|e| e.code())
    }

    #[test]
    fn up_to_four_different_amounts_in_the_payees_order() {
        assert_eq!(parse(&["20", "5.00", "0.01", "9999999999.99"], &OPEN), Ok(vec![2000, 500, 1, 999_999_999_999]));
        assert_eq!(parse(&[], &OPEN), Ok(vec![]));
        assert_eq!(parse(&["1", "2", "3", "4", "5"], &OPEN), Err("too_many"));
        assert_eq!(parse(&["5", "5.00"], &OPEN), Err("duplicate"));
        assert_eq!(parse(&["0"], &OPEN), Err("not_positive"));
        assert_eq!(parse(&["5.001"], &OPEN), Err("too_many_decimals"));
        assert_eq!(parse(&["5,00"], &OPEN), Err("not_a_number"));
        assert_eq!(parse(&["-5"], &OPEN), Err("not_a_number"));
        assert_eq!(parse(&["5", ""], &OPEN), Err("not_a_number"), "a program leaves out what it doesn't suggest");
        assert_eq!(parse(&[" 5"], &OPEN), Err("not_a_number"));
    }

    #[test]
    fn they_lie_within_the_bounds_and_never_beside_a_fixed_amount() {
        let bounded = RequestAmount::Open { currency: Currency::EUR, min: Some(500), max: Some(5000) };
        assert_eq!(parse(&["5", "50"], &bounded), Ok(vec![500, 5000]));
        assert_eq!(parse(&["4.99"], &bounded), Err("out_of_range"));
        assert_eq!(parse(&["50.01"], &bounded), Err("out_of_range"));
        let fixed = RequestAmount::Fixed(Money::new(1000, Currency::EUR));
        assert_eq!(parse(&["10"], &fixed), Err("conflict"));
        let empty = ["".to_owned(), " ".to_owned()];
        let nothing = Suggested::parse(&empty, Notation::Typed('.'), &fixed, &[]).expect("good");
        assert_eq!(nothing, Suggested::default(), "nothing suggested is nothing wrong");
    }

    #[test]
    fn typed_amounts_are_read_as_people_write_and_wrong_ones_are_named() {
        let texts = ["2,50".to_owned(), "1.234,50".to_owned()];
        let read = Suggested::parse(&texts, Notation::Typed('.'), &OPEN, &[]).expect("good");
        assert_eq!(read.decimals(Currency::EUR), ["2.50", "1234.50"]);
        let wrong = Suggested::parse(&["five".to_owned()], Notation::Typed('.'), &OPEN, &[]).expect_err("no amount");
        assert!(wrong.to_string().starts_with("“five”: "), "{wrong}");
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let yen = Currency::parse("JPY").expect("a currency");
        let suggested = Suggested(vec![500, 1000]);
        assert_eq!(suggested.to_json(), "[500,1000]");
        assert_eq!(Suggested::try_from(suggested.to_json()).expect("JSON"), suggested);
        assert_eq!(suggested.decimals(yen), ["500", "1000"]);
        assert_eq!(Suggested::try_from("[]".to_owned()).expect("JSON"), Suggested::default());
        assert!(Suggested::try_from("500".to_owned()).is_err());
    }
}

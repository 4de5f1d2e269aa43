//! Amounts: whole minor units and a currency, never a float, never rounded.

mod cldr;
pub mod currency;
pub mod notation;
pub mod signs;
pub mod typed;

use std::fmt;

use rust_decimal::Decimal;

use self::currency::{Currency, CurrencyError};
use crate::domain::field::{Mention, Problem};
use crate::domain::text::in_threes;

/// The largest amount: twelve digits of minor units, which is also what the page can show on one line.
pub const MAX_MINOR: i64 = 999_999_999_999;

/// An amount of one currency in its minor units: cents, whole yen, 1/1000 dinars. May be zero or negative, as refunds in the ledger are;
/// [`Money::payable`] checks an amount to be requested.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Reasons to refuse an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a number in the notation in use; with an example of one.
    #[error("Write the amount in digits, such as {0}.")]
    NotANumber(&'static str),
    /// More decimals than the currency has. Never rounded.
    #[error("{currency} has {}, so this amount is too fine.", decimals(*.allowed))]
    TooManyDecimals {
        /// The currency of the field.
        currency: Currency,
        /// The number of decimals of that currency.
        allowed: u8,
    },
    /// Zero or less, where an amount is requested.
    #[error("The amount must be more than zero.")]
    Zero,
    /// The amount exceeds [`MAX_MINOR`].
    #[error("The amount is too large: {} at most.", Money::new(MAX_MINOR, *.0))]
    TooLarge(Currency),
    /// Separators that fit no grouping of digits, or more than one.
    #[error(
        "This could be read as two different amounts. Write it without a separator for thousands, such as {}.",
        ungrouped(*.0)
    )]
    Ambiguous(Currency),
    /// `1.234` in a currency of three or more decimals: either a thousand and more, or one and some thousandths.
    #[error(
        "This could be read as two different amounts. Write thousands without a separator, such as 1234, and decimals such as {}.",
        decimal_beyond_doubt(*.0)
    )]
    ThousandsOrDecimals(Currency),
    /// The sign or code of another currency than the amount's.
    #[error("This says {found}, but the amount here is in {currency}. Write it in {currency}, such as {}.", wanted(*.currency))]
    OtherCurrency {
        /// The sign as typed, with the code if only one currency has it; or the code.
        found: String,
        /// The currency of the amount.
        currency: Currency,
    },
    /// A currency code in the text that is unknown or withdrawn.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
}

/// An example of an amount in any notation.
fn wanted(currency: Currency) -> &'static str {
    if currency.exponent() == 0 { "1250" } else { "25 or 12.50" }
}

/// An example of an amount over a thousand without thousands separators.
fn ungrouped(currency: Currency) -> &'static str {
    if currency.exponent() == 0 { "1234" } else { "1234.50" }
}

/// An example of an amount with three decimals that can't be read as thousands: no group begins with a zero, and none has four digits.
fn decimal_beyond_doubt(currency: Currency) -> &'static str {
    if currency.exponent() > 3 { "1.2340" } else { "01.234" }
}

fn decimals(count: u8) -> String {
    match count {
        0 => "no decimals".into(),
        1 => "1 decimal".into(),
        n => format!("{n} decimals"),
    }
}

impl Problem for AmountError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotANumber(_) => "not_a_number",
            Self::TooManyDecimals { .. } => "too_many_decimals",
            Self::Zero => "not_positive",
            Self::TooLarge(_) => "too_large",
            Self::Ambiguous(_) => "ambiguous",
            Self::ThousandsOrDecimals(_) => "ambiguous_decimals",
            Self::OtherCurrency { .. } => "other_currency",
            Self::Currency(error) => error.code(),
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::OtherCurrency { found, .. } => Some(found.clone()),
            Self::Currency(error) => error.found_text(),
            _ => None,
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        let currency = match self {
            // Only the number of decimals matters to an example.
            Self::NotANumber(example) if example.contains('.') => Currency::EUR,
            Self::NotANumber(_) => Currency::YEN,
            Self::TooManyDecimals { currency, .. } | Self::OtherCurrency { currency, .. } => *currency,
            Self::TooLarge(currency) | Self::Ambiguous(currency) | Self::ThousandsOrDecimals(currency) => *currency,
            Self::Zero | Self::Currency(_) => return Vec::new(),
        };
        vec![Mention::Currency(currency)]
    }
}

impl Money {
    /// An amount of `minor` units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in minor units, signed.
    pub fn minor(&self) -> i64 {
        self.minor
    }

    /// The currency, which determines the size of a minor unit.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Reads the API's notation: ASCII digits and at most one dot, in major units. `"25"`, `"25.00"`, `"0.5"`; no sign, space,
    /// exponent or separator, and digits on both sides of the dot.
    ///
    /// # Errors
    /// [`AmountError`], among them more decimals than the currency has.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        const WANTED: &str = "25 or 25.00, with a dot and no other signs";
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || text.len() > 64 {
            return Err(AmountError::NotANumber(WANTED));
        }
        let allowed = currency.exponent();
        let written = if text.contains('.') { fraction.len() } else { 0 };
        if written > usize::from(allowed) {
            return Err(AmountError::TooManyDecimals { currency, allowed });
        }
        let too_large = |_| AmountError::TooLarge(currency);
        let padding = "0".repeat(usize::from(allowed) - written);
        let significant = format!("{whole}{}{padding}", if written == 0 { "" } else { fraction });
        let minor: i64 = significant.parse().map_err(too_large)?;
        if minor > MAX_MINOR { Err(AmountError::TooLarge(currency)) } else { Ok(Self { minor, currency }) }
    }

    /// Reads an amount that a person typed, by the grammar of [`typed`].
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn typed(text: &str, currency: Currency) -> Result<Self, AmountError> {
        typed::read(text, currency)
    }

    /// Reads a form field with a default: a text that equals one of the amounts that the page filled in, as [`Money::to_decimal`] writes
    /// it but with this separator, is that amount, even if [`Money::typed`] would call it ambiguous. Any other text was typed. The amounts
    /// come from the caller, never from the form.
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn entered(text: &str, filled_in: (&[Self], char), currency: Currency) -> Result<Self, AmountError> {
        let (amounts, separator) = filled_in;
        let is_same = |money: &&Self| money.currency == currency && money.with_separator(separator) == text.trim();
        let unchanged = amounts.iter().find(is_same);
        unchanged.map_or_else(|| Self::typed(text, currency), |money| Ok(*money))
    }

    /// Returns the amount if it can be requested: more than zero, at most [`MAX_MINOR`].
    ///
    /// # Errors
    /// [`AmountError::Zero`], [`AmountError::TooLarge`].
    pub fn payable(self) -> Result<Self, AmountError> {
        match self.minor {
            ..=0 => Err(AmountError::Zero),
            1..=MAX_MINOR => Ok(self),
            _ => Err(AmountError::TooLarge(self.currency)),
        }
    }

    /// The notation of the API and exports: `25.00`, `-3.500`, `1200` (yen). Exactly the currency's number of decimals.
    pub fn to_decimal(&self) -> String {
        Decimal::new(self.minor, u32::from(self.currency.exponent())).to_string()
    }

    /// The notation of the API with another decimal separator, as pages write amounts into fields: `25,00`.
    pub fn with_separator(&self, separator: char) -> String {
        self.to_decimal().replace('.', separator.encode_utf8(&mut [0; 4]))
    }

    /// The notation of English pages: sign or code, and groups of three digits. `€1,234.50`, `CHF 12.00`.
    pub fn human(&self) -> String {
        self.to_string()
    }

    /// The parts of [`Money::human`] that a page shows in different sizes: the sign or code, and the figures.
    pub fn parts(&self) -> (&'static str, String) {
        (self.currency.sign().unwrap_or(self.currency.code()), self.grouped())
    }

    fn grouped(&self) -> String {
        // The sign is taken off the text: the smallest number has no positive counterpart.
        let signed = self.to_decimal();
        let plain = signed.trim_start_matches('-');
        let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
        let mut out = in_threes(whole, ',');
        if let Some(fraction) = fraction {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.minor < 0 { "−" } else { "" };
        match self.currency.sign() {
            Some(sign) => write!(f, "{minus}{sign}{}", self.grouped()),
            None => write!(f, "{minus}{}\u{a0}{}", self.currency, self.grouped()),
        }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn api_notation() {
        for (text, code, minor) in [
            ("25", "EUR", 2500),
            ("25.0", "EUR", 2500),
            ("25.00", "EUR", 2500),
            ("0.01", "EUR", 1),
            ("0", "EUR", 0),
            ("1200", "JPY", 1200),
            ("1.234", "BHD", 1234),
            ("0.0001", "CLF", 1),
            ("9999999999.99", "EUR", MAX_MINOR),
            ("000025", "EUR", 2500),
        ] {
            assert_eq!(Money::parse(text, currency(code)).map(|m| m.minor()), Ok(minor), "{text} {code}");
        }
    }

    #[test]
    fn api_notation_refuses() {
        for text in [
            "", ".", "25.", ".5", "+25", "-25", " 25", "25 ", "2 5", "1e3", "1,5", "1_000", "0x10", "٢٥", "NaN",
            "25..0",
        ] {
            assert!(matches!(Money::parse(text, Currency::EUR), Err(AmountError::NotANumber(_))), "{text:?}");
        }
        for (text, code) in [("25.001", "EUR"), ("1.0", "JPY"), ("1.0000", "BHD"), ("25.000", "EUR")] {
            assert!(
                matches!(Money::parse(text, currency(code)), Err(AmountError::TooManyDecimals { .. })),
                "{text} {code}"
            );
        }
        for text in ["10000000000", "99999999999999999999999999"] {
            assert_eq!(Money::parse(text, Currency::EUR), Err(AmountError::TooLarge(Currency::EUR)), "{text}");
        }
    }

    #[test]
    fn for_people() {
        assert_eq!(Money::new(123_450, Currency::EUR).human(), "€1,234.50");
        assert_eq!(Money::new(-50, Currency::EUR).human(), "−€0.50");
        assert_eq!(Money::new(1200, currency("CHF")).human(), "CHF\u{a0}12.00");
        assert_eq!(Money::new(1_000_000, currency("JPY")).human(), "¥1,000,000");
        assert_eq!(Money::new(-5, currency("BHD")).to_decimal(), "-0.005");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(minor in 0..=MAX_MINOR, code in prop::sample::select(vec!["EUR", "JPY", "BHD", "CLF"])) {
            let money = Money::new(minor, currency(code));
            prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency()), Ok(money));
            prop_assert_eq!(Money::entered(&money.to_decimal(), (&[money], '.'), money.currency()), Ok(money));
        }

        #[test]
        fn nothing_panics(text in "\\PC*", code in prop::sample::select(vec!["EUR", "JPY", "BHD"])) {
            let _ = Money::parse(&text, currency(code));
        }
    }
}

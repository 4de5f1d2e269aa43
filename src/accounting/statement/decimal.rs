//! Amounts whose decimals stand behind another character than a dot.

use super::exact;
use super::{Fault, Flaw};
use crate::domain::money::currency::Currency;

/// The most digits that are quoted in an error. More are no amount but, say, the number of an account.
const LONGEST: usize = 15;

/// Reads whole units and their fraction as minor units, as [`exact::minor_units`] does.
///
/// # Errors
/// A sentence. It quotes the digits only if they can be an amount.
pub(super) fn minor_units(whole: &str, fraction: &str, currency: Currency) -> Result<i64, Flaw> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !digits(whole) || !digits(fraction) {
        return Err(Fault::NotAmount.says("The amount is not a number."));
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.len() + fraction.len() > LONGEST {
        return Err(Fault::TooLarge.says("The amount has too many digits."));
    }
    exact::minor_units(&format!("{}.{fraction}", if whole.is_empty() { "0" } else { whole }), currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_minor_units_or_nothing() {
        let jpy = Currency::parse("JPY").expect("a currency");
        for (whole, fraction, currency, minor) in [
            ("12", "", Currency::EUR, 1200),
            ("0000000000000012", "5", Currency::EUR, 1250),
            ("", "5", Currency::EUR, 50),
            ("27", "05000", Currency::EUR, 2705),
            ("1200", "00", jpy, 1200),
            ("00", "", jpy, 0),
        ] {
            assert_eq!(minor_units(whole, fraction, currency), Ok(minor), "{whole},{fraction}");
        }
        for (whole, fraction, currency) in [
            ("", "", jpy),
            ("8", "855", Currency::EUR),
            ("1", "1", jpy),
            ("-1", "", jpy),
            ("00370400440532013000", "", Currency::EUR),
        ] {
            let error = minor_units(whole, fraction, currency).expect_err("refused");
            assert!(!error.detail.contains("3704004405"), "{error}");
        }
    }
}

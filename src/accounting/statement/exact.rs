//! Amounts of statements, exactly: no float, no rounding.

use super::{Fault, Flaw};
use crate::domain::money::currency::Currency;

/// The largest amount in minor units: fifteen digits, so that any sums of a file stay far within 64 bits.
const LARGEST: i64 = 999_999_999_999_999;

/// The longest notation of an amount.
const LONGEST: usize = 40;

/// Reads a decimal number with a dot as minor units of `currency`. Zeros behind the currency's decimals are fine, other digits aren't.
///
/// # Errors
/// A sentence. It quotes the text only if that is a number.
pub(super) fn minor_units(text: &str, currency: Currency) -> Result<i64, Flaw> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, text.trim_start_matches('-')),
        [b'+', ..] => (false, text.trim_start_matches('+')),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let signs = text.len() - digits.len();
    if whole.len() + fraction.len() == 0 || !numeric(whole) || !numeric(fraction) || text.len() > LONGEST || signs > 1 {
        return Err(Fault::NotAmount.says("This is no amount: digits with a dot before the decimals are wanted."));
    }
    let decimals = usize::from(currency.exponent());
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > decimals {
        return Err(
            Fault::TooFine.says(format!("The amount {text} is finer than {currency}, which has {decimals} decimals."))
        );
    }
    let minor = format!("{whole}{fraction:0<decimals$}").trim_start_matches('0').to_owned();
    let minor = if minor.is_empty() { Some(0) } else { minor.parse::<i64>().ok() };
    match minor {
        Some(minor) if minor <= LARGEST => Ok(if negative { -minor } else { minor }),
        _ => Err(Fault::TooLarge.says(format!("The amount {text} {currency} is too large."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let jpy = Currency::parse("JPY").expect("a currency");
        let bhd = Currency::parse("BHD").expect("a currency");
        for (text, currency, minor) in [
            ("27.050", Currency::EUR, 2705),
            ("27.05000", Currency::EUR, 2705),
            ("8.85", Currency::EUR, 885),
            ("3.1", Currency::CHF, 310),
            ("-.5", Currency::EUR, -50),
            ("+5.", Currency::EUR, 500),
            ("0", Currency::EUR, 0),
            ("000025", Currency::EUR, 2500),
            ("1200.00", jpy, 1200),
            ("1.234", bhd, 1234),
            ("9999999999999.99", Currency::EUR, LARGEST),
        ] {
            assert_eq!(minor_units(text, currency), Ok(minor), "{text}");
        }
        for (text, currency) in [
            ("8.855", Currency::EUR),
            ("0.00001", Currency::EUR),
            ("1.5", jpy),
            ("10000000000000", Currency::EUR),
            ("99999999999999999999999", Currency::EUR),
        ] {
            let error = minor_units(text, currency).expect_err("refused");
            assert!(error.detail.contains(text), "{error}");
        }
        for text in
            ["", ".", "-", "--5", "+-5", "1,5", "1.2.3", "1e3", "5 ", "٢٥", "$120", "ANNA", "NaN", &"1".repeat(41)]
        {
            let error = minor_units(text, Currency::EUR).expect_err("refused");
            assert!(error.detail.starts_with("This is no amount"), "{text}: {error}");
        }
    }
}

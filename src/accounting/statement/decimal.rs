//! Exact amounts of digits.

use crate::domain::money::currency::Currency;

/// Reads whole units and their fraction as minor units. Zeros beyond the currency's decimals are no fault; any other digit there is.
///
/// # Errors
/// A sentence. It quotes no digits, since they may be those of an account.
pub(super) fn minor_units(whole: &str, fraction: &str, currency: Currency) -> Result<i64, String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !digits(whole) || !digits(fraction) {
        return Err("The amount is not a number.".into());
    }
    let exponent = usize::from(currency.exponent());
    let (kept, beyond) = fraction.split_at_checked(exponent).unwrap_or((fraction, ""));
    if beyond.bytes().any(|digit| digit != b'0') {
        return Err(format!("The amount has more decimals than {currency} has ({exponent})."));
    }
    let too_large = |_| "The amount is too large.".to_owned();
    format!("0{whole}{kept:0<exponent$}").parse().map_err(too_large)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_minor_units_or_nothing() {
        let jpy = Currency::parse("JPY").expect("a currency");
        for (whole, fraction, currency, minor) in [
            ("12", "", Currency::EUR, 1200),
            ("0000012", "5", Currency::EUR, 1250),
            ("", "5", Currency::EUR, 50),
            ("27", "05000", Currency::EUR, 2705),
            ("1200", "00", jpy, 1200),
        ] {
            assert_eq!(minor_units(whole, fraction, currency), Ok(minor), "{whole},{fraction}");
        }
        for (whole, fraction, currency) in [
            ("", "", jpy),
            ("8", "855", Currency::EUR),
            ("1", "1", jpy),
            ("-1", "", jpy),
            ("9999999999999999999", "", jpy),
        ] {
            assert!(minor_units(whole, fraction, currency).is_err(), "{whole},{fraction}");
        }
    }
}

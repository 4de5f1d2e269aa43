//! Stripe's minor units, which differ from ISO 4217's for some currencies (<https://docs.stripe.com/currencies#zero-decimal>, and the
//! special cases below it).

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The largest amount; Stripe refuses more digits.
const LARGEST: i64 = 99_999_999;

/// The number of decimals in Stripe's units, and the step that amounts must be multiples of.
fn unit(currency: Currency) -> (u32, i64) {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV" | "XAF"
        | "XOF" | "XPF" => (0, 1),
        // Zero-decimal currencies that Stripe still writes with two.
        "ISK" | "UGX" => (2, 100),
        // Three decimals, of which the last must be 0.
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => (3, 10),
        _ => (2, 1),
    }
}

/// The smallest charge in Stripe's units. For currencies that aren't listed, Stripe's own refusal is used.
fn smallest(currency: Currency) -> i64 {
    match currency.code() {
        "USD" | "AUD" | "BRL" | "CAD" | "CHF" | "EUR" | "INR" | "NZD" | "SGD" | "JPY" => 50,
        "GBP" => 30,
        "CZK" => 1500,
        "DKK" => 250,
        "HKD" => 400,
        "HUF" => 17_500,
        "MXN" => 1000,
        "NOK" | "SEK" => 300,
        "AED" | "MYR" | "PLN" | "RON" => 200,
        "THB" => 1000,
        _ => 1,
    }
}

/// The amount of a charge in Stripe's units. `None` if it would be rounded, or is below or above the limits of a charge.
pub fn units(money: &Money) -> Option<i64> {
    notation(money).filter(|units| (smallest(money.currency())..=LARGEST).contains(units))
}

/// An amount in Stripe's units. `None` if it would be rounded.
pub fn notation(money: &Money) -> Option<i64> {
    if !money.currency().is_iso() {
        return None;
    }
    let (decimals, step) = unit(money.currency());
    let own = u32::from(money.currency().exponent());
    let units = if decimals >= own {
        money.minor().checked_mul(10_i64.checked_pow(decimals - own)?)?
    } else {
        let divisor = 10_i64.checked_pow(own - decimals)?;
        (money.minor() % divisor == 0).then_some(money.minor() / divisor)?
    };
    (units % step == 0).then_some(units)
}

/// Parses an amount from Stripe. `None` if it isn't one of the currency.
pub fn money(units: i64, currency: &str) -> Option<Money> {
    let currency = Currency::parse(currency).ok()?;
    let (decimals, own) = (unit(currency).0, u32::from(currency.exponent()));
    let minor = if own >= decimals {
        units.checked_mul(10_i64.checked_pow(own - decimals)?)?
    } else {
        let divisor = 10_i64.checked_pow(decimals - own)?;
        (units % divisor == 0).then_some(units / divisor)?
    };
    Some(Money::new(minor, currency))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, currency: &str) -> Money {
        Money::parse(text, Currency::parse(currency).expect("a currency")).expect("an amount")
    }

    #[test]
    fn amounts_are_what_stripe_takes_them_for() {
        for (text, currency, expected) in [
            ("12.50", "EUR", Some(1250)),
            ("500", "JPY", Some(500)),
            ("500", "KRW", Some(500)),
            ("5", "ISK", Some(500)),
            ("5", "UGX", Some(500)),
            ("200.45", "HUF", Some(20_045)),
            ("10.45", "TWD", Some(1045)),
            ("5.120", "KWD", Some(5120)),
            ("5.124", "KWD", None),
            ("5", "MGA", Some(5)),
            ("5.20", "MGA", None),
            ("0.49", "EUR", None),
            ("0.50", "EUR", Some(50)),
            ("999999.99", "EUR", Some(99_999_999)),
            ("1000000", "EUR", None),
        ] {
            assert_eq!(units(&of(text, currency)), expected, "{text} {currency}");
        }
    }

    #[test]
    fn what_stripe_says_is_read_back() {
        assert_eq!(money(1250, "eur"), Some(of("12.50", "EUR")));
        assert_eq!(money(500, "isk"), Some(of("5", "ISK")));
        assert_eq!((money(501, "isk"), money(1, "xxx"), money(i64::MAX, "mga")), (None, None, None));
    }

    proptest! {
        #[test]
        fn there_and_back(minor in 1..i64::MAX, at in 0..12_usize) {
            let codes = ["EUR", "JPY", "ISK", "UGX", "KWD", "MGA", "HUF", "TWD", "CLF", "VND", "USD", "BHD"];
            let sum = Money::new(minor, Currency::parse(codes[at]).expect("a currency"));
            if let Some(told) = units(&sum) {
                prop_assert_eq!(money(told, codes[at]), Some(sum));
            }
        }
    }
}

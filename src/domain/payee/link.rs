//! Personal links: `/anna/25`, `/anna/25.50usd`. The URL names payee and amount; nothing is stored until a payment starts.

use crate::domain::money::currency::Currency;
use crate::domain::money::{AmountError, Money};

/// Reads the amount part of a personal link: digits, at most one dot or comma, then an optional currency code in either case. Without a
/// code it is in `default`, the payee's own currency.
///
/// The dot is the decimal mark. So is a comma, unless it may separate thousands: `1,000` is ambiguous in any currency.
///
/// # Errors
/// [`AmountError`], with a message for the page: not a number, no such currency, too many decimals, zero, too large.
pub fn amount(segment: &str, default: Currency) -> Result<Money, AmountError> {
    let split = segment.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(segment.len());
    let (figures, code) = segment.split_at(split);
    if figures.is_empty() {
        return Err(AmountError::NotANumber("25 or 25.50usd"));
    }
    let currency = if code.is_empty() { default.in_use()? } else { Currency::parse_in_use(code)? };
    let may_part_thousands =
        |(head, tail): (&str, &str)| (1..=3).contains(&head.len()) && !head.starts_with('0') && tail.len() == 3;
    if figures.split_once(',').is_some_and(may_part_thousands) {
        return Err(match currency.exponent() {
            3.. => AmountError::ThousandsOrDecimals(currency),
            _ => AmountError::Ambiguous(currency),
        });
    }
    Money::parse(&figures.replace(',', "."), currency)?.payable()
}

/// The canonical amount part: `25eur`, `25.50usd`. The currency is always written, so that the link keeps its meaning when the payee
/// changes its default.
pub fn segment(money: &Money) -> String {
    let decimal = money.to_decimal();
    let short =
        decimal.split_once('.').filter(|(_, f)| f.bytes().all(|b| b == b'0')).map_or(decimal.as_str(), |(w, _)| w);
    format!("{short}{}", money.currency().code().to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_amounts() {
        for (text, shown) in [
            ("25", "25.00 EUR"),
            ("25.50usd", "25.50 USD"),
            ("25EUR", "25.00 EUR"),
            ("25,5", "25.50 EUR"),
            ("1200jpy", "1200 JPY"),
        ] {
            assert_eq!(amount(text, Currency::EUR).map(|m| format!("{m:?}")), Ok(shown.into()), "{text}");
        }
    }

    #[test]
    fn refuses_nonsense() {
        for text in [
            "",
            "eur",
            "0",
            "25.501",
            "25.5jpy",
            "25zzz",
            "-5",
            "1e9",
            "25 eur",
            "2.5.0",
            "99999999999999",
            "25eur25",
            "%32",
        ] {
            assert!(amount(text, Currency::EUR).is_err(), "{text}");
        }
    }

    #[test]
    fn a_comma_that_may_part_thousands_is_unclear() {
        let dinar = Currency::parse("KWD").expect("a currency");
        for text in ["1,000", "12,345", "123,456kwd", "1,000eur", "1,000jpy"] {
            let code = amount(text, dinar).map_err(|e| crate::domain::field::Problem::code(&e));
            let unclear =
                if text.ends_with("eur") || text.ends_with("jpy") { "ambiguous" } else { "ambiguous_decimals" };
            assert_eq!(code, Err(unclear), "{text}");
        }
        for (text, minor) in
            [("1.000", 1000), ("1.234", 1234), ("1,5", 1500), ("1,25", 1250), ("0,500", 500), ("1234,500", 1_234_500)]
        {
            assert_eq!(amount(text, dinar), Ok(Money::new(minor, dinar)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_link_says_what_it_was_made_of(minor in 1..=crate::domain::money::MAX_MINOR, code in prop::sample::select(vec!["EUR", "JPY", "BHD"])) {
            let money = Money::new(minor, Currency::parse(code).expect("a currency"));
            prop_assert_eq!(amount(&segment(&money), Currency::EUR), Ok(money));
        }

        #[test]
        fn nothing_panics(text in "\\PC*") {
            let _ = amount(&text, Currency::EUR);
        }
    }
}

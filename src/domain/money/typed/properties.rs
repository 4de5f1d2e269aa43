//! What holds for any text and amount.

use proptest::prelude::*;

use crate::domain::field::Problem;
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};

/// Groups three digits from the right, or two before the last three.
fn grouped(whole: &str, lakh: bool, mark: char) -> String {
    let digits: Vec<char> = whole.chars().collect();
    let mut out = String::new();
    for (i, digit) in digits.iter().enumerate() {
        let left = digits.len() - i;
        let begins = if lakh && left > 3 { (left - 3).is_multiple_of(2) } else { left.is_multiple_of(3) };
        if i > 0 && begins {
            out.push(mark);
        }
        out.push(*digit);
    }
    out
}

/// The notations of an amount with the given number of its decimals.
fn renderings(money: &Money, decimals: usize, group: char, point: char) -> Vec<String> {
    let decimal = money.to_decimal();
    let (whole, fraction) = decimal.split_once('.').unwrap_or((&decimal, ""));
    let wholes = [whole.to_owned(), grouped(whole, false, group), grouped(whole, true, group), format!("0{whole}")];
    let fraction = fraction.get(..decimals).expect("no more than there are");
    wholes.map(|whole| if decimals == 0 { whole } else { format!("{whole}{point}{fraction}") }).into()
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::all().to_vec())
}

proptest! {
    /// The text of an accepted number equals its value, grouped canonically, so its separators can't mean anything else.
    #[test]
    fn what_is_accepted_is_a_canonical_rendering(
        text in "[0-9]{1,4}([., '٬_][0-9]{1,4}){0,4}",
        currency in any_currency(),
    ) {
        if let Ok(money) = Money::typed(&text, currency) {
            let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
            let tail = text.chars().rev().take_while(char::is_ascii_digit).count();
            let candidates = marks.last().into_iter().flat_map(|last| {
                let group = marks.first().copied().unwrap_or(' ');
                let decimals = if tail <= usize::from(currency.exponent()) { tail } else { 0 };
                [renderings(&money, decimals, group, *last), renderings(&money, 0, group, *last)].concat()
            });
            let plain = renderings(&money, 0, ',', '.');
            prop_assert!(candidates.chain(plain).any(|c| c == text), "{text} is {money:?}");
        }
    }

    /// Every canonical notation is read as its amount, or is ambiguous by the rule for thousands.
    #[test]
    fn a_canonical_rendering_is_read_or_is_unclear_by_the_rule(
        minor in prop_oneof![0..=MAX_MINOR, 0..=2_000_000_i64],
        currency in any_currency(),
        (group, point) in prop::sample::select(vec![(',', '.'), ('.', ','), (' ', ','), ('\u{202f}', ','), ('\'', '.'), ('٬', '٫')]),
        lakh: bool,
        bare: bool,
    ) {
        let money = Money::new(minor, currency);
        let decimal = money.to_decimal();
        let (whole, fraction) = decimal.split_once('.').unwrap_or((&decimal, ""));
        let bare = bare && fraction.bytes().all(|b| b == b'0');
        let whole_text = grouped(whole, lakh, group);
        let text = if bare || fraction.is_empty() { whole_text.clone() } else { format!("{whole_text}{point}{fraction}") };
        let short = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        let one_group = (4..=6).contains(&whole.len()) && whole_text.chars().filter(|c| *c == group).count() == 1;
        let unclear = if text.len() > whole_text.len() {
            matches!(point, '.' | ',') && fraction.len() == 3 && short
        } else {
            matches!(group, '.' | ',') && one_group && currency.exponent() > 0
        };
        let read = Money::typed(&text, currency).map_err(|e| e.code());
        let expected = match (unclear, currency.exponent()) {
            (false, _) => Ok(money),
            (true, 3..) => Err("ambiguous_decimals"),
            (true, _) => Err("ambiguous"),
        };
        prop_assert_eq!(read, expected, "{}", text);
    }

    #[test]
    fn a_decimal_comma_means_the_same(minor in 0..=MAX_MINOR) {
        let money = Money::new(minor, Currency::EUR);
        prop_assert_eq!(Money::typed(&money.to_decimal().replace('.', ","), Currency::EUR), Ok(money));
    }

    /// A valid sign doesn't change how the figures are read.
    #[test]
    fn a_sign_changes_no_figures(text in "[0-9]{1,4}([., '][0-9]{1,3}){0,2}", currency in any_currency(), before: bool) {
        let plain = Money::typed(&text, currency);
        let signed = if before { format!("{currency} {text}") } else { format!("{text}\u{a0}{currency}") };
        prop_assert_eq!(Money::typed(&signed, currency), plain);
    }

    #[test]
    fn nothing_panics(text in "\\PC*", currency in any_currency()) {
        let _ = Money::typed(&text, currency);
    }

    #[test]
    fn nothing_panics_on_what_looks_like_amounts(text in "[0-9٠-٩０-９.,٫٬' \u{200f}€$krFr.–-]{0,20}", currency in any_currency()) {
        let _ = Money::typed(&text, currency);
    }
}

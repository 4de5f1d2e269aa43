//! Compares the table of signs in `domain/money/cldr.rs` with CLDR, which only this layer reads, and the amounts on pages with the grammar
//! of typed amounts.

use std::collections::{BTreeMap, BTreeSet};

use fixed_decimal::Decimal;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use proptest::prelude::*;

use super::Locale;
use super::format::icu_locale;
use crate::domain::field::Problem;
use crate::domain::money::currency::Currency;
use crate::domain::money::signs::{CLDR, folded};
use crate::domain::money::{MAX_MINOR, Money};

/// The standard and narrow signs of a currency in a locale, folded.
fn signs(locale: Locale, currency: Currency) -> Vec<String> {
    let icu = icu_locale(locale.tag()).expect("a tag");
    let code = CurrencyType::try_from_str(&currency.code().to_ascii_lowercase()).expect("three letters");
    let one = Decimal::from(1);
    let standard = CurrencyFormatter::try_new_symbol((&icu).into(), code, Default::default()).expect("data");
    let narrow = CurrencyFormatter::try_new_symbol_narrow((&icu).into(), code, Default::default()).expect("data");
    [standard.format_fixed_decimal(&one).to_string(), narrow.format_fixed_decimal(&one).to_string()]
        .into_iter()
        .filter_map(|text| {
            let (first, last) = (text.find(char::is_numeric)?, text.rfind(char::is_numeric)?);
            let end = last + text[last..].chars().next()?.len_utf8();
            Some(folded(&format!("{}{}", &text[..first], &text[end..])))
        })
        .filter(|sign| !sign.is_empty() && *sign != currency.code().to_lowercase())
        .collect()
}

/// The table is generated: on failure, the printed text replaces it.
#[test]
fn the_table_of_signs_is_cldrs() {
    let mut by_cldr: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for currency in Currency::all() {
        let all: BTreeSet<_> = Locale::all().flat_map(|locale| signs(locale, *currency)).collect();
        if !all.is_empty() {
            by_cldr.insert(currency.code(), all);
        }
    }
    let table: BTreeMap<&str, BTreeSet<String>> =
        CLDR.iter().map(|(code, signs)| (*code, signs.iter().map(ToString::to_string).collect())).collect();
    let lines: String = by_cldr
        .iter()
        .map(|(code, signs)| {
            format!("    ({code:?}, &[{}]),\n", signs.iter().map(|s| format!("{s:?}")).collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert!(table == by_cldr, "the table as it should be:\n{lines}");
}

fn any_locale() -> impl Strategy<Value = Locale> {
    prop::sample::select(Locale::all().collect::<Vec<_>>())
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::all().to_vec())
}

/// Returns whether figures consist of up to three digits, a point or comma, and three decimals, which is ambiguous with thousands.
fn is_unclear(money: &Money, figures: &str) -> bool {
    let whole = 10_i64.pow(u32::from(money.currency().exponent()));
    money.currency().exponent() == 3 && (1..=999).contains(&(money.minor() / whole)) && figures.contains(['.', ','])
}

proptest! {
    /// An amount as shown can be typed back into its field, with its sign, in every locale and currency, and fits into the field.
    #[test]
    fn what_pages_write_is_read_back(
        minor in prop_oneof![0..=MAX_MINOR, 0..=2_000_000_i64],
        currency in any_currency(),
        locale in any_locale(),
    ) {
        let money = Money::new(minor, currency);
        let (shown, figures) = (locale.money(&money), locale.figures(&money).figures);
        let expected = if is_unclear(&money, &figures) { Err("ambiguous_decimals") } else { Ok(money) };
        let read = |text: &str| Money::typed(text, currency).map_err(|e| e.code());
        prop_assert_eq!(read(&shown), expected, "{} in {:?}", &shown, locale);
        prop_assert_eq!(read(&figures), expected, "{} in {:?}", &figures, locale);
        prop_assert!(shown.chars().count() <= 32, "{shown} in {locale:?}");
        let sellers = money.human();
        let expected = if is_unclear(&money, &sellers) { Err("ambiguous_decimals") } else { Ok(money) };
        prop_assert_eq!(read(&sellers), expected, "{}", &sellers);
    }

    /// The examples in messages are valid input.
    #[test]
    fn examples_are_read(currency in any_currency(), locale in any_locale()) {
        let major = 10_i64.pow(u32::from(currency.exponent()));
        let read = |text: &str| Money::typed(text, currency).map(|money| money.minor()).map_err(|e| e.code());
        let example = if currency.exponent() == 0 { 1250 } else { 1250 * major / 100 };
        prop_assert_eq!(read(&locale.example(currency)), Ok(example));
        prop_assert_eq!(read(&locale.undivided(1234)), Ok(1234 * major));
        let ungrouped = if currency.exponent() == 0 { 1234 } else { 123_450 * major / 100 };
        prop_assert_eq!(read(&locale.ungrouped(currency)), Ok(ungrouped));
        if currency.exponent() >= 3 {
            prop_assert_eq!(read(&locale.decimals_beyond_doubt(currency)), Ok(1234 * major / 1000));
        }
    }
}

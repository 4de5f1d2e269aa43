use crate::domain::field::Problem;
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

fn read(text: &str, code: &str) -> Result<i64, &'static str> {
    Money::typed(text, currency(code)).map(|money| money.minor()).map_err(|e| e.code())
}

#[test]
fn numbers_as_people_write_them() {
    for (text, code, minor) in [
        ("12,50", "EUR", 1250),
        ("12.50", "EUR", 1250),
        ("12,5", "EUR", 1250),
        (" 12 ", "EUR", 1200),
        ("0,50", "EUR", 50),
        ("0", "EUR", 0),
        ("1234", "EUR", 123_400),
        ("1.234,50", "EUR", 123_450),
        ("1,234.50", "EUR", 123_450),
        ("1 234,50", "EUR", 123_450),
        ("1\u{202f}234,50", "EUR", 123_450),
        ("1 234\u{a0}567,50", "EUR", 123_456_750),
        ("1'234.50", "CHF", 123_450),
        ("1’234’567", "CHF", 123_456_700),
        ("1.234.567", "EUR", 123_456_700),
        ("1.234.567,8", "EUR", 123_456_780),
        ("12,34,567", "INR", 123_456_700),
        ("1,23,456.50", "INR", 12_345_650),
        ("1,234", "JPY", 1234),
        ("1.234", "JPY", 1234),
        ("9,999,999,999.99", "EUR", MAX_MINOR),
        ("١٢٫٥٠", "EUR", 1250),
        ("١٬٢٣٤٫٥٠", "EGP", 123_450),
        ("۱۲٫۵", "EUR", 1250),
        ("१२.५०", "INR", 1250),
        ("১২.৫০", "BDT", 1250),
        ("๑๒.๕๐", "THB", 1250),
        ("１，２３４．５０", "EUR", 123_450),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text} {code}");
    }
}

#[test]
fn what_fits_no_grouping_is_unclear() {
    for text in [
        "12 50",
        "12'50",
        "5 00",
        "1 2",
        "12.34,56",
        "1.2.3",
        "1,2.3,4",
        "12,50,1",
        "12.5.0",
        "1.23,456,7",
        "1,234,56",
        "1234,567,890",
        "123,45,678",
        "1.234'567",
        "1'234 567",
        "1.234,567.89",
        "1,234.567.890",
        "1  234",
        "1, 234",
        "1 234 56",
        "0 500",
        "012 345",
        "0,123,456",
        "1_00",
        "12٫34٫56",
        "1٫234٬567",
        "1.234",
        "1,234",
        "12,505",
        "1.234.–",
        "1,234,-",
        "12.50,-",
    ] {
        assert_eq!(read(text, "EUR"), Err("ambiguous"), "{text:?}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    let long = "1".repeat(65);
    for text in [
        "",
        " ",
        "twelve",
        "-5",
        "5-",
        "−5",
        "+5",
        "(5)",
        "12.",
        "12,",
        ".50",
        ",50",
        ",",
        "€",
        "€.50",
        "€-5",
        "12€34",
        "1e3",
        "12k",
        "0x10",
        "1/2",
        "½",
        "²",
        "12:50",
        "12.---",
        "007",
        "050",
        "00",
        "00.50",
        "05,00",
        "1२",
        "1٢.٥0",
        "１2",
        "12 XYZ",
        "12 XAU",
        "12.€",
        "1\u{200f}2",
        "1\n2",
        "12\t34",
        "12=",
        "NaN",
        &long,
    ] {
        assert_eq!(read(text, "EUR"), Err("not_a_number"), "{text:?}");
    }
    assert_eq!(read("Fr .50", "CHF"), Err("not_a_number"));
    assert_eq!(read("12,5055", "EUR"), Err("too_many_decimals"));
    assert_eq!(read("1.234,567", "EUR"), Err("too_many_decimals"));
    assert_eq!(read("0,123", "EUR"), Err("too_many_decimals"), "no group begins with a zero");
    assert_eq!(read("1234,567", "EUR"), Err("too_many_decimals"), "no group has four digits");
    assert_eq!(read("12.50", "JPY"), Err("too_many_decimals"));
    assert_eq!(read("10.000.000.000", "EUR"), Err("too_large"));
}

#[test]
fn with_three_decimals_or_more_one_mark_and_three_digits_are_unclear() {
    for code in ["KWD", "BHD", "OMR", "TND", "IQD", "JOD", "LYD", "CLF"] {
        for text in ["1,000", "1.000", "12,345", "123.456", "٩,٩٩٩", "1,000 ", "1.234 ", &format!("{code} 1,000")] {
            assert_eq!(read(text, code), Err("ambiguous_decimals"), "{text} {code}");
        }
    }
    for (text, minor) in [
        ("1", 1000),
        ("1.5", 1500),
        ("1,25", 1250),
        ("0.500", 500),
        ("0,005", 5),
        ("01.234", 1234),
        ("012,345", 12_345),
        ("1234,500", 1_234_500),
        ("1,234.500", 1_234_500),
        ("1.234,5", 1_234_500),
        ("1 234,500", 1_234_500),
        ("1 234", 1_234_000),
        ("1'234", 1_234_000),
        ("1.234.567", 1_234_567_000),
        ("1,23,456", 123_456_000),
        ("1.000,–", 1_000_000),
        ("١٫٢٣٤", 1234),
        ("١٬٢٣٤", 1_234_000),
    ] {
        assert_eq!(read(text, "KWD"), Ok(minor), "{text}");
    }
    for text in ["01.23", "001.234", "01", "0001", "01 234"] {
        assert!(read(text, "KWD").is_err(), "{text}");
    }
    assert_eq!(read("1,2345", "CLF"), Ok(12_345));
    assert_eq!(read("1.234", "MGA"), Err("ambiguous"));
    assert_eq!(read("1.20", "MRU"), Ok(120));
}

#[test]
fn dashes_for_no_fraction() {
    for (text, code, minor) in [
        ("12.–", "CHF", 1200),
        ("12.-", "CHF", 1200),
        ("CHF 12.–", "CHF", 1200),
        ("12,–", "EUR", 1200),
        ("12,- €", "EUR", 1200),
        ("12,--", "EUR", 1200),
        ("1.234,—", "EUR", 123_400),
        ("1'234.–", "CHF", 123_400),
        ("100:-", "SEK", 10_000),
        ("kr 1.234,-", "NOK", 123_400),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text}");
    }
}

#[test]
fn signs_and_codes_of_the_currency() {
    for (text, code, minor) in [
        ("€12,50", "EUR", 1250),
        ("12,50 €", "EUR", 1250),
        ("12.50eur", "EUR", 1250),
        ("€12.50 EUR", "EUR", 1250),
        ("R$ 1.234,50", "BRL", 123_450),
        ("25,00 zł", "PLN", 2500),
        ("100 kr", "SEK", 10_000),
        ("100 kr.", "DKK", 10_000),
        ("kr100", "NOK", 10_000),
        ("100,00 Kč", "CZK", 10_000),
        ("1 500 Ft", "HUF", 150_000),
        ("25 лв.", "BGN", 2500),
        ("25 lei", "RON", 2500),
        ("Fr. 12.50", "CHF", 1250),
        ("sFr. 12.50", "CHF", 1250),
        ("US$12.50", "USD", 1250),
        ("$12.50", "USD", 1250),
        ("$12.50", "MXN", 1250),
        ("A$12.50", "AUD", 1250),
        ("C$12.50", "CAD", 1250),
        ("HK$12.50", "HKD", 1250),
        ("S$12.50", "SGD", 1250),
        ("NT$12.50", "TWD", 1250),
        ("1,250円", "JPY", 1250),
        ("￥1,250", "JPY", 1250),
        ("¥12.50", "CNY", 1250),
        ("12.50元", "CNY", 1250),
        ("₺1.234,50", "TRY", 123_450),
        ("1.234,50 TL", "TRY", 123_450),
        ("₹1,23,456.50", "INR", 12_345_650),
        ("£12.50", "EGP", 1250),
        ("\u{200f}١٬٢٣٤٫٥٠\u{a0}ج.م.\u{200f}", "EGP", 123_450),
        ("١٢٫٥٠ ﷼", "SAR", 1250),
        ("\u{2068}€12.50\u{2069}", "EUR", 1250),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text} {code}");
    }
}

#[test]
fn another_currency_is_refused_by_name() {
    for (text, code, named) in [
        ("US$12.50", "EUR", "US$ (USD)"),
        ("12.50 usd", "EUR", "USD"),
        ("$12.50", "EUR", "$"),
        ("100 kr", "EUR", "kr"),
        ("25 zł", "EUR", "zł (PLN)"),
        ("£12", "EUR", "£"),
        ("€12", "USD", "€ (EUR)"),
        ("$12.50 CAD", "USD", "CAD"),
        ("EUR 1.234", "USD", "EUR"),
    ] {
        let refused = Money::typed(text, currency(code)).expect_err("another currency");
        assert_eq!((refused.code(), refused.found_text().as_deref()), ("other_currency", Some(named)), "{text} {code}");
        assert!(refused.to_string().contains(named) && refused.to_string().contains(code), "{refused}");
    }
}

/// No currency would make these an amount, whatever one of the signs means.
#[test]
fn what_is_no_sign_is_said_before_another_currency() {
    for text in ["R0*<x", "$5 each", "x 5 zł", "CHF 7,50 or less"] {
        for code in ["EUR", "ZAR", "CHF", "PLN"] {
            assert_eq!(read(text, code), Err("not_a_number"), "{text} {code}");
        }
    }
}

/// The examples in error messages are valid input.
#[test]
fn what_a_message_suggests_is_read() {
    for code in ["EUR", "JPY", "KWD", "CLF"] {
        for text in ["", "1 2", "1.234", "$5"] {
            let Err(e) = Money::typed(text, currency(code)) else { continue };
            let told = e.to_string();
            let examples: Vec<_> = told.split([' ', ';']).map(|w| w.trim_end_matches(['.', ','])).collect();
            let examples = examples.iter().filter(|w| w.starts_with(|c: char| c.is_ascii_digit()));
            for example in examples.clone() {
                assert!(Money::typed(example, currency(code)).is_ok(), "{told}: {example}");
            }
            assert!(examples.count() > 0, "{told}");
        }
    }
}

#[test]
fn what_the_service_filled_in_is_read_back_and_nothing_else() {
    let dinar = |minor| Money::new(minor, currency("KWD"));
    let by = |separator, text: &str, filled_in: &[Money]| {
        Money::entered(text, (filled_in, separator), currency("KWD")).map_err(|e| e.code())
    };
    assert_eq!(by('.', "1.000", &[dinar(1000)]), Ok(dinar(1000)));
    assert_eq!(by('.', " 12.345 ", &[dinar(1), dinar(12_345)]), Ok(dinar(12_345)));
    assert_eq!(by('.', "1,000", &[dinar(1000)]), Err("ambiguous_decimals"), "a person changed it");
    assert_eq!(by('.', "1.000", &[dinar(1001)]), Err("ambiguous_decimals"));
    assert_eq!(by('.', "1.000", &[Money::new(1000, currency("BHD"))]), Err("ambiguous_decimals"));
    assert_eq!(by('.', "2.5", &[dinar(1000)]), Ok(dinar(2500)));
    assert_eq!(by(',', "1,000", &[dinar(1000)]), Ok(dinar(1000)));
    assert_eq!(by(',', "1.000", &[dinar(1000)]), Err("ambiguous_decimals"), "a person changed it");
}

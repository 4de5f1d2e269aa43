//! Lines and texts by which formats are tested.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::currency::Currency;

/// Lines of every kind, with a fee, without one and with one that isn't known, in each of the currencies.
pub(super) fn lines(currencies: &[&str]) -> Vec<ExportLine> {
    let mut lines = Vec::new();
    for code in currencies {
        let currency = Currency::parse(code).expect("a currency");
        for (kind, gross, fee) in [
            (MovementKind::Settlement, 2500, Some(58)),
            (MovementKind::Settlement, 999_999_999_999, Some(0)),
            (MovementKind::Settlement, 1, None),
            (MovementKind::Refund, -2500, Some(0)),
            (MovementKind::Refund, -1200, Some(-7)),
            (MovementKind::Correction, 1200, Some(15)),
        ] {
            let seq = i64::try_from(lines.len()).expect("few") + 1;
            lines.push(ExportLine {
                seq,
                id: format!("mov_{seq}"),
                kind,
                currency,
                fee,
                memo: Some("Window <cleaning> & “more”".into()),
                ..ExportLine::example(gross)
            });
        }
    }
    lines
}

/// The minor units of an amount as a file has it, with a decimal point and exactly the currency's decimals.
pub(super) fn minor(currency: &str, text: &str) -> i64 {
    let decimals = Currency::parse(currency).expect("a currency").exponent();
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    assert_eq!(fraction, usize::from(decimals), "{text} {currency}");
    text.replace('.', "").parse().expect("an amount")
}

/// Asserts that the rows of a file, each with its currency, gross and fee, have the sums of the lines. An empty text is no amount.
#[track_caller]
pub(super) fn assert_sums<C: AsRef<str>>(lines: &[ExportLine], rows: impl IntoIterator<Item = (C, String, String)>) {
    let mut expected: BTreeMap<String, (i64, i64, usize)> = BTreeMap::new();
    for line in lines {
        let (gross, fee, unknown) = expected.entry(line.currency.code().into()).or_default();
        *gross += line.gross;
        *fee += line.fee.unwrap_or_default();
        *unknown += usize::from(line.fee.is_none());
    }
    let mut found: BTreeMap<String, (i64, i64, usize)> = BTreeMap::new();
    for (currency, gross, fee) in rows {
        let sums = found.entry(currency.as_ref().into()).or_default();
        sums.0 += minor(currency.as_ref(), &gross);
        if fee.is_empty() {
            sums.2 += 1;
        } else {
            sums.1 += minor(currency.as_ref(), &fee);
        }
    }
    assert_eq!(found, expected);
}

/// Asserts that the amounts of an account's file come to the lines' gross and fees.
#[track_caller]
pub(super) fn assert_postings(lines: &[ExportLine], currency: &str, gross: &[String], fees: &[String]) {
    let sum = |texts: &[String]| texts.iter().map(|text| minor(currency, text)).sum::<i64>();
    assert_eq!(sum(gross), lines.iter().map(|line| line.gross).sum::<i64>());
    assert_eq!(sum(fees), -lines.iter().filter_map(|line| line.fee).sum::<i64>());
    assert_eq!(gross.len(), lines.len());
    assert_eq!(fees.len(), lines.iter().filter(|line| line.fee.is_some_and(|fee| fee != 0)).count());
}

/// Texts by which a file could be broken: control characters, quotes, delimiters, formulas, markup.
pub(super) fn hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,80}",
        "[=+@\t\r\n-]\\PC{0,20}",
        "(.|[\u{0}-\u{20}\u{7F}-\u{9F}\u{FEFF}\u{FFFE}\u{2028}]){1,40}",
        "[;,\"'^!<>&\\[\\]/\\\\|\r\n ]{1,20}",
        "[0-9][0-9.,:/ Ee\"+-]{0,30}",
        Just("]]></MEMO><STMTTRN>".to_owned()),
        Just("\n^\nD2026-01-01\nT9.99\n^\n".to_owned()),
        Just("&amp;&lt;&#0;".to_owned()),
    ]
}

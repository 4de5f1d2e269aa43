//! The fields of MT940 and MT942: days, balances (`:60F:`) and entries (`:61:`).

use super::super::{Fault, Flaw};
use chrono::{Datelike, Days, NaiveDate};

use super::super::decimal::minor_units;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A field `:61:`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EntryField {
    /// Positive towards the account, in minor units.
    pub amount: i64,
    pub value_date: NaiveDate,
    pub booking_date: NaiveDate,
    /// RC or RD: an earlier entry is taken back.
    pub reversal: bool,
    /// EC or ED of MT942: expected.
    pub expected: bool,
    pub customer_ref: Option<String>,
    pub bank_ref: Option<String>,
}

/// Reads `YYMMDD`. The 30th of February, on which German banks let interest begin, is the last day of that month.
pub(super) fn value_day(digits: &str) -> Option<NaiveDate> {
    let number = |range: std::ops::Range<usize>| two_digits(digits.get(range)?);
    let (year, month, day) = (number(0..2)?, number(2..4)?, number(4..6)?);
    let year = i32::try_from(if year < 80 { 2000 + year } else { 1900 + year }).ok()?;
    let date = NaiveDate::from_ymd_opt(year, month, day);
    let last_of_february = || NaiveDate::from_ymd_opt(year, 3, 1)?.checked_sub_days(Days::new(1));
    date.or_else(|| if month == 2 && matches!(day, 29 | 30) { last_of_february() } else { None })
}

/// Reads `MMDD`, of the year in which it is nearest to the value date.
fn entry_day(digits: &str, value_date: NaiveDate) -> Option<NaiveDate> {
    let (month, day) = (two_digits(digits.get(0..2)?)?, two_digits(digits.get(2..4)?)?);
    let years = (-1..=1).map(|offset| value_date.year() + offset);
    let distance = |date: &NaiveDate| date.signed_duration_since(value_date).num_days().abs();
    let nearest = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).min_by_key(distance)?;
    // A 29th of February may be in none of the years nearby.
    (distance(&nearest) <= 184).then_some(nearest)
}

fn two_digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Splits text after its first `count` bytes if those are digits.
fn split_digits(text: &str, count: usize) -> Option<(&str, &str)> {
    text.split_at_checked(count).filter(|(digits, _)| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads an amount at the beginning of `text`: digits and a comma, which some banks write as a dot or leave out. Returns what follows it.
fn amount(text: &str, currency: Currency) -> Result<(i64, &str), Flaw> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    let (figures, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let (whole, fraction) = figures.split_once([',', '.']).unwrap_or((figures, ""));
    if figures.contains('.') && fraction.len() == 3 {
        return Err(Fault::NotAmount.says("The amount has a dot before three digits. MT940 has a comma before the decimals, and no thousands separators."));
    }
    Ok((minor_units(whole, fraction, currency)?, rest))
}

/// Reads a balance: `C260227EUR100,00`.
///
/// # Errors
/// A sentence without the place.
pub(super) fn balance(text: &str) -> Result<Money, Flaw> {
    const WANTED: &str =
        "The balance is not written as in C261130EUR100,00: C or D, the day, the currency, the amount.";
    let wanted = || Fault::NoBalance.says(WANTED);
    let text = text.trim();
    let (mark, rest) = text.split_at_checked(1).ok_or_else(wanted)?;
    let (_, rest) = split_digits(rest, 6).ok_or_else(wanted)?;
    let (code, rest) = rest.split_at_checked(3).ok_or_else(wanted)?;
    let currency = Currency::parse_reported(code)
        .map_err(|_| Fault::NoCurrency.says("The balance names no currency of ISO 4217."))?;
    let (amount, _) = amount(rest, currency)?;
    match mark {
        "C" => Ok(Money::new(amount, currency)),
        "D" => Ok(Money::new(-amount, currency)),
        _ => Err(wanted()),
    }
}

/// The currency of a balance that can't be read otherwise: the code behind the mark and the digits of the day.
pub(super) fn balance_currency(text: &str) -> Option<Currency> {
    let text = text.trim();
    let code = |text: &str| text.get(..3).and_then(|code| Currency::parse_reported(code).ok());
    let behind_day = |text: &str| code(text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '));
    let behind_mark = text.get(1..).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    behind_mark.and_then(behind_day).or_else(|| behind_day(text))
}

/// Reads the field of an entry, `6!n[4!n](C|D|RC|RD|EC|ED)[1!a]15d[1!a3!c][16x][//16x]`. What follows the amount may be missing.
///
/// # Errors
/// A sentence without the place.
pub(super) fn entry(text: &str, currency: Currency) -> Result<EntryField, Flaw> {
    let text = text.trim_start();
    let (day, rest) = split_digits(text, 6)
        .ok_or(Fault::NotDay.says("The entry (:61:) doesn't begin with its value date, YYMMDD."))?;
    let value_date = value_day(day)
        .ok_or(Fault::NotDay.says("The value date of the entry (:61:) is no day of the calendar (YYMMDD)."))?;
    let (booking_date, rest) = match split_digits(rest, 4) {
        Some((day, rest)) => {
            let impossible = Fault::NotDay.says("The entry date of the entry (:61:) is no day of the calendar (MMDD).");
            (entry_day(day, value_date).ok_or(impossible)?, rest)
        }
        // Some banks write four blanks.
        None => (value_date, rest),
    };
    let rest = rest.trim_start();
    let marks =
        [("RC", -1, true), ("RD", 1, true), ("EC", 1, false), ("ED", -1, false), ("C", 1, false), ("D", -1, false)];
    let found =
        marks.iter().find_map(|(mark, sign, reversal)| Some((*mark, *sign, *reversal, rest.strip_prefix(mark)?)));
    let (mark, sign, reversal, rest) =
        found.ok_or(Fault::NoDirection.says("The entry (:61:) has no mark C, D, RC or RD behind its dates."))?;
    // The third letter of the currency, such as R of EUR.
    let rest = rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest);
    let (amount, rest) = amount(rest, currency)?;
    // The kind of transaction, such as NTRF or N051.
    let references = rest.char_indices().nth(4).and_then(|(at, _)| rest.get(at..)).unwrap_or_default();
    let (customer, bank) = references.split_once("//").unwrap_or((references, ""));
    // Behind the 16 characters of the reference, old statements have the name of a payer.
    let customer: String = customer.chars().take(16).collect();
    let bank: String = bank.chars().take(34).collect();
    Ok(EntryField {
        amount: sign * amount,
        value_date,
        booking_date,
        reversal,
        expected: mark.starts_with('E'),
        customer_ref: reference(&customer),
        bank_ref: reference(&bank),
    })
}

/// A reference, unless it is one of the words for none.
pub(super) fn reference(text: &str) -> Option<String> {
    let text = text.trim();
    let none = ["NONREF", "NOTPROVIDED", "EREF+", "KREF+", "EREF", "KREF", "N"];
    let meant = text.chars().any(|c| c.is_ascii_alphanumeric() && c != '0')
        && !none.iter().any(|n| text.eq_ignore_ascii_case(n));
    meant.then(|| text.to_owned())
}

/// The amount that was sent, of the second line of an entry (`/OCMT/EUR25,00/`), where it is in the currency of the account.
pub(super) fn original_amount(supplement: &str, currency: Currency) -> Option<i64> {
    let (_, rest) = supplement.split_once("/OCMT/")?;
    amount(rest.strip_prefix(currency.code())?, currency).ok().map(|(minor, _)| minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn read(text: &str) -> EntryField {
        entry(text, Currency::EUR).expect(text)
    }

    #[test]
    fn the_entry_date_is_the_nearest_to_the_value_date() {
        assert_eq!(read("2512310101C5,00NTRFNONREF//B1").booking_date, day("2026-01-01"));
        assert_eq!(read("2601011231C5,00NTRFNONREF//B1").booking_date, day("2025-12-31"));
        assert_eq!(read("1602300301DR6,00N024NONREF").value_date, day("2016-02-29"));
        assert_eq!(read("1702300301DR6,00N024NONREF").value_date, day("2017-02-28"));
        assert_eq!(read("2402280229C1,N051").booking_date, day("2024-02-29"));
        assert_eq!(read("240312    DD212,39NMSCNONREF//").booking_date, day("2024-03-12"));
        for text in [
            "2602280230C5,",
            "2602280229C5,",
            "2602281301C5,",
            "260431C5,",
            "2602C5,",
            "",
            "2602280228X5,",
            "2602280228C",
            "2602280228C,,",
        ] {
            assert!(entry(text, Currency::EUR).is_err(), "{text}");
        }
    }

    #[test]
    fn marks_say_the_direction() {
        let amounts =
            ["RC12,N", "CR12,N", "RD12,N", "DR12,50N", "RCR12,N", "C000000000012,00N", "C12N051", "EC1,N", "ED1,N"];
        let amounts: Vec<_> = amounts
            .iter()
            .map(|text| read(&format!("2602270227{text}")))
            .map(|e| (e.amount, e.reversal, e.expected))
            .collect();
        assert_eq!(
            amounts,
            [
                (-1200, true, false),
                (1200, false, false),
                (1200, true, false),
                (-1250, false, false),
                (-1200, true, false),
                (1200, false, false),
                (1200, false, false),
                (100, false, true),
                (-100, false, true)
            ]
        );
        assert!(entry("260227C1.234NTRF", Currency::EUR).is_err());
        assert!(entry("260227C1,234NTRF", Currency::EUR).is_err());
        assert!(entry("260227C9999999999999999999,NTRF", Currency::EUR).is_err());
    }

    #[test]
    fn references_are_told_from_the_words_for_none() {
        let refs = |text: &str| {
            let entry = read(text);
            (entry.customer_ref, entry.bank_ref)
        };
        assert_eq!(
            refs("0709040904CR300,NTRFTFNr 40005 MSGID//0724710345313905"),
            (Some("TFNr 40005 MSGID".into()), Some("0724710345313905".into()))
        );
        assert_eq!(refs("131017D6800,NCHK16703074"), (Some("16703074".into()), None));
        assert_eq!(refs("131017D620,3NSTON"), (None, None));
        assert_eq!(refs("131017D620,3N051//B1"), (None, Some("B1".into())));
        assert_eq!(refs("131017D620,3FMSCNONREF//0000"), (None, None));
        assert_eq!(refs("1710111011DF2402,00S   X").0, Some("X".into()));
        assert_eq!(refs("110527D000000001213,28N0440121470966      W.P. Jansen").0, Some("0121470966".into()));
    }

    #[test]
    fn balances_name_their_currency() {
        assert_eq!(balance("C131016EUR84349,74"), Ok(Money::new(8_434_974, Currency::EUR)));
        assert_eq!(balance("D070903EUR970499,9"), Ok(Money::new(-97_049_990, Currency::EUR)));
        for text in ["", "C", "X070903EUR1,", "C070903XXX1,", "C07090EUR1,", "C070903EUR", "C070903EÜR1,"] {
            assert!(balance(text).is_err(), "{text}");
        }
        assert_eq!(original_amount("/OCMT/EUR25,00//CHGS/EUR1,00/", Currency::EUR), Some(2500));
        assert_eq!(original_amount("/OCMT/USD25,00/", Currency::EUR), None);
    }
}

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::accounting::statement::samples::{mutated, mutations};

const MT940: &[u8] = include_bytes!("../../../../tests/data/statements/mt940/mt940.sta");
const SEPA: &[u8] = include_bytes!("../../../../tests/data/statements/mt940/sepa_mt9401.sta");
const FEBRUARY: &[u8] = include_bytes!("../../../../tests/data/statements/mt940/february_30.sta");
const MALFORMED: &[u8] = include_bytes!("../../../../tests/data/statements/mt940/malformed_details.sta");
const CHARS: &[u8] = include_bytes!("../../../../tests/data/statements/made/chars.sta");
const REPORT: &[u8] = include_bytes!("../../../../tests/data/statements/made/mt942.sta");
const IMPOSSIBLE: &[u8] = include_bytes!("../../../../tests/data/statements/made/panic.sta");
const REVERSALS: &[u8] = include_bytes!("../../../../tests/data/statements/made/rc.sta");
const NEW_YEAR: &[u8] = include_bytes!("../../../../tests/data/statements/made/roll.sta");
const WRAPPED: &[u8] = include_bytes!("../../../../tests/data/statements/made/wrap.sta");

fn read_all(bytes: &[u8]) -> Result<(StatementFormat, Collector), StatementError> {
    let mut out = Collector::default();
    read(&mut &bytes[..], &mut out).map(|format| (format, out))
}

fn entries(bytes: &[u8]) -> Vec<(EntryFacts, Remittance)> {
    assert!(sniffs(bytes), "it is recognized");
    let (format, out) = read_all(bytes).expect("a statement");
    assert_eq!(format, StatementFormat::Mt940);
    out.raw
}

/// Sums by currency.
fn sums(entries: &[(EntryFacts, Remittance)]) -> BTreeMap<&'static str, i64> {
    let mut sums = BTreeMap::new();
    for (facts, _) in entries {
        *sums.entry(facts.currency.code()).or_default() += facts.amount;
    }
    sums
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Checks that the entries between an opening and a closing balance come to their difference, independently of the reader.
fn balances_hold(bytes: &[u8]) -> usize {
    let text = encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    let entries = entries(bytes);
    let mut rest = entries.iter();
    let (mut balance, mut statements) = (0, 0);
    for line in text.lines() {
        match tag(line) {
            Some(("60F" | "60M", value)) => balance = fields::balance(value).expect("a balance").minor(),
            Some(("61", _)) => balance += rest.next().expect("an entry").0.amount,
            Some(("62F" | "62M", value)) => {
                assert_eq!(balance, fields::balance(value).expect("a balance").minor(), "statement {statements}");
                statements += 1;
            }
            _ => {}
        }
    }
    assert!(rest.next().is_none());
    statements
}

#[test]
fn published_samples_are_read_whole() {
    let found = entries(MT940);
    assert_eq!((found.len(), balances_hold(MT940)), (16, 3));
    assert_eq!(sums(&found), [("DEM", 8730), ("EUR", 220_000), ("PLN", 1_004_000)].into());
    let refs: Vec<_> = found.iter().filter_map(|(_, r)| r.bank_ref.as_deref()).collect();
    assert_eq!(refs, ["55555", "55555", "8327000090031789", "8327000090031790", "8327000090031791"]);
    assert_eq!(found[11].1.text, "Miete November");
    assert_eq!((found[0].0.booking_date, found[3].0.booking_date), (day("2013-10-17"), day("2013-10-15")));

    let found = entries(SEPA);
    assert_eq!((found.len(), balances_hold(SEPA)), (97, 26));
    assert_eq!(sums(&found), [("EUR", -926_913_590)].into());
    assert_eq!((found[5].0.amount, found[5].0.reversal), (-20_488, true), "RC takes a credit back");
    assert!(found.iter().all(|(facts, _)| facts.booking_date == day("2007-09-04") && facts.currency == Currency::EUR));
    let text = "TO 13 TFNr 20004 Eingangskanal Mint ....................................  ....................................";
    assert_eq!(
        (found[7].1.end_to_end.as_deref(), found[7].1.text.get(..37)),
        (Some("EndToEndIdTFNR2000400001"), text.get(..37))
    );

    let found = entries(FEBRUARY);
    assert_eq!((found.len(), found[0].0.amount, found[0].0.booking_date), (1, -600, day("2016-03-01")));
    assert_eq!(found[0].0.value_date, Some(day("2016-02-29")));
    let found = entries(MALFORMED);
    assert_eq!((found.len(), found[0].0.amount), (1, -23_315));
    assert!(!found[0].1.text.contains("Muenchen"), "no names");
}

#[test]
fn made_statements_are_read_as_they_were_meant() {
    let amounts = |bytes| entries(bytes).iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>();
    assert_eq!(amounts(REVERSALS), [-1200, 1200, 1200, -1250]);
    let reversed: Vec<_> = entries(REVERSALS).iter().map(|(facts, _)| facts.reversal).collect();
    assert_eq!(reversed, [true, false, true, false]);
    assert_eq!(balances_hold(REVERSALS), 1);
    let found = entries(NEW_YEAR);
    assert_eq!((found[0].0.amount, found[0].0.booking_date), (500, day("2026-01-01")));
    let found = entries(WRAPPED);
    assert_eq!((found[0].1.text.as_str(), found[0].1.bank_ref.as_deref()), ("RF18 5390 0754 7034 thanks", Some("B1")));
    let found = entries(CHARS);
    assert_eq!((found[0].0.amount, found[0].1.text.as_str()), (1234, "O'Neill & Co pays RF18 5390 0754 7034"));
    assert_eq!(found[0].1.end_to_end, None, "NOTPROVIDED, and EREF only points to it");
    assert_eq!(read_all(IMPOSSIBLE).expect_err("0230").at, Position::Line(5));
}

#[test]
fn a_report_within_the_day_is_pending() {
    let (format, out) = read_all(REPORT).expect("a report");
    assert_eq!(format, StatementFormat::Mt942);
    let facts = &out.raw[0].0;
    assert_eq!((out.raw.len(), facts.amount, facts.currency, facts.pending), (1, 500, Currency::EUR, true));
    // A limit without a comma, two limits, an expected credit.
    let text = b":20:A\n:25:1\n:28C:1/1\n:34F:EURD0\n:34F:EURC0,\n:13D:2701191815+0100\n:61:2701190119ECN0,01NTRFNONREF//B1\n:90D:0EUR0,00\n-\n";
    let (format, out) = read_all(text).expect("a report");
    assert_eq!((format, out.raw[0].0.amount), (StatementFormat::Mt942, 1));
}

#[test]
fn envelopes_pages_and_old_lines_are_no_obstacle() {
    let text = b"ABNANL2A\r\n940\r\nABNANL2A\r\n{1:F01BANKDEFF}{2:O940}{4::20:A\r\n:25:NL91ABNA0417164300EUR\r\n:28:1/1\r\n:60F:C260227EUR000000000001,\r\n\
        :61:260227    C000000000002,00NTRFINV 2026 7      M. MUELLER//B1\r\n/OCMT/EUR3,00/\r\n:86:BETALINGSKENM.  1\r\n:86:FACTUUR M\xDCLLER\r\n\
        :62M:C260227EUR3,00\r\n:86:a text about the page\r\n-}{5:}\r\n{1:F01BANKDEFF}{4:\r\n:20:B\r\n:25:NL91ABNA0417164300EUR\r\n:28:1/2\r\n:60M:C260227EUR3,00\r\n\
        :61:260227C4,S020\r\n:62F:C260227EUR7,00\r\n:64:C260227EUR7,00\r\n-}";
    for ending in ["\r\n", "\n", "\r"] {
        let text = encoding_rs::WINDOWS_1252.decode(text).0.replace("\r\n", ending);
        let found = entries(encoding_rs::WINDOWS_1252.encode(&text).0.as_ref());
        assert_eq!(found.iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>(), [200, 400]);
        assert_eq!(found[0].1.text, "BETALINGSKENM. 1 FACTUUR MÜLLER");
        assert_eq!(found[0].1.end_to_end.as_deref(), Some("INV 2026 7"), "and nothing of the name behind it");
        assert_eq!(found[0].0.instructed, Some(Money::new(300, Currency::EUR)));
        assert_eq!(found[0].0.value_date, Some(day("2026-02-27")));
    }
}

#[test]
fn what_is_incomplete_is_refused_with_its_line() {
    let refused = |text: &str| read_all(text.as_bytes()).expect_err(text).to_string();
    let head = ":20:A\n:25:1\n:60F:C260227EUR0,00\n";
    let entry = ":61:2602270227C5,00NTRFNONREF//B1\n";
    assert!(refused(&format!("{head}{entry}")).starts_with("Line 4: The file ends before the closing balance"));
    assert!(refused(&format!("{head}{entry}{head}")).starts_with("Line 5: The statement before this line"));
    assert!(refused(&format!(":20:A\n:25:1\n{entry}")).starts_with("Line 3: The entry (:61:) stands before"));
    assert!(
        refused(&format!("{head}:62F:C260227EUR0,00\n{entry}")).starts_with("Line 5: The entry (:61:) stands before")
    );
    assert!(refused(":20:A\n:60F:C260227XTS0,00\n").starts_with("Line 2: The balance names no currency"));
    assert!(refused(":20:A\n:25:1\n").starts_with("File: There is no statement"));
    let long = "x".repeat(999) + "\n";
    assert!(refused(&format!("{head}{entry}:86:{}", long.repeat(70))).ends_with("A bank's is 390 characters."));
    assert_eq!(refused(&format!("{head}:61:2602270227CSECRET NAME\n")), "Line 4: The amount is not a number.");
}

/// The amounts of the entries, and the lines and kinds of the warnings.
fn told(text: &str) -> (Vec<i64>, Vec<(String, Fault)>) {
    let (_, out) = read_all(text.as_bytes()).expect(text);
    let amounts = out.raw.iter().map(|(facts, _)| facts.amount).collect();
    let warnings = out.finish().warnings.into_iter().map(|warning| (warning.at.to_string(), warning.fault));
    (amounts, warnings.collect())
}

#[test]
fn a_balance_that_cannot_be_read_is_told() {
    let file = |opening: &str, closing: &str| {
        format!(":20:A\n:25:1\n:60F:{opening}\n:61:2602270227C5,00NTRFNONREF//B1\n:62F:{closing}\n-\n")
    };
    let (opening, closing) = ("C260227EUR1,00", "C260227EUR6,00");
    assert_eq!(told(&file(opening, closing)), (vec![500], vec![]));
    let off = vec![("Line 5".to_owned(), Fault::BalanceOff)];
    assert_eq!(told(&file(opening, "C260227EUR7,00")), (vec![500], off.clone()));
    assert_eq!(told(&file(opening, "C260227USD6,00")), (vec![500], off));
    for wrong in
        ["C260227EUR", "C260227EUR1,005", "C260227EUR1.005", "X260227EUR1,00", "C2602EUR1,00", "260227EUR1,00", "EUR1"]
    {
        for (line, text) in [(3, file(wrong, closing)), (5, file(opening, wrong))] {
            let unread = vec![(format!("Line {line}"), Fault::BalanceUnread)];
            assert_eq!(told(&text), (vec![500], unread), "{text}");
        }
    }
    for wrong in ["", "C", "C260227", "C260227XTS1,00"] {
        let unread = vec![("Line 5".to_owned(), Fault::BalanceUnread)];
        assert_eq!(told(&file(opening, wrong)), (vec![500], unread), "{wrong}");
        // An opening balance without a currency leaves the entries without one, and that is refused.
        let refused = read_all(file(wrong, closing).as_bytes()).map(|(format, _)| format).expect_err(wrong);
        assert_eq!(refused.at, Position::Line(3), "{wrong}");
    }
    // One too many closes nothing.
    let twice = file(opening, closing) + ":62F:C260227EUR9,00\n";
    assert_eq!(told(&twice), (vec![500], vec![("Line 7".to_owned(), Fault::BalanceUnread)]));
}

/// Pages of one statement stay one whatever their balances say, so that equal payments on two of them are two.
#[test]
fn pages_hold_together_without_balances() {
    let entry = ":61:2602270227C5,00NTRFNONREF\n:86:tips\n";
    let pages = |end: &str, start: &str| {
        format!(
            ":20:A\n:25:1\n:28C:1/1\n:60F:C260227EUR0,00\n{entry}:62M:{end}\n-\n\
            :20:A\n:25:1\n:28C:1/2\n:60M:{start}\n{entry}:62F:C260227EUR10,00\n-\n"
        )
    };
    let good = "C260227EUR5,00";
    for (end, start, unread) in [
        (good, good, 0),
        ("C260227EUR", good, 1),
        (good, "C260227EUR", 1),
        ("nothing", "X260227EUR", 2),
        (good, "C260227EUR6,00", 1),
    ] {
        let (_, out) = read_all(pages(end, start).as_bytes()).expect(end);
        let statement = out.finish();
        let places: Vec<_> = statement.items.map(|item| item.weak_place).collect();
        assert_eq!((places, statement.warnings.len()), (vec![1, 2], unread), "{end} {start}");
    }
}

#[test]
fn a_payer_writes_no_fields() {
    let head = ":20:A\n:25:1\n:60F:C261126EUR0,00\n:61:2611261126C5,00NTRFNONREF//B1\n:86:rent";
    let end = ":62F:C261126EUR5,00\n-\n";
    for text in [
        "{4::61:2611261126C99,00NTRFNONREF//B2",
        "\n :61:2611261126C99,00NTRFNONREF//B2",
        "\n{1:F01X}{4::61:2611261126C99,00NTRFNONREF//B2",
        "\n-\n :61:2611261126C99,00NTRFNONREF//B2",
        "\n-}{5:}\n{1:F01X}{4::61:2611261126C99,00NTRFNONREF//B2",
        "\n :20:B\n :30: more",
        "\n :62F:C261126EUR104,00",
    ] {
        let (_, out) = read_all(format!("{head}{text}\n{end}").as_bytes()).expect(text);
        let amounts: Vec<_> = out.raw.iter().map(|(facts, _)| facts.amount).collect();
        assert_eq!((amounts, out.finish().warnings), (vec![500], vec![]), "{text}");
    }
}

#[test]
fn fields_may_be_indented_all_alike() {
    let text = ":20:A\n:25:1\n:60F:C261126EUR0,00\n:61:2611261126C5,00NTRFNONREF//B1\n:86:rent\n:61:2611261126C99,00NTRF\n:62F:C261126EUR5,00\n-\n";
    let indented: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let payer = indented.replace("  :61:2611261126C99,00NTRF\n", "   :61:2611261126C99,00NTRF\n");
    let (_, out) = read_all(payer.as_bytes()).expect("a statement");
    assert_eq!(out.raw.iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>(), [500], "one deeper is text");
    let (_, out) = read_all(indented.replace("EUR5,00", "EUR104,00").as_bytes()).expect("a statement");
    assert_eq!(out.raw.iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>(), [500, 9900]);
}

#[test]
fn a_text_of_nothing_but_tags_costs_little() {
    // Looked up one by one in all that is left, the tags of these texts would take an hour.
    let tags = "EREF+".repeat(13_000);
    let entry = format!(":61:2602270227C5,00NTRFNONREF//B1\n:86:166?20{tags}\n");
    let text = format!(":20:A\n:25:1\n:60F:C260227EUR0,00\n{}:62F:C260227EUR2000,00\n", entry.repeat(400));
    assert_eq!(read_all(text.as_bytes()).expect("a statement").1.raw.len(), 400);
}

proptest! {
    #![proptest_config(mutations())]

    /// Whatever is changed in a sample, reading ends, and an error says nothing of the file.
    #[test]
    fn mutated_samples_are_read_or_refused(
        bytes in mutated(
            [MT940, SEPA, FEBRUARY, MALFORMED, CHARS, REPORT, REVERSALS, WRAPPED].map(|sample| sample.get(..4096).unwrap_or(sample)),
        ),
    ) {
        if let Err(error) = read_all(&bytes) {
            prop_assert!(matches!(error.at, Position::Line(_)) || error.detail.starts_with("There is no statement"));
            for secret in ["MUELLER", "Richter", "Muenchen", "Neill", "12345678"] {
                prop_assert!(!error.detail.contains(secret), "{}", error);
            }
        }
    }
}

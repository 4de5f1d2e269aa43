use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;
use crate::accounting::accounts::{Accounts, ChartOfAccounts, DatevAccounts};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// November 2026 in euros.
fn november() -> ExportContext {
    let (from, until) = (Some(day("2026-11-01")), Some(day("2026-11-30")));
    ExportContext { from, until, currency: Some(Currency::EUR), ..ExportContext::example() }
}

fn line(gross: i64, fee: Option<i64>) -> ExportLine {
    ExportLine { fee, rail: "stripe".into(), accounting_date: day("2026-11-02"), ..ExportLine::example(gross) }
}

fn bytes(context: &ExportContext, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
    let mut format = KIND.open(context);
    let mut file = format.begin();
    for chunk in lines.chunks(2) {
        file.extend(format.lines(chunk)?);
    }
    let FileEnd::Bytes(end) = format.end().expect("in memory") else { panic!("a batch ends in bytes") };
    file.extend(end);
    Ok(file)
}

/// The file's rows as a reader of CSV has them.
fn read(file: &[u8]) -> Vec<Vec<String>> {
    let (text, _, _) = WINDOWS_1252.decode(file);
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn rows(context: &ExportContext, lines: &[ExportLine]) -> Vec<Vec<String>> {
    read(&bytes(context, lines).expect("they fit")).split_off(2)
}

fn refused(context: &ExportContext, lines: &[ExportLine]) -> String {
    bytes(context, lines).expect_err("it doesn't fit").to_string()
}

/// A cell by its number in DATEV's description.
fn cell(row: &[String], number: usize) -> &str {
    row[number - 1].as_str()
}

#[test]
fn a_month_is_the_batch_that_datev_describes() {
    let reference = Some("R-2026-17".into());
    let settled = ExportLine {
        reference,
        evidence_ref: Some("pi_3Q1".into()),
        batch_id: Some("po_1Qx".into()),
        ..line(2500, Some(58))
    };
    let refunded = ExportLine { accounting_date: day("2026-11-05"), evidence_ref: None, ..line(-2500, Some(0)) };
    let file = bytes(&november(), &[settled, refunded]).expect("they fit");
    let (text, _, _) = WINDOWS_1252.decode(&file);
    let made: Vec<_> = text.split("\r\n").collect();
    let header = "\"EXTF\";700;21;\"Buchungsstapel\";13;20261201080000000;;\"CH\";\"Chit\";\"\";1001;1;20260101;4;20261101;20261130;\
                  \"Chit 2026-11 EUR\";\"\";1;0;0;\"EUR\";;\"\";;;\"03\";;;\"\";\"Chit\"";
    assert_eq!((made.len(), made[0], made[5]), (6, header, ""));
    assert!(made[1].starts_with("Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;"), "{}", made[1]);
    assert_eq!(made[0].split(';').count(), 31);
    assert!(made[1..5].iter().all(|row| row.split(';').count() == 125));
    let start = "25,00;\"S\";\"EUR\";;;;1361;10000;;0211;\"RF18539007547034\";;;\"Zahlung stripe R-2026-17\";";
    let end = format!(";\"pi_3Q1\"{}0{}\"po_1Qx\";;;;", ";".repeat(19), ";".repeat(7));
    assert!(made[2].starts_with(start) && made[2].ends_with(&end), "{}", made[2]);
    let start = "0,58;\"S\";\"EUR\";;;;4970;1361;;0211;\"RF18539007547034\";;;\"Gebühr stripe\";";
    assert!(made[3].starts_with(start) && made[3].ends_with(";;;0;;;;;;;\"po_1Qx\";;;;"), "{}", made[3]);
    let start = "25,00;\"H\";\"EUR\";;;;1361;10000;;0511;\"RF18539007547034\";;;\"Erstattung stripe\";";
    assert!(made[4].starts_with(start) && made[4].ends_with(";;;0;;;;;;;;;;;"), "{}", made[4]);
}

#[test]
fn a_row_says_what_else_the_line_says_and_locks_nothing() {
    let memo = Some(format!("Кафе „Zoë“ {}", "x".repeat(80)));
    let late = ExportLine { memo, belongs_to: Some(day("2026-10-31")), fee: None, ..line(2500, None) };
    let back =
        ExportLine { kind: MovementKind::Correction, reverses_id: Some("mov_0".into()), ..line(1000, Some(-20)) };
    let long = ExportLine { evidence_ref: Some("x".repeat(31)), rail: "manual".into(), ..line(0, Some(7)) };
    let rows = rows(&november(), &[late, back, long, line(0, Some(0)), line(0, None)]);
    assert_eq!(rows.len(), 4, "nothing is a row of zero");
    assert!(
        cell(&rows[0], 14).starts_with("Zahlung stripe Kafe „Zoë“ xxx") && cell(&rows[0], 14).chars().count() == 60
    );
    assert_eq!(
        [48, 49, 50, 51, 52, 53].map(|n| cell(&rows[0], n)),
        ["Chit", "Zeile 7, mov_1", "gehört zu", "2026-10-31", "Gebühr", "nicht bekannt"]
    );
    assert_eq!(
        [1, 2, 7, 8, 14, 50, 51].map(|n| cell(&rows[1], n)),
        ["10,00", "S", "1361", "10000", "Korrektur stripe", "hebt auf", "mov_0"]
    );
    assert_eq!([1, 2, 7, 8].map(|n| cell(&rows[2], n)), ["0,20", "H", "4970", "1361"]);
    assert_eq!([1, 2, 7, 8, 14, 95].map(|n| cell(&rows[3], n)), ["0,07", "S", "4970", "1368", "Gebühr manuell", ""]);
    assert!(rows.iter().all(|row| cell(row, 114) == "0" && cell(row, 9).is_empty()));
}

#[test]
fn amounts_have_two_decimals_or_are_refused() {
    let in_currency = |code: &str, gross: i64| {
        let currency = Currency::parse(code).expect("a currency");
        let context = ExportContext { currency: Some(currency), ..november() };
        bytes(&context, &[ExportLine { currency, ..line(gross, Some(0)) }])
            .map(|file| cell(&read(&file)[2], 1).to_owned())
    };
    for (code, gross, written) in [
        ("JPY", 1500, "1500,00"),
        ("JPY", 9_999_999_999, "9999999999,00"),
        ("EUR", 1, "0,01"),
        ("EUR", -999_999_999_999, "9999999999,99"),
        ("KWD", 12_340, "12,34"),
        ("CLF", 12_300, "1,23"),
    ] {
        assert_eq!(in_currency(code, gross), Ok(written.to_owned()), "{code} {gross}");
    }
    for (code, gross, reason) in [
        ("KWD", 12_345, "12.345 has more than two decimals"),
        ("CLF", 12_345, "more than two decimals"),
        ("JPY", 10_000_000_000, "more than ten digits"),
        ("EUR", 1_000_000_000_000, "more than ten digits"),
        ("EUR", i64::MIN, "more than ten digits"),
        ("JPY", i64::MAX, "more than ten digits"),
    ] {
        let error = in_currency(code, gross).expect_err(code).to_string();
        assert!(error.starts_with("Line 7 (mov_1): ") && error.contains(reason) && error.contains("csv-eu"), "{error}");
    }
}

#[test]
fn a_file_is_of_one_currency_fiscal_year_and_period() {
    let on = |text: &str| ExportLine { accounting_date: day(text), ..line(2500, Some(0)) };
    let open = ExportContext { from: None, until: None, ..november() };
    let from_july = |accounts: DatevAccounts, context: ExportContext| {
        let accounts = Accounts {
            datev: DatevAccounts { first_month: 7, chart: ChartOfAccounts::Skr04, ..accounts },
            ..Accounts::default()
        };
        ExportContext { accounts, ..context }
    };
    let header = |context: &ExportContext, lines: &[ExportLine]| {
        let header = read(&bytes(context, lines).expect("they fit")).remove(0);
        [13, 14, 15, 16, 17, 27].map(|number| header[number - 1].clone())
    };
    let none = header(&open, &[]);
    assert_eq!(none, ["20260101", "4", "20260101", "20261231", "Chit 2026-01-01 2026-12-31 EUR", "03"]);
    assert_eq!(header(&open, &[on("2025-03-01"), on("2025-12-31")])[..1], ["20250101"]);
    let longer = from_july(DatevAccounts { account_length: 6, ..DatevAccounts::default() }, open.clone());
    let july = header(&longer, &[on("2026-07-01"), on("2027-06-30")]);
    assert_eq!(july, ["20260701", "6", "20260701", "20270630", "Chit 2026-07-01 2027-06-30 EUR", "04"]);
    assert_eq!(cell(&rows(&longer, &[on("2026-08-31")])[0], 8), "1000000");
    assert_eq!(
        header(&from_july(DatevAccounts::default(), november()), &[])[..4],
        ["20260701", "4", "20261101", "20261130"]
    );
    let february = ExportContext { from: Some(day("2028-02-01")), until: Some(day("2028-02-29")), ..november() };
    assert_eq!(header(&february, &[])[4], "Chit 2028-02 EUR");

    let error = refused(&open, &[on("2025-12-31"), on("2026-01-01")]);
    assert!(error.contains("booked on 2026-01-01") && error.contains("2025-01-01 to 2025-12-31"), "{error}");
    let error = refused(&november(), &[on("2026-12-01")]);
    assert!(error.contains("2026-11-01 to 2026-11-30"), "{error}");
    let error = refused(&november(), &[ExportLine { currency: Currency::CHF, ..line(1, None) }]);
    assert!(error.contains("in CHF") && error.contains("in EUR"), "{error}");
}

#[test]
fn a_batch_that_is_full_takes_no_further_row() {
    let datev = |rows| Datev { context: november(), batch: None, rows: 0, bytes: 0, most: Most { rows, ..MOST } };
    let lines = [line(100, Some(1)), line(100, None), ExportLine { seq: 9, ..line(100, Some(1)) }];
    assert!(datev(5).lines(&lines).is_ok());
    let error = datev(4).lines(&lines).expect_err("five rows");
    assert!(
        error.seq == 9 && error.detail.contains("at most 4 rows") && error.detail.contains("shorter period"),
        "{error}"
    );
    assert_eq!((MOST.rows, MOST.bytes), (99_999, 50_000_000));
}

#[test]
fn a_file_that_is_full_takes_no_further_byte() {
    let lines = [line(100, None), ExportLine { memo: Some("ü€".into()), ..line(100, None) }];
    let mut open = Datev { context: november(), batch: None, rows: 0, bytes: 0, most: MOST };
    let file = open.lines(&lines).expect("a file");
    assert_eq!(open.bytes, file.len(), "a character is a byte");
    let most = Most { bytes: file.len() - 1, ..MOST };
    let error = Datev { context: november(), batch: None, rows: 0, bytes: 0, most }.lines(&lines).expect_err("full");
    assert!(error.detail.contains("MB") && error.detail.contains("shorter period"), "{error}");
}

#[test]
fn a_file_has_a_name_that_datev_takes() {
    for name in [KIND.file_name(true), KIND.file_name(false)] {
        let middle = name.strip_prefix("EXTF_").and_then(|name| name.strip_suffix(".csv")).expect("a name");
        assert!(middle.len() <= 51);
    }
}

proptest! {
    #[test]
    fn no_text_breaks_a_row(memo in "\\PC*|[\";\r\n\t]*", reference in prop::option::of("\\PC*|[\";\r\n\t]*"), rail in "[a-z_]{0,20}") {
        let texts = || reference.clone();
        let line = ExportLine {
            memo: Some(memo), reference: texts(), evidence_ref: texts(), batch_id: texts(), reverses_id: texts(), rail, ..line(2500, Some(58))
        };
        let file = bytes(&november(), std::slice::from_ref(&line)).expect("it fits");
        let read = read(&file);
        prop_assert_eq!(read.len(), 4);
        for (row, amount) in read[2..].iter().zip(["25,00", "0,58"]) {
            prop_assert_eq!((row.len(), cell(row, 1), cell(row, 11)), (125, amount, line.rf.as_str()));
            for (number, max) in [(14, 60), (49, 210), (95, 30), (121, 50)] {
                prop_assert!(cell(row, number).chars().count() <= max);
            }
        }
    }
}

use std::collections::BTreeMap;
use std::io::Read as _;

use chrono::NaiveDate;
use flate2::read::DeflateDecoder;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::domain::ledger::MovementKind;
use crate::domain::money::currency::Currency;

/// The parts of a workbook, by the central directory of the archive (APPNOTE 4.3.12).
fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, bytes: usize| {
        file[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let end = file.windows(4).rposition(|four| four == b"PK\x05\x06").expect("an end");
    let mut at = number(end + 16, 4);
    let mut parts = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        let (size, name, local) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut part = Vec::new();
        DeflateDecoder::new(&file[start..start + size]).read_to_end(&mut part).expect("deflated");
        parts.insert(String::from_utf8_lossy(&file[at + 46..at + 46 + name]).into_owned(), part);
        at += 46 + name + number(at + 30, 2) + number(at + 32, 2);
    }
    parts
}

/// The cells of a sheet: their type, their style and their value, by their names.
fn cells(sheet: &[u8]) -> BTreeMap<String, (String, String, String)> {
    let mut reader = Reader::from_reader(sheet);
    let (mut cells, mut buffer, mut open) = (BTreeMap::new(), Vec::new(), None::<(String, String, String, String)>);
    loop {
        match reader.read_event_into(&mut buffer).expect("XML") {
            Event::Start(tag) if tag.name().as_ref() == b"c" => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).expect("attributes");
                    found.map(|found| String::from_utf8_lossy(&found.value).into_owned()).unwrap_or_default()
                };
                open = Some((attribute("r"), attribute("t"), attribute("s"), String::new()));
            }
            Event::Start(tag) => assert_ne!(tag.name().as_ref(), b"f", "a formula"),
            Event::Text(text) => {
                if let Some((.., value)) = &mut open {
                    value.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Event::GeneralRef(name) => {
                if let Some((.., value)) = &mut open {
                    value.push_str(match &*name {
                        b"amp" => "&",
                        b"lt" => "<",
                        b"gt" => ">",
                        b"quot" => "\"",
                        other => panic!("{other:?}"),
                    });
                }
            }
            Event::End(tag) if tag.name().as_ref() == b"c" => {
                let (name, kind, style, value) = open.take().expect("a cell");
                cells.insert(name, (kind, style, value));
            }
            Event::Eof => return cells,
            _ => {}
        }
        buffer.clear();
    }
}

fn workbook(most: RowNum, lines: &[ExportLine]) -> Vec<u8> {
    let mut format = Xlsx::new(&ExportContext::example(), most);
    assert!(format.begin().is_empty());
    for chunk in lines.chunks(2) {
        assert!(format.lines(chunk).expect("a workbook holds every line").is_empty());
    }
    let FileEnd::File(mut file) = format.end().expect("written") else { panic!("a workbook is a file") };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("read");
    bytes
}

fn sheet(parts: &BTreeMap<String, Vec<u8>>, number: usize) -> BTreeMap<String, (String, String, String)> {
    cells(&parts[&format!("xl/worksheets/sheet{number}.xml")])
}

/// The name of a column's cell in a row: `M2`.
fn place(column: &str, row: usize) -> String {
    let at = COLUMNS.iter().position(|name| *name == column).expect("a column");
    let letters = u8::try_from(at).map(|at| [b'A' + at / 26 - u8::from(at >= 26), b'A' + at % 26]).expect("few");
    let letters = if at < 26 { &letters[1..] } else { &letters };
    format!("{}{row}", String::from_utf8_lossy(letters))
}

#[test]
fn amounts_are_numbers_days_are_dates_and_text_is_text() {
    let jpy = Currency::parse("JPY").expect("yen");
    let reference = Some("000123".into());
    let lines = [
        ExportLine {
            reference,
            memo: Some("=1+1".into()),
            booking_date: NaiveDate::from_ymd_opt(2026, 11, 2),
            fee: Some(58),
            ..ExportLine::example(2500)
        },
        ExportLine { currency: jpy, fee: None, ..ExportLine::example(-1500) },
        ExportLine { fee: Some(0), ..ExportLine::example(123_456_789_012_345_678) },
    ];
    let parts = parts(&workbook(ROWS, &lines));
    let sheet = sheet(&parts, 1);
    let cell = |column: &str, row| {
        sheet.get(&place(column, row)).map(|(kind, style, value)| (kind.as_str(), style.as_str(), value.as_str()))
    };
    let value = |column: &str, row| cell(column, row).map(|(kind, _, value)| (kind, value));
    assert_eq!(value("gross", 1), Some(("inlineStr", "gross")));
    assert_eq!(
        [value("gross", 2), value("fee", 2), value("net", 2)],
        [Some(("", "25")), Some(("", "0.58")), Some(("", "24.42"))]
    );
    assert_eq!([value("gross", 3), value("fee", 3), value("net", 3)], [Some(("", "-1500")), None, None]);
    assert_eq!(value("gross", 4), Some(("inlineStr", "1234567890123456.78")), "a number would be another one");
    assert_eq!(
        [value("reference", 2), value("memo", 2), value("evidence_ref", 2)],
        ["000123", "=1+1", "=cmd"].map(|text| Some(("inlineStr", text)))
    );
    assert_eq!(
        [value("booking_date", 2), value("booking_date", 3), value("seq", 2)],
        [Some(("", "46328")), None, Some(("", "7"))]
    );
    let styles = String::from_utf8_lossy(&parts["xl/styles.xml"]).into_owned();
    assert!(styles.contains("formatCode=\"yyyy-mm-dd\"") && styles.contains("formatCode=\"#,##0.00\""), "{styles}");
    let style = |column: &str, row| cell(column, row).expect("a cell").1.to_owned();
    assert_ne!(style("gross", 2), style("gross", 3), "yen have no decimals");
    assert_ne!(style("booking_date", 2), style("created_at_utc", 2));
    assert_eq!(style("gross", 2), style("fee", 2));
}

#[test]
fn totals_are_of_each_rail_and_currency() {
    let jpy = Currency::parse("JPY").expect("yen");
    let line = |gross: i64, rail: &str| ExportLine { fee: Some(58), rail: rail.into(), ..ExportLine::example(gross) };
    let corrected = ExportLine { kind: MovementKind::Correction, fee: None, ..line(100, "stripe") };
    let lines = [
        line(2500, "stripe"),
        line(-1000, "stripe"),
        corrected,
        line(50, "demo"),
        ExportLine { currency: jpy, ..line(7, "demo") },
    ];
    let sheet = sheet(&parts(&workbook(ROWS, &lines)), 2);
    let row = |row: usize| {
        "ABCDEFGHIJ"
            .chars()
            .map(|column| sheet.get(&format!("{column}{row}")).map_or("", |cell| &cell.2))
            .collect::<Vec<_>>()
    };
    let is_text = |place: &str| sheet[place].0 == "s";
    assert_eq!(row(2)[2..], ["1", "0.5", "0", "0", "0.5", "0.58", "-0.08", "0"]);
    assert_eq!(
        row(3)[2..],
        ["3", "25", "-10", "1", "16", "1.16", "", "1"],
        "what is left isn't known where a fee isn't"
    );
    assert_eq!(row(4)[2..], ["4", "25.5", "-10", "1", "16.5", "1.74", "", "1"]);
    assert_eq!(row(6)[2..], ["1", "7", "0", "0", "7", "58", "-51", "0"]);
    assert!(is_text("A2") && is_text("B2") && !is_text("C2") && !is_text("D2"));
    assert!(row(7).iter().all(|cell| cell.is_empty()));
}

#[test]
fn a_sheet_that_is_full_is_followed_by_another() {
    let lines: Vec<_> = (1..=5).map(|seq| ExportLine { seq, ..ExportLine::example(seq) }).collect();
    let parts = parts(&workbook(2, &lines));
    let numbers: Vec<Vec<_>> = (1..=3)
        .map(|number| {
            let sheet = sheet(&parts, number);
            (2..=4).filter_map(|row| sheet.get(&place("seq", row)).map(|cell| cell.2.clone())).collect()
        })
        .collect();
    assert_eq!(numbers, [vec!["1", "2"], vec!["3", "4"], vec!["5"]]);
    let names = String::from_utf8_lossy(&parts["xl/workbook.xml"]).into_owned();
    for name in ["Movements", "Movements 2", "Movements 3", "Totals"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{names}");
    }
    assert_eq!(sheet(&parts, 4)["C2"].2, "5");
}

#[test]
fn the_same_lines_are_the_same_bytes() {
    let lines = [ExportLine::example(2500), ExportLine::example(-1)];
    assert_eq!(workbook(ROWS, &lines), workbook(ROWS, &lines));
    assert_eq!(sheet(&parts(&workbook(ROWS, &[])), 1).len(), COLUMNS.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_and_amount_is_a_cell(memo in "\\PC*|[=+@\"<>&\r\n\t\u{0}-]*", gross in any::<i64>(), fee in any::<i64>()) {
        let memo = Some(memo).filter(|memo| !memo.is_empty());
        let line = ExportLine { memo: memo.clone(), fee: Some(fee), ..ExportLine::example(gross) };
        let parts = parts(&workbook(ROWS, std::slice::from_ref(&line)));
        let sheet = sheet(&parts, 1);
        let written = sheet.get(&place("memo", 2));
        prop_assert_eq!(written.is_some(), memo.is_some());
        prop_assert!(written.is_none_or(|(kind, ..)| kind == "inlineStr"));
        let (_, _, amount) = &sheet[&place("gross", 2)];
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
        prop_assert_eq!(format!("{whole}{decimals:0<2}").parse::<i64>(), Ok(gross));
    }
}

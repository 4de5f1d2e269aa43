//! CSV for spreadsheets of countries that write decimal commas: semicolons, and a byte order mark, by which Excel knows UTF-8. Dates stay
//! ISO 8601.
//!
//! Excel reads a cell of digits as a number of fifteen digits, without leading zeros, and makes a day of `2026-11`; quotes don't keep it
//! from that. Only the formula `="0012"` stands for that text, so a text that could be read as a value is written so. It can't run
//! anything: it has digits and a few signs, none of which ends the literal. Every other text that begins like a formula gets an
//! apostrophe in front, as in [`csv`](super::csv).

use std::borrow::Cow;

use super::table::{Cell, cells, disarmed, records};
use super::{COLUMNS, Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "csv-eu",
    label: "CSV with decimal commas",
    audience: "For Excel where decimals have a comma: semicolons, every column, long references kept whole",
    media_type: "text/csv; charset=utf-8; header=present",
    stem: "movements",
    extension: "csv",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(CsvEu { zone: context.zone }),
};

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

struct CsvEu {
    zone: Zone,
}

impl Format for CsvEu {
    fn begin(&mut self) -> Vec<u8> {
        [BYTE_ORDER_MARK, &records(b';', [COLUMNS])].concat()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        Ok(records(b';', lines.iter().map(|line| cells(line, self.zone).map(with_comma))))
    }
}

fn with_comma(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Absent => "".into(),
        Cell::Word(word) => word,
        Cell::Text(text) if reads_as_value(text) => format!("=\"{text}\"").into(),
        Cell::Text(text) => disarmed(text),
        Cell::Amount(money) => money.to_decimal().replace('.', ",").into(),
        Cell::Number(number) => number.to_string().into(),
    }
}

/// Returns whether a spreadsheet would read a text as a number (`0012`, `1.5`, `12E3`), a day (`2026-11`, `1/2`) or a time (`12:30`). Such a
/// text consists of ASCII digits, blanks and the signs `.,:/-+Ee`.
fn reads_as_value(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, '.' | ',' | ':' | '/' | '-' | '+' | ' ' | 'E' | 'e');
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
        return false;
    }
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, ""));
    let is_number = is_digits(&mantissa.replace(['.', ',', ' '], ""))
        && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    let groups: Vec<&str> = text.split(['.', ':', '/', '-']).collect();
    let is_long = |group: &&&str| group.len() > 2;
    let is_day = groups.len() <= 3
        && groups.iter().all(|group| (1..=4).contains(&group.len()) && is_digits(group))
        && groups.iter().filter(is_long).count() <= 1;
    is_number || is_day
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{assert_sums, hostile_text, lines};
    use super::super::{ExportContext, write_whole};
    use super::*;

    fn write(lines: &[ExportLine]) -> Vec<u8> {
        write_whole(&KIND, &ExportContext::example(), lines)
    }

    fn read(file: &[u8]) -> Vec<Vec<String>> {
        let file = file.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
        let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(file);
        assert_eq!(reader.headers().expect("a header"), COLUMNS);
        reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    fn cell<'a>(record: &'a [String], name: &str) -> &'a str {
        &record[COLUMNS.iter().position(|column| *column == name).expect("a column")]
    }

    #[test]
    fn amounts_have_commas_and_references_stay_text() {
        let line = ExportLine {
            fee: Some(58),
            reference: Some("00012".into()),
            provider_ref: Some("210000000003139471430009017".into()),
            memo: Some("a; \"b\" 2,5".into()),
            ..ExportLine::example(-1_234_567)
        };
        let file = write(&[line]);
        let record = &read(&file)[0];
        let of = |name| cell(record, name);
        assert_eq!((of("gross"), of("fee"), of("net")), ("-12345,67", "0,58", "-12346,25"));
        assert_eq!((of("reference"), of("provider_ref")), ("=\"00012\"", "=\"210000000003139471430009017\""));
        assert_eq!((of("rf"), of("memo"), of("evidence_ref")), ("RF18539007547034", "a; \"b\" 2,5", "'=cmd"));
        assert_eq!((of("accounting_date"), of("booking_date"), of("seq")), ("2026-03-29", "", "7"));
        let text = String::from_utf8(file).expect("UTF-8");
        assert!(text.contains(";\"=\"\"00012\"\"\";") && text.ends_with("\r\n"), "{text}");
    }

    #[test]
    fn a_text_that_reads_as_a_value_is_known() {
        for text in [
            "0",
            "0012",
            "210000000003139471430009017",
            "1.5",
            "1,5",
            "1 000",
            "12E3",
            "12e-3",
            "2026-11",
            "1/2",
            "11.11.26",
            "12:30",
            "3-4-2026",
        ] {
            assert!(reads_as_value(text), "{text}");
        }
        for text in [
            "",
            "a12",
            "RF18",
            "2026-117",
            "INV-2026-11",
            "12-34-56-78",
            "12\"&A1",
            "12;3",
            "１２",
            "E12",
            "-5",
            "12A",
            "po_1",
        ] {
            assert!(!reads_as_value(text), "{text}");
        }
    }

    #[test]
    fn sums_are_the_ledgers() {
        let lines = lines(&["EUR", "JPY", "KWD"]);
        let file = write(&lines);
        let rows = read(&file);
        let amount = |text: &str| text.replace(',', ".");
        let found =
            rows.iter().map(|row| (cell(row, "currency"), amount(cell(row, "gross")), amount(cell(row, "fee"))));
        assert_sums(&lines, found);
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_formula_or_breaks_out(memo in hostile_text(), reference in hostile_text()) {
            let line = ExportLine {
                memo: Some(memo.clone()),
                reference: Some(reference.clone()),
                ..ExportLine::example(100)
            };
            let rows = read(&write(&[line]));
            prop_assert_eq!(rows.len(), 1);
            for (name, text) in [("memo", memo), ("reference", reference)] {
                let cell = cell(&rows[0], name);
                let literal = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
                prop_assert!(!cell.starts_with(['+', '-', '@', '\t', '\r', '\n']));
                prop_assert!(!cell.starts_with('=') || literal.is_some_and(|literal| !literal.contains('"')));
                prop_assert_eq!(literal.unwrap_or(cell.strip_prefix('\'').filter(|_| *cell != text).unwrap_or(cell)), text);
            }
        }
    }
}

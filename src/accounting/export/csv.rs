//! CSV by RFC 4180: commas, CRLF, quotes where needed. Text that a spreadsheet would take for a formula is prefixed with an apostrophe;
//! numbers stay numbers, negative ones too.

use std::borrow::Cow;

use super::table::{Cell, cells, disarmed, records};
use super::{COLUMNS, Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The CSV format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "csv",
    label: "CSV",
    audience: "For any spreadsheet: commas, decimal points, every column",
    media_type: "text/csv; charset=utf-8; header=present",
    stem: "movements",
    extension: "csv",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(Csv { zone: context.zone }),
};

struct Csv {
    zone: Zone,
}

impl Format for Csv {
    fn begin(&mut self) -> Vec<u8> {
        records(b',', [COLUMNS])
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        Ok(records(b',', lines.iter().map(|line| cells(line, self.zone).map(plain))))
    }
}

fn plain(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        // An unknown fee is an empty cell, not 0.00.
        Cell::Absent => "".into(),
        Cell::Word(word) => word,
        Cell::Text(text) => disarmed(text),
        Cell::Amount(money) => money.to_decimal().into(),
        Cell::Number(number) => number.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ExportContext;
    use super::*;

    fn line(gross: i64) -> ExportLine {
        ExportLine::example(gross)
    }

    fn lines(lines: &[ExportLine], zone: Zone) -> Vec<u8> {
        KIND.open(&ExportContext { zone, ..ExportContext::example() }).lines(lines).expect("CSV holds every line")
    }

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_line_is_complete() {
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let (memo, reference) = (Some("a \"b\", c".into()), Some("210000000003139471430009017".into()));
        let told = ExportLine { memo, provider_ref: reference, ..line(-1250) };
        let out = lines(&[told], zone);
        let record = &read(&out)[0];
        let cell = |name: &str| record[COLUMNS.iter().position(|c| *c == name).expect("a column")].as_str();
        assert_eq!(record.len(), COLUMNS.len());
        assert_eq!((cell("type"), cell("gross"), cell("fee"), cell("net")), ("refund", "-12.50", "0.00", "-12.50"));
        assert_eq!(cell("settled_at_utc"), "2026-03-29T01:00:00.000005Z");
        assert_eq!(cell("settled_at_local"), "2026-03-29T03:00:00+02:00");
        assert_eq!(cell("seq"), "7");
        assert_eq!((cell("zone"), cell("memo"), cell("evidence_ref")), ("Europe/Berlin", "a \"b\", c", "'=cmd"));
        assert_eq!(cell("provider_ref"), "210000000003139471430009017");
        assert!(out.ends_with(b"\r\n"));
        let untold = ExportLine { fee: None, ..line(-1250) };
        let record = &read(&lines(&[untold], zone))[0];
        let cell = |name: &str| record[COLUMNS.iter().position(|c| *c == name).expect("a column")].as_str();
        assert_eq!((cell("gross"), cell("fee"), cell("net")), ("-12.50", "", ""), "a fee that isn't known is none");
        assert_eq!(KIND.open(&ExportContext::example()).begin(), format!("{}\r\n", COLUMNS.join(",")).into_bytes());
    }

    proptest! {
        /// A line with a booking date is dated that day in every zone.
        #[test]
        fn a_booking_date_is_that_day_everywhere(
            days in 0i64..40_000,
            name in prop::sample::select(Zone::names().collect::<Vec<_>>()),
        ) {
            let (zone, day) = (Zone::parse(name).expect("a zone"), chrono::NaiveDate::default() + chrono::TimeDelta::days(days));
            let out = lines(&[ExportLine { booking_date: Some(day), ..line(100) }], zone);
            let local = read(&out)[0][8].clone();
            // Samoa and Kwajalein have each skipped a day.
            let skipped = zone.day_of(zone.midnight(day)) != day;
            prop_assert!(skipped || local.starts_with(&format!("{day}T12:00:00")), "{} {} {}", name, day, local);
        }

        #[test]
        fn no_text_becomes_a_formula_or_breaks_out(memo in "\\PC*|[=+@\t\r\n-]\\PC*") {
            let out = lines(&[ExportLine { memo: Some(memo.clone()), ..line(100) }], Zone::UTC);
            let records = read(&out);
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].len(), COLUMNS.len());
            let cell = &records[0][19];
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            let disarmed = format!("'{memo}");
            prop_assert!(*cell == memo || *cell == disarmed);
        }
    }
}

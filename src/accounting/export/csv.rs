//! CSV by RFC 4180: commas, CRLF, quotes where needed. Text that a spreadsheet would take for a formula is prefixed with an apostrophe;
//! numbers stay numbers, negative ones too.

use std::borrow::Cow;

use super::{COLUMNS, Format, FormatError, FormatKind};
use crate::domain::clock::rfc3339;
use crate::domain::ledger::ExportLine;
use crate::domain::money::Money;
use crate::domain::zone::Zone;
use chrono::SecondsFormat;

/// The CSV format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "csv",
    label: "CSV",
    audience: "For any spreadsheet: commas, decimal points, every column",
    media_type: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    one_currency: false,
    may_refuse: false,
    open: |context| Box::new(Csv { zone: context.zone }),
};

struct Csv {
    zone: Zone,
}

/// Encodes records, each with the cells of [`COLUMNS`].
#[expect(clippy::expect_used, reason = "a line that is missing from a file would be missing from somebody's books")]
fn write<R: AsRef<[C]>, C: AsRef<str>>(records: impl IntoIterator<Item = R>) -> Vec<u8> {
    let memory = Vec::with_capacity(64 * 1024);
    let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(memory);
    for record in records {
        let cells = record.as_ref().iter().map(|cell| cell.as_ref().as_bytes());
        out.write_record(cells).expect("memory takes every record, and all have as many cells");
    }
    out.into_inner().expect("memory takes what is buffered")
}

impl Format for Csv {
    fn begin(&mut self) -> Vec<u8> {
        write([COLUMNS])
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        Ok(write(lines.iter().map(|line| record(line, self.zone))))
    }
}

fn record(line: &ExportLine, zone: Zone) -> [Cow<'_, str>; COLUMNS.len()] {
    let money = |minor| Money::new(minor, line.currency).to_decimal();
    let local = zone.local(line.settled_in(zone)).to_rfc3339_opts(SecondsFormat::Secs, false);
    [
        line.id.as_str().into(),
        line.request_code.as_str().into(),
        line.payment_id.as_str().into(),
        line.kind.as_str().into(),
        text(line.reference.as_deref()),
        line.rf.as_str().into(),
        rfc3339(line.created_at).into(),
        rfc3339(line.settled_at).into(),
        local.into(),
        zone.name().into(),
        line.booking_date.map(|d| d.to_string()).unwrap_or_default().into(),
        line.currency.code().into(),
        money(line.gross).into(),
        // An unknown fee is an empty cell, not 0.00.
        line.fee.map(money).unwrap_or_default().into(),
        line.net().map(money).unwrap_or_default().into(),
        line.kind.status().into(),
        text(Some(&line.rail)),
        line.evidence.as_str().into(),
        text(line.evidence_ref.as_deref()),
        text(line.memo.as_deref()),
        line.reverses_id.as_deref().unwrap_or_default().into(),
        text(line.batch_id.as_deref()),
        line.seq.to_string().into(),
        text(line.provider_ref.as_deref()),
        line.accounting_date.to_string().into(),
        text(line.statement_id.as_deref()),
        line.belongs_to.map(|d| d.to_string()).unwrap_or_default().into(),
    ]
}

/// A text cell that no spreadsheet evaluates as a formula.
fn text(cell: Option<&str>) -> Cow<'_, str> {
    let cell = cell.unwrap_or_default();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}").into(),
        _ => cell.into(),
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

//! CSV as QuickBooks Online imports bank transactions: three columns, days as dd/mm/yyyy, and at most 350 KB. In its form of four columns,
//! Intuit's own pages disagree on which of credit and debit is money in, so the amount is one signed column. A fee has a row of its own,
//! and no row has an amount of zero.

use super::posting::{Posting, postings};
use super::table::{disarmed, records};
use super::{Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "quickbooks",
    label: "CSV for QuickBooks",
    audience: "For QuickBooks Online’s import of bank transactions: one currency, days as dd/mm/yyyy, 350 KB at most",
    media_type: "text/csv; charset=utf-8; header=present",
    stem: "movements",
    extension: "csv",
    one_currency: true,
    iso_only: true,
    may_refuse: true,
    open: |_| Box::new(QuickBooks { bytes: 0 }),
};

const HEADINGS: [&str; 3] = ["Date", "Description", "Amount"];

/// The most bytes that QuickBooks takes of a file.
const MAX_BYTES: usize = 350_000;

struct QuickBooks {
    bytes: usize,
}

impl Format for QuickBooks {
    fn begin(&mut self) -> Vec<u8> {
        let head = records(b',', [HEADINGS]);
        self.bytes = head.len();
        head
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut out = Vec::new();
        for line in lines {
            let rows = records(b',', postings(line).map(|posting| row(&posting)));
            self.bytes += rows.len();
            if self.bytes > MAX_BYTES {
                return Err(FormatError::of(line, "QuickBooks takes 350 KB of a file. Choose a shorter period."));
            }
            out.extend(rows);
        }
        Ok(out)
    }
}

fn row(posting: &Posting<'_>) -> [String; 3] {
    let description = posting.description(255);
    let day = posting.day().format("%d/%m/%Y").to_string();
    [day, disarmed(&description).into_owned(), posting.amount.to_decimal()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{assert_postings, hostile_text, lines};
    use super::super::{ExportContext, write_whole};
    use super::*;

    fn read(file: &[u8]) -> Vec<[String; 3]> {
        let mut reader = ::csv::Reader::from_reader(file);
        assert_eq!(reader.headers().expect("a header"), &HEADINGS[..]);
        let row = |row: ::csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>().try_into();
        reader.records().map(|record| row(record.expect("a record")).expect("three cells")).collect()
    }

    fn write(lines: &[ExportLine]) -> Vec<u8> {
        write_whole(&KIND, &ExportContext::example(), lines)
    }

    #[test]
    fn a_day_is_written_day_first() {
        let line = ExportLine {
            fee: Some(58),
            reference: Some("2026117".into()),
            accounting_date: chrono::NaiveDate::from_ymd_opt(2026, 2, 3).expect("a day"),
            ..ExportLine::example(-2500)
        };
        let expected = "Date,Description,Amount\r\n\
            03/02/2026,Refund / 2026117 / RF18539007547034,-25.00\r\n\
            03/02/2026,Fee / 2026117 / RF18539007547034,-0.58\r\n";
        assert_eq!(String::from_utf8(write(&[line])).expect("UTF-8"), expected);
    }

    #[test]
    fn a_file_has_350_kilobytes_at_most() {
        let line = ExportLine { memo: Some("ü".repeat(140)), ..ExportLine::example(100) };
        let one = write(std::slice::from_ref(&line)).len() - write(&[]).len();
        let fits = (MAX_BYTES - write(&[]).len()) / one;
        let file = write(&vec![line.clone(); fits]);
        assert!(file.len() <= MAX_BYTES && file.len() + one > MAX_BYTES, "{}", file.len());
        let mut format = KIND.open(&ExportContext::example());
        format.begin();
        format.lines(&vec![line.clone(); fits]).expect("it fits");
        let error = format.lines(&[ExportLine { seq: 9000, ..line }]).expect_err("too many");
        assert_eq!(error.seq, 9000);
        assert!(error.detail.contains("350 KB") && error.detail.contains("shorter period"), "{error}");
    }

    #[test]
    fn sums_are_the_ledgers() {
        for currency in ["EUR", "JPY", "KWD"] {
            let lines = lines(&[currency]);
            let (mut gross, mut fees) = (Vec::new(), Vec::new());
            for [_, description, amount] in read(&write(&lines)) {
                if description.starts_with("Fee") { &mut fees } else { &mut gross }.push(amount);
            }
            assert_postings(&lines, currency, &gross, &fees);
        }
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_formula_or_breaks_out(memo in hostile_text(), reference in hostile_text()) {
            let line = ExportLine { memo: Some(memo), reference: Some(reference), ..ExportLine::example(100) };
            let [[day, description, amount]] = read(&write(&[line])).try_into().expect("one row");
            prop_assert_eq!((&*day, &*amount), ("29/03/2026", "1.00"));
            prop_assert!(description.starts_with("Payment / "));
        }
    }
}

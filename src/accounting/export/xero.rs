//! CSV as Xero imports bank statements: the headings of its template, ISO dates, money in as a positive amount, a fee in a row of its own,
//! and at most 1,000 rows. Columns that Chit would leave empty are left out.

use super::posting::postings;
use super::table::{disarmed, records};
use super::{Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "xero",
    label: "CSV for Xero",
    audience: "For Xero’s import of bank statements: one currency, 1,000 rows at most",
    media_type: "text/csv; charset=utf-8; header=present",
    stem: "movements",
    extension: "csv",
    one_currency: true,
    iso_only: true,
    may_refuse: true,
    open: |_| Box::new(Xero { rows: 0 }),
};

const HEADINGS: [&str; 5] = ["*Date", "*Amount", "Payee", "Description", "Reference"];

/// The most rows that Xero takes of a file.
const MAX_ROWS: usize = 1000;

struct Xero {
    rows: usize,
}

impl Format for Xero {
    fn begin(&mut self) -> Vec<u8> {
        records(b',', [HEADINGS])
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut rows = Vec::new();
        for posting in lines.iter().flat_map(postings) {
            self.rows += 1;
            if self.rows > MAX_ROWS {
                let detail = "Xero takes 1,000 rows of a file, and a fee is a row of its own. Choose a shorter period.";
                return Err(FormatError::of(posting.line, detail));
            }
            let reference = posting.line.reference.as_deref().filter(|own| !own.is_empty()).unwrap_or(&posting.line.rf);
            rows.push([
                posting.day().to_string(),
                posting.amount.to_decimal(),
                disarmed(&posting.counterparty()).into_owned(),
                disarmed(&posting.description(255)).into_owned(),
                disarmed(reference).into_owned(),
            ]);
        }
        Ok(records(b',', rows))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::samples::{assert_postings, hostile_text, lines};
    use super::super::{ExportContext, write_whole};
    use super::*;

    fn read(file: &[u8]) -> Vec<[String; 5]> {
        let mut reader = ::csv::Reader::from_reader(file);
        assert_eq!(reader.headers().expect("a header"), &HEADINGS[..]);
        let row = |row: ::csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>().try_into();
        reader.records().map(|record| row(record.expect("a record")).expect("five cells")).collect()
    }

    fn write(lines: &[ExportLine]) -> Vec<u8> {
        write_whole(&KIND, &ExportContext::example(), lines)
    }

    #[test]
    fn a_fee_is_a_row() {
        let line = ExportLine {
            fee: Some(58),
            rail: "stripe".into(),
            reference: Some("=1".into()),
            ..ExportLine::example(2500)
        };
        let expected = "*Date,*Amount,Payee,Description,Reference\r\n\
            2026-03-29,25.00,Chit stripe,Payment / =1 / RF18539007547034,'=1\r\n\
            2026-03-29,-0.58,Chit stripe,Fee / =1 / RF18539007547034,'=1\r\n";
        assert_eq!(String::from_utf8(write(&[line])).expect("UTF-8"), expected);
        assert_eq!(HEADINGS.iter().collect::<BTreeSet<_>>().len(), HEADINGS.len());
    }

    #[test]
    fn row_1001_is_refused() {
        let with_fee = ExportLine { fee: Some(1), ..ExportLine::example(100) };
        let mut format = KIND.open(&ExportContext::example());
        format.begin();
        for _ in 0..4 {
            assert_eq!(
                read(&[format.begin(), format.lines(&vec![with_fee.clone(); 125]).expect("it fits")].concat()).len(),
                250
            );
        }
        let error = format.lines(&[ExportLine { seq: 501, ..with_fee.clone() }]).expect_err("too many");
        assert_eq!(error.seq, 501);
        assert!(error.detail.contains("1,000 rows") && error.detail.contains("shorter period"), "{error}");
        // The fee of a line may be the row that is too many.
        let mut format = KIND.open(&ExportContext::example());
        format.lines(&vec![ExportLine::example(100); 999]).expect("it fits");
        assert!(format.lines(std::slice::from_ref(&with_fee)).is_err());
    }

    #[test]
    fn sums_are_the_ledgers() {
        for currency in ["EUR", "JPY", "KWD"] {
            let lines = lines(&[currency]);
            let (mut gross, mut fees) = (Vec::new(), Vec::new());
            for [_, amount, _, description, _] in read(&write(&lines)) {
                if description.starts_with("Fee") { &mut fees } else { &mut gross }.push(amount);
            }
            assert_postings(&lines, currency, &gross, &fees);
        }
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_formula_or_breaks_out(memo in hostile_text(), reference in hostile_text()) {
            let line = ExportLine { memo: Some(memo), reference: Some(reference), ..ExportLine::example(100) };
            let [row] = read(&write(&[line])).try_into().expect("one row");
            prop_assert_eq!(&*row[1], "1.00");
            for cell in &row[2..] {
                prop_assert!(!cell.is_empty() && !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            }
        }
    }
}

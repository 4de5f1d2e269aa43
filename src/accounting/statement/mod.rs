//! Bank statements: readers of CAMT.052/053/054, MT940/942, OFX and CSV.
//!
//! A statement is full of persons. Its texts live in [`Remittance`] in memory until a [`Collector`] has found the references in them and
//! has computed fingerprints; an [`EntryItem`] has no field for them. Readers parse a stream in constant memory and know neither requests nor the
//! database. What they disagree about lies in the collector: whether details replace their entry, and whether balances hold.

mod camt;
mod collector;
pub mod csv;
mod decimal;
mod digest;
mod exact;
mod fault;
mod fingerprint;
mod identity;
mod items;
mod known;
mod lines;
#[cfg(test)]
mod memory;
mod mt940;
#[cfg(test)]
mod mutation;
mod ofx;
mod pieces;
mod references;
mod room;
#[cfg(test)]
mod samples;
mod utf8;

use std::io::Read;

use chrono::{Datelike, NaiveDate};

pub use self::collector::{Collector, CurrencySum, Statement, StatementWarning};
pub use self::fault::{Fault, Flaw};
pub use self::fingerprint::{Fingerprint, FingerprintKey};
pub use self::identity::Items;
pub use self::items::{Detail, EntryItem};
pub use self::known::OwnReferences;
pub use self::references::{Place, Reference, ReferenceWords, References};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The years of days that a bank books on. Other ones are slips, and books that begin with one of them can't be checked by other programs.
const BANK_YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// Returns whether a bank may have booked on a day.
fn is_bank_day(day: NaiveDate) -> bool {
    BANK_YEARS.contains(&day.year())
}

/// A place in a statement's file, for error messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// The whole file.
    File,
    /// A line, counted from 1.
    Line(u64),
    /// An XML element: its name, and the line that it is in.
    Element(&'static str, u64),
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File => f.write_str("File"),
            Self::Line(line) => write!(f, "Line {line}"),
            Self::Element(name, line) => write!(f, "<{name}> in line {line}"),
        }
    }
}

/// The error of a file that can't be read. It quotes nothing of the file but amounts, dates and currencies: other text may name a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {detail}")]
pub struct StatementError {
    /// The place of the fault.
    pub at: Position,
    /// The kind of the fault.
    pub fault: Fault,
    /// The fault and what is wanted: a sentence without the place.
    pub detail: String,
}

impl StatementError {
    /// The error at a place.
    pub fn new(at: Position, Flaw { fault, detail }: Flaw) -> Self {
        Self { at, fault, detail }
    }
}

/// The format of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum StatementFormat {
    /// ISO 20022 camt.052: the movements of a day.
    Camt052,
    /// ISO 20022 camt.053: a statement.
    Camt053,
    /// ISO 20022 camt.054: notifications of single bookings.
    Camt054,
    /// SWIFT MT940: a statement.
    Mt940,
    /// SWIFT MT942: a report within the day.
    Mt942,
    /// OFX 1 (SGML) and 2 (XML).
    Ofx,
    /// A table of a bank or a provider.
    Csv,
}

/// The texts of an entry or of one of its details, as the bank wrote them. They name persons: never stored, logged or shown.
#[derive(Default)]
pub struct Remittance {
    /// References in structured fields (CdtrRefInf and the like), without their type.
    pub structured: Vec<String>,
    /// The free text, joined as the format says.
    pub text: String,
    /// The end-to-end id of the payer's bank; none for `NOTPROVIDED`.
    pub end_to_end: Option<String>,
    /// The bank's own reference for the booking, which is the same in another file with the booking (AcctSvcrRef, FITID, `//…` of `:61:`).
    pub bank_ref: Option<String>,
}

impl std::fmt::Debug for Remittance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Remittance(…)")
    }
}

/// The facts of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFacts {
    /// The place in the file.
    pub at: Position,
    /// The amount that moved, in minor units of `currency`: positive towards the account, negative from it.
    pub amount: i64,
    /// The currency of the account, in which the amount was booked.
    pub currency: Currency,
    /// The bank's booking day.
    pub booking_date: NaiveDate,
    /// The day from which interest counts.
    pub value_date: Option<NaiveDate>,
    /// True if the bank hasn't booked it: it is shown and never settles.
    pub pending: bool,
    /// True if it takes an earlier entry back: RvslInd, RC, RD.
    pub reversal: bool,
    /// The amount that was sent, if it differs from what arrived: a bank kept the rest.
    pub instructed: Option<Money>,
    /// The fee that was kept of money that came, in minor units: 0 in a bank's statement, which books what arrives. `None` where a table has
    /// fees and doesn't tell this one.
    pub fee: Option<i64>,
}

/// The facts of one detail of a batch booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailFacts {
    /// The amount in minor units, signed as an entry's; `None` where the detail has none.
    pub amount: Option<i64>,
    /// The currency of the amount; `None` for the entry's.
    pub currency: Option<Currency>,
    /// As [`EntryFacts::instructed`].
    pub instructed: Option<Money>,
}

/// Options for reading a file.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The columns of a table, as far as somebody has named them. With it, a file of no other format is a table.
    pub csv: Option<csv::CsvMapping>,
    /// The currency of a table that says none.
    pub currency: Option<Currency>,
}

/// The number of bytes by which a format is recognized.
const HEAD: usize = 64 << 10;

/// Reads a statement of any format, which is recognized by its content.
///
/// # Errors
/// For a file of no known format, and as the format's reader.
pub fn read(
    source: &mut dyn Read,
    options: &ReadOptions,
    out: &mut Collector,
) -> Result<StatementFormat, StatementError> {
    let head = read_head(source, HEAD)?;
    let source: &mut dyn Read = &mut head.as_slice().chain(source);
    if let Some(reader) = reader(&head) {
        return reader(source, out);
    }
    if let Some(detail) = foreign(&head) {
        return Err(StatementError::new(Position::File, detail));
    }
    if options.csv.is_some() || csv::sniffs(&head) || csv::is_table(&head) {
        let mapping = options.csv.clone().unwrap_or_default();
        return csv::read(source, &mapping, options.currency, out);
    }
    let detail = Fault::UnknownFormat.says("This is no bank statement that can be read. Statements are read in CAMT.052, CAMT.053 and CAMT.054 (XML), MT940, MT942, OFX, and as \
        tables (CSV) with a line of headings.");
    Err(StatementError::new(Position::File, detail))
}

/// A reader of a format that is recognized by its beginning.
type FormatReader = fn(&mut dyn Read, &mut Collector) -> Result<StatementFormat, StatementError>;

/// The reader of a file that begins with `head`, unless that may be a table.
fn reader(head: &[u8]) -> Option<FormatReader> {
    if ofx::sniffs(head) {
        Some(ofx::read)
    } else if camt::sniffs(head) {
        Some(camt::read)
    } else {
        mt940::sniffs(head).then_some(mt940::read)
    }
}

/// True if a file that begins with `head` is of no other format, so that it is read as a table if somebody says what its columns are.
pub fn may_be_table(head: &[u8]) -> bool {
    reader(head).is_none() && foreign(head).is_none()
}

/// Hints for files that people take for statements.
fn foreign(head: &[u8]) -> Option<Flaw> {
    let is = |magic: &[u8]| head.starts_with(magic);
    if is(b"%PDF") {
        Some(
            Fault::Pdf.says(
                "This is a PDF, which is for reading only. Download the statement as CAMT.053, MT940, OFX or CSV.",
            ),
        )
    } else if is(b"PK\x03\x04") {
        Some(
            Fault::Packed.says("This is a ZIP archive or a workbook. Unpack it, or save the workbook's sheet as CSV, and send the files in it one by one."),
        )
    } else if is(b"\xD0\xCF\x11\xE0") {
        Some(Fault::Packed.says("This is a workbook of Excel. Save its sheet as CSV."))
    } else if is(b"\x1F\x8B") {
        Some(Fault::Compressed.says("This file is compressed. Unpack it first."))
    } else if head.iter().all(u8::is_ascii_whitespace) {
        Some(Fault::Empty.says("The file is empty."))
    } else {
        None
    }
}

/// Reads up to `limit` bytes; fewer only where the source ends.
fn read_head(source: &mut dyn Read, limit: usize) -> Result<Vec<u8>, StatementError> {
    let mut head = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    match source.take(limit).read_to_end(&mut head) {
        Ok(_) => Ok(head),
        Err(_) => Err(StatementError::new(
            Position::File,
            Fault::Unreadable.says("The file could not be read to its end. Send it again."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8], options: &ReadOptions) -> Result<StatementFormat, StatementError> {
        read(&mut &bytes[..], options, &mut Collector::default())
    }

    #[test]
    fn a_format_is_recognized_by_content() {
        let none = ReadOptions::default();
        let sta = include_bytes!("../../../tests/data/statements/mt940/february_30.sta");
        assert_eq!(read_all(sta, &none), Ok(StatementFormat::Mt940), "after a blank line");
        let sta = include_bytes!("../../../tests/data/statements/made/mt942.sta");
        assert_eq!(read_all(&[b"\xEF\xBB\xBF\r\n\r\n", &sta[..]].concat(), &none), Ok(StatementFormat::Mt942));
        let csv = include_bytes!("../../../tests/data/statements/csv/n26.csv");
        assert_eq!(read_all(csv, &none), Ok(StatementFormat::Csv));
        let ofx = include_bytes!("../../../tests/data/statements/ofx/checking.ofx");
        assert_eq!(read_all(ofx, &none), Ok(StatementFormat::Ofx));
        let camt = include_bytes!("../../../tests/data/statements/camt/camt053.v2.minimal.xml");
        assert_eq!(read_all(camt, &none), Ok(StatementFormat::Camt053));
        let refused = |bytes: &[u8]| read_all(bytes, &none).expect_err("refused").to_string();
        assert!(refused(b"Dear all,\nhello\n").contains("CAMT.053"));
        assert!(
            refused(b"%PDF-1.7").contains("PDF")
                && refused(b"PK\x03\x04").contains("ZIP")
                && refused(b" \r\n").contains("empty")
        );
        assert!(
            may_be_table(b"a,b,c\nd,e,f\n") && !may_be_table(sta) && !may_be_table(camt) && !may_be_table(b"%PDF-1.7")
        );
        assert!(refused(b"a,b,c\nd,e,f\n").contains("`date`"), "a table is asked about");
        let csv = Some(csv::CsvMapping {
            date: Some(csv::Column::Number(1)),
            amount: Some(csv::Column::Number(2)),
            ..Default::default()
        });
        let options = ReadOptions { csv, currency: Some(Currency::EUR) };
        assert_eq!(read_all(b"2026-11-02;5\n", &options), Ok(StatementFormat::Csv));
    }

    /// A table's column of balances isn't read, so nothing in it refuses a table.
    #[test]
    fn a_column_of_balances_may_say_anything() {
        for balance in ["1.000,00", "1.000,005", "?", "", "100 EUR", "31.12.2026"] {
            let table = format!(
                "Buchung;Valuta;Auftraggeber;Verwendungszweck;Saldo;Währung;Betrag;Währung\n\
                02.11.2026;02.11.2026;Zoë;rent;{balance};EUR;25,00;EUR\n"
            );
            let mut out = Collector::default();
            read(&mut table.as_bytes(), &ReadOptions::default(), &mut out).expect(balance);
            let statement = out.finish();
            let amounts: Vec<_> = statement.items.map(|item| item.amount).collect();
            assert_eq!((amounts, statement.warnings), (vec![2500], vec![]), "{balance}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

        #[test]
        fn any_bytes_are_read_or_refused(
            start in proptest::sample::select(vec!["", "<?xml version=\"1.0\"?><Document><BkToCstmrStmt><Stmt>", "OFXHEADER:100\n<OFX>",
                ":20:x\n:25:1\n:60F:C261130EUR1,00\n:61:", "Date;Amount;Currency\n"]),
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        ) {
            // Whatever comes of it, nothing panics, and a refusal says where.
            if let Err(error) = read_all(&[start.as_bytes(), &bytes].concat(), &ReadOptions::default()) {
                proptest::prop_assert!(!error.detail.is_empty());
            }
        }
    }
}

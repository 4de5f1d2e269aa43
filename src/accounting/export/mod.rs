//! Export formats: a source file and a row in [`FORMATS`] for each.

mod beancount;
pub mod csv;
mod csv_eu;
mod datev;
mod hledger;
mod journal;
mod jsonl;
mod ofx;
mod posting;
mod qif;
mod quickbooks;
#[cfg(test)]
mod samples;
mod table;
mod totals;
mod xero;
mod xlsx;

pub(crate) use self::table::{disarmed, records};

use chrono::NaiveDate;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use super::accounts::Accounts;
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::ledger::ExportLine;
use crate::domain::money::currency::Currency;
use crate::domain::schema;
use crate::domain::zone::Zone;

/// The columns of tables, in order. They are a public interface: append, never rename or reorder.
pub const COLUMNS: &[&str] = &[
    "movement_id",
    "request_code",
    "payment_id",
    "type",
    "reference",
    "rf",
    "created_at_utc",
    "settled_at_utc",
    "settled_at_local",
    "zone",
    "booking_date",
    "currency",
    "gross",
    "fee",
    "net",
    "status",
    "rail",
    "evidence",
    "evidence_ref",
    "memo",
    "reverses_id",
    "batch_id",
    "seq",
    "provider_ref",
    "accounting_date",
    "statement_id",
    "belongs_to",
    "tip",
];

/// The circumstances of one file, fixed before its first byte.
#[derive(Debug, Clone)]
pub struct ExportContext {
    /// The zone of local times and days.
    pub zone: Zone,
    /// The payee's handle.
    pub handle: String,
    /// The one currency of the file; `None` for a file of all currencies. Always set for a format with
    /// [`FormatKind::one_currency`].
    pub currency: Option<Currency>,
    /// The period's first day; `None` for a file from the ledger's first line on.
    pub from: Option<NaiveDate>,
    /// The period's last day, inclusive; `None` for a file up to its making.
    pub until: Option<NaiveDate>,
    /// The time at which the file was made; for a batch, the time at which the batch was made.
    pub made_at: Timestamp,
    /// The accounts that the payee books to.
    pub accounts: Accounts,
    /// The ledger's head: the number and hash of the last line that the file may have.
    pub head: (i64, String),
}

impl ExportContext {
    /// A file of everything in UTC, for the payee `demo`.
    #[cfg(test)]
    pub(crate) fn example() -> Self {
        Self {
            zone: Zone::UTC,
            handle: "demo".into(),
            currency: None,
            from: None,
            until: None,
            made_at: chrono::DateTime::from_timestamp(1_796_112_000, 0).expect("in range"),
            accounts: Accounts::default(),
            head: (0, "0".repeat(64)),
        }
    }
}

/// The error of a line that a format can't hold, such as an amount with more decimals than it knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Line {seq} ({id}): {detail}")]
pub struct FormatError {
    /// The line's number.
    pub seq: i64,
    /// The line's id.
    pub id: String,
    /// The reason, and what to choose instead: a sentence for the accountant.
    pub detail: String,
}

impl FormatError {
    /// The error of this line.
    pub fn of(line: &ExportLine, detail: impl Into<String>) -> Self {
        Self { seq: line.seq, id: line.id.clone(), detail: detail.into() }
    }
}

/// The end of a file.
#[derive(Debug)]
pub enum FileEnd {
    /// The bytes after the last line, such as totals.
    Bytes(Vec<u8>),
    /// A file that could be put together only once all lines were known, from its start on. Nothing was returned before.
    File(std::fs::File),
}

/// Writes one file in chunks, in constant memory. State carried between chunks, such as totals for its end, is in fields.
pub trait Format: Send {
    /// The bytes before the first line, such as a header.
    fn begin(&mut self) -> Vec<u8>;

    /// The bytes of the next lines.
    ///
    /// # Errors
    /// For a line that the format can't hold. Only a format with [`FormatKind::may_refuse`] returns any.
    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError>;

    /// The end of the file.
    ///
    /// # Errors
    /// As [`Self::lines`], and where a temporary file can't be written.
    fn end(&mut self) -> Result<FileEnd, std::io::Error> {
        Ok(FileEnd::Bytes(Vec::new()))
    }
}

/// A format's entry in [`FORMATS`].
#[derive(Debug)]
pub struct FormatKind {
    /// The identifier in queries and on the command line.
    pub name: &'static str,
    /// The name in the user interface.
    pub label: &'static str,
    /// The readers of the format, in one line: "For any spreadsheet".
    pub audience: &'static str,
    /// The media type for `Content-Type`, with parameters.
    pub media_type: &'static str,
    /// The start of file names. DATEV requires one of its own.
    pub stem: &'static str,
    /// The extension of file names, without a dot.
    pub extension: &'static str,
    /// True if a file has one currency, which an export must name.
    pub one_currency: bool,
    /// True if the format or its readers know the currencies of ISO 4217 only, so that a file in bitcoin is refused.
    pub iso_only: bool,
    /// True if [`Format::lines`] may refuse a line. An export is tried whole before its first byte is sent.
    pub may_refuse: bool,
    /// The constructor of a writer.
    open: fn(&ExportContext) -> Box<dyn Format>,
}

/// Every format, the default first. The API, the command line and the sellers' pages read this table.
pub static FORMATS: [FormatKind; 11] = [
    csv::KIND,
    csv_eu::KIND,
    xlsx::KIND,
    jsonl::KIND,
    beancount::KIND,
    hledger::KIND,
    ofx::KIND,
    qif::KIND,
    xero::KIND,
    quickbooks::KIND,
    datev::KIND,
];

/// The name of a format, for its schema.
#[derive(Debug)]
pub enum FormatName {}

impl PartialSchema for FormatName {
    fn schema() -> RefOr<Schema> {
        let names = FORMATS.iter().map(|format| format.name);
        schema::finished(schema::text("The name of an export's format.").enum_values(Some(names)))
    }
}

impl ToSchema for FormatName {}

impl FormatKind {
    /// The format with this name; the default for `None`.
    ///
    /// # Errors
    /// On the field `format`, for a name that isn't in [`FORMATS`].
    pub fn named(name: Option<&str>) -> Result<&'static Self, FieldError> {
        let name = name.unwrap_or(FORMATS[0].name);
        FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            FieldError::plain("format", "unknown", format!("Choose one of: {}.", names.join(", ")))
        })
    }

    /// The file name, which marks an export that may still get further lines as provisional.
    pub fn file_name(&self, is_final: bool) -> String {
        let mark = if is_final { "" } else { "-provisional" };
        format!("{}{mark}.{}", self.stem, self.extension)
    }

    /// Starts a file.
    pub fn open(&self, context: &ExportContext) -> Box<dyn Format> {
        (self.open)(context)
    }
}

/// A whole file, from its head to its end.
#[cfg(test)]
fn write_whole(kind: &FormatKind, context: &ExportContext, lines: &[ExportLine]) -> Vec<u8> {
    let mut format = kind.open(context);
    let mut file = format.begin();
    // Chunks of two, so that what is carried from one to the next is tried.
    for chunk in lines.chunks(2) {
        file.extend(format.lines(chunk).expect("the format holds every line"));
    }
    match format.end().expect("the end is written") {
        FileEnd::Bytes(bytes) => file.extend(bytes),
        FileEnd::File(mut end) => {
            assert!(std::io::Read::read_to_end(&mut end, &mut file).is_ok_and(|length| length > 0))
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_name_opens_its_own_format() {
        let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names.len(), FORMATS.len(), "a name stands twice");
        for format in &FORMATS {
            assert_eq!(FormatKind::named(Some(format.name)).map(|found| found.name), Ok(format.name));
            assert_ne!(format.file_name(true), format.file_name(false));
        }
        assert_eq!(FormatKind::named(None).map(|found| found.name), Ok(FORMATS[0].name));
        for other in ["", "CSV", "csv ", "xml"] {
            let error = FormatKind::named(Some(other)).expect_err(other);
            assert_eq!((&*error.field, error.code), ("format", "unknown"));
            assert!(error.detail.contains(FORMATS[0].name), "{}", error.detail);
        }
    }
}

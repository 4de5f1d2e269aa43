//! Export formats: a source file and a row in [`FORMATS`] for each.

pub mod csv;

use crate::domain::field::FieldError;
use crate::domain::ledger::ExportLine;
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
];

/// Writes one file in chunks, in constant memory. State carried between chunks, such as totals for its end, is in fields.
pub trait Format: Send {
    /// The bytes before the first line, such as a header.
    fn begin(&mut self) -> Vec<u8>;

    /// The bytes of the next lines.
    fn lines(&mut self, lines: &[ExportLine]) -> Vec<u8>;

    /// The bytes after the last line.
    fn end(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

/// A format's entry in [`FORMATS`].
#[derive(Debug)]
pub struct FormatKind {
    /// The identifier in queries and on the command line.
    pub name: &'static str,
    /// The name in the user interface.
    pub label: &'static str,
    /// The media type for `Content-Type`, with parameters.
    pub media_type: &'static str,
    /// The extension of file names, without a dot.
    extension: &'static str,
    /// The constructor of a writer whose local times are in a zone.
    open: fn(Zone) -> Box<dyn Format>,
}

/// Every format, the default first. The API, the command line and the sellers' pages read this table.
pub static FORMATS: [FormatKind; 1] = [csv::KIND];

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
        format!("movements{mark}.{}", self.extension)
    }

    /// Starts a file whose local times are in `zone`.
    pub fn open(&self, zone: Zone) -> Box<dyn Format> {
        (self.open)(zone)
    }
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

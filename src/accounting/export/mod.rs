//! Exports: a source file per format, and a row in [`FORMATS`].

pub mod csv;

use crate::domain::field::FieldError;
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The columns of tables, in order. They are public: append, never rename or reorder.
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

/// Writes one file, chunk by chunk, in constant memory. What a format carries from chunk to chunk, such as totals for its end, is a field.
pub trait Format: Send {
    /// The bytes before the first line.
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
    /// The word in queries and on the command line.
    pub name: &'static str,
    /// The name for people.
    pub label: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The extension of files.
    extension: &'static str,
    /// Opens a file whose local times are those of a zone.
    open: fn(Zone) -> Box<dyn Format>,
}

/// Every format, the default first. The API, the command line and the sellers' page read this table.
pub static FORMATS: [FormatKind; 1] = [csv::KIND];

impl FormatKind {
    /// The format of a name; the default where there is none.
    ///
    /// # Errors
    /// Of the field `format`, for a name that isn't in [`FORMATS`].
    pub fn named(name: Option<&str>) -> Result<&'static Self, FieldError> {
        let name = name.unwrap_or(FORMATS[0].name);
        FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            FieldError::plain("format", "unknown", format!("Choose one of: {}.", names.join(", ")))
        })
    }

    /// The name of a file, which marks an export that may have further lines one day.
    pub fn file_name(&self, is_final: bool) -> String {
        let mark = if is_final { "" } else { "-provisional" };
        format!("movements{mark}.{}", self.extension)
    }

    /// Opens a file whose local times are those of a zone.
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

//! Exports: a file per format, all with the same columns.

pub mod csv;

use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The columns, in order. They are public: append, never rename or reorder.
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

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8, a header line.
    Csv,
}

impl Format {
    /// Reads the word that a query or a command line uses.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// The name of a file of it, which says where the same export may have further lines one day.
    pub fn file_name(self, is_final: bool) -> &'static str {
        match (self, is_final) {
            (Self::Csv, true) => "movements.csv",
            (Self::Csv, false) => "movements-provisional.csv",
        }
    }

    /// What comes before the first line.
    pub fn head(self) -> Vec<u8> {
        match self {
            Self::Csv => csv::head(),
        }
    }

    /// Some lines.
    pub fn lines(self, lines: &[ExportLine], zone: Zone) -> Vec<u8> {
        match self {
            Self::Csv => csv::lines(lines, zone),
        }
    }
}

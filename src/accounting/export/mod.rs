//! Exports: a file per format, all with the same columns.

pub mod csv;

use chrono_tz::Tz;

use crate::domain::ledger::Movement;

/// The columns, in order. They are public: append, never rename or reorder.
pub const COLUMNS: [&str; 23] = [
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
    "provider_ref",
];

/// One line of an export.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The movement.
    pub movement: &'a Movement,
    /// What its request was for.
    pub memo: Option<&'a str>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<&'a str>,
}

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
            "" | "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What a file of it is called.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Csv => "movements.csv",
        }
    }

    /// What comes before the first line.
    pub fn head(self) -> Vec<u8> {
        match self {
            Self::Csv => csv::head(),
        }
    }

    /// Some lines.
    pub fn lines<'a>(self, lines: impl Iterator<Item = Line<'a>>, zone: Tz) -> Vec<u8> {
        match self {
            Self::Csv => csv::lines(lines, zone),
        }
    }
}

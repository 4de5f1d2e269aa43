//! Days and moments as programs write them.

use chrono::{Datelike, NaiveDate};

use super::clock::Timestamp;
use super::field::Problem;

/// The plausible years. With four digits each, the order of texts is the order of times.
const YEARS: std::ops::Range<i32> = 1970..9999;

/// Reasons to refuse a date or time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Not a date in the form `2026-11-30`.
    #[error("Write a day as year-month-day, such as 2026-11-30.")]
    NotADay,
    /// Not an RFC 3339 time, or outside the plausible years.
    #[error("Write a moment as RFC 3339 with its offset, such as 2026-11-30T18:00:00Z.")]
    NotAMoment,
    /// A time that isn't in the future.
    #[error("This moment is over. Choose one in the future.")]
    Past,
}

impl Problem for WhenError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotADay | Self::NotAMoment => "invalid",
            Self::Past => "past",
        }
    }
}

/// Reads a date.
///
/// # Errors
/// [`WhenError::NotADay`].
pub fn day(text: &str) -> Result<NaiveDate, WhenError> {
    // Chrono alone would also read blanks and signs before the numbers.
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| is_plain && YEARS.contains(&d.year()));
    read.ok_or(WhenError::NotADay)
}

/// Reads an RFC 3339 time.
///
/// # Errors
/// [`WhenError::NotAMoment`].
pub fn moment(text: &str) -> Result<Timestamp, WhenError> {
    let read = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| WhenError::NotAMoment)?;
    // Read from its microseconds, the stored precision: a leap second becomes the second after it.
    moment_of(read.timestamp_micros()).ok_or(WhenError::NotAMoment)
}

/// The time this many microseconds after 1970-01-01 UTC; `None` outside the plausible years.
pub fn moment_of(micros: i64) -> Option<Timestamp> {
    Timestamp::from_timestamp_micros(micros).filter(|at| YEARS.contains(&at.year()))
}

/// Reads a time after `now`.
///
/// # Errors
/// [`WhenError`].
pub fn future(text: &str, now: Timestamp) -> Result<Timestamp, WhenError> {
    moment(text).and_then(|at| if at > now { Ok(at) } else { Err(WhenError::Past) })
}

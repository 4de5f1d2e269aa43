//! Periods: from a day to a day in somebody's time zone.

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::domain::clock::Instant;
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::terms::{day, moment};

/// From a moment, inclusive, to a moment, exclusive; and the zone in which local times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// From.
    pub from: Option<Instant>,
    /// Before.
    pub to: Option<Instant>,
    /// IANA time zone.
    pub zone: Tz,
}

#[derive(Debug, thiserror::Error)]
enum PeriodError {
    #[error("Write a day such as 2026-11-30, or a moment such as 2026-11-30T00:00:00Z.")]
    Edge,
    #[error("This is not a time zone. Use a name such as Europe/Berlin or UTC.")]
    Zone,
}

impl Problem for PeriodError {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

impl Period {
    /// Reads the parts as they come from a query or a command line. A day begins at its midnight in the
    /// zone; `to` is exclusive, so November is `2026-11-01` to `2026-12-01`.
    ///
    /// # Errors
    /// Each part that can't be read, and a period that ends before it begins.
    pub fn parse(from: Option<&str>, to: Option<&str>, zone: Option<&str>) -> Result<Self, Vec<FieldError>> {
        let mut problems = Problems::default();
        let zone = match zone {
            None => Some(Tz::UTC),
            Some(name) => problems.take("zone", name.parse::<Tz>().map_err(|_| PeriodError::Zone)),
        };
        let mut edge = |field, text: Option<&str>| {
            text.and_then(|t| problems.take(field, begins(t, zone.unwrap_or(Tz::UTC)).ok_or(PeriodError::Edge)))
        };
        let (from, to) = (edge("from", from), edge("to", to));
        if from.zip(to).is_some_and(|(from, to)| to <= from) {
            problems.push(FieldError::plain(
                "to",
                "out_of_range",
                "The end must be after the start; it is not part of the period.",
            ));
        }
        problems.finish()?;
        Ok(Self { from, to, zone: zone.unwrap_or(Tz::UTC) })
    }
}

/// The moment a text names.
fn begins(text: &str, zone: Tz) -> Option<Instant> {
    match day(text) {
        Ok(date) => midnight(date, zone),
        Err(_) => moment(text).ok(),
    }
}

/// The first moment of a day. Where clocks jump over midnight the day begins when they land.
fn midnight(date: NaiveDate, zone: Tz) -> Option<Instant> {
    let start = date.and_time(NaiveTime::MIN);
    (0..=8).find_map(|quarters| {
        zone.from_local_datetime(&(start + TimeDelta::minutes(15 * quarters))).earliest().map(|at| at.to_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str, zone: &str) -> Result<(String, String), Vec<String>> {
        let show = |at: Option<Instant>| at.map(|a| a.to_rfc3339()).unwrap_or_default();
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        Period::parse(given(from), given(to), given(zone))
            .map(|p| (show(p.from), show(p.to)))
            .map_err(|all| all.into_iter().map(|e| e.field.into_owned()).collect())
    }

    #[test]
    fn days_begin_where_the_accountant_is() {
        assert_eq!(
            period("2026-03-29", "2026-03-30", "Europe/Berlin"),
            Ok(("2026-03-28T23:00:00+00:00".into(), "2026-03-29T22:00:00+00:00".into())),
            "the day on which the clocks go forward has 23 hours"
        );
        assert_eq!(
            period("2024-03-31", "2024-04-01", "Asia/Beirut").map(|p| p.0),
            Ok("2024-03-30T22:00:00+00:00".into()),
            "there was no midnight: the day began at one"
        );
        assert_eq!(period("2026-01-01T12:00:00+01:00", "", "UTC").map(|p| p.0), Ok("2026-01-01T11:00:00+00:00".into()));
    }

    #[test]
    fn nonsense_is_named() {
        assert_eq!(
            period("01.01.2026", "never", "Mars/Olympus"),
            Err(vec!["zone".to_owned(), "from".to_owned(), "to".to_owned()])
        );
        assert_eq!(period("2026-02-01", "2026-01-01", "UTC"), Err(vec!["to".to_owned()]));
        assert_eq!(period("2026-02-30", "", "UTC"), Err(vec!["from".to_owned()]));
    }
}

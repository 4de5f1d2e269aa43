//! Periods of an export: from a day to a day in a time zone.

use chrono::NaiveDate;

use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::when::{day, moment};
use crate::domain::zone::Zone;

/// A half-open range between two edges, and the zone for local times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The inclusive start; unlimited when `None`.
    pub from: Option<Edge>,
    /// The exclusive end; unlimited when `None`.
    pub to: Option<Edge>,
    /// The zone of the days' limits and of local times.
    pub zone: Zone,
}

/// A limit of a period, for times and for days without a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The first time of what follows the edge.
    pub moment: Timestamp,
    /// The first day of what follows the edge, for days without a time of day.
    pub day: NaiveDate,
}

#[derive(Debug, thiserror::Error)]
enum PeriodError {
    #[error("Write a day such as 2026-11-30, or a moment such as 2026-11-30T00:00:00Z.")]
    Edge,
}

impl Problem for PeriodError {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

impl Edge {
    /// Reads a day, which begins at midnight in the zone, or a time.
    fn parse(text: &str, zone: Zone) -> Result<Self, PeriodError> {
        match (day(text), moment(text)) {
            (Ok(day), _) => Ok(Self { moment: zone.midnight(day), day }),
            (_, Ok(moment)) => Ok(Self { moment, day: zone.first_day(moment) }),
            _ => Err(PeriodError::Edge),
        }
    }
}

impl Period {
    /// Reads the parameters of a query or a command line. A day begins at midnight in the zone; `to` is exclusive, so November is
    /// `2026-11-01` to `2026-12-01`.
    ///
    /// # Errors
    /// One for each unreadable part, and for a period that ends before it begins.
    pub fn parse(from: Option<&str>, to: Option<&str>, zone: Option<&str>) -> Result<Self, Vec<FieldError>> {
        let mut problems = Problems::default();
        let zone = zone.map_or(Some(Zone::UTC), |name| problems.check("zone", Zone::parse(name)));
        let mut edge = |field, text: Option<&str>| {
            text.and_then(|t| problems.check(field, Edge::parse(t, zone.unwrap_or_default())))
        };
        let (from, to) = (edge("from", from), edge("to", to));
        if from.zip(to).is_some_and(|(from, to)| to.moment <= from.moment) {
            problems.push(FieldError::plain(
                "to",
                "out_of_range",
                "The end must be after the start; it is not part of the period.",
            ));
        }
        problems.finish()?;
        Ok(Self { from, to, zone: zone.unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str, zone: &str) -> Result<(String, String), Vec<String>> {
        let show = |edge: Option<Edge>| edge.map(|e| e.moment.to_rfc3339()).unwrap_or_default();
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
    fn a_day_without_an_hour_stands_at_noon() {
        let days = |from, to, zone| {
            let period = Period::parse(Some(from), Some(to), Some(zone)).expect("a period");
            [period.from, period.to].map(|edge| edge.map(|e| e.day.to_string()).unwrap_or_default())
        };
        for zone in ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Beirut", "America/Havana"] {
            assert_eq!(days("2026-01-31", "2026-02-01", zone), ["2026-01-31", "2026-02-01"], "{zone}");
        }
        let berlin = "Europe/Berlin";
        assert_eq!(days("2026-01-31T11:00:00Z", "2026-02-01T11:00:00Z", berlin), ["2026-01-31", "2026-02-01"]);
        assert_eq!(days("2026-01-31T11:00:01Z", "2026-02-01T11:00:01Z", berlin), ["2026-02-01", "2026-02-02"]);
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

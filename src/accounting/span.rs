//! Spans of the calendar that charts compare: the last days, weeks or months, with today's as the last one.

use chrono::{Datelike, Days, NaiveDate};

use super::month::Month;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks from Monday to Sunday (ISO 8601).
    Week,
    /// Months.
    Month,
}

/// Days that are summed up together, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The unit's word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Parses a unit's word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// The number of spans that are compared.
    pub fn count(self) -> usize {
        match self {
            Self::Day => 30,
            Self::Week => 13,
            Self::Month => 12,
        }
    }

    /// The spans up to the one that has `today`, the oldest first. They are adjacent: together they are one period.
    pub fn spans(self, today: NaiveDate) -> Vec<Span> {
        let mut spans: Vec<Span> = std::iter::successors(Some(self.of(today)), |span| {
            // The calendar has a beginning, thousands of years ago.
            Some(self.of(span.first.pred_opt()?))
        })
        .take(self.count())
        .collect();
        spans.reverse();
        spans
    }

    /// The span that has a day.
    fn of(self, day: NaiveDate) -> Span {
        match self {
            Self::Day => Span { first: day, last: day },
            Self::Week => {
                let since_monday = Days::new(u64::from(day.weekday().num_days_from_monday()));
                let first = day.checked_sub_days(since_monday).unwrap_or(day);
                Span { first, last: first.checked_add_days(Days::new(6)).unwrap_or(first) }
            }
            Self::Month => {
                let month = Month::of(day);
                Span { first: month.first(), last: month.last() }
            }
        }
    }
}

impl Span {
    /// Returns whether a day is one of the span's.
    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_last_span_has_today() {
        for (unit, first, last) in [
            (Unit::Day, ("2026-10-29", "2026-10-29"), ("2026-11-27", "2026-11-27")),
            (Unit::Week, ("2026-08-31", "2026-09-06"), ("2026-11-23", "2026-11-29")),
            (Unit::Month, ("2025-12-01", "2025-12-31"), ("2026-11-01", "2026-11-30")),
        ] {
            let spans = unit.spans(day("2026-11-27"));
            let span = |(first, last)| Span { first: day(first), last: day(last) };
            assert_eq!((spans.len(), spans.first()), (unit.count(), Some(&span(first))), "{unit:?}");
            assert_eq!(spans.last(), Some(&span(last)), "{unit:?}");
        }
    }

    #[test]
    fn a_unit_is_parsed_from_its_word() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.word()), Some(unit));
        }
        assert_eq!(Unit::parse("year"), None);
    }

    proptest! {
        #[test]
        fn each_day_of_the_period_is_in_one_span(after in 0i32..40_000, unit in prop::sample::select(&Unit::ALL[..])) {
            let today = day("1970-01-01") + chrono::TimeDelta::days(after.into());
            let spans = unit.spans(today);
            prop_assert_eq!(spans.len(), unit.count());
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].last.succ_opt(), Some(pair[1].first));
            }
            prop_assert!(spans.iter().all(|span| span.first <= span.last));
            prop_assert!(spans.last().is_some_and(|span| span.has(today)));
        }
    }
}

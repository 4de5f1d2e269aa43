//! Calendar months: the periods of monthly statements.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::when::day;

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let first = day(&format!("{text}-01")).ok()?;
        (text.len() == 7).then_some(Self { first })
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.end().pred_opt().unwrap_or(self.first)
    }

    /// The day after the last one.
    pub fn end(self) -> NaiveDate {
        self.first.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX)
    }

    /// The month after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.end())
    }

    /// The month before this one.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.first.pred_opt().unwrap_or(self.first))
    }

    /// The first month of the quarter.
    #[must_use]
    pub fn quarter(self) -> Self {
        Self::of(self.first.checked_sub_months(Months::new(self.first.month0() % 3)).unwrap_or(self.first))
    }

    /// The English name with the year: `November 2026`.
    pub fn name(self) -> String {
        self.first.format("%B %Y").to_string()
    }
}

/// Writes `2026-11`.
impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).expect("a month")
    }

    #[test]
    fn a_month_has_its_days_and_neighbours() {
        for (text, last, next, previous, quarter) in [
            ("2026-11", "2026-11-30", "2026-12", "2026-10", "2026-10"),
            ("2028-02", "2028-02-29", "2028-03", "2028-01", "2028-01"),
            ("2026-12", "2026-12-31", "2027-01", "2026-11", "2026-10"),
            ("2027-01", "2027-01-31", "2027-02", "2026-12", "2027-01"),
        ] {
            let it = month(text);
            assert_eq!((it.to_string().as_str(), it.last().to_string().as_str()), (text, last));
            assert_eq!(
                (it.next(), it.previous(), it.quarter()),
                (month(next), month(previous), month(quarter)),
                "{text}"
            );
            assert_eq!(Month::of(it.last()), it);
            assert_eq!(it.end(), it.next().first());
        }
        assert_eq!(month("2026-11").name(), "November 2026");
    }

    #[test]
    fn other_texts_are_no_months() {
        for text in
            ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "+026-11", "2026-11 ", "9999-12"]
        {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }
}

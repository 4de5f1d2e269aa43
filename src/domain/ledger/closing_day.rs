//! The day of the month on which the month before is closed.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::field::Problem;

/// A day of the month, from 1 to 28, so that every month has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingDay(u32);

/// The error of a number that isn't a closing day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write a day of the month from 1 to 28.")]
pub struct NoClosingDay;

impl Problem for NoClosingDay {
    fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl ClosingDay {
    /// Reads a day from a form.
    ///
    /// # Errors
    /// [`NoClosingDay`].
    pub fn parse(text: &str) -> Result<Self, NoClosingDay> {
        let digits = Some(text.trim()).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|text| text.parse::<i64>().ok()).ok_or(NoClosingDay)?.try_into()
    }

    /// The number of the day.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The last day that the calendar closes on a day, or has closed before: a month's last one.
    pub fn closed_by(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = Months::new(u32::from(today.day() < self.0));
        today.with_day(1)?.checked_sub_months(months)?.pred_opt()
    }

    /// The next day after `today` on which a month is closed.
    pub fn next(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = Months::new(u32::from(today.day() >= self.0));
        today.with_day(1)?.checked_add_months(months)?.with_day(self.0)
    }
}

impl Default for ClosingDay {
    fn default() -> Self {
        Self(10)
    }
}

impl TryFrom<i64> for ClosingDay {
    type Error = NoClosingDay;

    fn try_from(number: i64) -> Result<Self, NoClosingDay> {
        u32::try_from(number).ok().filter(|day| (1..=28).contains(day)).map(Self).ok_or(NoClosingDay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_month_is_closed_on_the_day_in_the_next_one() {
        for (closing, today, closed, next) in [
            ("10", "2026-12-09", "2026-10-31", "2026-12-10"),
            ("10", "2026-12-10", "2026-11-30", "2027-01-10"),
            ("1", "2027-01-01", "2026-12-31", "2027-02-01"),
            ("28", "2028-03-28", "2028-02-29", "2028-04-28"),
            ("28", "2027-03-01", "2027-01-31", "2027-03-28"),
        ] {
            let closing = ClosingDay::parse(closing).expect("a closing day");
            assert_eq!(closing.closed_by(day(today)), Some(day(closed)), "{today}");
            assert_eq!(closing.next(day(today)), Some(day(next)), "{today}");
        }
    }

    #[test]
    fn every_month_has_the_day() {
        assert_eq!(ClosingDay::default().number(), 10);
        for text in ["0", "29", "-1", "+5", "", "x", "99999999999999999999"] {
            assert_eq!(ClosingDay::parse(text), Err(NoClosingDay), "{text}");
        }
        assert_eq!(ClosingDay::parse(" 28 ").map(ClosingDay::number), Ok(28));
    }
}

//! The day of a line in the books.

use chrono::NaiveDate;

/// The day that a line is booked on, fixed when the line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountingDay {
    /// The day in the books.
    pub accounting_date: NaiveDate,
    /// The day on which the money moved, where that was closed or delivered already; `accounting_date` is the first open day then.
    pub belongs_to: Option<NaiveDate>,
}

impl AccountingDay {
    /// Books money that moved on `moved`. Days before `open_from` are closed; `None` leaves all days open.
    pub fn of(moved: NaiveDate, open_from: Option<NaiveDate>) -> Self {
        match open_from.filter(|first| moved < *first) {
            Some(first) => Self { accounting_date: first, belongs_to: Some(moved) },
            None => Self { accounting_date: moved, belongs_to: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_fact_gets_the_first_open_day_and_says_its_own() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (moved, open_from, booked, belongs_to) in [
            ("2026-10-31", None, "2026-10-31", None),
            ("2026-10-31", Some("2026-10-31"), "2026-10-31", None),
            ("2026-11-02", Some("2026-11-01"), "2026-11-02", None),
            ("2026-10-31", Some("2026-11-01"), "2026-11-01", Some("2026-10-31")),
        ] {
            let booked = AccountingDay { accounting_date: day(booked), belongs_to: belongs_to.map(day) };
            assert_eq!(AccountingDay::of(day(moved), open_from.map(day)), booked);
        }
    }
}

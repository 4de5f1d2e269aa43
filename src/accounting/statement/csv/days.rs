//! Dates in cells.

use chrono::NaiveDate;

use super::super::BANK_YEARS;
use super::mapping::DateOrder;

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In one order only: with a year or the name of a month in front of or between the numbers.
    Certain(NaiveDate),
    /// Three numbers whose order has to be known.
    Numbers {
        /// The numbers, from left to right.
        parts: [u32; 3],
        /// Dots stand between them, as in languages that begin with the day.
        dotted: bool,
    },
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date, with or without a time behind it. `None` for anything else, and for a certain date that isn't in the calendar.
pub(super) fn read(cell: &str) -> Option<Written> {
    let is_month = |word: &str| {
        let word = word.to_ascii_lowercase();
        MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))
    };
    let words = || cell.split([' ', ',', '-', '/', '.']).filter(|word| !word.is_empty());
    if let Some(month) = words().take(3).find_map(is_month) {
        let month = u32::try_from(month + 1).ok()?;
        let mut numbers = words().take(3).filter(|word| is_month(word).is_none());
        let (day, year) = (numbers.next()?, numbers.next()?);
        return NaiveDate::from_ymd_opt(full_year(number(year)?)?, month, number(day)?).map(Written::Certain);
    }
    let date = cell.split([' ', 'T', '\u{A0}']).next()?.trim_end_matches('Z');
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return ymd(date.get(..4)?, date.get(4..6)?, date.get(6..)?).map(Written::Certain);
    }
    let separator = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = date.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some_and(|rest| !rest.is_empty()) {
        return None;
    }
    if first.len() == 4 {
        return ymd(first, second, third).map(Written::Certain);
    }
    let widths = first.len() <= 2 && second.len() <= 2 && matches!(third.len(), 2 | 4);
    let parts = [number(first)?, number(second)?, number(third)?];
    widths.then_some(Written::Numbers { parts, dotted: separator == '.' })
}

fn number(text: &str) -> Option<u32> {
    // Days, months and short years have two digits; a year of four doesn't begin with a zero.
    let fits = matches!(text.len(), 1..=2) || text.len() <= 4 && !text.starts_with('0');
    let digits = !text.is_empty() && fits && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(full_year(number(year)?)?, number(month)?, number(day)?)
}

fn full_year(year: u32) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match year {
        0..=79 => Some(2000 + year),
        80..=99 => Some(1900 + year),
        _ if BANK_YEARS.contains(&year) => Some(year),
        _ => None,
    }
}

impl Written {
    /// The day, if the numbers are in this order.
    pub(super) fn day(self, order: DateOrder) -> Option<NaiveDate> {
        let (year, month, day) = match (self, order) {
            (Self::Certain(day), _) => return Some(day),
            (Self::Numbers { parts: [day, month, year], .. }, DateOrder::Dmy)
            | (Self::Numbers { parts: [month, day, year], .. }, DateOrder::Mdy)
            | (Self::Numbers { parts: [year, month, day], .. }, DateOrder::Ymd) => (year, month, day),
        };
        NaiveDate::from_ymd_opt(full_year(year)?, month, day)
    }
}

/// The evidence that a column gives about the order of its dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OrderEvidence {
    day_first: bool,
    month_first: bool,
    only_dots: bool,
    /// True if no order has to be known.
    pub certain: bool,
}

impl OrderEvidence {
    /// The evidence of a column's cells.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self { only_dots: true, certain: true, ..Self::default() };
        for cell in cells {
            let Some(Written::Numbers { parts: [first, second, _], dotted }) = read(cell) else { continue };
            found.certain = false;
            found.day_first |= first > 12;
            found.month_first |= second > 12;
            found.only_dots &= dotted;
        }
        found
    }

    /// The order, unless the cells leave it open or contradict each other.
    pub(super) fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::Dmy),
            (false, true) => Some(DateOrder::Mdy),
            (false, false) if self.only_dots && !self.certain => Some(DateOrder::Dmy),
            _ => None,
        }
    }

    /// True if some dates begin with a day and others with a month.
    pub(super) fn contradicts(self) -> bool {
        self.day_first && self.month_first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_order_of_their_column() {
        let day = |text: &str| Some(text.parse().expect("a date"));
        for (cell, dmy, mdy) in [
            ("2026-11-02", "2026-11-02", "2026-11-02"),
            ("2026/11/02", "2026-11-02", "2026-11-02"),
            ("20261102", "2026-11-02", "2026-11-02"),
            ("2026-11-02 09:12:44", "2026-11-02", "2026-11-02"),
            ("2026-11-02T09:12:44Z", "2026-11-02", "2026-11-02"),
            ("2 Nov 2026", "2026-11-02", "2026-11-02"),
            ("Nov 2, 2026", "2026-11-02", "2026-11-02"),
            ("02-NOV-26", "2026-11-02", "2026-11-02"),
            ("02.11.26", "2026-11-02", "2026-02-11"),
            ("2/11/2026 10:00", "2026-11-02", "2026-02-11"),
        ] {
            let written = read(cell).expect(cell);
            assert_eq!((written.day(DateOrder::Dmy), written.day(DateOrder::Mdy)), (day(dmy), day(mdy)), "{cell}");
        }
        assert_eq!(read("26-11-02").expect("a date").day(DateOrder::Ymd), day("2026-11-02"));
        assert_eq!(read("31.02.2026").expect("numbers").day(DateOrder::Dmy), None);
        for cell in [
            "",
            "Reserverat",
            "2026-13-01",
            "2026-02-30",
            "20261301",
            "1.2",
            "1.2.3.4",
            "12345678/1",
            "1,2,2026",
            "02.11.202",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    #[test]
    fn an_order_is_concluded_and_never_guessed() {
        let order = |cells: &[&str]| OrderEvidence::of(cells.iter().copied()).order();
        assert_eq!(order(&["02/11/2026", "13/11/2026"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["02/11/2026", "11/13/2026"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["02/11/2026", "12/12/2026"]), None);
        assert_eq!(order(&["02-11-2026"]), None);
        assert_eq!(order(&["02.11.2026"]), Some(DateOrder::Dmy), "no language writes the month first with dots");
        assert_eq!(order(&["13/11/2026", "11/13/2026"]), None);
        assert!(OrderEvidence::of(["13/11/2026", "11/13/2026"].into_iter()).contradicts());
        assert!(OrderEvidence::of(["2026-11-02", "x"].into_iter()).certain);
    }
}

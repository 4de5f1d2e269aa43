//! Times and days for lists and tables, as short as they can be told apart.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter as DateFormatter;
use icu_datetime::fieldsets::{E, MD, T, YM, YMD};
use icu_datetime::options::TimePrecision;
use icu_locale_core::Locale as IcuLocale;

use super::Locale;
use super::format::{date, local_time};
use crate::domain::clock::Timestamp;
use crate::domain::zone::Zone;

/// The formatters of a locale for short times and days.
pub(super) struct Brief {
    time: DateFormatter<Gregorian, T>,
    weekday: DateFormatter<Gregorian, E>,
    day: DateFormatter<Gregorian, MD>,
    year: DateFormatter<Gregorian, YMD>,
    month: DateFormatter<Gregorian, YM>,
}

impl Brief {
    /// `None` for a locale without CLDR data.
    pub(super) fn load(locale: &IcuLocale) -> Option<Self> {
        let to_the_minute = T::short().with_time_precision(TimePrecision::Minute);
        Some(Self {
            time: DateFormatter::try_new(locale.into(), to_the_minute).ok()?,
            weekday: DateFormatter::try_new(locale.into(), E::short()).ok()?,
            day: DateFormatter::try_new(locale.into(), MD::medium()).ok()?,
            year: DateFormatter::try_new(locale.into(), YMD::medium()).ok()?,
            month: DateFormatter::try_new(locale.into(), YM::long()).ok()?,
        })
    }
}

impl Locale {
    /// The month of a day, with its year: `November 2026`.
    pub fn month(self, day: NaiveDate) -> String {
        date(day).map_or_else(|| day.to_string(), |date| self.formats().brief.month.format(&date).to_string())
    }

    /// The time of day in `zone`, to the minute: `14:02`.
    pub fn time(self, at: Timestamp, zone: Zone) -> String {
        let text = |local| self.formats().brief.time.format(&local).to_string();
        local_time(at, zone).map_or_else(|| zone.local(at).to_rfc3339(), text)
    }

    /// A date for tables, without its year where that is today's: `25 Nov`, `25 Nov 2025`.
    pub fn short_day(self, day: NaiveDate, today: NaiveDate) -> String {
        let brief = &self.formats().brief;
        match date(day) {
            None => day.to_string(),
            Some(date) if day.year() == today.year() => brief.day.format(&date).to_string(),
            Some(date) => brief.year.format(&date).to_string(),
        }
    }

    /// A timestamp in one word, for lists: the time if it is of today, the weekday if it is of the six days before, else the day, with
    /// the year if that is another one: `14:02`, `Mon`, `25 Nov`, `25 Nov 2025`.
    pub fn brief(self, at: Timestamp, now: Timestamp, zone: Zone) -> String {
        let (day, today) = (zone.day_of(at), zone.day_of(now));
        if day == today { self.time(at, zone) } else { self.brief_day(day, today) }
    }

    /// A day in one word, as in [`Locale::brief`]; today has its date.
    pub fn brief_day(self, day: NaiveDate, today: NaiveDate) -> String {
        let is_near = (1..=6).contains(&(today - day).num_days());
        match date(day).filter(|_| is_near) {
            Some(date) => self.formats().brief.weekday.format(&date).to_string(),
            None => self.short_day(day, today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::all().find(|locale| locale.tag() == tag).expect("a locale on offer")
    }

    #[test]
    fn a_list_says_a_time_in_one_word() {
        let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
        let before = |days: i64| now - chrono::TimeDelta::days(days);
        for (tag, written) in [
            ("en", ["10:13\u{202f}pm", "Mon", "Wed", "7 Nov", "14 Nov 2022"]),
            ("de", ["22:13", "Mo", "Mi", "7. Nov.", "14. Nov. 2022"]),
            ("en-US", ["10:13\u{202f}PM", "Mon", "Wed", "Nov 7", "Nov 14, 2022"]),
        ] {
            let said = [0, 1, 6, 7, 365].map(|days| locale(tag).brief(before(days), now, Zone::UTC));
            assert_eq!(said, written, "{tag}");
        }
        assert_eq!(locale("en").brief_day(Zone::UTC.day_of(now), Zone::UTC.day_of(now)), "14 Nov");
    }
}

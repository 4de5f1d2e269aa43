//! Times and days for lists and tables, as short as they can be told apart.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter as DateFormatter;
use icu_datetime::fieldsets::{E, M, MD, T, YM, YMD};
use icu_datetime::options::TimePrecision;
use icu_locale_core::Locale as IcuLocale;

use super::calendar::{date, local_time};
use crate::domain::clock::Timestamp;
use crate::domain::zone::Zone;

/// The formatters of a locale for short times and days.
pub(super) struct Brief {
    time: DateFormatter<Gregorian, T>,
    weekday: DateFormatter<Gregorian, E>,
    day: DateFormatter<Gregorian, MD>,
    year: DateFormatter<Gregorian, YMD>,
    month: DateFormatter<Gregorian, YM>,
    /// The month's name alone, where ICU can't write it with its year: it doesn't load the figures that Portuguese needs, and panics.
    month_name: Option<DateFormatter<Gregorian, M>>,
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
            month_name: match locale.id.language.as_str() {
                "pt" => Some(DateFormatter::try_new(locale.into(), M::long()).ok()?),
                _ => None,
            },
        })
    }

    pub(super) fn month(&self, day: NaiveDate) -> String {
        let Some(of) = date(day) else { return day.to_string() };
        match &self.month_name {
            Some(name) => format!("{} de {}", name.format(&of), day.year()),
            None => self.month.format(&of).to_string(),
        }
    }

    pub(super) fn time(&self, at: Timestamp, zone: Zone) -> String {
        let text = |local| self.time.format(&local).to_string();
        local_time(at, zone).map_or_else(|| zone.local(at).to_rfc3339(), text)
    }

    pub(super) fn short_day(&self, day: NaiveDate, today: NaiveDate) -> String {
        match date(day) {
            None => day.to_string(),
            Some(date) if day.year() == today.year() => self.day.format(&date).to_string(),
            Some(date) => self.year.format(&date).to_string(),
        }
    }

    pub(super) fn day(&self, day: NaiveDate, today: NaiveDate) -> String {
        let is_near = (1..=6).contains(&(today - day).num_days());
        match date(day).filter(|_| is_near) {
            Some(date) => self.weekday.format(&date).to_string(),
            None => self.short_day(day, today),
        }
    }
}

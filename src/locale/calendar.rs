//! Days and times as ICU takes them.

use chrono::{Datelike, NaiveDate, Timelike};
use icu_calendar::Gregorian;
use icu_datetime::input::{Date, DateTime, Time};

use crate::domain::clock::Timestamp;
use crate::domain::zone::Zone;

/// A timestamp in a zone, to the minute. `None` outside of ICU's range.
pub(super) fn local_time(at: Timestamp, zone: Zone) -> Option<DateTime<Gregorian>> {
    let local = zone.local(at);
    let small = |n: u32| u8::try_from(n).ok();
    let time = Time::try_new(small(local.hour())?, small(local.minute())?, 0, 0).ok()?;
    Some(DateTime { date: date(local.date_naive())?, time })
}

/// A day in the Gregorian calendar. `None` outside of ICU's range.
pub(super) fn date(day: NaiveDate) -> Option<Date<Gregorian>> {
    let small = |n: u32| u8::try_from(n).ok();
    Date::try_new_gregorian(day.year(), small(day.month())?, small(day.day())?).ok()
}

//! Time zones: the day of a time, and the start of a day.

use std::str::FromStr;

use chrono::{
    DateTime, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
};
use chrono_tz::{OffsetName, Tz};

use super::clock::Timestamp;
use super::field::Problem;
use super::when::{WhenError, moment};

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// The error of a name that isn't a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not a time zone. Use a name such as Europe/Berlin or UTC.")]
pub struct UnknownZone;

impl Problem for UnknownZone {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

impl Zone {
    /// Coordinated Universal Time, the default.
    pub const UTC: Self = Self(Tz::UTC);

    /// Reads an IANA name in upper or lower case; a space stands for an underscore.
    ///
    /// # Errors
    /// [`UnknownZone`].
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        let name = name.trim().replace(' ', "_");
        let folded = || chrono_tz::TZ_VARIANTS.into_iter().find(|zone| zone.name().eq_ignore_ascii_case(&name));
        Tz::from_str(&name).ok().or_else(folded).map(Self).ok_or(UnknownZone)
    }

    /// The names in forms' lists: those of a region and a city.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.into_iter().map(Tz::name).filter(|name| name.contains('/') && !name.starts_with("Etc/"))
    }

    /// The name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The time by the zone's clocks.
    pub fn local(self, at: Timestamp) -> DateTime<Tz> {
        at.with_timezone(&self.0)
    }

    /// The calendar day of a time in the zone.
    pub fn day_of(self, at: Timestamp) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The start of a day. Where clocks skip midnight, the first time after the gap.
    pub fn midnight(self, day: NaiveDate) -> Timestamp {
        first_moment(day.and_time(NaiveTime::MIN), &self.0)
    }

    /// The time that stands for a day without a time of day; see [`noon`].
    pub fn noon(self, day: NaiveDate) -> Timestamp {
        noon(day, &self.0)
    }

    /// The first day at or after a time; see [`first_day`].
    pub fn first_day(self, at: Timestamp) -> NaiveDate {
        first_day(&self.local(at))
    }

    /// The offset from UTC at a time: `UTC`, `UTC+1`, `UTC−3:30`.
    pub fn offset(self, at: Timestamp) -> String {
        let seconds = self.local(at).offset().fix().local_minus_utc();
        let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.unsigned_abs() / 60);
        match (minutes / 60, minutes % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }

    /// The abbreviation at a time, such as `CET`; the offset where it isn't made of letters.
    pub fn abbreviation(self, at: Timestamp) -> String {
        let local = self.local(at);
        let letters = local.offset().abbreviation().filter(|name| name.chars().all(|c| c.is_ascii_alphabetic()));
        letters.map_or_else(|| self.offset(at), str::to_owned)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads the stored name.
impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        Self::parse(&name)
    }
}

/// The time that stands for a day without a time of day: its noon. Used to compare and sort such days with times.
pub fn noon<Z: TimeZone>(day: NaiveDate, zone: &Z) -> Timestamp {
    first_moment(day.and_time(NaiveTime::MIN) + TimeDelta::hours(12), zone)
}

/// The first day whose [`noon`] is at or after a time, by the time's own offset or zone. A period that begins at the time begins with this
/// day, and one that ends there ends before it, so that adjacent periods share no day and miss none.
pub fn first_day<Z: TimeZone>(at: &DateTime<Z>) -> NaiveDate {
    let (today, zone) = (at.date_naive(), at.timezone());
    // A zone may have skipped a whole day, so the noon of an adjacent day may be today.
    let near = [today.pred_opt(), Some(today), today.succ_opt()];
    let first = near.into_iter().flatten().find(|day| noon(*day, &zone) >= at.to_utc());
    first.unwrap_or_else(|| today.checked_add_days(Days::new(2)).unwrap_or(NaiveDate::MAX))
}

/// Reads a time with its written offset, for [`first_day`].
///
/// # Errors
/// [`WhenError::NotAMoment`].
pub fn offset_moment(text: &str) -> Result<DateTime<FixedOffset>, WhenError> {
    let at = moment(text)?;
    let written = DateTime::parse_from_rfc3339(text).map_err(|_| WhenError::NotAMoment)?;
    Ok(at.with_timezone(written.offset()))
}

/// The first time at which the zone's clocks show `wanted`, or a later time if they skip it.
fn first_moment<Z: TimeZone>(wanted: NaiveDateTime, zone: &Z) -> Timestamp {
    // Samoa and Kwajalein have each skipped a whole day.
    let later = (0..=100).map(|quarters| wanted.checked_add_signed(TimeDelta::minutes(15 * quarters)));
    let found = later.flatten().find_map(|local| match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
        LocalResult::None => None,
    });
    found.unwrap_or_else(|| wanted.and_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).expect("a zone")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn names_are_those_of_iana() {
        assert_eq!(zone("Europe/Berlin").name(), "Europe/Berlin");
        assert_eq!(zone(" america/new york ").name(), "America/New_York");
        assert_eq!(zone("UTC"), Zone::default());
        for name in ["", "Mars/Olympus", "+01:00", "Europe"] {
            assert_eq!(Zone::parse(name), Err(UnknownZone), "{name}");
        }
        assert!(Zone::names().all(|name| Zone::parse(name).is_ok_and(|zone| zone.name() == name)));
    }

    #[test]
    fn days_begin_where_clocks_say_so() {
        for (name, text, begins) in [
            ("Pacific/Kiritimati", "2026-01-31", "2026-01-30T10:00:00Z"),
            ("Etc/GMT+12", "2026-01-31", "2026-01-31T12:00:00Z"),
            // No midnight: the day began at one.
            ("Asia/Beirut", "2024-03-31", "2024-03-30T22:00:00Z"),
            // Two midnights: the day began with the first.
            ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
            // The whole day was skipped.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
        ] {
            assert_eq!(zone(name).midnight(day(text)), at(begins), "{name} {text}");
        }
    }

    #[test]
    fn moments_say_by_which_clocks() {
        let (winter, summer) = (at("2026-01-15T12:00:00Z"), at("2026-07-15T12:00:00Z"));
        for (name, offset, abbreviation) in [
            ("UTC", "UTC", "UTC"),
            ("Europe/Berlin", "UTC+1", "CET"),
            ("Asia/Kolkata", "UTC+5:30", "IST"),
            ("America/St_Johns", "UTC−3:30", "NST"),
            ("Europe/Istanbul", "UTC+3", "UTC+3"),
            ("America/Sao_Paulo", "UTC−3", "UTC−3"),
        ] {
            assert_eq!(
                (zone(name).offset(winter), zone(name).abbreviation(winter)),
                (offset.into(), abbreviation.into())
            );
        }
        assert_eq!(zone("Europe/Berlin").abbreviation(summer), "CEST");
    }

    proptest! {
        /// A day belongs to exactly one of two adjacent periods, wherever they meet and whatever the clocks do.
        #[test]
        fn periods_that_meet_share_no_day_and_miss_none(
            seconds in 0i64..4_102_444_800,
            name in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()).prop_map(Tz::name),
            off in -2i64..=2,
        ) {
            let zone = zone(name);
            let edge = DateTime::from_timestamp(seconds, 0).expect("in range");
            let first = zone.first_day(edge);
            let day = first + TimeDelta::days(off);
            prop_assert_eq!(day >= first, zone.noon(day) >= edge, "{} {} {}", name, edge, day);
        }

        /// A period of whole days has exactly these days.
        #[test]
        fn a_day_is_its_own_first_day(days in 0i64..40_000, name in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()).prop_map(Tz::name)) {
            let (zone, day) = (zone(name), NaiveDate::default() + TimeDelta::days(days));
            let skipped = zone.day_of(zone.midnight(day)) != day;
            prop_assert!(skipped || zone.first_day(zone.midnight(day)) == day, "{} {}", name, day);
            prop_assert!(skipped || zone.day_of(zone.noon(day)) == day, "{} {}", name, day);
        }
    }
}

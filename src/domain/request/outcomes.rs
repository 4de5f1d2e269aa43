//! Outcomes of requests, counted: how long they take to be paid, and how many of them expire.

use chrono::TimeDelta;

use super::Status;
use crate::domain::clock::Timestamp;

/// The time from a request to its payment, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Up to an hour.
    Hour,
    /// Up to a day.
    Day,
    /// Up to three days.
    ThreeDays,
    /// Up to seven days.
    Week,
    /// Up to 30 days.
    Month,
    /// Longer than 30 days.
    Longer,
}

impl Wait {
    /// All steps, the shortest first.
    pub const ALL: [Self; 6] = [Self::Hour, Self::Day, Self::ThreeDays, Self::Week, Self::Month, Self::Longer];

    /// The step that a time belongs to. A time that is exactly a limit is within it.
    pub fn of(time: TimeDelta) -> Self {
        let is_within = |wait: &Self| wait.limit().is_none_or(|limit| time <= limit);
        Self::ALL.into_iter().find(is_within).unwrap_or(Self::Longer)
    }

    fn limit(self) -> Option<TimeDelta> {
        match self {
            Self::Hour => Some(TimeDelta::hours(1)),
            Self::Day => Some(TimeDelta::days(1)),
            Self::ThreeDays => Some(TimeDelta::days(3)),
            Self::Week => Some(TimeDelta::days(7)),
            Self::Month => Some(TimeDelta::days(30)),
            Self::Longer => None,
        }
    }
}

/// The outcome of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestOutcome {
    /// It was paid in full, so long after it was made.
    Paid(TimeDelta),
    /// Its time ran out before it was paid in full.
    Expired,
    /// The payee cancelled it.
    Cancelled,
    /// It can still be paid.
    Open,
}

impl RequestOutcome {
    /// The outcome of a request that was made, and perhaps paid, at these moments. A payment that was noted before its request was made,
    /// by clocks that differ, counts as made at once.
    pub fn of(status: Status, made: Timestamp, paid: Option<Timestamp>) -> Self {
        match status {
            Status::Paid => Self::Paid((paid.unwrap_or(made) - made).max(TimeDelta::zero())),
            Status::Expired => Self::Expired,
            Status::Cancelled => Self::Cancelled,
            Status::Open => Self::Open,
        }
    }
}

/// The outcomes of some requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The times until the paid ones were paid, the shortest first.
    waits: Vec<TimeDelta>,
    /// The number that expired.
    pub expired: i64,
    /// The number that was cancelled.
    pub cancelled: i64,
    /// The number that can still be paid.
    pub open: i64,
}

impl FromIterator<RequestOutcome> for Outcomes {
    fn from_iter<I: IntoIterator<Item = RequestOutcome>>(each: I) -> Self {
        let mut all = Self::default();
        for outcome in each {
            match outcome {
                RequestOutcome::Paid(wait) => all.waits.push(wait),
                RequestOutcome::Expired => all.expired += 1,
                RequestOutcome::Cancelled => all.cancelled += 1,
                RequestOutcome::Open => all.open += 1,
            }
        }
        all.waits.sort_unstable();
        all
    }
}

impl Outcomes {
    /// The number that was paid.
    pub fn paid(&self) -> i64 {
        count(self.waits.len())
    }

    /// The number that can't be paid any more: paid, expired or cancelled.
    pub fn over(&self) -> i64 {
        self.paid() + self.expired + self.cancelled
    }

    /// The number of all.
    pub fn all(&self) -> i64 {
        self.over() + self.open
    }

    /// The number that was paid after a time of this step.
    pub fn paid_after(&self, step: Wait) -> i64 {
        count(self.waits.iter().filter(|wait| Wait::of(**wait) == step).count())
    }

    /// The time within which half of the paid ones were paid; `None` if none was.
    pub fn median(&self) -> Option<TimeDelta> {
        let upper = self.waits.get(self.waits.len() / 2)?;
        let lower = self.waits.get(self.waits.len().checked_sub(1)? / 2)?;
        Some(*lower + (*upper - *lower) / 2)
    }
}

/// A part of a whole in percent, rounded to the nearest; none of nothing.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let rounded = (200 * part + whole).checked_div(2 * whole)?;
    i64::try_from(rounded).ok()
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid_after(minutes: &[i64]) -> Outcomes {
        minutes.iter().map(|minutes| RequestOutcome::Paid(TimeDelta::minutes(*minutes))).collect()
    }

    #[test]
    fn a_limit_is_within_its_step() {
        let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
        for (time, step) in [
            (TimeDelta::zero(), Wait::Hour),
            (hour, Wait::Hour),
            (hour + TimeDelta::microseconds(1), Wait::Day),
            (day, Wait::Day),
            (day * 3, Wait::ThreeDays),
            (day * 7, Wait::Week),
            (day * 30, Wait::Month),
            (day * 30 + TimeDelta::microseconds(1), Wait::Longer),
            (TimeDelta::MAX, Wait::Longer),
        ] {
            assert_eq!(Wait::of(time), step, "{time}");
        }
    }

    #[test]
    fn half_are_paid_within_the_median() {
        assert_eq!(paid_after(&[]).median(), None);
        assert_eq!(paid_after(&[7]).median(), Some(TimeDelta::minutes(7)));
        assert_eq!(paid_after(&[9, 1, 5]).median(), Some(TimeDelta::minutes(5)));
        assert_eq!(paid_after(&[90, 1, 5, 7]).median(), Some(TimeDelta::minutes(6)));
    }

    #[test]
    fn every_outcome_is_counted_once() {
        let (day, made) = (TimeDelta::days(1), Timestamp::UNIX_EPOCH);
        let all: Outcomes = [
            RequestOutcome::of(Status::Paid, made, Some(made + day)),
            // A clock went back.
            RequestOutcome::of(Status::Paid, made, Some(made - day)),
            RequestOutcome::of(Status::Paid, made, Some(made + day * 40)),
            RequestOutcome::of(Status::Expired, made, None),
            RequestOutcome::of(Status::Cancelled, made, None),
            RequestOutcome::of(Status::Cancelled, made, None),
            RequestOutcome::of(Status::Open, made, None),
        ]
        .into_iter()
        .collect();
        assert_eq!((all.paid(), all.expired, all.cancelled, all.open), (3, 1, 2, 1));
        assert_eq!((all.over(), all.all()), (6, 7));
        assert_eq!(Wait::ALL.map(|step| all.paid_after(step)), [1, 1, 0, 0, 0, 1]);
    }

    #[test]
    fn shares_are_rounded_to_the_nearest_percent() {
        assert_eq!(percent(0, 0), None);
        for (part, whole, rounded) in [(0, 7, 0), (7, 7, 100), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0)] {
            assert_eq!(percent(part, whole), Some(rounded), "{part} of {whole}");
        }
        assert_eq!(percent(i64::MAX, i64::MAX), Some(100));
    }
}

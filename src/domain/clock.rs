//! The one place that reads the system's clock.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};

/// A point in time, UTC, to the microsecond: what both databases keep without loss.
pub type Timestamp = DateTime<Utc>;

/// Where "now" comes from. Handed in, so that a test can say what time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the place the ban points to")]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still, for tests.
    pub fn fixed(at: Timestamp) -> Self {
        Self::of(move || at)
    }

    /// A clock that tells what `now` does, for tests.
    pub fn of(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now, cut to the microsecond, so that a value read back equals the value written.
    pub fn now(&self) -> Timestamp {
        (self.0)().trunc_subsecs(6)
    }
}

/// A moment by somebody else's clock, as both databases can keep it: to the microsecond, in a year of four digits, not before 1970.
pub fn foreign(at: Timestamp) -> Timestamp {
    let edge = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    at.trunc_subsecs(6).clamp(edge(0), edge(253_402_300_799))
}

/// A moment by RFC 3339, in UTC and to the microsecond: the one spelling in API answers, receipts and exports.
pub fn rfc3339(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

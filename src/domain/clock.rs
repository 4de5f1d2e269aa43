//! The only reader of the system's clock.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};

/// A point in time, UTC, with the microsecond precision that both databases keep.
pub type Timestamp = DateTime<Utc>;

/// The injected source of the current time, so that tests can set it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The operating system's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the place the ban points to")]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that always returns `at`, for tests.
    pub fn fixed(at: Timestamp) -> Self {
        Self::of(move || at)
    }

    /// A clock that returns the result of `now`, for tests.
    pub fn of(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The current time, truncated to microseconds, so that a value read back equals the value written.
    pub fn now(&self) -> Timestamp {
        (self.0)().trunc_subsecs(6)
    }
}

/// A time from an external clock, limited to what both databases keep: microseconds, from 1970 to 9999.
pub fn foreign(at: Timestamp) -> Timestamp {
    let edge = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    at.trunc_subsecs(6).clamp(edge(0), edge(253_402_300_799))
}

/// A time by RFC 3339, in UTC with microseconds: the only format in API answers, receipts and exports.
pub fn rfc3339(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

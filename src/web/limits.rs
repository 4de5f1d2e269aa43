//! Rate limits, by keyed hashes of addresses that live in memory only.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::client::Client;
use super::error::Error;
use crate::config::LimitsConfig;
use crate::domain::id::KeyId;

/// The number of keys from which on those that are of no more use are looked for.
const MANY: usize = 10_000;
/// The pause between two such searches: each looks at every key while all callers wait.
const PAUSE: Duration = Duration::from_secs(1);

/// Decides when a table is searched for keys to forget.
#[derive(Debug, Default)]
pub struct Sweep {
    last: Mutex<Option<Instant>>,
}

impl Sweep {
    /// Whether a table with so many keys is to be searched now: it is large, and the last search is a second ago.
    pub fn is_due(&self, keys: usize) -> bool {
        if keys <= MANY {
            return false;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| at.elapsed() >= PAUSE);
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}

/// One limit: so many a minute, of which all may come at once.
pub struct Limit<K: Clone + std::hash::Hash + Eq> {
    limiter: Option<RateLimiter<K, HashMapStateStore<K>, DefaultClock>>,
    per_minute: u32,
    sweep: Sweep,
}

impl<K: Clone + std::hash::Hash + Eq> Limit<K> {
    /// So many a minute; `None` is without limit.
    pub fn new(per_minute: Option<NonZeroU32>) -> Self {
        let limiter = per_minute.map(|n| RateLimiter::hashmap(Quota::per_minute(n)));
        Self { limiter, per_minute: per_minute.map_or(0, NonZeroU32::get), sweep: Sweep::default() }
    }

    /// The limit; 0 is none.
    pub fn per_minute(&self) -> u32 {
        self.per_minute
    }

    /// Counts one.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is one too many.
    pub fn count(&self, key: &K) -> Result<(), Error> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        // Keys that have been quiet for a minute are as good as new; forget them before they fill the memory.
        if self.sweep.is_due(limiter.len()) {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Error::TooMany { limit: self.per_minute, retry_after: wait.as_secs() + 1 }
        })
    }
}

/// Every limit but that of misses, which is [`super::guesses`]'.
pub struct Limits {
    /// Payments started or claimed, per address.
    pub payments: Limit<Client>,
    /// Links reported, per address.
    pub reports: Limit<Client>,
    /// Attempts to sign in or up, per address.
    pub sign_ins: Limit<Client>,
    /// API calls, per key.
    pub api: Limit<KeyId>,
}

impl Limits {
    /// By the settings.
    pub fn new(config: LimitsConfig) -> Self {
        Self {
            payments: Limit::new(config.payments),
            reports: Limit::new(config.reports),
            sign_ins: Limit::new(config.sign_ins),
            api: Limit::new(config.api),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_table_is_searched_once_a_second_at_most() {
        let sweep = Sweep::default();
        assert!(!sweep.is_due(MANY), "a small one never is");
        assert!(sweep.is_due(MANY + 1));
        assert!(!sweep.is_due(MANY + 2), "it was a moment ago");
        *sweep.last.lock().expect("quiet") = Instant::now().checked_sub(PAUSE);
        assert!(sweep.is_due(MANY + 1));
    }
}

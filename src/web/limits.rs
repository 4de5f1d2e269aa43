//! Rate limits, by keyed hashes of addresses that live in memory only.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::client::Client;
use super::error::Error;
use crate::config::LimitsConfig;
use crate::domain::id::{KeyId, MethodId};
use crate::domain::report::Link;

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

/// One limit: so many a minute or an hour, of which all may come at once.
pub struct Limit<K: Clone + std::hash::Hash + Eq> {
    limiter: Option<RateLimiter<K, HashMapStateStore<K>, DefaultClock>>,
    most: u32,
    sweep: Sweep,
}

impl<K: Clone + std::hash::Hash + Eq> Limit<K> {
    /// So many a minute; `None` is without limit.
    pub fn new(per_minute: Option<NonZeroU32>) -> Self {
        Self::of(per_minute, Quota::per_minute)
    }

    /// So many an hour; `None` is without limit.
    pub fn hourly(per_hour: Option<NonZeroU32>) -> Self {
        Self::of(per_hour, Quota::per_hour)
    }

    fn of(most: Option<NonZeroU32>, quota: fn(NonZeroU32) -> Quota) -> Self {
        let limiter = most.map(|most| RateLimiter::hashmap(quota(most)));
        Self { limiter, most: most.map_or(0, NonZeroU32::get), sweep: Sweep::default() }
    }

    /// The limit; 0 is none.
    pub fn per_minute(&self) -> u32 {
        self.most
    }

    /// Counts one.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is one too many.
    pub fn count(&self, key: &K) -> Result<(), Error> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        // Keys that have been quiet for long enough are as good as new; forget them before they fill the memory.
        if self.sweep.is_due(limiter.len()) {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Error::TooMany { limit: self.most, retry_after: wait.as_secs() + 1 }
        })
    }
}

/// The time for which an address is locked out.
const LOCKED_OUT: Duration = Duration::from_secs(60);

/// Addresses that are locked out, each until a moment.
#[derive(Default)]
pub struct LockOuts {
    until: Mutex<HashMap<Client, Instant>>,
    sweep: Sweep,
}

impl LockOuts {
    /// The time for which an address is still locked out.
    pub fn time_left(&self, client: Client) -> Option<Duration> {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until.get(&client)?.saturating_duration_since(Instant::now());
        if left.is_zero() {
            until.remove(&client);
            return None;
        }
        Some(left)
    }

    /// Locks an address out from now on. Answers how many are locked out by that, or `None` if this one was already.
    pub fn add(&self, client: Client) -> Option<usize> {
        let now = Instant::now();
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if self.sweep.is_due(until.len()) {
            until.retain(|_, until| *until > now);
        }
        let before = until.insert(client, now + LOCKED_OUT);
        before.is_none_or(|until| until <= now).then_some(until.len())
    }
}

/// Every limit but that of misses, which is [`super::guesses`]'.
pub struct Limits {
    /// Payments started or claimed, per address.
    pub payments: Limit<Client>,
    /// Payments started by one link, per link and address, an hour.
    pub attempts: Limit<(Link, Client)>,
    /// Links reported, per address.
    pub reports: Limit<Client>,
    /// Attempts to sign in or up, per address.
    pub sign_ins: Limit<Client>,
    /// API calls, per key.
    pub api: Limit<KeyId>,
    /// Providers' messages, per address.
    pub hooks: Limit<Client>,
    /// Providers' messages, per method.
    pub hooks_of_method: Limit<MethodId>,
}

impl Limits {
    /// By the settings.
    pub fn new(config: LimitsConfig) -> Self {
        Self {
            payments: Limit::new(config.payments),
            attempts: Limit::hourly(config.attempts),
            reports: Limit::new(config.reports),
            sign_ins: Limit::new(config.sign_ins),
            api: Limit::new(config.api),
            hooks: Limit::new(config.hooks),
            hooks_of_method: Limit::new(config.hooks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_out_ends_after_a_minute() {
        let (anna, berta) = (Client::of(1), Client::of(2));
        let lock_outs = LockOuts::default();
        assert_eq!(lock_outs.time_left(anna), None);
        assert_eq!(lock_outs.add(anna), Some(1));
        assert_eq!(lock_outs.add(anna), None, "that is no news");
        assert!(lock_outs.time_left(anna).is_some_and(|left| left <= LOCKED_OUT));
        assert_eq!((lock_outs.time_left(berta), lock_outs.add(berta)), (None, Some(2)));
        lock_outs.until.lock().expect("quiet").insert(anna, Instant::now());
        assert_eq!(lock_outs.time_left(anna), None);
        assert_eq!(lock_outs.until.lock().expect("quiet").len(), 1, "it is forgotten");
        assert_eq!(lock_outs.add(anna), Some(2), "and news again");
    }

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

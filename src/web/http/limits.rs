//! Rate limits by client, API key, method or link. All counts are kept in memory only.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::calls_left::{Allowance, CallsLeft, Window};
use super::client::Client;
use crate::config::LimitsConfig;
use crate::domain::id::{KeyId, MethodId};
use crate::domain::report::ReportableLink;
use crate::web::error::Error;

/// The number of challenges for passkeys to each sign-in: pages are reloaded.
const CHALLENGES: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);

/// The size, in keys, above which a table is searched for stale keys.
pub const MANY: usize = 10_000;
/// The least time between two such searches: each visits every key under the lock.
const PAUSE: Duration = Duration::from_secs(1);

/// The schedule by which a table is searched for stale keys.
#[derive(Debug, Default)]
pub struct Sweep {
    last: Mutex<Option<Instant>>,
    /// The number of searches so far.
    searches: AtomicU64,
}

impl Sweep {
    /// Returns whether a table of this size has to be searched now: it is large, and the last search was a second ago.
    pub fn is_due(&self, keys: usize) -> bool {
        self.is_due_at(keys, Instant::now())
    }

    /// [`Self::is_due`] at a given time.
    pub fn is_due_at(&self, keys: usize, now: Instant) -> bool {
        if keys <= MANY {
            return false;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| now.saturating_duration_since(at) >= PAUSE);
        if due {
            *last = Some(now);
            self.searches.fetch_add(1, Ordering::Relaxed);
        }
        due
    }

    /// The number of searches so far.
    #[cfg(test)]
    pub fn searches(&self) -> u64 {
        self.searches.load(Ordering::Relaxed)
    }
}

/// A rate limiter per key, with a clock of choice.
type Counter<K, C> = RateLimiter<K, HashMapStateStore<K>, C, StateInformationMiddleware>;

/// A rate limit per key: a quota per minute or hour that may be used in one burst. Tests bring a clock of their own.
pub struct Limit<K: Clone + std::hash::Hash + Eq, C: Clock + Clone = DefaultClock> {
    limiter: Option<Counter<K, C>>,
    clock: C,
    allowed: Allowance,
    sweep: Sweep,
}

impl<K: Clone + std::hash::Hash + Eq> Limit<K> {
    /// Allows `per_minute` calls a minute; `None` is without limit.
    pub fn new(per_minute: Option<NonZeroU32>) -> Self {
        Self::by(DefaultClock::default(), per_minute.map(Quota::per_minute), Window::Minute)
    }

    /// Allows `per_hour` calls an hour; `None` is without limit.
    pub fn hourly(per_hour: Option<NonZeroU32>) -> Self {
        Self::by(DefaultClock::default(), per_hour.map(Quota::per_hour), Window::Hour)
    }
}

impl<K: Clone + std::hash::Hash + Eq, C: Clock + Clone> Limit<K, C> {
    fn by(clock: C, quota: Option<Quota>, window: Window) -> Self {
        let limiter = quota.map(|quota| RateLimiter::hashmap_with_clock(quota, clock.clone()).with_middleware());
        let calls = quota.map_or(0, |quota| quota.burst_size().get());
        Self { limiter, clock, allowed: Allowance { calls, window }, sweep: Sweep::default() }
    }

    /// The quota; 0 calls are without limit.
    pub fn allowed(&self) -> Allowance {
        self.allowed
    }

    /// Counts one call of a key.
    ///
    /// # Errors
    /// [`Error::TooMany`] when the key's quota is used up.
    pub fn count(&self, key: &K) -> Result<(), Error> {
        self.count_down(key).map(drop)
    }

    /// Counts one call of a key, and returns what is left of its quota; `None` is without limit.
    ///
    /// # Errors
    /// As [`Self::count`].
    pub fn count_down(&self, key: &K) -> Result<Option<CallsLeft>, Error> {
        let Some(limiter) = &self.limiter else { return Ok(None) };
        // Keys whose quota is full again equal new ones. Dropping them bounds the memory.
        if self.sweep.is_due(limiter.len()) {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                let full = state.quota().replenish_interval() * self.allowed.calls.saturating_sub(left);
                Ok(Some(CallsLeft::new(self.allowed, left, full.as_secs() + 1)))
            }
            Err(not_until) => {
                let wait = not_until.wait_time_from(self.clock.now());
                Err(Error::TooMany { allowed: self.allowed, retry_after: wait.as_secs() + 1 })
            }
        }
    }
}

/// The length of a lock-out.
const LOCKED_OUT: Duration = Duration::from_secs(60);

/// The addresses that are locked out, each with the end of its lock-out.
#[derive(Default)]
pub struct LockOuts {
    until: Mutex<HashMap<Client, Instant>>,
    sweep: Sweep,
}

impl LockOuts {
    /// The time until an address's lock-out ends; `None` if it isn't locked out.
    pub fn time_left(&self, client: Client) -> Option<Duration> {
        self.time_left_at(client, Instant::now())
    }

    fn time_left_at(&self, client: Client, now: Instant) -> Option<Duration> {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until.get(&client)?.saturating_duration_since(now);
        if left.is_zero() {
            until.remove(&client);
            return None;
        }
        Some(left)
    }

    /// Starts an address's lock-out. Returns the number of addresses in the table, or `None` if this one was locked out already.
    pub fn add(&self, client: Client) -> Option<usize> {
        self.add_at(client, Instant::now())
    }

    fn add_at(&self, client: Client, now: Instant) -> Option<usize> {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if self.sweep.is_due_at(until.len(), now) {
            until.retain(|_, until| *until > now);
        }
        let before = until.insert(client, now + LOCKED_OUT);
        before.is_none_or(|until| until <= now).then_some(until.len())
    }
}

/// All rate limits but that of misses, which is in [`super::guesses`].
pub struct Limits {
    /// Payments started or claimed, per address.
    pub payments: Limit<Client>,
    /// Payments started, per link and address, an hour.
    pub attempts: Limit<(ReportableLink, Client)>,
    /// Links reported, per address.
    pub reports: Limit<Client>,
    /// Attempts to sign in or sign up, per address.
    pub sign_ins: Limit<Client>,
    /// Challenges for passkeys, per address: each sign-in page takes one.
    pub ceremonies: Limit<Client>,
    /// API calls, per key.
    pub api: Limit<KeyId>,
    /// Webhooks, per client address.
    pub hooks: Limit<Client>,
    /// Webhooks, per payment method.
    pub hooks_of_method: Limit<MethodId>,
}

impl Limits {
    /// Makes the limits from the settings `CHIT_LIMIT_…`.
    pub fn new(config: LimitsConfig) -> Self {
        Self {
            payments: Limit::new(config.payments),
            attempts: Limit::hourly(config.attempts),
            reports: Limit::new(config.reports),
            sign_ins: Limit::new(config.sign_ins),
            ceremonies: Limit::new(config.sign_ins.map(|limit| limit.saturating_mul(CHALLENGES))),
            api: Limit::new(config.api),
            hooks: Limit::new(config.hooks),
            hooks_of_method: Limit::new(config.hooks),
        }
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn as_many_as_there_may_be_come_at_once_and_the_next_in_its_time() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::by(clock.clone(), NonZeroU32::new(2).map(Quota::per_minute), Window::Minute);
        let (anna, berta) = (Client::of(1), Client::of(2));
        let wait = |client| match limit.count(&client) {
            Ok(()) => 0,
            Err(Error::TooMany { allowed: Allowance { calls: 2, window: Window::Minute }, retry_after }) => retry_after,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!([wait(anna), wait(anna), wait(anna)], [0, 0, 31]);
        assert_eq!([wait(berta), wait(berta)], [0, 0], "each address has its own");
        clock.advance(29 * SECOND);
        assert_eq!(wait(anna), 2, "what is refused doesn't count");
        clock.advance(SECOND);
        assert_eq!([wait(anna), wait(anna)], [0, 31]);
        clock.advance(60 * SECOND);
        assert_eq!([wait(anna), wait(anna), wait(anna)], [0, 0, 31]);
        let without = Limit::by(clock, None, Window::Minute);
        assert!((0..1000).all(|_| without.count(&anna).is_ok()));
    }

    #[test]
    fn a_lock_out_ends_after_a_minute() {
        let (anna, berta, begun) = (Client::of(1), Client::of(2), Instant::now());
        let lock_outs = LockOuts::default();
        assert_eq!(lock_outs.time_left_at(anna, begun), None);
        assert_eq!(lock_outs.add_at(anna, begun), Some(1));
        assert_eq!(lock_outs.add_at(anna, begun), None, "that is no news");
        assert_eq!(lock_outs.time_left_at(anna, begun + 59 * SECOND), Some(SECOND));
        assert_eq!((lock_outs.time_left_at(berta, begun), lock_outs.add_at(berta, begun)), (None, Some(2)));
        let over = begun + LOCKED_OUT;
        assert_eq!(lock_outs.time_left_at(anna, over), None);
        assert_eq!(lock_outs.until.lock().expect("quiet").len(), 1, "it is forgotten");
        assert_eq!(lock_outs.add_at(anna, over), Some(2), "and news again");
    }

    #[test]
    fn a_large_table_is_searched_once_a_second_at_most() {
        let (sweep, begun) = (Sweep::default(), Instant::now());
        assert!(!sweep.is_due_at(MANY, begun), "a small one never is");
        assert!(sweep.is_due_at(MANY + 1, begun));
        assert!(!sweep.is_due_at(MANY + 2, begun + PAUSE / 2), "it was a moment ago");
        assert!(sweep.is_due_at(MANY + 1, begun + PAUSE));
    }

    #[test]
    fn a_table_of_many_addresses_forgets_those_that_are_quiet() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::by(clock.clone(), NonZeroU32::new(2).map(Quota::per_minute), Window::Minute);
        let many = u64::try_from(MANY).expect("a number");
        assert!((0..=many).all(|n| limit.count(&Client::of(n)).is_ok()));
        assert_eq!(limit.sweep.searches(), 0);
        clock.advance(3600 * SECOND);
        assert!(limit.count(&Client::of(many + 1)).is_ok());
        let left = limit.limiter.as_ref().map(|limiter| limiter.len());
        assert_eq!((limit.sweep.searches(), left), (1, Some(1)));
    }

    #[test]
    fn lock_outs_of_many_addresses_are_searched_once_a_second() {
        let (lock_outs, begun) = (LockOuts::default(), Instant::now());
        let many = u64::try_from(MANY).expect("a number");
        (0..many + 500).for_each(|n| assert!(lock_outs.add_at(Client::of(n), begun).is_some()));
        assert_eq!(lock_outs.sweep.searches(), 1, "499 more came within the second");
        assert!(lock_outs.add_at(Client::of(many + 500), begun + LOCKED_OUT).is_some());
        assert_eq!(lock_outs.sweep.searches(), 2);
        assert_eq!(lock_outs.until.lock().expect("quiet").len(), 1);
    }
}

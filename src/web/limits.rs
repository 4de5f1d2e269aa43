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
use crate::actions;
use crate::config::LimitsConfig;
use crate::domain::id::{KeyId, MethodId};

/// One limit: so many a minute, of which all may come at once.
pub struct Limit<K: Clone + std::hash::Hash + Eq> {
    limiter: Option<RateLimiter<K, HashMapStateStore<K>, DefaultClock>>,
    per_minute: u32,
}

impl<K: Clone + std::hash::Hash + Eq> Limit<K> {
    fn new(per_minute: Option<NonZeroU32>) -> Self {
        let limiter = per_minute.map(|n| RateLimiter::hashmap(Quota::per_minute(n)));
        Self { limiter, per_minute: per_minute.map_or(0, NonZeroU32::get) }
    }

    /// Counts one.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is one too many.
    pub fn count(&self, key: &K) -> Result<(), Error> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        // Keys that have been quiet for a minute are as good as new; forget them before they fill the memory.
        if limiter.len() > 10_000 {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Error::TooMany { limit: self.per_minute, retry_after: wait.as_secs() + 1 }
        })
    }
}

/// Every limit.
pub struct Limits {
    /// Payments started or claimed, per address.
    pub payments: Limit<Client>,
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
    misses: Limit<Client>,
    sent_away: Mutex<HashMap<Client, Instant>>,
}

/// How long an address that guesses is sent away.
const AWAY: Duration = Duration::from_secs(60);

impl Limits {
    /// By the settings.
    pub fn new(config: LimitsConfig) -> Self {
        Self {
            payments: Limit::new(config.payments),
            reports: Limit::new(config.reports),
            sign_ins: Limit::new(config.sign_ins),
            api: Limit::new(config.api),
            hooks: Limit::new(config.hooks),
            hooks_of_method: Limit::new(config.hooks),
            misses: Limit::new(config.misses),
            sent_away: Mutex::default(),
        }
    }

    /// Lets an address look a code up, unless it has been guessing. Asked before the look, so that a guesser learns nothing more.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn may_look(&self, client: Client) -> Result<(), Error> {
        let mut away = self.sent_away.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(until) = away.get(&client) else { return Ok(()) };
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            away.remove(&client);
            return Ok(());
        }
        Err(Error::TooMany { limit: self.misses.per_minute, retry_after: left.as_secs() + 1 })
    }

    /// What an address looked up, or a miss that is counted against it.
    ///
    /// # Errors
    /// [`actions::Error::NotFound`].
    pub fn found<T>(&self, client: Client, found: Option<T>) -> Result<T, Error> {
        found.ok_or_else(|| {
            self.missed(client);
            Error::Action(actions::Error::NotFound)
        })
    }

    /// Notes that an address looked up something that doesn't exist.
    pub fn missed(&self, client: Client) {
        if self.misses.count(&client).is_err() {
            let mut away = self.sent_away.lock().unwrap_or_else(PoisonError::into_inner);
            if away.len() > 10_000 {
                away.retain(|_, until| *until > Instant::now());
            }
            away.insert(client, Instant::now() + AWAY);
        }
    }
}

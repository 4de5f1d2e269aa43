//! Limits on webhooks whose verification costs a call to the provider: one at a time for each payment, a few failures a minute from each
//! address, and not many more from all. An attacker who doesn't know the provider's id of a payment triggers no call. One who does (its
//! payer) triggers this many at most, and can't keep out the provider's own message, which comes from another address.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::id::PaymentId;
use crate::web::error::Error;
use crate::web::http::calls_left::Allowance;
use crate::web::http::client::Client;
use crate::web::http::limits::Sweep;

/// The most forged messages from one address about one payment per window.
const FORGED: u32 = 5;
/// The same from all addresses together.
const FORGED_BY_ALL: u32 = 20;
/// The period after which forgeries are forgotten.
const WINDOW: Duration = Duration::from_mins(1);
struct ForgeryCount {
    /// The number of forgeries by address. Bounded in size, since at most [`FORGED_BY_ALL`] are counted.
    forged: HashMap<Client, u32>,
    since: Instant,
    turn: Arc<Semaphore>,
}

impl ForgeryCount {
    fn new(now: Instant) -> Self {
        Self { forged: HashMap::new(), since: now, turn: Arc::new(Semaphore::new(1)) }
    }

    fn age(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.since)
    }

    fn is_quiet(&self, now: Instant) -> bool {
        self.age(now) >= WINDOW && Arc::strong_count(&self.turn) == 1
    }

    /// The limit that an address has reached; `None` below it.
    fn limit(&self, client: Client) -> Option<u32> {
        let own = self.forged.get(&client).copied().unwrap_or_default();
        let all: u32 = self.forged.values().sum();
        if own >= FORGED {
            return Some(FORGED);
        }
        (all >= FORGED_BY_ALL).then_some(FORGED_BY_ALL)
    }
}

/// The payments that unverified messages are about.
#[derive(Default)]
pub struct Unproved {
    entries: Mutex<HashMap<PaymentId, ForgeryCount>>,
    sweep: Sweep,
}

/// The permit to verify one message, exclusive for its payment.
pub struct Turn {
    payment: PaymentId,
    client: Client,
    _permit: OwnedSemaphorePermit,
}

impl Unproved {
    fn with<T>(&self, payment: &PaymentId, now: Instant, act: impl FnOnce(&mut ForgeryCount) -> T) -> T {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if self.sweep.is_due_at(entries.len(), now) {
            entries.retain(|_, entry| !entry.is_quiet(now));
        }
        let entry = entries.entry(payment.clone()).or_insert_with(|| ForgeryCount::new(now));
        if entry.age(now) >= WINDOW {
            entry.forged.clear();
            entry.since = now;
        }
        act(entry)
    }

    /// Waits until no other message about the payment is being verified.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many about the same payment were forged within a minute, by this address or by all.
    pub async fn turn(&self, payment: PaymentId, client: Client) -> Result<Turn, Error> {
        let turn = self.with(&payment, Instant::now(), |entry| Arc::clone(&entry.turn));
        let refused = |limit, wait: Duration| Error::TooMany {
            allowed: Allowance::per_minute(limit),
            retry_after: wait.as_secs() + 1,
        };
        let _permit = turn.acquire_owned().await.map_err(|_| refused(FORGED, WINDOW))?;
        // Checked after the wait, since the messages before may have been forged.
        match self.limit(&payment, client, Instant::now()) {
            Some((limit, wait)) => Err(refused(limit, wait)),
            None => Ok(Turn { payment, client, _permit }),
        }
    }

    /// The limit that an address has reached with a payment, and the time until it is lifted.
    fn limit(&self, payment: &PaymentId, client: Client, now: Instant) -> Option<(u32, Duration)> {
        self.with(payment, now, |entry| Some((entry.limit(client)?, WINDOW.saturating_sub(entry.age(now)))))
    }

    /// Counts a message that was not the provider's, or that the provider could not confirm.
    pub fn failed(&self, turn: &Turn) {
        self.note(&turn.payment, turn.client, Instant::now());
    }

    fn note(&self, payment: &PaymentId, client: Client, now: Instant) {
        self.with(payment, now, |entry| *entry.forged.entry(client).or_default() += 1);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;
    use crate::web::http::limits::MANY;

    fn payment(letter: &str) -> PaymentId {
        PaymentId::parse(&format!("pay_{}", letter.repeat(22))).expect("an id")
    }

    #[test]
    fn an_address_has_five_forgeries_a_minute_and_all_have_twenty() {
        let (unproved, begun) = (Unproved::default(), Instant::now());
        let (one, other) = (payment("a"), payment("b"));
        let forge = |by: u64, times: usize| (0..times).for_each(|_| unproved.note(&one, Client::of(by), begun));
        let limit = |by: u64, at: Instant| unproved.limit(&one, Client::of(by), at);
        forge(1, 4);
        assert_eq!(limit(1, begun), None);
        forge(1, 1);
        let soon = begun + Duration::from_secs(20);
        assert_eq!(limit(1, soon), Some((FORGED, Duration::from_secs(40))));
        // The provider's own message comes from elsewhere, and other payments have their own count.
        assert_eq!(limit(2, soon), None);
        assert_eq!(unproved.limit(&other, Client::of(1), soon), None);
        (2..=4).for_each(|by| forge(by, 5));
        assert_eq!(limit(9, soon), Some((FORGED_BY_ALL, Duration::from_secs(40))));
        assert_eq!(limit(1, begun + WINDOW), None, "a minute later all of it is forgotten");
    }

    #[test]
    fn payments_that_are_quiet_are_forgotten_and_looked_for_once_a_second() {
        let (unproved, begun) = (Unproved::default(), Instant::now());
        let note = |n: usize, at| {
            unproved.note(&PaymentId::parse(&format!("pay_{n:a>22}")).expect("an id"), Client::of(1), at)
        };
        (0..MANY + 500).for_each(|n| note(n, begun));
        assert_eq!((unproved.sweep.searches(), unproved.entries.lock().expect("quiet").len()), (1, MANY + 500));
        note(0, begun + WINDOW);
        assert_eq!((unproved.sweep.searches(), unproved.entries.lock().expect("quiet").len()), (2, 1));
    }

    #[tokio::test]
    async fn a_turn_is_one_messages_at_a_time() {
        let unproved = Unproved::default();
        let turn = unproved.turn(payment("a"), Client::of(1)).await.expect("its turn");
        let next = unproved.turn(payment("a"), Client::of(2));
        tokio::pin!(next);
        assert!((&mut next).now_or_never().is_none(), "the first is still at it");
        drop(turn);
        assert!(next.await.is_ok());
    }
}

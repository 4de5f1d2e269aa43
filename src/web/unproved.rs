//! Messages that nobody has proved yet, and whose proof costs a call to a provider: one at a time for each payment, and a few failures a
//! minute. Who doesn't know the provider's name for a payment of ours triggers nothing; who does (its payer) triggers as much as this.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::Error;

/// How many messages about one payment may turn out to be forged, per window.
const FORGED: u32 = 5;
/// The window.
const WINDOW: Duration = Duration::from_mins(1);
/// From how many payments on the ones that are quiet are forgotten.
const MOST: usize = 10_000;

struct Entry {
    forged: u32,
    since: Instant,
    turn: Arc<Semaphore>,
}

impl Entry {
    fn new() -> Self {
        Self { forged: 0, since: Instant::now(), turn: Arc::new(Semaphore::new(1)) }
    }

    fn is_quiet(&self) -> bool {
        self.since.elapsed() >= WINDOW && Arc::strong_count(&self.turn) == 1
    }
}

/// What is known of the payments about which messages come.
#[derive(Default)]
pub struct Unproved(Mutex<HashMap<String, Entry>>);

/// A message's turn to be proved.
pub struct Turn {
    key: String,
    _permit: OwnedSemaphorePermit,
}

impl Unproved {
    fn with<T>(&self, key: &str, look: impl FnOnce(&mut Entry) -> T) -> T {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MOST && !entries.contains_key(key) {
            entries.retain(|_, entry| !entry.is_quiet());
        }
        let entry = entries.entry(key.to_owned()).or_insert_with(Entry::new);
        if entry.since.elapsed() >= WINDOW {
            (entry.forged, entry.since) = (0, Instant::now());
        }
        look(entry)
    }

    /// Waits for a message's turn.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many about the same payment were forged within a minute.
    pub async fn turn(&self, key: String) -> Result<Turn, Error> {
        let turn = self.with(&key, |entry| Arc::clone(&entry.turn));
        let refused = |wait: Duration| Error::TooMany { limit: FORGED, retry_after: wait.as_secs() + 1 };
        let _permit = turn.acquire_owned().await.map_err(|_| refused(WINDOW))?;
        // Asked when it is its turn: those before it may have been forged.
        let wait =
            self.with(&key, |entry| (entry.forged >= FORGED).then(|| WINDOW.saturating_sub(entry.since.elapsed())));
        match wait {
            Some(wait) => Err(refused(wait)),
            None => Ok(Turn { key, _permit }),
        }
    }

    /// Notes that a message was not the provider's, or that the provider couldn't say.
    pub fn failed(&self, turn: &Turn) {
        self.with(&turn.key, |entry| entry.forged += 1);
    }
}

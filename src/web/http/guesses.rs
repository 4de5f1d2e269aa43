//! Protection against enumeration of links: a client address whose look-ups miss too often is locked out for a minute.
//!
//! A locked-out address is answered 429 before anything is looked up, so the answer doesn't depend on the link's existence. Links
//! that the address found before remain open to it: that tells an attacker nothing new, and a payer who shares the address (an
//! office, a carrier's NAT) keeps the page that is open. No other address is affected. A locked-out address collects no misses, so
//! the lock-out ends a minute after the last one.
//!
//! Only texts in the form of a code, a token or a handle are looked up and can miss; the paths that scanners try don't count.

use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;

use quick_cache::sync::Cache;

use super::client::Client;
use super::limits::{Limit, LockOuts};
use crate::actions;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::secret::token::TokenHash;
use crate::web::error::Error;

/// The most pairs of address and link that are remembered as found; each takes some sixty bytes.
const REMEMBERED: usize = 50_000;

/// The object of a look-up.
#[derive(Debug, Clone, Copy, Hash)]
pub enum GuessTarget<'a> {
    /// A request, by its code.
    Request(&'a RequestCode),
    /// A payment, by its payer's token.
    Payment(&'a TokenHash),
    /// A payee, by its handle.
    Payee(&'a Handle),
}

impl GuessTarget<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "code",
            Self::Payment(_) => "token",
            Self::Payee(_) => "handle",
        }
    }
}

/// The misses, lock-outs and finds of all client addresses.
pub struct Guesses {
    misses: Limit<Client>,
    lock_outs: LockOuts,
    /// Keyed hashes of pairs of an address and a target that it found.
    found: Cache<u64, ()>,
    hasher: RandomState,
}

impl Guesses {
    /// `misses` are allowed per minute and address; `None` is without limit.
    pub fn new(misses: Option<NonZeroU32>) -> Self {
        Self {
            misses: Limit::new(misses),
            lock_outs: LockOuts::default(),
            found: Cache::new(REMEMBERED),
            hasher: RandomState::new(),
        }
    }

    /// Runs a look-up unless the address is locked out, and counts a miss or remembers the find.
    ///
    /// # Errors
    /// [`Error::TooMany`] when the address is locked out, [`actions::Error::NotFound`] when there is nothing, or the look-up's error.
    pub async fn look_up<T, E: Into<Error>>(
        &self,
        client: Client,
        target: GuessTarget<'_>,
        look: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<T, Error> {
        let is_locked_out = self.admit(client, target)?;
        match look.await.map_err(Into::into)? {
            Some(found) => {
                self.remember(client, target);
                Ok(found)
            }
            None => {
                // A locked-out address gets here only with a target that it found before and that is gone: not a guess.
                if !is_locked_out {
                    self.miss(client, target);
                }
                Err(Error::Action(actions::Error::NotFound))
            }
        }
    }

    /// Admits a look-up, and returns whether the address is locked out: then it may look up only what it found before.
    fn admit(&self, client: Client, target: GuessTarget<'_>) -> Result<bool, Error> {
        let Some(left) = self.lock_outs.time_left(client) else { return Ok(false) };
        if self.found.get(&self.key(client, target)).is_some() {
            return Ok(true);
        }
        Err(Error::TooMany { allowed: self.misses.allowed(), retry_after: left.as_secs().saturating_add(1) })
    }

    fn key(&self, client: Client, target: GuessTarget<'_>) -> u64 {
        self.hasher.hash_one((client, target))
    }

    fn remember(&self, client: Client, target: GuessTarget<'_>) {
        // Without a limit no address is ever locked out.
        if self.misses.allowed().calls > 0 {
            let key = self.key(client, target);
            if self.found.get(&key).is_none() {
                self.found.insert(key, ());
            }
        }
    }

    fn miss(&self, client: Client, target: GuessTarget<'_>) {
        if self.misses.count(&client).is_ok() {
            return;
        }
        // Logged once: `None` for look-ups that were in flight when the lock-out began.
        if let Some(addresses) = self.lock_outs.add(client) {
            let (last, misses) = (target.kind(), self.misses.allowed().calls);
            tracing::warn!(
                last,
                misses,
                addresses,
                "an address was locked out for a minute: too many links that lead nowhere"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::store;

    const GUESSER: Client = Client::of(1);
    const PAYER: Client = Client::of(2);

    fn code() -> RequestCode {
        RequestCode::draw(&Chance::secure())
    }

    async fn look(guesses: &Guesses, client: Client, code: &RequestCode, there: bool) -> Result<(), Error> {
        let answer = async { Ok::<_, store::Error>(there.then_some(())) };
        guesses.look_up(client, GuessTarget::Request(code), answer).await
    }

    fn is_locked_out(outcome: &Result<(), Error>) -> bool {
        matches!(outcome, Err(Error::TooMany { retry_after: 1..=60, .. }))
    }

    /// Misses until the address is locked out.
    async fn guess(guesses: &Guesses, client: Client) {
        for _ in 0..20 {
            if is_locked_out(&look(guesses, client, &code(), false).await) {
                return;
            }
        }
        panic!("it is never too much");
    }

    #[tokio::test]
    async fn a_guesser_learns_nothing_and_others_are_not_concerned() {
        let guesses = Guesses::new(NonZeroU32::new(3));
        let good = code();
        guess(&guesses, GUESSER).await;
        assert!(is_locked_out(&look(&guesses, GUESSER, &good, true).await));
        assert!(is_locked_out(&look(&guesses, GUESSER, &code(), false).await));
        assert!(look(&guesses, PAYER, &good, true).await.is_ok());
    }

    #[tokio::test]
    async fn who_shares_an_address_with_a_guesser_goes_on_with_what_is_open() {
        let guesses = Guesses::new(NonZeroU32::new(3));
        let (open, other) = (code(), code());
        assert!(look(&guesses, GUESSER, &open, true).await.is_ok());
        guess(&guesses, GUESSER).await;
        assert!(look(&guesses, GUESSER, &open, true).await.is_ok(), "it was found before the guessing");
        assert!(is_locked_out(&look(&guesses, GUESSER, &other, true).await));
        assert!(look(&guesses, PAYER, &other, true).await.is_ok());
        assert!(is_locked_out(&look(&guesses, GUESSER, &other, true).await), "what another address found is no help");
    }

    #[tokio::test]
    async fn a_database_that_fails_is_no_miss() {
        let guesses = Guesses::new(NonZeroU32::new(1));
        for _ in 0..20 {
            let code = code();
            let failed = async { Err::<Option<()>, _>(store::Error::Defect("away".into())) };
            let outcome = guesses.look_up(GUESSER, GuessTarget::Request(&code), failed).await;
            assert!(matches!(outcome, Err(Error::Action(actions::Error::Store(_)))));
        }
        assert!(look(&guesses, GUESSER, &code(), true).await.is_ok());
    }

    #[tokio::test]
    async fn a_lock_out_is_not_prolonged_by_asking() {
        let guesses = Guesses::new(NonZeroU32::new(1));
        guess(&guesses, GUESSER).await;
        let left = guesses.lock_outs.time_left(GUESSER).expect("locked out");
        for _ in 0..5 {
            assert!(is_locked_out(&look(&guesses, GUESSER, &code(), false).await));
        }
        assert!(guesses.lock_outs.time_left(GUESSER).is_some_and(|now| now <= left));
    }
}

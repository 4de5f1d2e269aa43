//! A cache of access tokens to providers' accounts, in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::SecretString;

use crate::domain::clock::Timestamp;

/// The most accounts whose tokens are cached.
const ACCOUNTS: usize = 1000;

/// Valid tokens by a hash of the account and its secret, shared by all methods of the service.
#[derive(Default)]
pub struct Tokens(Mutex<HashMap<[u8; 32], CachedToken>>);

/// A token and its expiry.
type CachedToken = (Arc<SecretString>, Timestamp);

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Tokens {
    /// The account's cached token, if it is still valid.
    pub(super) fn find(&self, account: &[u8; 32], now: Timestamp) -> Option<Arc<SecretString>> {
        let tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(account).filter(|(_, until)| *until > now).map(|(token, _)| Arc::clone(token))
    }

    /// Caches a token, unless the cache is full of valid ones.
    pub(super) fn keep(&self, account: [u8; 32], token: &Arc<SecretString>, until: Timestamp, now: Timestamp) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= ACCOUNTS {
            tokens.retain(|_, (_, until)| *until > now);
        }
        if tokens.len() < ACCOUNTS {
            tokens.insert(account, (Arc::clone(token), until));
        }
    }

    /// Removes the account's token.
    pub(super) fn forget(&self, account: &[u8; 32]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }
}

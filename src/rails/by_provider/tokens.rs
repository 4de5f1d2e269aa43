//! Access tokens of providers' accounts, kept in memory while they are good.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::SecretString;

use crate::domain::clock::Timestamp;

/// The number of accounts whose tokens are kept.
const ACCOUNTS: usize = 1000;

/// Tokens that are still good, by a hash of the account and its secret. For all methods of the service.
#[derive(Default)]
pub struct Tokens(Mutex<HashMap<[u8; 32], CachedToken>>);

/// A token, and until when it is good.
type CachedToken = (Arc<SecretString>, Timestamp);

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Tokens {
    /// The account's token, if one is kept that is still good.
    pub(super) fn find(&self, account: &[u8; 32], now: Timestamp) -> Option<Arc<SecretString>> {
        let tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(account).filter(|(_, until)| *until > now).map(|(token, _)| Arc::clone(token))
    }

    /// Keeps a token. Where too many are good, it is not kept.
    pub(super) fn keep(&self, account: [u8; 32], token: &Arc<SecretString>, until: Timestamp, now: Timestamp) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= ACCOUNTS {
            tokens.retain(|_, (_, until)| *until > now);
        }
        if tokens.len() < ACCOUNTS {
            tokens.insert(account, (Arc::clone(token), until));
        }
    }

    /// Drops the account's token.
    pub(super) fn forget(&self, account: &[u8; 32]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }
}

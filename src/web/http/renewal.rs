//! The later end that a session is due to be given, on its way from the extractor that finds the session to the answer.

use std::sync::{Arc, OnceLock};

use crate::domain::clock::Timestamp;
use crate::domain::secret::token::Token;

/// The place in a request where the extractor of the session leaves its later end.
#[derive(Debug, Clone, Default)]
pub struct RenewalSlot(Arc<OnceLock<(Token, Timestamp)>>);

impl RenewalSlot {
    /// Notes the session and its later end.
    pub fn set(&self, session: Token, until: Timestamp) {
        // A second extractor of one request would note the same.
        let _ = self.0.set((session, until));
    }

    /// The session and its later end, if it is due.
    pub fn get(&self) -> Option<&(Token, Timestamp)> {
        self.0.get()
    }
}

//! The rest of a caller's quota, in the headers of an answer.

use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, HeaderValue};

/// The rest of a quota per minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallsLeft {
    limit: u32,
    left: u32,
    full_in: u64,
}

impl CallsLeft {
    /// The rest of a quota of `limit` calls. The quota is whole again in `full_in` seconds.
    pub fn new(limit: u32, left: u32, full_in: u64) -> Self {
        Self { limit, left, full_in }
    }

    /// The quota when it is used up.
    pub fn none(limit: u32, full_in: u64) -> Self {
        Self { limit, left: 0, full_in }
    }

    /// Sets the headers `RateLimit-Policy` and `RateLimit` by the IETF's draft. `t` is the time until the quota is whole again, or until
    /// the next call where it is used up.
    pub fn tell(self, headers: &mut HeaderMap) {
        let Self { limit, left, full_in } = self;
        let policy = format!("\"minute\";q={limit};w=60");
        let left = format!("\"minute\";r={left};t={full_in}");
        for (name, value) in [("ratelimit-policy", policy), ("ratelimit", left)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
    }
}

/// The place in a request where an extractor leaves what is left of the caller's quota, for the answer's headers.
#[derive(Debug, Clone, Default)]
pub struct CallsLeftSlot(Arc<OnceLock<CallsLeft>>);

impl CallsLeftSlot {
    /// Notes what is left.
    pub fn set(&self, left: CallsLeft) {
        // A call is counted once.
        let _ = self.0.set(left);
    }

    /// Sets the headers, if the call was counted.
    pub fn tell(&self, headers: &mut HeaderMap) {
        if let Some(left) = self.0.get() {
            left.tell(headers);
        }
    }
}

//! The rest of a caller's quota, in the headers of an answer.

use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, HeaderValue};

/// The time in which a quota is whole again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
}

impl Window {
    /// The policy's name, and its seconds.
    fn named(self) -> (&'static str, u32) {
        match self {
            Self::Minute => ("minute", 60),
            Self::Hour => ("hour", 3600),
        }
    }
}

/// A number of calls in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The number of calls.
    pub calls: u32,
    /// The window.
    pub window: Window,
}

impl Allowance {
    /// So many calls a minute.
    pub fn per_minute(calls: u32) -> Self {
        Self { calls, window: Window::Minute }
    }
}

/// The rest of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallsLeft {
    allowed: Allowance,
    left: u32,
    full_in: u64,
}

impl CallsLeft {
    /// The rest of a quota, which is whole again in `full_in` seconds.
    pub fn new(allowed: Allowance, left: u32, full_in: u64) -> Self {
        Self { allowed, left, full_in }
    }

    /// The quota when it is used up.
    pub fn none(allowed: Allowance, full_in: u64) -> Self {
        Self { allowed, left: 0, full_in }
    }

    /// Sets the headers `RateLimit-Policy` and `RateLimit` by the IETF's draft. `t` is the time until the quota is whole again, or until
    /// the next call where it is used up.
    pub fn tell(self, headers: &mut HeaderMap) {
        let Self { allowed: Allowance { calls, window }, left, full_in } = self;
        let (name, seconds) = window.named();
        let policy = format!("\"{name}\";q={calls};w={seconds}");
        let left = format!("\"{name}\";r={left};t={full_in}");
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

//! The service's keys: loading, renewal, re-encryption.

pub mod rekey;
pub mod service;
pub mod vapid;

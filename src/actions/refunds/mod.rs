//! Refunds that a payee requests.

pub mod conclude;
pub mod send;

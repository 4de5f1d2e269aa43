//! Refunds that a payee asks for.

pub mod conclude;
pub mod send;

//! Chit.
pub mod domain;

//! Chit.
pub mod domain;
pub mod rails;
pub mod store;

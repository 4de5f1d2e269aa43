//! Chit.
pub mod accounting;
pub mod actions;
pub mod domain;
pub mod rails;
pub mod share;
pub mod store;

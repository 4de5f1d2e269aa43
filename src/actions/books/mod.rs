//! The books: exports and audit.

pub mod audit;
pub mod export;
pub mod settings;

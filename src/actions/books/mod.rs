//! The books: exports, closes, batches and audit.

pub mod audit;
pub mod batches;
pub mod close;
mod currency;
pub mod export;
pub mod settings;

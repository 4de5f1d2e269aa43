//! The books: exports, imports of statements, closes, batches and audit.

pub mod audit;
pub mod batches;
pub mod close;
mod currency;
pub mod export;
pub mod import;
pub mod settings;

//! The books: exports, monthly statements, batches, closes, imports of statements, and audit.

pub mod audit;
pub mod batches;
pub mod close;
pub mod counted_days;
mod currency;
pub mod export;
pub mod import;
pub mod month;
pub mod received;
pub mod settings;
pub mod sums;

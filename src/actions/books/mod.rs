//! The books: exports, imports of statements, and audit.

pub mod audit;
pub mod export;
pub mod import;
pub mod settings;

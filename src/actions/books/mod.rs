//! The books: their export, and their audit.

pub mod audit;
pub mod export;

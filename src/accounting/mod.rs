//! For the books: periods and exports.

pub mod export;
pub mod period;

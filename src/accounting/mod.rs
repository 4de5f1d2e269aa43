//! Bookkeeping: periods and export formats.

pub mod export;
pub mod period;

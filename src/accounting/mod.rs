//! Bookkeeping: periods, accounts, export formats, readers of bank statements, and the matching of their entries.

pub mod accounts;
pub mod export;
pub mod matching;
pub mod month;
pub mod period;
pub mod span;
pub mod statement;

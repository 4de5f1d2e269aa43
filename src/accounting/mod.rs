//! Bookkeeping: periods, accounts, export formats, and readers of bank statements.

pub mod accounts;
pub mod export;
pub mod period;
pub mod statement;

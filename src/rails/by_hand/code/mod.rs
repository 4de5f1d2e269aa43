//! Formats of payment codes, and their alphabets.

pub mod by_square;
pub mod emv;
pub mod epc;
pub mod spelling;

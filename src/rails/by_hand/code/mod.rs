//! Formats of payment codes, and the letters that they carry.

pub mod by_square;
pub mod emv;
pub mod epc;
pub mod spelling;

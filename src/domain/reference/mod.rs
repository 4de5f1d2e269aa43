//! Creditor references, by which a bank transfer names the request that it pays.

pub mod carried;
pub mod qr;
pub mod rf;

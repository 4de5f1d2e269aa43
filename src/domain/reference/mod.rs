//! Creditor references, which identify a request on a bank transfer.

pub mod carried;
pub mod qr;
pub mod rf;

//! Rails that a payer pays by hand: by a code to scan, a link to open or values to copy. The payee confirms what arrived.

pub mod cash;
pub mod code;
pub mod pasted;
pub mod paynow;
pub mod pix;
pub mod promptpay;
pub mod qr_bill;
pub mod sepa;
pub mod spayd;
pub mod swiss;
pub mod transfer;
pub mod upi;

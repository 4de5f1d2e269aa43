//! Rails without a provider: the payer scans a code, opens a link or copies values, and the payee confirms what arrived.

pub mod cash;
pub mod code;
pub mod link;
pub mod merchant_code;
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

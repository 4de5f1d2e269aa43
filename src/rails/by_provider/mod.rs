//! Rails with a provider that reports what became of a payment, and the servers that they call.

pub mod btcpay;
pub mod demo;
mod lightning;
pub mod lnbits;
pub mod paypal;
pub mod providers;
pub mod stripe;
pub mod tokens;

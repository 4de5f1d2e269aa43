//! Rails whose provider reports the state of a payment, and the clients of the providers' servers.

pub mod btcpay;
pub mod demo;
mod lightning;
pub mod lightning_address;
pub mod lnbits;
pub mod paypal;
pub mod providers;
pub mod rates;
pub mod stripe;
pub mod tokens;

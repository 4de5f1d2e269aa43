//! Webhooks: a payee's endpoints, the line of its notices, and their deliveries.
//!
//! A fact is noted in the transaction that changes it (`Tx::note`). The worker puts notices in line and makes their deliveries
//! ([`line`](mod@line)), and sends these ([`send`]): one after the other for each request, and no endpoint waits for another one.

pub mod line;
pub mod manage;
pub mod message;
pub mod send;

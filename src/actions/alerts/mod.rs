//! Alerts on sellers' devices by Web Push: the devices that are told, and the sending.
//!
//! A fact writes its alerts in the transaction that books it (`Tx::alert`). The worker sends them ([`send`]); no device waits for another
//! one.

pub mod devices;
pub mod send;

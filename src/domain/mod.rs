//! The rules: money, links, requests, payments, the ledger.
//!
//! Pure. Nothing here does I/O, reads a clock or awaits; time and chance come in as values ([`clock::Clock`], [`chance::Chance`]).
//! A type that exists has been parsed: private fields, one way in, a typed error on the way.

pub mod backoff;
pub mod chance;
pub mod clock;
pub mod field;
pub mod id;
pub mod language;
pub mod ledger;
pub mod method;
pub mod money;
pub mod payee;
pub mod payment;
pub mod reconciliation;
pub mod reference;
pub mod report;
pub mod request;
pub mod search;
pub mod secret;
pub mod text;
pub mod zone;

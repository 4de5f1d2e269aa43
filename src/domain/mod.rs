//! The business rules: money, links, requests, payments, the ledger.
//!
//! Pure: no I/O, no clock, no async; time and randomness are passed in ([`clock::Clock`], [`chance::Chance`]). Values of these types have
//! been validated: fields are private, and constructors return typed errors.

pub mod access;
pub mod alert;
pub mod backoff;
pub mod catalogue;
pub mod chance;
pub mod clock;
pub mod field;
pub mod id;
pub mod language;
pub mod ledger;
pub mod method;
pub mod money;
pub mod notice;
pub mod payee;
pub mod payment;
pub mod reconciliation;
pub mod reference;
pub mod report;
pub mod request;
pub mod schema;
pub mod search;
pub mod secret;
pub mod service_text;
pub mod statement;
pub mod text;
pub mod when;
pub mod zone;

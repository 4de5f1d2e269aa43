//! The rules: money, links, requests, payments, the ledger.
//!
//! Pure. Nothing here does I/O, reads a clock or awaits; time and chance come in as values ([`clock::Clock`], [`chance::Chance`]).
//! A type that exists has been parsed: private fields, one way in, a typed error on the way.

pub mod accent;
pub mod aftermath;
pub mod backoff;
pub mod chance;
pub mod check_words;
pub mod clock;
pub mod code;
pub mod currency;
pub mod event;
pub mod field;
pub mod handle;
pub mod id;
pub mod language;
pub mod ledger;
pub mod link;
pub mod mac;
pub mod method;
pub mod method_ids;
pub mod money;
pub mod payee;
pub mod payment;
pub mod public;
pub mod qr_reference;
pub mod reconciliation;
pub mod reference;
pub mod refund;
pub mod report;
pub mod request;
pub mod search;
pub mod secret;
pub mod sign_up_key;
pub mod suggested;
pub mod terms;
pub mod text;
pub mod token;
pub mod zone;

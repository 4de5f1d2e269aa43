//! Chit: payment-request links that travel through chats.
//!
//! A seller names an amount and gets a short link; a buyer opens it on a phone and pays; the books get a complete record. Nobody's personal
//! details are asked for, shown, logged or kept.
//!
//! The layers of the crate. Each may use those below it and none above; `tests/it/house/layers` enforces it:
//!
//! ```text
//! main → cli, app
//! app  → web, worker                  composition root: settings become a store, rails, a router, a worker
//! web, worker, cli → actions          every write is an action; web and cli may read through store
//! actions → store, rails, accounting, share, receipt
//! web, share → locale                 readers' languages: texts, figures, days
//! app, web, worker → supervisor       background tasks, restarted after a panic
//! rails → net                         all calls to other servers
//! accounting, share, receipt, store, rails, net, locale, supervisor → domain
//! domain → nothing of ours            pure: no I/O, no clock, no async
//! ```
//!
//! Two paths through the layers:
//!
//! - **A buyer opens a link.** `GET /r/{code}` is [`web`]'s `pay/request.rs`. It reads a [`domain::request::public::PublicRequest`] by
//!   [`store::Store::public_request`], a type that has no field a stranger may not see, and renders it.
//! - **Money arrives.** `POST /hooks/{rail}/{method}` is `web/machines/hooks.rs`. The raw body goes to the [`rails::Rail`], which checks the
//!   signature and returns facts; [`actions::settle::apply_event`] decides in one transaction: the payment's state, the ledger's
//!   line, the request's totals.

pub mod accounting;
pub mod actions;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod locale;
pub mod net;
pub mod rails;
pub mod receipt;
pub mod share;
pub mod store;
pub mod supervisor;
pub mod telemetry;
pub mod web;
pub mod worker;

//! Routes for machines: webhooks, static files, preview cards, metrics, probes and public keys.

pub mod assets;
pub mod card_pictures;
pub mod cards;
pub mod hooks;
pub mod icons;
pub mod lnurl;
pub mod metrics;
pub mod ops;
pub mod unproved;
pub mod well_known;

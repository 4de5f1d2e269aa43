//! Addresses for machines: providers' messages, files, cards, figures and keys.

pub mod assets;
pub mod card_pictures;
pub(super) mod cards;
pub(super) mod hooks;
pub(super) mod metrics;
pub(super) mod ops;
pub(super) mod unproved;
pub(super) mod well_known;

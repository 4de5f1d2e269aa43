//! Addresses for machines: providers' messages, files, cards, figures and keys.

pub mod assets;
pub mod card_pictures;
pub mod cards;
pub mod hooks;
pub mod metrics;
pub mod ops;
pub mod unproved;
pub mod well_known;

//! The keys of the service.

pub mod rekey;
pub mod service;

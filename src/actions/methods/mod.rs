//! Methods, the ways in which a payee is paid.

pub mod manage;
pub mod needed;
pub mod open_rail;

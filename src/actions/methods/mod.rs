//! Methods: a payee's ways to be paid.

pub mod manage;
pub mod needed;
pub mod open_rail;

//! A payee's catalogue, and the orders that buyers make from it.

pub mod manage;
pub mod order;

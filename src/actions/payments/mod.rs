//! Payments from their start to their end, as far as they move no money. What settles or reverses them is in [`super::settle`].

pub mod claim;
pub mod demands;
pub mod end_charges;
pub mod poll;
pub mod receipt;
pub mod set_aside;
pub mod start;

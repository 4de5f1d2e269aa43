//! Payments from their start to their end, except for settlement and reversals, which are in [`super::settle`].

pub mod claim;
pub mod demands;
pub mod end_charges;
pub mod lightning_address;
pub mod payer_input;
pub mod poll;
pub mod put_off;
pub mod receipt;
pub mod set_aside;
pub mod start;

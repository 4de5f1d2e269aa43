//! Requests: made, changed, taken back, erased, reported and taken down.

pub mod change;
pub mod create;
pub mod disable;
pub mod erase;
pub mod report;
pub mod test_mark;
pub mod warnings;
pub mod words;

//! Requests: creating, changing, cancelling, erasing, reporting and disabling.

pub mod change;
pub mod create;
pub mod disable;
pub mod erase;
pub mod report;
pub mod test_mark;
pub mod warnings;
pub mod words;

//! Requests: creating, changing, labelling, cancelling, archiving, erasing, reporting and disabling.

pub mod archive;
pub mod bulk;
pub mod change;
pub mod create;
pub mod disable;
pub mod erase;
pub mod labels;
pub mod outcomes;
pub mod report;
pub mod split;
pub mod test_mark;
pub mod warnings;
pub mod words;

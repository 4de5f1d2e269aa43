//! `/app/operator`: the operator's pages. They show nothing of what payees ask for: no memo, no amount, no way to be paid.

pub mod health;
pub mod links;
pub mod overview;
mod rows;
pub mod texts;

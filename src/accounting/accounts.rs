//! The accounts that exports for bookkeeping programs book to.

use serde::{Deserialize, Serialize};

/// A payee's accounts. Stored as JSON; what is missing there is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accounts {}

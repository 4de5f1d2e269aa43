//! Methods: the ways one payee accepts money.

use super::clock::Instant;
use super::id::{MethodId, PayeeId};

/// A method without its settings: enough to offer it. The settings stay sealed in the store until a payment starts or a webhook
/// is verified.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Method {
    /// Its id, which is also part of its webhook's URL.
    pub id: MethodId,
    /// Whose it is.
    pub payee_id: PayeeId,
    /// The rail's name, as the registry knows it.
    pub rail: String,
    /// When it was added.
    pub created_at: Instant,
}

/// What a stranger may know of a method: enough to choose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedMethod {
    /// Its id, which the form sends back.
    pub id: MethodId,
    /// The rail's name.
    pub rail: String,
}

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
    /// It moves no money: a stand-in's, or a test account's.
    pub test: bool,
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
    /// It moves no money.
    pub test: bool,
}

/// A method's settings in the clear: an IBAN, a provider's key. Debug shows none of it, and it is never serialised to anything but
/// the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings(serde_json::Value);

impl Settings {
    /// Settings that a rail has checked.
    pub fn new(value: serde_json::Value) -> Self {
        Self(value)
    }

    /// The values, for the rail that they belong to.
    pub fn value(&self) -> &serde_json::Value {
        &self.0
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Settings(…)")
    }
}

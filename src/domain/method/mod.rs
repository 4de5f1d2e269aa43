//! Methods: the ways one payee accepts money.

pub mod ids;

use super::clock::Timestamp;
use super::id::{MethodId, PayeeId};
use super::money::currency::Currency;

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
    /// The one currency that its settings take, where its rail takes others as well.
    pub only_currency: Option<Currency>,
    /// When it was added.
    pub created_at: Timestamp,
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
    /// See [`Method::only_currency`].
    pub only_currency: Option<Currency>,
}

impl OfferedMethod {
    /// Whether its settings take a currency that its rail takes.
    pub fn takes(&self, currency: Currency) -> bool {
        self.only_currency.is_none_or(|only| only == currency)
    }
}

impl From<&Method> for OfferedMethod {
    fn from(method: &Method) -> Self {
        let Method { id, payee_id: _, rail, test, only_currency, created_at: _ } = method;
        Self { id: id.clone(), rail: rail.clone(), test: *test, only_currency: *only_currency }
    }
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

//! Methods: the ways in which a payee accepts money.

pub mod ids;

use super::clock::Timestamp;
use super::id::{MethodId, PayeeId};
use super::money::currency::Currency;
use super::text::MethodLabel;

/// A method without its settings, which stay sealed in the store until a payment starts or a webhook is verified.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Method {
    /// The id, which is also part of its webhook's URL.
    pub id: MethodId,
    /// The payee that is paid by it.
    pub payee_id: PayeeId,
    /// The rail's name in the registry.
    pub rail: String,
    /// Set for test methods, which move no real money: the demonstration rail, or a test account.
    pub test: bool,
    /// The only currency that its settings allow, even if its rail supports others.
    pub only_currency: Option<Currency>,
    /// The name of the wallet whose link it is, where its rail has several wallets, or of the scheme whose code it is.
    pub wallet: Option<String>,
    /// The payee's own name of it, which only the payee sees.
    pub label: Option<MethodLabel>,
    /// The time at which it was added.
    pub created_at: Timestamp,
}

/// The public view of a method: enough to choose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedMethod {
    /// The id, which the form sends back.
    pub id: MethodId,
    /// The rail's name in the registry.
    pub rail: String,
    /// Set for test methods, which move no real money.
    pub test: bool,
    /// The only currency allowed; see [`Method::only_currency`].
    pub only_currency: Option<Currency>,
    /// The wallet's name; see [`Method::wallet`].
    pub wallet: Option<String>,
}

impl OfferedMethod {
    /// Returns whether the settings allow a currency. The rail's own currencies are checked elsewhere.
    pub fn takes(&self, currency: Currency) -> bool {
        self.only_currency.is_none_or(|only| only == currency)
    }
}

impl From<&Method> for OfferedMethod {
    fn from(method: &Method) -> Self {
        let Method { id, payee_id: _, rail, test, only_currency, wallet, label: _, created_at: _ } = method;
        Self { id: id.clone(), rail: rail.clone(), test: *test, only_currency: *only_currency, wallet: wallet.clone() }
    }
}

/// A method's decrypted settings: an IBAN, a provider's key. Its `Debug` output is redacted, and it is serialized only for the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings(serde_json::Value);

impl Settings {
    /// Settings that the rail has validated.
    pub fn new(value: serde_json::Value) -> Self {
        Self(value)
    }

    /// The JSON value, for the rail that defines its members.
    pub fn value(&self) -> &serde_json::Value {
        &self.0
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Settings(…)")
    }
}

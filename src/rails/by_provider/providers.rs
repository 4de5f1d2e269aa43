//! Clients of the providers, one [`Provider`] for the whole service: the circuit breaker that one call opens spares all others the wait.

use std::sync::Arc;

use url::Url;

use super::tokens::Tokens;
use crate::net::{BadBase, Base, Patience, Provider};

/// The base URLs of providers, if the operator overrides them with a proxy or a test double.
#[derive(Debug, Clone, Default)]
pub struct ProviderBases {
    /// Replaces <https://api.stripe.com/>.
    pub stripe: Option<Base>,
    /// Replaces <https://api-m.paypal.com/> and <https://api-m.sandbox.paypal.com/>.
    pub paypal: Option<Base>,
}

/// The clients of all providers.
#[derive(Debug, Clone)]
pub struct Providers {
    /// Stripe, test mode included: the key decides.
    pub stripe: Arc<Provider>,
    /// PayPal's live environment.
    pub paypal: Arc<Provider>,
    /// PayPal's sandbox, which moves no money.
    pub paypal_sandbox: Arc<Provider>,
    /// Access tokens of PayPal accounts, cached until they expire.
    pub paypal_tokens: Arc<Tokens>,
}

impl Providers {
    /// Clients with the given base URLs, or the providers' own.
    ///
    /// # Errors
    /// Only if an address in this file is invalid.
    pub fn new(bases: ProviderBases) -> Result<Self, BadBase> {
        let ProviderBases { stripe, paypal } = bases;
        let at = |name, given: Option<Base>, usual: &str| -> Result<_, BadBase> {
            let base = given.map_or_else(|| usual.parse(), Ok)?;
            Ok(Arc::new(Provider::new(name, base, Patience::default())))
        };
        Ok(Self {
            stripe: at("Stripe", stripe, "https://api.stripe.com/")?,
            paypal: at("PayPal", paypal.clone(), "https://api-m.paypal.com/")?,
            paypal_sandbox: at("PayPal’s sandbox", paypal, "https://api-m.sandbox.paypal.com/")?,
            paypal_tokens: Arc::default(),
        })
    }
}

/// The origins of a provider's pages, as scheme, host and port: its own, and the API's server if its base URL is overridden, since a test
/// double serves both. `api` and `pages` are the usual ones.
pub(super) fn pages(provider: &Provider, api: &str, pages: &str) -> Vec<String> {
    let elsewhere = Some(provider.base().origin()).filter(|origin| origin != api);
    [pages.to_owned()].into_iter().chain(elsewhere).collect()
}

/// Parses the URL of a page to which a payer may be redirected: on one of the [`pages`], without user name and password. `None` for
/// others.
pub(super) fn page(text: &str, pages: &[String]) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    (bare && pages.contains(&url.origin().ascii_serialization())).then_some(url)
}

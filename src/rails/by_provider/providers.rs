//! The providers that rails call, one [`Provider`] for the whole service: whoever finds it broken spares the others the wait.

use std::sync::Arc;

use url::Url;

use super::tokens::Tokens;
use crate::net::{BadBase, Base, Patience, Provider};

/// Where providers are, if the operator says that they are elsewhere: behind a proxy, or played by a test.
#[derive(Debug, Clone, Default)]
pub struct ProviderBases {
    /// Instead of <https://api.stripe.com/>.
    pub stripe: Option<Base>,
    /// Instead of <https://api-m.paypal.com/> and of <https://api-m.sandbox.paypal.com/>.
    pub paypal: Option<Base>,
}

/// The providers' servers.
#[derive(Debug, Clone)]
pub struct Providers {
    /// Stripe.
    pub stripe: Arc<Provider>,
    /// PayPal.
    pub paypal: Arc<Provider>,
    /// PayPal's sandbox, where no money moves.
    pub paypal_sandbox: Arc<Provider>,
    /// What stands for PayPal accounts for a while.
    pub paypal_tokens: Arc<Tokens>,
}

impl Providers {
    /// The providers, each where it is or where the operator says.
    ///
    /// # Errors
    /// Never, unless an address in this file is wrong.
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

/// The servers of a provider's pages, as scheme, host and port: its own; and whoever plays it has its pages where its API is. `api` and
/// `pages` are where they usually are.
pub(super) fn pages(provider: &Provider, api: &str, pages: &str) -> Vec<String> {
    let elsewhere = Some(provider.base().origin()).filter(|origin| origin != api);
    [pages.to_owned()].into_iter().chain(elsewhere).collect()
}

/// A page that a payer may be sent to: on one of these [`pages`], and without a name or a password in its URL.
pub(super) fn page(text: &str, pages: &[String]) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    (bare && pages.contains(&url.origin().ascii_serialization())).then_some(url)
}

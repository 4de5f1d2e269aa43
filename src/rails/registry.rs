//! The registry of rails. A new rail is a file and a line here.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use url::Url;

use super::by_hand::link::wallet::Wallet;
use super::by_hand::link::wallets::{self, WALLETS};
use super::by_hand::merchant_code::schemes;
use super::by_hand::{cash, link, merchant_code, paynow, pix, promptpay, sepa, spayd, swiss, upi};
use super::by_provider::{btcpay, demo, lightning_address, lnbits, paypal, stripe};
use super::{Rail, RailContext, RailError, RailKind, Warning, samples};
use crate::domain::method::{Method, OfferedMethod, Settings};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::Payment;
use crate::domain::request::RequestAmount;
use crate::net::is_private;

/// All rails, in the order in which payees are offered them, and payers until the payee orders its methods: first those that continue at
/// a provider or in an app, as phones can, then those that are scanned or copied, then those that need a wallet.
const KINDS: &[&RailKind] = &[
    &stripe::KIND,
    &paypal::KIND,
    &upi::KIND,
    &sepa::KIND,
    &swiss::KIND,
    &spayd::KIND,
    &pix::KIND,
    &promptpay::KIND,
    &paynow::KIND,
    &merchant_code::KIND,
    &link::KIND,
    &lightning_address::KIND,
    &lnbits::KIND,
    &btcpay::KIND,
    &cash::KIND,
    &demo::KIND,
];

/// The rails with methods that move no money: the values of `CHIT_ALLOW_TEST_RAILS`.
pub const TEST_RAILS: [&str; 4] = [demo::KIND.name, stripe::KIND.name, paypal::KIND.name, btcpay::KIND.name];

/// The default position of a rail's methods, until the payee orders them. Below 0; smaller comes first.
pub fn rank(kind: &RailKind) -> i64 {
    let behind = KINDS.iter().rev().position(|other| other.name == kind.name).unwrap_or_default();
    i64::try_from(behind).map_or(-1, |behind| -1 - behind)
}

/// The wallets of which each method of a rail names one; none for most rails.
pub fn wallets_of(kind: &RailKind) -> &'static [Wallet] {
    if kind.name == link::KIND.name { WALLETS } else { &[] }
}

/// The own name of the wallet or the scheme that a method names, the same in every language; `None` where it names none, or one that isn't
/// known any more.
pub fn own_name(stored: Option<&str>) -> Option<&'static str> {
    let name = stored?;
    let wallet = wallets::named(name).map(|wallet| wallet.label);
    wallet.or_else(|| schemes::named(name).map(|scheme| scheme.label))
}

/// The party that says that the money of a rail's payments arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmedBy {
    /// The payee, or a statement.
    Payee,
    /// The provider, which reports or is asked.
    Provider,
    /// The payee's wallet, if it can be asked; otherwise the payee.
    Either,
}

impl ConfirmedBy {
    /// The one of a rail's payments.
    pub fn of(kind: &RailKind) -> Self {
        match kind.by_hand {
            true => Self::Payee,
            false if kind.name == lightning_address::KIND.name => Self::Either,
            false => Self::Provider,
        }
    }
}

/// The rails that this service offers.
#[derive(Debug, Clone)]
pub struct Rails {
    context: RailContext,
    allowed_tests: Vec<String>,
}

/// The ways in which a request can, or can't, be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payability {
    /// At least one method can pay it.
    Payable,
    /// The payee has no method, or none that is allowed here.
    NoMethod,
    /// No method of the payee takes the currency.
    NotInCurrency,
    /// Methods of the payee take the currency, but none takes the amount.
    NotThisAmount,
}

impl Payability {
    /// The remark for the payee; `None` for [`Payability::Payable`].
    pub fn warning(self, currency: Currency) -> Option<Warning> {
        let detail = match self {
            Self::Payable => return None,
            Self::NoMethod => Cow::Borrowed("Nobody can pay this yet: you have no way to be paid. Add one."),
            Self::NotInCurrency => {
                format!("Nobody can pay this yet: none of your ways to be paid takes {currency}. Add one that does.")
                    .into()
            }
            Self::NotThisAmount => Cow::Borrowed(
                "Nobody can pay this yet: none of your ways to be paid takes this amount. Ask for another one, or add a way that \
                 takes it.",
            ),
        };
        Some(Warning { code: "nobody_can_pay", detail })
    }
}

impl Rails {
    /// The rails of a service with a public URL. Test rails work on a private URL, or if they are allowed by name.
    pub fn new(context: RailContext, allowed_tests: Vec<String>) -> Self {
        Self { context, allowed_tests }
    }

    /// The parts of the service that rails use.
    pub fn context(&self) -> &RailContext {
        &self.context
    }

    /// The rails that are allowed here.
    pub fn kinds(&self) -> impl Iterator<Item = &'static RailKind> {
        KINDS.iter().copied().filter(|kind| self.allows(kind))
    }

    /// The origins (scheme, host and port) of the pages to which payers may be redirected.
    pub fn payment_pages(&self) -> Vec<String> {
        let providers = &self.context.providers;
        let mut pages = stripe::pages(providers);
        pages.extend(paypal::pages(providers));
        pages.sort();
        pages.dedup();
        pages
    }

    /// A rail by its name, if it is allowed here.
    pub fn kind(&self, name: &str) -> Option<&'static RailKind> {
        self.kinds().find(|kind| kind.name == name)
    }

    /// The name of a rail whose methods never move money, even if it isn't allowed here.
    pub fn test_rail(name: &str) -> Option<&'static str> {
        KINDS.iter().find(|kind| kind.test && kind.name == name).map(|kind| kind.name)
    }

    /// The method's rail, if it is allowed here and takes the amount.
    pub fn offers(&self, method: &OfferedMethod, money: &Money) -> Option<&'static RailKind> {
        let fits = |kind: &&RailKind| {
            (kind.supports)(money) && wallets::of(method.wallet.as_deref()).is_none_or(|wallet| wallet.takes(money))
        };
        self.usable(method)
            .filter(fits)
            .filter(|kind| self.prices(kind, money.currency()) && method.takes(money.currency()))
    }

    /// The method's rail, if it is allowed here and takes some amount of the currency, for requests whose amount is open.
    pub fn offers_some(&self, method: &OfferedMethod, currency: Currency) -> Option<&'static RailKind> {
        let fits = |kind: &&RailKind| {
            kind.takes_some(currency)
                && wallets::of(method.wallet.as_deref()).is_none_or(|wallet| wallet.takes_some(currency))
        };
        self.usable(method).filter(fits).filter(|kind| self.prices(kind, currency) && method.takes(currency))
    }

    /// The method that writes the invoices of the payee's own Lightning address: the first that takes bitcoin and can bind an invoice to a
    /// description by its hash. A BTCPay Server has Lightning addresses of its own, and so has the wallet behind one.
    pub fn writer_of_addresses<'m>(&self, methods: &'m [OfferedMethod]) -> Option<&'m OfferedMethod> {
        let takes = |method: &&OfferedMethod| self.offers_some(method, Currency::BTC).is_some();
        methods.iter().filter(|method| method.rail == lnbits::KIND.name && !method.test).find(takes)
    }

    /// Checks whether one of the methods could pay the amount asked.
    pub fn payability(
        &self,
        methods: &[OfferedMethod],
        asked: &RequestAmount,
        outstanding: Option<Money>,
    ) -> Payability {
        let currency = asked.currency();
        let usable = || methods.iter().filter(|method| self.usable(method).is_some());
        let fits = |money: &Money| usable().any(|method| self.offers(method, money).is_some());
        let some_amount = || match (outstanding.or(asked.fixed()), asked.min(), asked.max()) {
            (Some(money), _, _) => fits(&money),
            (None, None, None) => true,
            // A rail's own samples are tried as well, for amounts between the bounds.
            (None, min, max) => {
                let within = |money: &Money| {
                    min.is_none_or(|min| min.minor() <= money.minor())
                        && max.is_none_or(|max| money.minor() <= max.minor())
                };
                min.into_iter().chain(max).chain(samples(currency)).filter(within).any(|money| fits(&money))
            }
        };
        if usable().next().is_none() {
            Payability::NoMethod
        } else if !usable().any(|method| self.offers_some(method, currency).is_some()) {
            Payability::NotInCurrency
        } else if some_amount() {
            Payability::Payable
        } else {
            Payability::NotThisAmount
        }
    }

    /// Returns whether some methods could pay the amount asked, and all of those are tests.
    pub fn only_tests(&self, methods: &[OfferedMethod], asked: &RequestAmount, outstanding: Option<Money>) -> bool {
        let mut payable = methods
            .iter()
            .filter(|method| match outstanding.or(asked.fixed()) {
                Some(money) => self.offers(method, &money).is_some(),
                None => self.offers_some(method, asked.currency()).is_some(),
            })
            .peekable();
        payable.peek().is_some() && payable.all(|method| method.test)
    }

    /// As [`Rails::only_tests`], of a request with several prices: whether all methods that could pay any of these amounts are tests.
    pub fn only_tests_of_any(&self, methods: &[OfferedMethod], offers: impl IntoIterator<Item = Money>) -> bool {
        let mut payable = offers
            .into_iter()
            .flat_map(|money| methods.iter().filter(move |method| self.offers(method, &money).is_some()))
            .peekable();
        payable.peek().is_some() && payable.all(|method| method.test)
    }

    fn usable(&self, method: &OfferedMethod) -> Option<&'static RailKind> {
        let known = method.wallet.is_none() || own_name(method.wallet.as_deref()).is_some();
        self.kind(&method.rail).filter(|kind| known && (!method.test || self.allows_tests(kind)))
    }

    /// Builds a working rail from settings.
    ///
    /// # Errors
    /// [`RailError::Settings`] if the rail isn't allowed here (any more) or the settings don't fit it; [`RailError::Rejected`] if they
    /// are a test account's and those aren't allowed here (any more).
    pub fn open(&self, name: &str, settings: &Settings) -> Result<Box<dyn Rail>, RailError> {
        let kind =
            self.kind(name).ok_or_else(|| RailError::Settings(format!("the rail {name} may not be used here")))?;
        let rail = (kind.open)(settings, &self.context)?;
        match rail.test_setting() {
            Some(field) if !self.allows_tests(kind) => Err(RailError::Rejected {
                field,
                detail: format!(
                    "This is for trying things out: no money moves, so payers must not meet it here. Whoever runs this service can \
                    allow it by CHIT_ALLOW_TEST_RAILS={name}."
                ),
            }),
            _ => Ok(rail),
        }
    }

    /// Builds a method's working rail.
    ///
    /// # Errors
    /// As [`Rails::open`]; also [`RailError::Settings`] if no money moves but the method isn't marked as a test: its payments would be
    /// taken for real ones.
    pub fn open_method(&self, method: &Method, settings: &Settings) -> Result<Box<dyn Rail>, RailError> {
        let rail = self.open(&method.rail, settings)?;
        if self.is_test(&method.rail, rail.as_ref()) && !method.test {
            return Err(RailError::Settings(format!("{} moves no money and isn’t marked so: add it again", method.id)));
        }
        Ok(rail)
    }

    /// Returns whether a working rail moves no money.
    pub fn is_test(&self, name: &str, rail: &dyn Rail) -> bool {
        rail.test_setting().is_some() || self.kind(name).is_some_and(|kind| kind.test)
    }

    /// Returns whether nobody but the payee can say that a payment arrived: its rail is one by hand, or its provider has named no way to ask.
    pub fn is_confirmed_by_payee(&self, payment: &Payment) -> bool {
        self.kind(&payment.rail).is_some_and(|kind| match ConfirmedBy::of(kind) {
            ConfirmedBy::Payee => true,
            ConfirmedBy::Provider => false,
            ConfirmedBy::Either => payment.external_id.is_none(),
        })
    }

    fn allows(&self, kind: &RailKind) -> bool {
        !kind.test || self.allows_tests(kind)
    }

    /// Returns whether an amount of the currency can be said in what the rail is paid in. A Lightning address is paid in satoshis: without the
    /// operator's source of prices it takes bitcoin and nothing else.
    fn prices(&self, kind: &RailKind, currency: Currency) -> bool {
        kind.name != lightning_address::KIND.name || self.context.rates.is_some() || currency == Currency::BTC
    }

    /// Returns whether the rail takes some amount of a currency here.
    pub fn takes_some(&self, kind: &RailKind, currency: Currency) -> bool {
        kind.takes_some(currency) && self.prices(kind, currency)
    }

    fn allows_tests(&self, kind: &RailKind) -> bool {
        allows_tests(kind, &self.context.public_url, &self.allowed_tests)
    }
}

/// Returns whether a rail's test methods may be used under a public URL: on a private network, or if the rail is allowed by name.
pub fn allows_tests(kind: &RailKind, public_url: &Url, allowed: &[String]) -> bool {
    is_private(public_url) || allowed.iter().any(|name| name == kind.name)
}

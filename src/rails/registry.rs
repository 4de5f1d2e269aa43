//! Every rail there is. A new one is a file and a line here.

use std::borrow::Cow;

use url::Url;

use super::by_hand::{cash, paynow, pix, promptpay, sepa, spayd, swiss, upi};
use super::by_provider::{btcpay, demo, lnbits, paypal, stripe};
use super::{Rail, RailContext, RailError, RailKind, Warning, samples};
use crate::domain::method::{Method, OfferedMethod, Settings};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::RequestAmount;
use crate::net::is_private;

/// In the order in which they are offered to a payee; and to payers, until the payee orders its methods: first what goes on at a provider or
/// in an app, as phones can, then what is scanned or copied, then what wants a wallet that not everybody has.
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
    &lnbits::KIND,
    &btcpay::KIND,
    &cash::KIND,
    &demo::KIND,
];

/// The rails of which there are methods that move no money: what `CHIT_ALLOW_TEST_RAILS` takes.
pub const TEST_RAILS: [&str; 4] = [demo::KIND.name, stripe::KIND.name, paypal::KIND.name, btcpay::KIND.name];

/// Where a method of a rail stands among those that its payee hasn't put in order: the smaller the better, and below 0.
pub fn rank(kind: &RailKind) -> i64 {
    let behind = KINDS.iter().rev().position(|other| other.name == kind.name).unwrap_or_default();
    i64::try_from(behind).map_or(-1, |behind| -1 - behind)
}

/// The rails of this service.
#[derive(Debug, Clone)]
pub struct Rails {
    context: RailContext,
    allowed_tests: Vec<String>,
}

/// Whether anybody could pay a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payability {
    /// By one method at least.
    Payable,
    /// The payee has no method, or none that may be used here.
    NoMethod,
    /// None of the payee's methods takes the currency.
    NotInCurrency,
    /// Some of the payee's methods take the currency, and none takes what is asked.
    NotThisAmount,
}

impl Payability {
    /// The remark for whoever made the request.
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
    /// Rails around a public URL. Test rails work on a private URL, or where they are allowed by name.
    pub fn new(context: RailContext, allowed_tests: Vec<String>) -> Self {
        Self { context, allowed_tests }
    }

    /// What a rail may know of the service.
    pub fn context(&self) -> &RailContext {
        &self.context
    }

    /// The rails that may be used here.
    pub fn kinds(&self) -> impl Iterator<Item = &'static RailKind> {
        KINDS.iter().copied().filter(|kind| self.allows(kind))
    }

    /// The servers whose pages a payer may be sent to, as scheme, host and port.
    pub fn payment_pages(&self) -> Vec<String> {
        let providers = &self.context.providers;
        let mut pages = stripe::pages(providers);
        pages.extend(paypal::pages(providers));
        pages.sort();
        pages.dedup();
        pages
    }

    /// A rail by its name, if it may be used here.
    pub fn kind(&self, name: &str) -> Option<&'static RailKind> {
        self.kinds().find(|kind| kind.name == name)
    }

    /// The name of a rail whose methods never move money, whether it is allowed here or not.
    pub fn test_rail(name: &str) -> Option<&'static str> {
        KINDS.iter().find(|kind| kind.test && kind.name == name).map(|kind| kind.name)
    }

    /// The method's rail, if it may be used here and takes the amount.
    pub fn offers(&self, method: &OfferedMethod, money: &Money) -> Option<&'static RailKind> {
        self.usable(method).filter(|kind| (kind.supports)(money) && method.takes(money.currency()))
    }

    /// The method's rail, if it may be used here and takes some amount of the currency: the amount isn't known yet.
    pub fn offers_some(&self, method: &OfferedMethod, currency: Currency) -> Option<&'static RailKind> {
        self.usable(method).filter(|kind| kind.takes_some(currency) && method.takes(currency))
    }

    /// Whether somebody could pay what is asked by one of the methods, and why not.
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
            // Of the amounts in between, a rail's own samples are tried as well.
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

    /// Whether there are methods that could pay what is asked, and none of them moves money.
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

    fn usable(&self, method: &OfferedMethod) -> Option<&'static RailKind> {
        self.kind(&method.rail).filter(|kind| !method.test || self.allows_tests(kind))
    }

    /// A working rail of settings.
    ///
    /// # Errors
    /// [`RailError::Settings`] when the rail isn't allowed here (any more) or the settings don't fit it; [`RailError::Rejected`] when
    /// they are a test account's, which isn't allowed here (any more).
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

    /// A method's working rail.
    ///
    /// # Errors
    /// As [`Rails::open`]; also [`RailError::Settings`] when no money moves and the method isn't marked so: whoever would be shown
    /// its payments would take them for real ones.
    pub fn open_method(&self, method: &Method, settings: &Settings) -> Result<Box<dyn Rail>, RailError> {
        let rail = self.open(&method.rail, settings)?;
        if self.is_test(&method.rail, rail.as_ref()) && !method.test {
            return Err(RailError::Settings(format!("{} moves no money and isn’t marked so: add it again", method.id)));
        }
        Ok(rail)
    }

    /// Whether a working rail of this name moves no money.
    pub fn is_test(&self, name: &str, rail: &dyn Rail) -> bool {
        rail.test_setting().is_some() || self.kind(name).is_some_and(|kind| kind.test)
    }

    fn allows(&self, kind: &RailKind) -> bool {
        !kind.test || self.allows_tests(kind)
    }

    fn allows_tests(&self, kind: &RailKind) -> bool {
        allows_tests(kind, &self.context.public_url, &self.allowed_tests)
    }
}

/// Tells whether methods of a rail that move no money may be used under a public URL: where only this network sees it, or where they are
/// allowed by the rail's name.
pub fn allows_tests(kind: &RailKind, public_url: &Url, allowed: &[String]) -> bool {
    is_private(public_url) || allowed.iter().any(|name| name == kind.name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::id::{MethodId, PayeeId};

    fn rails(url: &str, allowed: &[&str]) -> Rails {
        let context = RailContext::new(url.parse().expect("a URL"), Chance::secure()).expect("good");
        Rails::new(context, allowed.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn test_rails_stay_off_the_public_net_unless_allowed_by_name() {
        for private in ["http://127.0.0.1:8080", "http://localhost:1", "http://192.168.1.20", "http://[::1]:8080"] {
            assert!(rails(private, &[]).kind("demo").is_some(), "{private}");
        }
        for public in ["https://chit.example", "https://8.8.8.8", "https://localhost.evil.example"] {
            assert!(rails(public, &[]).kind("demo").is_none(), "{public}");
            assert!(rails(public, &["demo"]).kind("demo").is_some(), "{public}");
            assert!(rails(public, &[]).kind("sepa").is_some(), "{public}");
        }
    }

    #[test]
    fn a_test_account_opens_where_it_is_allowed_and_marked() {
        let keys = |kind| json!({"secret_key": format!("sk_{kind}_0123456789"), "webhook_secret": "whsec_0123456789"});
        let (test, live) = (Settings::new(keys("test")), Settings::new(keys("live")));
        let method = |test| Method {
            id: MethodId::draw(&Chance::secure()),
            payee_id: PayeeId::draw(&Chance::secure()),
            rail: "stripe".into(),
            test,
            only_currency: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        let offered = |test| OfferedMethod {
            id: MethodId::draw(&Chance::secure()),
            rail: "stripe".into(),
            test,
            only_currency: None,
        };
        let euros = Money::new(2500, Currency::EUR);
        for (url, allowed, opens) in [
            ("https://chit.example", &[][..], false),
            ("https://chit.example", &["demo", "paypal"], false),
            ("https://chit.example", &["stripe"], true),
            ("http://127.0.0.1:8080", &[], true),
        ] {
            let rails = rails(url, allowed);
            assert_eq!(rails.open_method(&method(true), &test).is_ok(), opens, "{url} {allowed:?}");
            assert_eq!(rails.offers(&offered(true), &euros).is_some(), opens, "{url} {allowed:?}");
            assert!(rails.open_method(&method(false), &test).is_err(), "not marked");
            assert!(
                rails.open_method(&method(false), &live).is_ok() && rails.offers(&offered(false), &euros).is_some()
            );
        }
    }

    #[test]
    fn a_method_is_offered_for_what_its_rail_can_carry() {
        let rails = rails("https://chit.example", &[]);
        let offered = |rail: &str, currency: &str, minor: i64| {
            let currency = Currency::parse(currency).expect("a currency");
            let method = OfferedMethod {
                id: MethodId::draw(&Chance::secure()),
                rail: rail.into(),
                test: false,
                only_currency: None,
            };
            let some = rails.offers_some(&method, currency).is_some();
            (some, rails.offers(&method, &Money::new(minor, currency)).is_some())
        };
        for (rail, currency) in [
            ("sepa", "EUR"),
            ("swiss", "CHF"),
            ("spayd", "CZK"),
            ("pix", "BRL"),
            ("upi", "INR"),
            ("promptpay", "THB"),
            ("paynow", "SGD"),
        ] {
            assert_eq!(offered(rail, currency, 2500), (true, true), "{rail}");
            assert_eq!(offered(rail, "USD", 2500), (false, false), "{rail}");
            assert_eq!(offered("cash", currency, 2500), (true, true), "{currency}");
        }
        assert_eq!(offered("sepa", "EUR", 100_000_000_000), (true, false), "too much for a transfer");
        assert_eq!(offered("demo", "EUR", 1), (false, false), "not allowed here");
    }

    #[test]
    fn why_nobody_can_pay_is_known() {
        let rails = rails("https://chit.example", &[]);
        let currency = |code: &str| Currency::parse(code).expect("a currency");
        let method = |rail: &str, only: Option<&str>| OfferedMethod {
            id: MethodId::draw(&Chance::secure()),
            rail: rail.into(),
            test: false,
            only_currency: only.map(currency),
        };
        let fixed = |minor, code| RequestAmount::Fixed(Money::new(minor, currency(code)));
        let open =
            |code: &str, min: Option<i64>, max: Option<i64>| RequestAmount::Open { currency: currency(code), min, max };
        let sepa = || vec![method("sepa", None)];
        for (methods, asked, reach) in [
            (vec![], fixed(500, "EUR"), Payability::NoMethod),
            (vec![method("demo", None)], fixed(500, "EUR"), Payability::NoMethod),
            (sepa(), fixed(500, "EUR"), Payability::Payable),
            (sepa(), fixed(500, "USD"), Payability::NotInCurrency),
            (sepa(), open("USD", None, None), Payability::NotInCurrency),
            (sepa(), open("EUR", None, None), Payability::Payable),
            (sepa(), open("EUR", Some(100_000_000_000), None), Payability::NotThisAmount),
            (sepa(), open("EUR", Some(100), Some(200_000_000_000)), Payability::Payable),
            (sepa(), fixed(100_000_000_000, "EUR"), Payability::NotThisAmount),
            // Stripe takes dinars in steps of ten.
            (vec![method("stripe", None)], fixed(18_605, "KWD"), Payability::NotThisAmount),
            (vec![method("stripe", None)], fixed(18_600, "KWD"), Payability::Payable),
            (vec![method("swiss", Some("CHF"))], fixed(500, "EUR"), Payability::NotInCurrency),
            (vec![method("swiss", Some("CHF"))], fixed(500, "CHF"), Payability::Payable),
            (vec![method("swiss", Some("CHF")), method("sepa", None)], fixed(500, "EUR"), Payability::Payable),
        ] {
            assert_eq!(rails.payability(&methods, &asked, None), reach, "{methods:?} {asked:?}");
            assert_eq!(reach.warning(asked.currency()).is_none(), reach == Payability::Payable);
        }
    }

    #[test]
    fn names_and_fields_are_unique() {
        let names: std::collections::HashSet<_> = KINDS.iter().map(|k| k.name).collect();
        assert_eq!(names.len(), KINDS.len());
        assert!(KINDS.iter().filter(|kind| kind.test).all(|kind| TEST_RAILS.contains(&kind.name)));
        for kind in KINDS {
            let fields: std::collections::HashSet<_> = kind.fields.iter().map(|f| f.name).collect();
            assert_eq!(fields.len(), kind.fields.len(), "{}", kind.name);
        }
    }
}

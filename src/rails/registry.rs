//! Every rail there is. A new one is a file and a line here.

use super::http::is_private;
use super::{
    Rail, RailError, RailKind, Surroundings, cash, demo, lnbits, paynow, paypal, pix, promptpay, sepa, spayd, stripe,
    swiss, upi,
};
use crate::domain::currency::Currency;
use crate::domain::method::{OfferedMethod, Settings};
use crate::domain::money::Money;

/// In the order in which they are offered to a payee.
const KINDS: &[&RailKind] = &[
    &stripe::KIND,
    &paypal::KIND,
    &lnbits::KIND,
    &sepa::KIND,
    &swiss::KIND,
    &spayd::KIND,
    &pix::KIND,
    &upi::KIND,
    &promptpay::KIND,
    &paynow::KIND,
    &cash::KIND,
    &demo::KIND,
];

/// The rails of this service.
#[derive(Debug, Clone)]
pub struct Rails {
    surroundings: Surroundings,
    allowed_tests: Vec<String>,
}

impl Rails {
    /// Rails around a public URL. Test rails work on a private URL, or where they are allowed by name.
    pub fn new(surroundings: Surroundings, allowed_tests: Vec<String>) -> Self {
        Self { surroundings, allowed_tests }
    }

    /// What a rail may know of the service.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The rails that may be used here.
    pub fn kinds(&self) -> impl Iterator<Item = &'static RailKind> {
        KINDS.iter().copied().filter(|kind| self.allows(kind))
    }

    /// The servers whose pages a payer may be sent to, as scheme, host and port.
    pub fn payment_pages(&self) -> Vec<String> {
        let providers = &self.surroundings.providers;
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

    /// Whether a rail moves no money, also one that may not be used here any more.
    pub fn is_test(&self, name: &str) -> bool {
        KINDS.iter().any(|kind| kind.name == name && kind.test)
    }

    /// The method's rail, if it may be used here and takes the amount.
    pub fn offers(&self, method: &OfferedMethod, money: &Money) -> Option<&'static RailKind> {
        self.kind(&method.rail).filter(|kind| (kind.supports)(money))
    }

    /// The method's rail, if it may be used here and takes some amount of the currency: the amount isn't known yet.
    pub fn offers_some(&self, method: &OfferedMethod, currency: Currency) -> Option<&'static RailKind> {
        // A rail's bounds are far apart; one of these lies between them.
        let amounts = [1, 100, 10_000, 1_000_000].map(|minor| Money::new(minor, currency));
        self.kind(&method.rail).filter(|kind| amounts.iter().any(kind.supports))
    }

    /// A working rail of stored settings.
    ///
    /// # Errors
    /// [`RailError::Settings`] when the rail isn't allowed here (any more) or the settings don't fit it.
    pub fn open(&self, name: &str, settings: &Settings) -> Result<Box<dyn Rail>, RailError> {
        let kind =
            self.kind(name).ok_or_else(|| RailError::Settings(format!("the rail {name} may not be used here")))?;
        (kind.open)(settings, &self.surroundings)
    }

    fn allows(&self, kind: &RailKind) -> bool {
        !kind.test
            || is_private(&self.surroundings.public_url)
            || self.allowed_tests.iter().any(|name| name == kind.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::id::MethodId;

    fn rails(url: &str, allowed: &[&str]) -> Rails {
        let surroundings = Surroundings::new(url.parse().expect("a URL"), Chance::secure()).expect("good");
        Rails::new(surroundings, allowed.iter().map(ToString::to_string).collect())
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
    fn a_method_is_offered_for_what_its_rail_can_carry() {
        let rails = rails("https://chit.example", &[]);
        let offered = |rail: &str, currency: &str, minor: i64| {
            let currency = Currency::parse(currency).expect("a currency");
            let method = OfferedMethod { id: MethodId::draw(&Chance::secure()), rail: rail.into() };
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
    fn names_and_fields_are_unique() {
        let names: std::collections::HashSet<_> = KINDS.iter().map(|k| k.name).collect();
        assert_eq!(names.len(), KINDS.len());
        for kind in KINDS {
            let fields: std::collections::HashSet<_> = kind.fields.iter().map(|f| f.name).collect();
            assert_eq!(fields.len(), kind.fields.len(), "{}", kind.name);
        }
    }
}

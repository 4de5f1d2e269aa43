//! Which rails and methods may be used where.

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
        wallet: None,
        label: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
    };
    let offered = |test| OfferedMethod {
        id: MethodId::draw(&Chance::secure()),
        rail: "stripe".into(),
        test,
        only_currency: None,
        wallet: None,
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
        assert!(rails.open_method(&method(false), &live).is_ok() && rails.offers(&offered(false), &euros).is_some());
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
            wallet: None,
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
        wallet: None,
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

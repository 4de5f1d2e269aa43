//! Settings, and what has no place to land. The wire is tested in `tests/it/providers`, against a double of Stripe.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::objects::{Dispute, StripeCharge, StripeRefund};
use super::*;
use crate::domain::chance::Chance;

const FIXTURES: &str = include_str!("../../../../tests/data/stripe/fixtures.json");

fn context() -> RailContext {
    RailContext::new(Url::parse("https://chit.example").expect("a URL"), Chance::secure()).expect("good")
}

fn checked(settings: &Value) -> Result<Settings, Vec<String>> {
    check(settings.as_object().expect("an object"), &context())
        .map_err(|wrong| wrong.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
}

fn good() -> Value {
    json!({"secret_key": "sk_test_4eC39HqLyjWDarjtT1zdp7dc", "webhook_secret": "whsec_test_secret"})
}

#[test]
fn settings_are_checked_by_name() {
    assert!(checked(&good()).is_ok());
    for live in ["sk_live_abcdefgh", "rk_live_abcdefgh", "rk_test_abcdefgh", "  sk_test_abcdefgh\n"] {
        assert!(checked(&json!({"secret_key": live, "webhook_secret": "whsec_test_secret"})).is_ok(), "{live}");
    }
    for (name, value, expected) in [
        ("secret_key", json!("pk_test_abcdefgh"), "secret_key invalid"),
        ("secret_key", json!("sk_test_"), "secret_key invalid"),
        ("secret_key", json!("sk_test_abc defgh"), "secret_key invalid"),
        ("secret_key", json!("sk_other_abcdefgh"), "secret_key invalid"),
        ("secret_key", json!(""), "secret_key required"),
        ("secret_key", json!(null), "secret_key required"),
        ("webhook_secret", json!("whsec_"), "webhook_secret invalid"),
        ("webhook_secret", json!("test_secret"), "webhook_secret invalid"),
        ("webhook_secret", json!("  "), "webhook_secret required"),
        ("base_url", json!("https://evil.example"), "settings invalid"),
    ] {
        let mut settings = good();
        settings[name] = value;
        assert_eq!(checked(&settings).err(), Some(vec![expected.to_owned()]), "{settings}");
    }
    let nothing = checked(&json!({})).err();
    assert_eq!(nothing, Some(vec!["secret_key required".to_owned(), "webhook_secret required".to_owned()]));
}

#[test]
fn without_a_webhook_secret_nothing_opens() {
    let settings = Settings::new(json!({"secret_key": "sk_test_abcdefgh", "webhook_secret": ""}));
    assert!(matches!(open(&settings, &context()), Err(RailError::Settings(_))));
}

#[test]
fn debug_shows_no_key() {
    let rail = open(&checked(&good()).expect("good"), &context()).expect("opens");
    assert_eq!(format!("{rail:?}"), "Stripe(…)");
}

#[test]
fn payers_are_sent_to_stripe_and_nowhere_else() {
    let settings = checked(&good()).expect("good");
    let stripe = Stripe::new(&settings, context().providers.stripe, Clock::system()).expect("opens");
    assert!(stripe.page("https://checkout.stripe.com/c/pay/cs_test_x#y").is_some());
    for other in [
        "http://checkout.stripe.com/c/pay/x",
        "https://checkout.stripe.com.evil.example/",
        "https://checkout.stripe.com:444/",
        "https://evil.example/checkout.stripe.com",
        "https://user@checkout.stripe.com/",
        "https://api.stripe.com/",
        "//checkout.stripe.com/",
        "javascript:alert(1)",
        "",
    ] {
        assert_eq!(stripe.page(other), None, "{other}");
    }
    assert_eq!(pages(&context().providers), [PAGES]);
}

#[test]
fn stripes_objects_are_read_without_the_people_in_them() {
    let fixtures: Value = serde_json::from_str(FIXTURES).expect("JSON");
    let mut session = fixtures["checkout.session"].clone();
    session["customer_details"]["name"] = "Jenny Rosen".into();
    session["customer_details"]["phone"] = "+15555550100".into();
    let mut charge = fixtures["charge"].clone();
    charge["receipt_email"] = "example@example.com".into();
    let mut dispute = fixtures["dispute"].clone();
    dispute["evidence"]["customer_purchase_ip"] = "203.0.113.249".into();
    let read = [
        format!("{:?}", Session::deserialize(&session).expect("a session")),
        format!("{:?}", StripeCharge::deserialize(&charge).expect("a charge")),
        format!("{:?}", Dispute::deserialize(&dispute).expect("a dispute")),
        format!("{:?}", StripeRefund::deserialize(&fixtures["refund"]).expect("a refund")),
    ];
    for person in ["Jenny", "example.com", "+1555", "4242", "203.0.113", "visa", "receipts"] {
        assert!(read.iter().all(|read| !read.contains(person)), "{person}: {read:?}");
    }
}

#[test]
fn a_session_is_ours_when_it_says_so_twice() {
    let ours = format!("pay_{}", "1".repeat(22));
    let other = format!("pay_{}", "2".repeat(22));
    let session = |reference: Value, written: Value| {
        let mut session = serde_json::from_str::<Value>(FIXTURES).expect("JSON")["checkout.session"].clone();
        session["client_reference_id"] = reference;
        session["metadata"] = written;
        Session::deserialize(&session).expect("a session").payment().map(|id| id.to_string())
    };
    assert_eq!(session(json!(ours), json!({"chit": ours})), Some(ours.clone()));
    for (reference, written) in [
        (json!(ours), json!({"chit": other})),
        (json!(ours), json!({})),
        (json!(ours), json!(null)),
        (json!(null), json!({"chit": ours})),
        (json!("4711"), json!({"chit": "4711"})),
    ] {
        assert_eq!(session(reference.clone(), written.clone()), None, "{reference} {written}");
    }
}

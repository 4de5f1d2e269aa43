//! Settings, and where payers are sent. The wire is tested in `tests/it/providers`, against a double of PayPal.

use serde_json::json;
use url::Url;

use super::*;
use crate::domain::chance::Chance;

fn context() -> RailContext {
    RailContext::new(Url::parse("https://chit.example").expect("a URL"), Chance::secure()).expect("good")
}

fn checked(settings: &Value) -> Result<Settings, Vec<String>> {
    check(settings.as_object().expect("an object"), &context())
        .map_err(|wrong| wrong.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
}

fn good() -> Value {
    json!({
        "environment": "sandbox",
        "client_id": "AbCdEfGhIjKlMnOpQrStUv-_0123456789",
        "client_secret": "EfGhIjKlMnOpQrStUvWxYz-_0123456789",
        "webhook_id": "1JE4291016473214C",
    })
}

#[test]
fn settings_are_checked_by_name() {
    assert!(checked(&good()).is_ok());
    for (name, value, expected) in [
        ("environment", json!("production"), "environment invalid"),
        ("environment", json!(""), "environment required"),
        ("client_id", json!("short"), "client_id invalid"),
        ("client_id", json!("with a space in it, surely"), "client_id invalid"),
        ("client_secret", json!(null), "client_secret required"),
        ("client_secret", json!("x".repeat(256)), "client_secret invalid"),
        ("webhook_id", json!("a/b/c/d/e"), "webhook_id invalid"),
        ("base_url", json!("https://evil.example"), "settings invalid"),
    ] {
        let mut settings = good();
        settings[name] = value;
        assert_eq!(checked(&settings).err(), Some(vec![expected.to_owned()]), "{settings}");
    }
    assert_eq!(checked(&json!({})).err().map(|wrong| wrong.len()), Some(4));
}

#[test]
fn debug_shows_no_credential() {
    let rail = open(&checked(&good()).expect("good"), &context()).expect("opens");
    assert_eq!(format!("{rail:?} {:?}", super::super::tokens::Tokens::default()), "PayPal(…) Tokens(…)");
}

#[test]
fn payers_are_sent_to_paypal_of_the_same_environment() {
    let context = context();
    assert_eq!(Environment::Live.pages(&context.providers), ["https://www.paypal.com"]);
    assert_eq!(Environment::Sandbox.pages(&context.providers), ["https://www.sandbox.paypal.com"]);
    assert_eq!(pages(&context.providers), ["https://www.paypal.com", "https://www.sandbox.paypal.com"]);
}

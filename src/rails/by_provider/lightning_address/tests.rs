//! Settings, and the absence of personal data. Calls are tested in `tests/it/rails`, against a double of a wallet.

use serde_json::json;

use super::objects::{InvoiceAnswer, PayOffer, Proof};
use super::*;
use crate::domain::chance::Chance;
use crate::domain::money::currency::Currency;

fn context() -> RailContext {
    RailContext::new("https://chit.example".parse().expect("a URL"), Chance::secure()).expect("good")
}

fn checked(settings: &Value) -> Result<Settings, Vec<String>> {
    check(settings.as_object().expect("an object"), &context())
        .map_err(|wrong| wrong.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
}

#[test]
fn settings_are_checked_by_name() {
    let kept = checked(&json!({"address": " Anna@Wallet.example "})).expect("good");
    assert_eq!(*kept.value(), json!({"address": "Anna@Wallet.example"}));
    for (settings, wrong) in [
        (json!({}), "address required"),
        (json!({"address": ""}), "address required"),
        (json!({"address": "anna"}), "address invalid"),
        (json!({"address": "anna@127.0.0.1"}), "address invalid"),
        (json!({"address": 5}), "settings invalid"),
        (json!({"address": "anna@wallet.example", "key": "x"}), "settings invalid"),
    ] {
        assert_eq!(checked(&settings).expect_err("wrong").first().map(String::as_str), Some(wrong), "{settings}");
    }
}

#[test]
fn without_a_source_of_prices_it_takes_bitcoin_only() {
    let settings = Settings::new(json!({"address": "anna@wallet.example"}));
    let rail = open(&settings, &context()).expect("it opens");
    assert!(rail.supports(&Money::new(5, Currency::BTC)));
    assert!(!rail.supports(&Money::new(500, Currency::EUR)));
}

/// Names and addresses that a wallet tells stand in the text that is hashed, and in no field.
#[test]
fn what_a_wallet_says_of_people_is_not_read() {
    let offer = json!({
        "tag": "payRequest", "callback": "https://wallet.example/cb", "minSendable": 1000, "maxSendable": 100_000_000,
        "metadata": "[[\"text/identifier\",\"zq7@wallet.example\"]]", "commentAllowed": 0, "allowsNostr": true,
        "nostrPubkey": "zq7", "payerData": {"name": {"mandatory": false}, "email": {"mandatory": false}},
    });
    let PayOffer { tag, callback, min_sendable, max_sendable, metadata, comment_allowed } =
        serde_json::from_value(offer).expect("an offer");
    assert_eq!((tag.as_str(), callback.as_str()), ("payRequest", "https://wallet.example/cb"));
    assert_eq!((min_sendable, max_sendable, comment_allowed), (1000, 100_000_000, Some(0)));
    assert!(metadata.contains("zq7@"));
    let written = json!({"pr": "lnbc1", "routes": [], "successAction": {"tag": "message", "message": "Zq7"}});
    let InvoiceAnswer { pr, verify } = serde_json::from_value(written).expect("an invoice");
    assert_eq!((pr.as_str(), verify), ("lnbc1", None));
    let proof =
        json!({"status": "OK", "settled": false, "preimage": null, "pr": "lnbc1", "payerData": {"name": "Zq7"}});
    let Proof { settled, preimage } = serde_json::from_value(proof).expect("a proof");
    assert_eq!((settled, preimage), (false, None));
}

//! Settings, and the absence of personal data. Calls are tested in `tests/it/rails`, against a double of LNbits.

use serde::Deserialize;
use serde_json::json;

use super::objects::{LnbitsPayment, LnbitsStatus, LnbitsWallet, PaymentHint, PaymentLookup};
use super::*;
use crate::domain::chance::Chance;
use crate::domain::text::in_threes;

const ANSWERS: &str = include_str!("../../../../tests/data/lnbits/answers.json");
const KEY: &str = "1ad6ddac47b040ee93509b1bd9deffe6";

fn context() -> RailContext {
    RailContext::new(Url::parse("https://chit.example").expect("a URL"), Chance::secure()).expect("good")
}

fn checked(settings: &Value) -> Result<Settings, Vec<String>> {
    check(settings.as_object().expect("an object"), &context())
        .map_err(|wrong| wrong.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
}

fn good() -> Value {
    json!({"url": " https://lnbits.example/ ", "invoice_key": format!("{KEY}\n")})
}

#[test]
fn settings_are_checked_by_name() {
    let kept = checked(&good()).expect("good");
    assert_eq!(*kept.value(), json!({"url": "https://lnbits.example/", "invoice_key": KEY}));
    for (name, value, expected) in [
        ("url", json!("lnbits.example"), "url invalid"),
        ("url", json!("http://lnbits.example"), "url invalid"),
        ("url", json!("https://lnbits.example/wallet?wal=1"), "url invalid"),
        ("url", json!("https://127.0.0.1:5000"), "url private"),
        ("url", json!(""), "url required"),
        ("invoice_key", json!(KEY[1..]), "invoice_key invalid"),
        ("invoice_key", json!(KEY.replace('1', "/")), "invoice_key invalid"),
        ("invoice_key", json!(null), "invoice_key required"),
        ("admin_key", json!(KEY), "settings invalid"),
        ("url", json!(5), "settings invalid"),
    ] {
        let mut settings = good();
        settings[name] = value;
        let wrong = checked(&settings).expect_err("wrong");
        assert_eq!(wrong.first().map(String::as_str), Some(expected), "{settings}");
    }
    assert_eq!(checked(&json!({})).err(), Some(vec!["url required".to_owned(), "invoice_key required".to_owned()]));
}

#[test]
fn stored_settings_open_while_the_server_may_be_called() {
    let opens = |settings: Value| open(&Settings::new(settings), &context()).is_ok();
    assert!(opens(json!({"url": "https://lnbits.example/", "invoice_key": KEY})));
    assert!(!opens(json!({"url": "https://10.0.0.7/", "invoice_key": KEY})));
    assert!(!opens(json!({"url": "https://lnbits.example/", "invoice_key": ""})));
    assert!(!opens(json!({})));
}

#[test]
fn debug_shows_no_key() {
    let rail = open(&checked(&good()).expect("good"), &context()).expect("opens");
    assert_eq!(format!("{rail:?}"), "Lnbits(…)");
}

#[test]
fn figures_are_read_in_threes() {
    for (digits, read) in [("1", "1"), ("999", "999"), ("1000", "1 000"), ("31326", "31 326"), ("1234567", "1 234 567")]
    {
        assert_eq!(in_threes(digits, '\u{202f}'), read.replace(' ', "\u{202f}"));
    }
}

#[test]
fn an_invoice_is_shown_scanned_and_opened() {
    let answers: Value = serde_json::from_str(ANSWERS).expect("JSON");
    let text = answers["created"]["bolt11"].as_str().expect("a text");
    let shown = LightningInvoice::read(text).expect("an invoice").instructions();
    assert_eq!((shown.rows[1].shown.as_str(), shown.rows[1].copied.as_str()), (text, text));
    assert_eq!(shown.link, Some(format!("lightning:{text}")));
    assert_eq!(shown.qr, Some(format!("lightning:{}", text.to_ascii_uppercase())));
    assert_eq!((shown.is_invoice(), shown.opens_app()), (true, true));
}

#[test]
fn what_lnbits_really_answered_is_read_without_what_is_none_of_our_business() {
    let answers: Value = serde_json::from_str(ANSWERS).expect("JSON");
    let created = LnbitsPayment::deserialize(&answers["created"]).expect("a payment");
    let invoice = LightningInvoice::read(&created.bolt11).expect("an invoice");
    assert!(invoice.is(&created.payment_hash, created.amount) && invoice.real);
    assert_eq!((invoice.sats, created.status), (31_326, LnbitsStatus::Pending));
    for (name, paid, status) in [
        ("pending", false, LnbitsStatus::Pending),
        ("paid", true, LnbitsStatus::Success),
        ("failed", false, LnbitsStatus::Failed),
    ] {
        let read = PaymentLookup::deserialize(&answers[name]).expect("how it stands");
        let details = read.details.expect("it is the key’s wallet");
        assert_eq!((read.paid, details.status, details.says(paid)), (paid, status, true), "{name}");
        assert!(details.extra.chit.is_some());
        let shown = format!("{details:?}");
        for other in ["memo", "preimage", "wallet", "fiat"] {
            assert!(!shown.contains(other), "{other}: {shown}");
        }
    }
    let hook = answers["webhook"].as_str().expect("as it came");
    let hint = PaymentHint::read(hook.as_bytes()).expect("a hint");
    assert_eq!((&hint.payment_hash, &hint.extra), (&created.payment_hash, &created.extra));
    let wallet = |name: &str| LnbitsWallet::deserialize(&answers[name]).expect("a wallet").id.is_some();
    assert_eq!((wallet("wallet_by_invoice_key"), wallet("wallet_by_admin_key")), (false, true));
}

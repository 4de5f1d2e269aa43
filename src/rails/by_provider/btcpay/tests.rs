//! Settings, events of invoices, and the absence of personal data. Calls are tested in `tests/it/rails`, against a double of BTCPay.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::events::facts;
use super::objects::InvoiceMethod;
use super::*;
use crate::domain::chance::Chance;
use crate::rails::{Demand, EventKind};

const STORE: &str = "9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776";
const OURS: &str = "pay_1111111111111111111111";
const LAST: i64 = 1_700_000_600;

fn context(public_url: &str) -> RailContext {
    RailContext::new(Url::parse(public_url).expect("a URL"), Chance::secure()).expect("good")
}

fn checked(settings: &Value) -> Result<Settings, Vec<String>> {
    check(settings.as_object().expect("an object"), &context("https://chit.example"))
        .map_err(|wrong| wrong.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
}

fn good() -> Value {
    json!({"url": "https://btcpay.example/pay/", "store_id": STORE, "api_key": "3b5b5c0f2f7d4a6f8e9d0c1b2a3f4e5d6c7b8a90",
        "webhook_secret": "2s4JRKkLwQn8o8RPwTmTT4"})
}

#[test]
fn settings_are_checked_by_name() {
    assert!(checked(&good()).is_ok());
    for (name, value, expected) in [
        ("url", json!("btcpay.example"), "url invalid"),
        ("url", json!("http://btcpay.example"), "url invalid"),
        ("url", json!("https://127.0.0.1:23000"), "url private"),
        ("url", json!(""), "url required"),
        ("store_id", json!("../../users"), "store_id invalid"),
        ("store_id", json!("a b"), "store_id invalid"),
        ("store_id", json!(null), "store_id required"),
        ("api_key", json!("short"), "api_key invalid"),
        ("api_key", json!("token 3b5b5c0f2f7d4a6f8e9d0c1b2a3f4e5d6c7b8a90"), "api_key invalid"),
        ("api_key", json!(" "), "api_key required"),
        ("webhook_secret", json!("short"), "webhook_secret invalid"),
        ("webhook_secret", json!(""), "webhook_secret required"),
        ("network", json!("liquid"), "network invalid"),
        ("base_url", json!("https://evil.example"), "settings invalid"),
    ] {
        let mut settings = good();
        settings[name] = value;
        assert_eq!(checked(&settings).err(), Some(vec![expected.to_owned()]), "{settings}");
    }
    let nothing = checked(&json!({})).err().unwrap_or_default();
    assert_eq!(nothing, ["url required", "store_id required", "api_key required", "webhook_secret required"]);
}

#[test]
fn without_a_webhook_secret_nothing_opens() {
    let opens = |settings: Value| open(&Settings::new(settings), &context("https://chit.example"));
    assert!(opens(good()).is_ok());
    for (name, value) in
        [("webhook_secret", json!("")), ("webhook_secret", json!(null)), ("url", json!("http://10.0.0.1"))]
    {
        let mut settings = good();
        settings[name] = value;
        assert!(matches!(opens(settings), Err(RailError::Settings(field)) if field == name));
    }
}

#[test]
fn a_test_network_is_known_by_its_setting() {
    for (network, test) in
        [(json!(null), None), (json!(""), None), (json!("main"), None), (json!(" Test"), Some("network"))]
    {
        let mut settings = good();
        settings["network"] = network;
        let rail = open(&checked(&settings).expect("good"), &context("https://chit.example")).expect("opens");
        assert_eq!(rail.test_setting(), test, "{settings}");
    }
}

#[test]
fn debug_shows_no_key() {
    let settings = checked(&good()).expect("good");
    let rail = open(&settings, &context("https://chit.example")).expect("opens");
    assert_eq!(format!("{rail:?} {settings:?}"), "BtcPay(…) Settings(…)");
}

/// An invoice of 25 euros at 60,000 per coin, with this status and additional status.
fn invoice(status: &str, additional: &str) -> Invoice {
    Invoice::deserialize(json!({
        "id": "INV1", "storeId": STORE, "amount": "25.0", "currency": "EUR", "type": "Standard", "status": status,
        "additionalStatus": additional, "createdTime": 1_700_000_000, "expirationTime": 1_700_001_800,
        "monitoringExpiration": 1_700_088_200, "archived": false, "checkoutLink": "https://btcpay.example/i/INV1",
        "availableStatusesForManualMarking": ["Settled"], "metadata": {"orderId": OURS},
    }))
    .expect("an invoice")
}

/// Bitcoin payments, each `value status`; `due` is the amount left to pay.
fn methods(due: &str, payments: &[&str]) -> Vec<InvoiceMethod> {
    let payment = |text: &&str| {
        let (value, status) = text.split_once(' ').expect("two words");
        json!({"id": "tx-0", "receivedDate": LAST, "value": value, "fee": "0", "status": status, "destination": "bc1q"})
    };
    let payments: Vec<_> = payments.iter().map(payment).collect();
    let method = |id: &str, payments| {
        InvoiceMethod::deserialize(json!({"paymentMethodId": id, "rate": "60000", "due": due, "payments": payments}))
            .expect("a method")
    };
    vec![method("BTC-LN", json!([])), method("BTC-CHAIN", json!(payments))]
}

#[test]
fn an_invoice_is_told_as_what_it_means() {
    use EventKind::{Failed, Processing, Settled};
    let now = chrono::DateTime::from_timestamp(1_700_009_999, 0).expect("in range");
    for (status, additional, due, payments, expected) in [
        ("New", "None", "0.00041667", &[][..], None),
        ("New", "PaidPartial", "0.0003", &["0.00011667 Settled"], None),
        ("Processing", "None", "0", &["0.00041667 Processing"], Some((Processing, 2500))),
        ("Processing", "PaidOver", "-0.0001", &["0.00051667 Processing"], Some((Processing, 2500))),
        ("Settled", "None", "0", &["0.00041667 Settled"], Some((Settled, 2500))),
        ("Settled", "PaidOver", "-0.0001", &["0.00051667 Settled"], Some((Settled, 3100))),
        ("Settled", "None", "-0.0001", &["0.00041667 Settled", "0.0001 Settled"], Some((Settled, 3100))),
        // The unconfirmed surplus may still be double-spent.
        ("Settled", "PaidOver", "-0.0001", &["0.00041667 Settled", "0.0001 Processing"], Some((Settled, 2500))),
        ("Settled", "PaidOver", "-0.00000001", &["0.00041666 Settled"], Some((Settled, 2500))),
        ("Settled", "Marked", "0.00041667", &[], Some((Settled, 2500))),
        ("Settled", "Marked", "0.0003", &["0.00011667 Settled"], Some((Settled, 2500))),
        ("Expired", "None", "0.00041667", &[], None),
        ("Expired", "None", "0.00041667", &["0.00041667 Invalid"], Some((Failed, 2500))),
        ("Expired", "PaidPartial", "0.0003", &["0.00011667 Processing"], Some((Processing, 2500))),
        ("Expired", "PaidPartial", "0.0003", &["0.00011667 Settled"], Some((Settled, 700))),
        ("Expired", "PaidPartial", "0.0001", &["0.0002 Settled", "0.00011667 Processing"], Some((Processing, 2500))),
        ("Expired", "PaidPartial", "0.00041666", &["0.00000001 Settled"], None),
        ("Expired", "PaidLate", "0", &["0.00041667 Processing"], Some((Processing, 2500))),
        ("Expired", "PaidLate", "0.00000000", &["0.00041667 Settled"], Some((Settled, 2500))),
        ("Expired", "PaidLate", "-0.0001", &["0.00051667 Settled"], Some((Settled, 3100))),
        ("Invalid", "None", "0", &["0.00041667 Processing"], Some((Failed, 2500))),
        ("Invalid", "None", "0", &["0.00041667 Settled"], Some((Settled, 2500))),
        ("Invalid", "None", "0.0002", &["0.0002 Settled", "0.0002 Invalid"], Some((Settled, 1200))),
        ("Invalid", "Invalid", "0.00041667", &[], Some((Failed, 2500))),
        ("Invalid", "Marked", "0", &["0.00041667 Settled"], Some((Failed, 2500))),
        ("SomethingNew", "None", "0", &["0.00041667 Settled"], None),
    ] {
        let told = facts(&invoice(status, additional), &methods(due, payments), now, Demand::Open).expect("facts");
        let said = told.as_ref().map(|event| (event.kind, event.money.minor()));
        assert_eq!(said, expected, "{status} {additional} {payments:?}");
        if let Some(event) = told {
            assert_eq!(
                (event.external_id.as_str(), event.fee, event.money.currency().code()),
                ("INV1", Some(0), "EUR")
            );
            let settled = event.kind == Settled && payments.iter().any(|payment| payment.ends_with("Settled"));
            let at = if settled { LAST } else { now.timestamp() };
            assert_eq!(event.occurred_at.timestamp(), at, "{status} {additional} {payments:?}");
        }
    }
}

#[test]
fn the_same_fact_has_the_same_name() {
    let name = |status, additional, due, payments: &[&str], now| {
        let now = chrono::DateTime::from_timestamp(now, 0).expect("in range");
        facts(&invoice(status, additional), &methods(due, payments), now, Demand::Open)
            .expect("facts")
            .expect("a fact")
            .event_id
    };
    let paid = ["0.00041667 Settled"];
    assert_eq!(name("Settled", "None", "0", &paid, 1), "INV1:settled:2500");
    assert_eq!(name("Settled", "Marked", "0.1", &[], 2), "INV1:settled:2500");
    assert_eq!(name("Expired", "PaidLate", "0", &paid, 3), "INV1:settled:2500");
    assert_eq!(name("Settled", "PaidOver", "-1", &["0.00051667 Settled"], 4), "INV1:settled:3100");
    assert_eq!(name("Processing", "None", "0", &[], 5), "INV1:processing");
    assert_eq!(name("Invalid", "None", "0", &[], 6), "INV1:failed");
}

#[test]
fn an_invoices_amount_is_read_to_the_cent() {
    let money = |amount: &str, currency: &str| {
        let mut invoice = invoice("New", "None");
        (invoice.amount, invoice.currency) = (amount.to_owned().try_into().expect("a number"), currency.to_owned());
        invoice.money().map(|money| format!("{money:?}"))
    };
    for (amount, currency, expected) in [
        ("25.00", "EUR", Some("25.00 EUR")),
        ("25", "EUR", Some("25.00 EUR")),
        ("25.0000000000", "eur", Some("25.00 EUR")),
        ("500.0", "JPY", Some("500 JPY")),
        ("5.124", "KWD", Some("5.124 KWD")),
        ("25.001", "EUR", None),
        ("-25", "EUR", None),
        ("500.5", "JPY", None),
        ("0.00025", "BTC", Some("0.00025000 BTC")),
        ("0.000000001", "BTC", None),
        ("25", "XBT", None),
        ("99999999999", "EUR", None),
    ] {
        assert_eq!(money(amount, currency).as_deref(), expected, "{amount} {currency}");
    }
}

#[test]
fn an_invoice_lasts_as_long_as_it_says_by_whichever_clock() {
    let lasts = |created_time, expiration_time| {
        Invoice { created_time, expiration_time, ..invoice("New", "None") }.lasts().map(|lasts| lasts.num_seconds())
    };
    assert_eq!(lasts(1_700_000_000, 1_700_001_800), Some(1800));
    assert_eq!(lasts(-1800, 0), Some(1800));
    for (created, ends) in [(5, 5), (6, 5), (i64::MIN, i64::MAX), (0, i64::MAX)] {
        assert_eq!(lasts(created, ends), None, "{created} {ends}");
    }
}

#[test]
fn an_invoice_is_ours_when_it_says_so() {
    let payment = |metadata: Value| {
        let mut invoice = serde_json::to_value(json!({
            "id": "INV1", "storeId": STORE, "amount": "25", "currency": "EUR", "status": "New", "additionalStatus": "None",
            "createdTime": 0, "expirationTime": 1,
        }))
        .expect("JSON");
        invoice["metadata"] = metadata;
        Invoice::deserialize(invoice).expect("an invoice").payment().map(|id| id.to_string())
    };
    assert_eq!(payment(json!({"orderId": OURS})).as_deref(), Some(OURS));
    for foreign in [
        json!({}),
        json!({"orderId": null}),
        json!({"orderId": 4711}),
        json!({"orderId": "4711"}),
        json!({"orderId": {"a": [1]}}),
    ] {
        assert_eq!(payment(foreign.clone()), None, "{foreign}");
    }
}

#[test]
fn btcpays_objects_are_read_without_the_people_in_them() {
    let mut with_people = json!({
        "id": "INV1", "storeId": STORE, "amount": "25", "currency": "EUR", "status": "New", "additionalStatus": "None",
        "createdTime": 0, "expirationTime": 1,
    });
    with_people["metadata"] = json!({"orderId": OURS, "buyerName": "Jenny Rosen", "buyerEmail": "jenny@example.com",
        "buyerAddress1": "1 Main Street", "buyerPhone": "+15555550100", "posData": {"note": "for Jenny"}, "itemDesc": "medicine"});
    with_people["checkout"] = json!({"redirectURL": "https://example.com/jenny"});
    let read = format!("{:?}", Invoice::deserialize(with_people).expect("an invoice"));
    let hint = json!({"type": "InvoiceSettled", "storeId": STORE, "invoiceId": "INV1", "deliveryId": "d1",
        "metadata": {"buyerEmail": "jenny@example.com"}, "payment": {"destination": "bc1qjenny", "id": "txjenny"}});
    let hint = format!("{:?}", objects::InvoiceHint::deserialize(hint).expect("a hint"));
    let payment = json!({"id": "txjenny-0", "receivedDate": 1, "value": "1", "fee": "0", "status": "Settled", "destination": "bc1qjenny"});
    let payment = format!("{:?}", objects::InvoicePayment::deserialize(payment).expect("a payment"));
    for person in ["enny", "example.com", "Main Street", "+1555", "medicine"] {
        assert!(
            [&read, &hint, &payment].iter().all(|read| !read.contains(person)),
            "{person}: {read} {hint} {payment}"
        );
    }
}

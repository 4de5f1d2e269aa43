//! Payments by hand, methods and exports.

use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{anna, named};
use crate::support::{App, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_recorded_payment_has_every_documented_field,
        recorded_payments_are_checked,
        methods_keep_their_settings_to_themselves,
        methods_are_checked,
        an_export_is_narrowed_and_checked,
    ]
}

async fn a_recorded_payment_has_every_documented_field(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let body = json!({"amount": "25.00", "currency": "EUR", "paid_on": "2026-01-02", "note": "cash"});
    let made = api.post(&format!("requests/{code}/payments"), &body).await.status(201);
    let payment = made.json();
    let id = payment["id"].as_str().expect("an id");
    assert_eq!(made.location(), format!("{}api/v1/payments/{id}", app.base));
    for (field, value) in [
        ("request", json!(code)),
        ("amount", json!("25.00")),
        ("currency", json!("EUR")),
        ("state", json!("settled")),
        ("rail", json!("manual")),
        ("evidence", json!("manual")),
        ("refunded", json!("0.00")),
        ("settled_at", json!("2026-01-02T12:00:00.000000Z")),
        ("paid_on", json!("2026-01-02")),
        ("payer_note", Value::Null),
    ] {
        assert_eq!(payment[field], value, "{field}");
    }
    assert!(payment["created_at"].is_string());
    has_not(&made.text(), &["cash"]);
    assert_eq!(api.get(&format!("payments/{id}")).await.status(200).json(), payment);
    assert_eq!(api.get("payments").await.json()["data"], json!([payment]));
    let export = api.get("exports/movements?by=settled&from=2026-01-02&to=2026-01-03").await.text();
    has(&export, &["2026-01-02,EUR,25.00,0.00,25.00", "manual"]);
    has_not(&export, &["cash"]);
}

async fn recorded_payments_are_checked(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let open = app.request(&api, &json!({})).await;
    let future = (now() + TimeDelta::days(3)).date_naive().to_string();
    let before = app.db().rows().await;
    for (body, expected) in [
        (json!({"amount": "12,50"}), "amount not_a_number"),
        (json!({"amount": "0"}), "amount not_positive"),
        (json!({"amount": "25.001"}), "amount too_many_decimals"),
        (json!({"amount": 25}), "amount wrong_type"),
        (json!({"currency": "USD"}), "currency wrong_currency"),
        (json!({"currency": "ZZZ"}), "currency unknown_currency"),
        (json!({"paid_on": "yesterday"}), "paid_on invalid"),
        (json!({"paid_on": future}), "paid_on future"),
        (json!({"note": "x".repeat(141)}), "note too_long"),
        (json!({"note": "a\u{0}"}), "note unprintable"),
        (json!({"payer": "x"}), "payer unknown_field"),
    ] {
        let refused = api.post(&format!("requests/{code}/payments"), &body).await.status(400);
        assert_eq!(named(&refused), [expected], "{body}");
    }
    let refused = api.post(&format!("requests/{open}/payments"), &json!({})).await.status(400);
    assert_eq!(named(&refused), ["amount required"], "an open request does not say how much came");
    assert_eq!(app.db().rows().await, before);
}

async fn methods_keep_their_settings_to_themselves(app: App) {
    let api = anna(&app);
    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna Beispiel", "bic": "SOLADEST600"}});
    let made = api.post("methods", &sepa).await.status(201);
    let demo = api
        .post("methods", &json!({"rail": "demo", "settings": {"webhook_secret": "sixteen-chars-or-more"}}))
        .await
        .status(201);
    let bare = api.post("methods", &json!({"rail": "demo"})).await.status(201);
    let listed = api.get("methods").await.status(200);
    for text in [made.text(), demo.text(), bare.text(), listed.text()] {
        has_not(&text, &["DE75", "Beispiel", "SOLADEST", "sixteen", "settings", "whsec_"]);
    }
    let method = demo.json();
    let id = method["id"].as_str().expect("an id");
    assert_eq!(
        (&method["rail"], &method["webhook_url"]),
        (&json!("demo"), &json!(format!("{}hooks/demo/{id}", app.base)))
    );
    assert_eq!(made.json()["webhook_url"], Value::Null);
    let listed = listed.json();
    assert_eq!(listed["data"], json!([made.json(), method, bare.json()]), "in the order of adding");
    assert_eq!((&listed["has_more"], &listed["next_cursor"]), (&json!(false), &Value::Null));
    api.delete(&format!("methods/{id}")).await.status(204);
    api.delete(&format!("methods/{id}")).await.status(404).problem();
    assert_eq!(api.get("methods").await.json()["data"], json!([made.json(), bare.json()]));
    // At rest they are sealed.
    let stored = app.db().texts("select settings from methods").await.join("\n");
    has_not(&stored, &["DE75", "Beispiel", "SOLADEST", "sixteen"]);
}

async fn methods_are_checked(app: App) {
    let api = anna(&app);
    for (body, field) in [
        (json!({}), "rail"),
        (json!({"rail": "gold"}), "rail"),
        (json!({"rail": 5}), "rail"),
        (json!({"rail": "sepa"}), "iban"),
        (json!({"rail": "sepa", "settings": {"iban": "DE00512108001245126199", "beneficiary": "Anna"}}), "iban"),
        (json!({"rail": "sepa", "settings": {"iban": "", "beneficiary": "Anna"}}), "iban"),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna", "bic": "X"}}),
            "bic",
        ),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "x".repeat(71)}}),
            "beneficiary",
        ),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna", "pin": "1234"}}),
            "settings",
        ),
        (json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199"}}), "beneficiary"),
        (json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "☕"}}), "beneficiary"),
        (json!({"rail": "sepa", "settings": []}), "settings"),
        (json!({"rail": "demo", "settings": {"webhook_secret": "short"}}), "settings"),
        (json!({"rail": "demo", "settings": {"webhook_secret": 5}}), "settings"),
        (json!({"rail": "demo", "secret": "x"}), "secret"),
    ] {
        let refused = api.post("methods", &body).await.status(400);
        assert_eq!(refused.problems()[0].0, field, "{body}: {}", refused.text());
        has_not(&refused.text(), &["512108001245126199"]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    for _ in 0..20 {
        api.post("methods", &json!({"rail": "demo"})).await.status(201);
    }
    assert_eq!(named(&api.post("methods", &json!({"rail": "demo"})).await.status(400)), ["rail too_many"]);
}

async fn an_export_is_narrowed_and_checked(app: App) {
    let api = anna(&app);
    let record = async |amount: &str, currency: &str, day: &str, memo: &str| {
        let code = app.request(&api, &json!({"amount": amount, "currency": currency, "memo": memo})).await;
        api.post(&format!("requests/{code}/payments"), &json!({"paid_on": day})).await.status(201);
    };
    record("1.00", "EUR", "2026-01-31", "=HYPERLINK(\"x\")").await;
    record("2.00", "EUR", "2026-02-01", "a \"b\", c").await;
    record("300", "JPY", "2026-02-28", "-5").await;
    record("4.000", "BHD", "2026-03-01", "plain").await;
    let gross = async |query: &str| {
        let file = api.get(&format!("exports/movements?{query}")).await.status(200).text();
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        reader.records().map(|record| record.expect("a record")[12].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(gross("").await, ["1.00", "2.00", "300", "4.000"], "oldest first");
    assert_eq!(gross("by=settled&from=2026-02-01&to=2026-03-01").await, ["2.00", "300"]);
    assert_eq!(
        gross("by=settled&from=2026-02-01T12:00:00Z&to=2026-02-28T12:00:00Z").await,
        ["2.00"],
        "from the start, not to the end"
    );
    assert_eq!(gross("currency=jpy").await, ["300"]);
    assert_eq!(
        gross("from=2026-02-01&to=2026-03-01&zone=Pacific/Auckland&format=csv&by=settled").await,
        ["2.00", "300"],
        "there the month begins and ends earlier, but a day is a day"
    );
    assert_eq!(gross("from=2026-02-01&to=2026-03-01").await, ["2.00", "300"], "by their days in the books");
    assert_eq!(gross("by=created&from=2026-01-01&to=2026-03-02").await.len(), 0);
    assert_eq!(gross("from=2071-01-01").await.len(), 0);
    let file = api.get("exports/movements").await.text();
    has(&file, &["\"'=HYPERLINK(\"\"x\"\")\"", "\"a \"\"b\"\", c\"", ",'-5,", "\r\n"]);
}

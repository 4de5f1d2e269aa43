//! A body of the API with members of a wrong type: they are told together with what is wrong besides, and nothing is done.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{Answer, Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![wrong_types_and_wrong_values_are_told_together, what_cannot_be_read_does_nothing]
}

fn anna(app: &App) -> Api {
    app.api(&app.payee("anna").api_key)
}

/// Fields and codes of every problem, in the order of fields.
#[track_caller]
fn told(answer: &Answer) -> Vec<(String, String)> {
    let mut told = answer.problems();
    told.sort();
    told
}

#[track_caller]
fn told_are(answer: &Answer, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect();
    assert_eq!(told(answer), wanted);
}

async fn wrong_types_and_wrong_values_are_told_together(app: App) {
    let api = anna(&app);
    for (body, wanted) in [
        (
            json!({"amount": 25, "currency": "XXQ", "due_on": "soon", "memo": ["Eggs"]}),
            &[
                ("amount", "wrong_type"),
                ("currency", "unknown_currency"),
                ("due_on", "invalid"),
                ("memo", "wrong_type"),
            ][..],
        ),
        (
            json!({"amount": "1.234", "max_payments": "1", "preview": "all", "langauge": "de"}),
            &[
                ("amount", "too_many_decimals"),
                ("langauge", "unknown_field"),
                ("max_payments", "wrong_type"),
                ("preview", "invalid"),
            ],
        ),
        // What an amount is worth depends on the currency; that it is no number does not.
        (json!({"amount": "1.234", "currency": 978}), &[("currency", "wrong_type")]),
        (json!({"amount": "a lot", "currency": 978}), &[("amount", "not_a_number"), ("currency", "wrong_type")]),
        (
            json!({"min_amount": "0", "currency": "XXQ"}),
            &[("currency", "unknown_currency"), ("min_amount", "not_positive")],
        ),
        // What stands in the place of what was not read isn't judged.
        (
            json!({"items": [{"name": 5, "amount": "x"}], "expires_at": "2020-01-01T00:00:00Z"}),
            &[("expires_at", "past"), ("items[0].name", "wrong_type")],
        ),
        (
            json!({"suggested_amounts": ["5", 6], "language": "xx"}),
            &[("language", "unknown"), ("suggested_amounts[1]", "wrong_type")],
        ),
    ] {
        told_are(&api.post("requests", &body).await.status(400), wanted);
    }
    let path = format!("requests/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let changed = json!({"memo": 5, "due_on": "soon", "amount": "5"});
    told_are(
        &api.patch(&path, &changed).await.status(400),
        &[("amount", "unknown_field"), ("due_on", "invalid"), ("memo", "wrong_type")],
    );
    let recorded = json!({"amount": 25, "currency": "USD", "paid_on": "2999-01-01"});
    told_are(
        &api.post(&format!("{path}/payments"), &recorded).await.status(400),
        &[("amount", "wrong_type"), ("currency", "wrong_currency"), ("paid_on", "future")],
    );
    let settings = json!({"iban": "DE75512108001245126198", "beneficiary": ""});
    told_are(
        &api.post("methods", &json!({"id": 5, "rail": "sepa", "settings": settings})).await.status(400),
        &[("beneficiary", "empty"), ("iban", "invalid"), ("id", "wrong_type")],
    );
    told_are(
        &api.post("methods", &json!({"id": "x", "rail": "sepa", "settings": []})).await.status(400),
        &[("id", "invalid"), ("settings", "wrong_type")],
    );
    told_are(
        &api.post("methods", &json!({"id": "x", "rail": "cheque"})).await.status(400),
        &[("id", "invalid"), ("rail", "unknown")],
    );
    let method = api.post("methods", &json!({"rail": "demo", "settings": {}})).await.status(201).json()["id"].clone();
    let method = format!("methods/{}", method.as_str().expect("an id"));
    told_are(
        &api.patch(&method, &json!({"position": 0, "to": 1})).await.status(400),
        &[("position", "too_small"), ("to", "unknown_field")],
    );
}

/// A blank stands for what can't be read while the rest is checked. It must not be acted on: an amount that is left out is all there is.
async fn what_cannot_be_read_does_nothing(app: App) {
    let api = anna(&app);
    let path = format!("requests/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let rows = app.db().rows().await;
    told_are(
        &api.post(&format!("{path}/payments"), &json!({"amount": 25})).await.status(400),
        &[("amount", "wrong_type")],
    );
    told_are(&api.post("requests", &json!({"amount": 25})).await.status(400), &[("amount", "wrong_type")]);
    told_are(&api.patch(&path, &json!({"memo": 5})).await.status(400), &[("memo", "wrong_type")]);
    assert_eq!(app.db().rows().await, rows);
    let payment = api.post(&format!("{path}/payments"), &json!({})).await.status(201).json()["id"].clone();
    let refund = format!("payments/{}/refund", payment.as_str().expect("an id"));
    let rows = app.db().rows().await;
    told_are(&api.post(&refund, &json!({"amount": 5})).await.status(400), &[("amount", "wrong_type")]);
    told_are(
        &api.post(&refund, &json!({"amount": "26", "note": "x"})).await.status(400),
        &[("amount", "too_large"), ("note", "unknown_field")],
    );
    assert_eq!(app.db().rows().await, rows);
    // It goes before the state that refuses the call as well.
    api.post(&refund, &json!({})).await.status(201);
    told_are(&api.post(&refund, &json!({"amount": 5})).await.status(400), &[("amount", "wrong_type")]);
}

//! The statuses of a request, and its changes.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::{anna, named};
use crate::support::{Answer, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        the_four_statuses,
        a_request_changes_while_nothing_is_paid,
        a_change_is_checked_like_a_new_request,
        a_cancelled_request_answers_the_same_again,
    ]
}

/// Lets a request expire, past the service: nobody waits for the time to come.
async fn expire(app: &App, code: &str) {
    let sql = format!("update requests set expires_at = created_at where code = '{code}'");
    assert_eq!(app.db().execute(&sql).await, 1);
}

async fn the_four_statuses(app: App) {
    let api = anna(&app);
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(app.request(&api, &json!({"amount": "25.00"})).await);
    }
    let [open, paid, cancelled, expired] = codes.as_slice() else { unreachable!("there are four") };
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(201);
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    expire(&app, expired).await;
    for (code, status, paid_at, cancelled_at) in [
        (open, "open", false, false),
        (paid, "paid", true, false),
        (cancelled, "cancelled", false, true),
        (expired, "expired", false, false),
    ] {
        let request = api.get(&format!("requests/{code}")).await.json();
        assert_eq!(request["status"], status);
        assert_eq!(
            (request["paid_at"].is_string(), request["cancelled_at"].is_string()),
            (paid_at, cancelled_at),
            "{status}"
        );
        let listed = api.get(&format!("requests?status={status}")).await.json();
        let found: Vec<_> = listed["data"].as_array().expect("a list").iter().map(|r| &r["code"]).collect();
        assert_eq!(found, [code.as_str()], "{status}");
    }
    // What is paid stays paid, what is over can't be changed.
    api.post(&format!("requests/{paid}/cancel"), &json!({})).await.status(409).problem();
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(409).problem();
    for code in [paid, cancelled] {
        api.patch(&format!("requests/{code}"), &json!({"memo": "x"})).await.status(409).problem();
    }
    // Another end opens an expired one again.
    let later = json!({"expires_at": "2071-01-01T00:00:00Z"});
    assert_eq!(api.patch(&format!("requests/{expired}"), &later).await.status(200).json()["status"], "open");
}

async fn a_request_changes_while_nothing_is_paid(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00", "memo": "Eggs", "reference": "R-1", "due_on": "2071-01-01", "expires_at": "2071-02-01T00:00:00Z"});
    let made = api.post("requests", &body).await.json();
    let path = format!("requests/{}", made["code"].as_str().expect("a code"));
    assert_eq!(api.patch(&path, &json!({})).await.status(200).json(), made, "nothing said, nothing changed");
    let change =
        json!({"memo": "Milk", "reference": null, "due_on": "2071-03-01", "expires_at": null, "preview": "none"});
    let changed = api.patch(&path, &change).await.status(200).json();
    let mut expected = made.clone();
    for (field, value) in change.as_object().expect("an object") {
        expected[field] = value.clone();
    }
    expected["share"] = changed["share"].clone();
    assert_ne!(changed["check_words"], made["check_words"], "another memo has other words");
    expected["check_words"] = changed["check_words"].clone();
    assert_eq!(changed, expected);
    assert_eq!(api.get(&path).await.json(), changed);
    // Part of the money came: what was agreed stays.
    api.post(&format!("{path}/payments"), &json!({"amount": "5.00"})).await.status(201);
    api.patch(&path, &json!({"memo": "Bread"})).await.status(409).problem();
    assert_eq!(api.get(&path).await.json()["memo"], "Milk");
}

async fn a_change_is_checked_like_a_new_request(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    let path = format!("requests/{code}");
    for (body, expected) in [
        (json!({"memo": "x".repeat(141)}), "memo too_long"),
        (json!({"memo": "a\u{0}b"}), "memo unprintable"),
        (json!({"memo": 5}), "memo wrong_type"),
        (json!({"reference": "x".repeat(65)}), "reference too_long"),
        (json!({"due_on": "soon"}), "due_on invalid"),
        (json!({"expires_at": "2001-01-01T00:00:00Z"}), "expires_at past"),
        (json!({"preview": "all"}), "preview invalid"),
        (json!({"amount": "30.00"}), "amount unknown_field"),
        (json!({"status": "paid"}), "status unknown_field"),
    ] {
        assert_eq!(named(&api.patch(&path, &body).await.status(400)), [expected], "{body}");
    }
    assert_eq!(api.get(&path).await.json()["memo"], "Eggs");
}

async fn a_cancelled_request_answers_the_same_again(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let cancel = format!("requests/{code}/cancel");
    let first = api.post(&cancel, &json!({})).await.status(200);
    assert_eq!(first.json()["status"], "cancelled");
    assert_eq!(api.post(&cancel, &json!({})).await.status(200).body, first.body);
    assert_eq!(Answer::of(api.call(Method::POST, &cancel)).await.status(200).body, first.body, "without a body too");
    assert_eq!(named(&api.post(&cancel, &json!({"why": "x"})).await.status(400)), ["why unknown_field"]);
}

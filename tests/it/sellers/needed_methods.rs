//! Whoever takes a method away reads before how many open requests nobody could pay then.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_method_says_which_requests_need_it]
}

/// How many open requests each method is the only way for, in the payee's order.
async fn needed(api: &Api) -> Vec<(String, i64)> {
    let list = api.get("methods").await.status(200).json();
    let one = |method: &Value| {
        let rail = method["rail"].as_str().expect("a rail").to_owned();
        let remarks = method["warnings"].as_array().expect("remarks");
        let remark = remarks.iter().find(|warning| warning["code"] == "only_way");
        let count = remark.map_or("0", |warning| {
            warning["detail"].as_str().and_then(|text| text.split(' ').next()).expect("a sentence")
        });
        (rail, count.parse().unwrap_or(1))
    };
    list["data"].as_array().expect("a list").iter().map(one).collect()
}

#[track_caller]
fn are(found: Vec<(String, i64)>, wanted: &[(&str, i64)]) {
    let wanted: Vec<_> = wanted.iter().map(|(rail, count)| ((*rail).to_owned(), *count)).collect();
    assert_eq!(found, wanted);
}

async fn a_method_says_which_requests_need_it(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let seller = app.signed_in(&payee).await;
    let stranded = |count: &str| format!("{count} can be paid in no other way");
    are(needed(&api).await, &[("sepa", 0)]);
    has_not(&seller.page("app/methods").await, &["in no other way"]);
    app.request(&api, &json!({"amount": "25.00"})).await;
    are(needed(&api).await, &[("sepa", 1)]);
    has(&seller.page("app/methods").await, &[&stranded("One open request"), "nobody could pay it."]);
    // Open amounts count; what nobody can pay anyway, what is over and what is paid don't.
    app.request(&api, &json!({"min_amount": "5.00"})).await;
    app.request(&api, &json!({"amount": "25.00", "currency": "USD"})).await;
    let cancelled = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    let paid = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(201);
    let expired = app.request(&api, &json!({"amount": "25.00", "expires_at": "2999-01-01T00:00:00Z"})).await;
    let past = "update requests set expires_at = '2020-01-01T00:00:00+00:00' where code";
    app.db().execute(&format!("{past} = '{expired}'")).await;
    let down = app.request(&api, &json!({"amount": "25.00"})).await;
    assert!(app.cli(&["disable", &down]).status.success());
    are(needed(&api).await, &[("sepa", 2)]);
    has(&seller.page("app/methods").await, &[&stranded("2 open requests")]);
    // A second way for euros: neither is needed for them, and cash is for dollars.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    are(needed(&api).await, &[("sepa", 0), ("cash", 1)]);
    // It is said and not forbidden; afterwards the requests say so themselves.
    seller.post(&format!("app/methods/{bank}/delete"), &[]).await.status(303);
    are(needed(&api).await, &[("cash", 3)]);
}

//! Money by the payee's word: parts, claims, double taps.

use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::arrivals::{ledger_has, standing, stands};
use crate::support::{App, Message, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        parts_add_up,
        a_recorded_payment_is_the_one_that_was_claimed,
        a_double_tap_records_once,
        a_double_confirmation_settles_once,
    ]
}

async fn parts_add_up(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let record = format!("requests/{code}/payments");
    api.post(&record, &json!({"amount": "5.00"})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("open", 1, "5.00"));
    // Part of it by a provider: the payer is asked for what is missing.
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("10.00", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("open", 2, "15.00"));
    // Without an amount it is the rest.
    let last = api.post(&record, &json!({})).await.status(201).json();
    assert_eq!((&last["amount"], &last["difference"]), (&json!("10.00"), &Value::Null));
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "25.00"));
    // Then there is no rest; but what came on top is a fact that can be written down.
    api.post(&record, &json!({})).await.status(409).problem();
    api.post(&record, &json!({"amount": null})).await.status(409).problem();
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "25.00"));
    api.post(&record, &json!({"amount": "1.00"})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("paid", 4, "26.00"));
    ledger_has(&app, 4).await;
}

async fn a_recorded_payment_is_the_one_that_was_claimed(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let record = format!("requests/{code}/payments");
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    let claimed = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    // Other money than was claimed is a payment of its own.
    let other = api.post(&record, &json!({"amount": "1.00"})).await.status(201).json();
    assert_ne!(other["id"], claimed);
    has(&payer.page(&own).await, &["Waiting for confirmation"]);
    let made = api
        .post(&record, &json!({"amount": "25.00", "paid_on": "2026-01-02", "note": "on the statement"}))
        .await
        .status(201);
    let adopted = made.json();
    assert_eq!((&adopted["id"], &adopted["rail"], &adopted["evidence"]), (&claimed, &json!("sepa"), &json!("manual")));
    has(&payer.page(&own).await, &["PAID", "2 January 2026"]);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["on the statement"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "26.00"));
    // A late claim of a payment that arrived changes nothing.
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    has(&payer.page(&own).await, &["PAID"]);
    ledger_has(&app, 2).await;
}

async fn a_double_tap_records_once(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let seller = app.signed_in(&payee).await;
    for fields in [&[("amount", "25.00")][..], &[]] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let mark = format!("app/requests/{code}/mark-paid");
        for answer in join_all((0..5).map(|_| seller.post(&mark, fields))).await {
            assert!([303, 409, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
        }
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"), "{fields:?}");
        // A program that records without an amount means the rest, and of that there is one.
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let record = format!("requests/{code}/payments");
        let body = json!({});
        let answers = join_all((0..5).map(|_| api.post(&record, &body))).await;
        assert!(answers.iter().all(|answer| [201, 409, 503].contains(&answer.code)));
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    }
    // A part that is written down twice from one page is one part; from the page that shows it, it is another.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let mark = format!("app/requests/{code}/mark-paid");
    let page = seller.page(&format!("app/requests/{code}")).await;
    let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
    for _ in 0..2 {
        seller.post(&mark, &[("amount", "5.00"), ("seen", &seen)]).await.status(303);
        assert_eq!(stands(&api, &code).await, standing("open", 1, "5.00"));
    }
    let page = seller.page(&format!("app/requests/{code}")).await;
    let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
    seller.post(&mark, &[("amount", "5.00"), ("seen", &seen)]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 2, "10.00"));
    ledger_has(&app, 6).await;
}

async fn a_double_confirmation_settles_once(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    let confirm = format!("app/payments/{}/confirm", between(&page, "action=\"/app/payments/", "/"));
    // Beside the payee's two thumbs, its shop says the same.
    let record = format!("requests/{code}/payments");
    let body = json!({});
    let (taps, calls) = tokio::join!(
        join_all((0..5).map(|_| seller.post(&confirm, &[]))),
        join_all((0..5).map(|_| api.post(&record, &body))),
    );
    for answer in taps.into_iter().chain(calls) {
        assert!([303, 201, 409, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    // Nobody else confirms it, and nothing else is confirmed.
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&confirm, &[]).await.status(404);
    seller.post("app/payments/pay_nothing/confirm", &[]).await.status(404);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["It arrived"]);
    ledger_has(&app, 1).await;
}

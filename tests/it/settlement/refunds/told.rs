//! Refunds that the provider tells of.

use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use super::{gone, only_payment, paid, so, total};
use crate::settlement::arrivals::{deliver, ledger_has, standing, stands, states};
use crate::support::{App, Message, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_providers_total_is_followed_once,
        more_than_arrived_is_reported_and_not_booked,
        a_refund_that_comes_before_its_settlement_waits,
        refunds_of_both_sides_add_up,
        concurrent_totals_are_booked_once,
        what_the_provider_keeps_is_told,
        the_audit_finds_refunds_that_nobody_booked,
    ]
}

async fn a_providers_total_is_followed_once(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment, order) = paid(&app, &api, &hook).await;
    for (amount, known) in
        [("5.00", "5.00"), ("12.50", "12.50"), ("5.00", "12.50"), ("7.00", "12.50"), ("12.50", "12.50")]
    {
        hook.reported(&total(&order, amount)).await;
        assert_eq!(gone(&api, &payment).await, so(known, "partially_refunded"), "after {amount}");
    }
    // The same total under another name, another currency, and no amount at all.
    hook.reported(&total(&order, "12.50").called("again")).await;
    hook.reported(&Message::new(&order, "refund").called("usd").of("20.00", "USD")).await;
    hook.reported(&Message::new(&order, "refund").called("none").of("0.00", "EUR")).await;
    assert_eq!(gone(&api, &payment).await, so("12.50", "partially_refunded"));
    hook.reported(&total(&order, "25.00")).await;
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    // A settlement that is told again does not bring it back.
    hook.reported(&Message::new(&order, "approve").called("once-more")).await;
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["€12.50 went back", "$20.00, which is not the currency", "Nothing changed"]);
    has(&api.get("exports/movements").await.text(), &["EUR,-5.00,", "EUR,-7.50,", "EUR,-12.50,", "demo,webhook,"]);
    ledger_has(&app, 4).await;
}

async fn more_than_arrived_is_reported_and_not_booked(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment, order) = paid(&app, &api, &hook).await;
    hook.reported(&total(&order, "30.00")).await;
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    let outcomes = app.db().texts("select outcome from rail_events where kind = 'refunded'").await;
    assert_eq!(outcomes, ["over_refunded"]);
    has(
        &app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await,
        &["Demo reported more than can have gone back: €30.00"],
    );
    // What the payee says it sent back by itself, and then the provider did as well.
    let (_, payment, order) = paid(&app, &api, &hook).await;
    app.db().execute(&format!("update payments set evidence = 'manual' where id = '{payment}'")).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(201);
    hook.reported(&total(&order, "25.00")).await;
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    app.db().execute(&format!("update payments set evidence = 'webhook' where id = '{payment}'")).await;
    ledger_has(&app, 5).await;
}

async fn a_refund_that_comes_before_its_settlement_waits(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&total(&order, "12.00")).await;
    hook.reported(&total(&order, "5.00")).await;
    assert_eq!(states(&api, &code).await, ["pending"]);
    assert_eq!(app.db().texts("select outcome from rail_events").await, ["early", "early"]);
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["before any money arrived"]);
    ledger_has(&app, 0).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let payment = only_payment(&api, &code).await;
    assert_eq!(gone(&api, &payment).await, so("12.00", "partially_refunded"));
    assert_eq!(app.db().number("select count(*) from rail_events where outcome = 'early'").await, 0);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["before any money arrived"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "13.00"));
    hook.reported(&total(&order, "12.00")).await;
    assert_eq!(gone(&api, &payment).await.0, "12.00");
    app.audit();
}

async fn refunds_of_both_sides_add_up(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, payment, order) = paid(&app, &api, &hook).await;
    hook.reported(&total(&order, "3.00")).await;
    let refund = format!("payments/{payment}/refund");
    api.post(&refund, &json!({"amount": "5.00"})).await.status(201);
    assert_eq!(gone(&api, &payment).await.0, "8.00", "before the provider says so");
    hook.reported(&total(&order, "8.00")).await;
    assert_eq!(gone(&api, &payment).await.0, "8.00", "and after");
    hook.reported(&total(&order, "10.00")).await;
    assert_eq!(gone(&api, &payment).await.0, "10.00");
    assert_eq!(api.post(&refund, &json!({})).await.status(201).json()["refunds"][1]["amount"], "15.00");
    hook.reported(&total(&order, "25.00")).await;
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    ledger_has(&app, 5).await;
}

async fn concurrent_totals_are_booked_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment, order) = paid(&app, &api, &hook).await;
    let messages: Vec<_> = (1..=50).map(|at| total(&order, &format!("{}.{:02}", at / 4, at % 4 * 25))).collect();
    join_all(messages.iter().map(|message| deliver(&hook, message))).await;
    assert_eq!(gone(&api, &payment).await, so("12.50", "partially_refunded"));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "12.50"));
    let sum = "select cast(sum(gross) as bigint) from ledger_entries where kind = 'refund'";
    assert_eq!(app.db().number(sum).await, -1250);
    app.audit();
}

async fn what_the_provider_keeps_is_told(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").keeping("0.63")).await;
    let payment = only_payment(&api, &code).await;
    assert_eq!(api.get(&format!("payments/{payment}")).await.json()["fee"], "0.63");
    has(&api.get("exports/movements").await.text(), &["EUR,25.00,0.63,24.37"]);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["Fee €0.63, €24.37 for you."]);
    // All of it can go back: the fee is the payee's.
    let answer = api.post(&format!("payments/{payment}/refund"), &json!({})).await.status(201).json();
    assert_eq!((&answer["refunded"], &answer["fee"]), (&json!("25.00"), &json!("0.63")));
    ledger_has(&app, 2).await;
}

async fn the_audit_finds_refunds_that_nobody_booked(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    app.audit();
    for (change, undo) in [
        ("update payments set refunded = 600", "update payments set refunded = 500"),
        ("update payments set refunded = 0", "update payments set refunded = 500"),
        ("update requests set paid_total = 2500", "update requests set paid_total = 2000"),
        ("update requests set paid_count = 2", "update requests set paid_count = 1"),
    ] {
        app.db().execute(change).await;
        let found = app.cli(&["audit"]);
        assert_eq!(found.status.code(), Some(1), "{change}");
        let said = String::from_utf8_lossy(&found.stdout).into_owned();
        has(&said, &[if change.contains("requests") { code.as_str() } else { payment.as_str() }]);
        app.db().execute(undo).await;
        app.audit();
    }
}

//! Money arrives once: replays, reordering, crowds, amounts that differ, and reports that nobody should believe.

use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{Api, App, Hook, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_report_settles_once_however_often_it_comes,
        what_was_overtaken_changes_nothing,
        money_that_comes_after_a_failure_is_taken,
        fifty_deliveries_of_one_event_settle_once,
        fifty_events_of_one_payment_settle_once,
        fifty_payments_of_one_payee_keep_the_chain_whole,
        two_replicas_settle_once_and_keep_the_chain_whole,
        another_currency_or_no_money_is_not_applied,
        an_underpayment_is_recorded_and_the_rest_is_asked_for,
        an_overpayment_is_recorded_and_shown,
        a_removed_method_still_settles_what_it_began,
        money_that_comes_after_the_end_is_recorded,
        two_who_pay_at_once_are_both_recorded,
        a_request_that_may_be_paid_thrice_is_paid_after_the_third,
    ]
}

/// How the only request of a test stands: status, how often and how much it was paid.
pub async fn stands(api: &Api, code: &str) -> (String, i64, String) {
    let request = api.get(&format!("requests/{code}")).await.status(200).json();
    let text = |field: &str| request[field].as_str().expect("a text").to_owned();
    (text("status"), request["paid_count"].as_i64().expect("a number"), text("paid_total"))
}

/// As [`stands`] answers it.
pub fn standing(status: &str, count: i64, total: &str) -> (String, i64, String) {
    (status.to_owned(), count, total.to_owned())
}

/// The states of a request's payments, newest first.
pub async fn states(api: &Api, code: &str) -> Vec<String> {
    let page = api.get(&format!("payments?request={code}")).await.status(200).json();
    page["data"].as_array().expect("a list").iter().map(|p| p["state"].as_str().expect("a state").to_owned()).collect()
}

/// Delivers until the service says that it has it, as a provider does. "Come again" is an answer; anything else is not.
pub async fn deliver(hook: &Hook, message: &Message) {
    for _ in 0..100 {
        let answer = hook.report(message).await;
        match answer.code {
            204 => return,
            503 => assert!(!answer.header("retry-after").is_empty(), "it says when"),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    panic!("the service never takes it");
}

/// The numbers of a payee's ledger lines have no gap, and the chain holds.
pub async fn ledger_has(app: &App, lines: i64) {
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, lines);
    assert_eq!(app.db().number("select coalesce(max(seq), 0) from ledger_entries").await, lines);
    app.audit();
}

async fn a_report_settles_once_however_often_it_comes(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let message = Message::new(&order, "approve");
    for _ in 0..100 {
        hook.reported(&message).await;
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    ledger_has(&app, 1).await;
}

async fn what_was_overtaken_changes_nothing(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let paid_at = api.get(&format!("requests/{code}")).await.json()["paid_at"].clone();
    for late in [
        Message::new(&order, "decline"),
        Message::new(&order, "pending"),
        Message::new(&order, "approve").called("another-event"),
        Message::new(&order, "decline").called("another-decline").of("0.01", "EUR"),
    ] {
        hook.reported(&late).await;
    }
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_at"], paid_at);
    // What was reported beside it is there for the payee to see.
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["Demo reported again: €"]);
    ledger_has(&app, 1).await;
}

async fn money_that_comes_after_a_failure_is_taken(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    for before in [&["decline"][..], &["pending"], &["pending", "decline"], &["decline", "pending"]] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        for outcome in before {
            hook.reported(&Message::new(&order, outcome)).await;
        }
        assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"), "{before:?}");
        hook.reported(&Message::new(&order, "approve")).await;
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"), "{before:?}");
    }
    // A failure is not taken back by "on its way".
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "decline")).await;
    hook.reported(&Message::new(&order, "pending")).await;
    assert_eq!(states(&api, &code).await, ["failed"]);
    // Nor is one that was given up for lost.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    app.db().execute(&format!("update payments set state = 'expired' where request_code = '{code}'")).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 5).await;
}

async fn fifty_deliveries_of_one_event_settle_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let message = Message::new(&order, "approve");
    join_all((0..50).map(|_| deliver(&hook, &message))).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    ledger_has(&app, 1).await;
}

async fn fifty_events_of_one_payment_settle_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let outcomes = ["approve", "pending", "decline", "approve", "approve"];
    let messages: Vec<_> =
        (0..50).map(|at| Message::new(&order, outcomes[at % 5]).called(&format!("event-{at}"))).collect();
    join_all(messages.iter().map(|message| deliver(&hook, message))).await;
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 50);
    ledger_has(&app, 1).await;
}

/// Starts so many payments of a request; answers the providers' names for them.
pub async fn start(app: &App, code: &str, count: usize) -> Vec<String> {
    let mut orders = Vec::new();
    for _ in 0..count {
        orders.push(app.start_payment(code).await.1);
    }
    orders
}

async fn fifty_payments_of_one_payee_keep_the_chain_whole(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 50})).await;
    let orders = start(&app, &code, 50).await;
    join_all(orders.iter().map(async |order| deliver(&hook, &Message::new(order, "approve")).await)).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 50, "1250.00"));
    ledger_has(&app, 50).await;
    let file = api.get("exports/movements").await.status(200).text();
    assert_eq!(file.lines().count(), 51);
}

async fn two_replicas_settle_once_and_keep_the_chain_whole(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 100})).await;
    let orders = start(&app, &code, 10).await;
    let replica = app.replica().await;
    let other = Hook { url: hook.url.replace(&app.base, &replica.base), ..hook.clone() };
    assert_ne!(other.url, hook.url);
    let deliveries = (0..40).map(|at| {
        let (hook, message) = (if at % 2 == 0 { &hook } else { &other }, Message::new(&orders[at % 10], "approve"));
        async move { deliver(hook, &message).await }
    });
    join_all(deliveries).await;
    assert_eq!(stands(&api, &code).await, standing("open", 10, "250.00"));
    ledger_has(&app, 10).await;
}

async fn another_currency_or_no_money_is_not_applied(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").called("usd").of("25.00", "USD")).await;
    hook.reported(&Message::new(&order, "approve").called("jpy").of("2500", "JPY")).await;
    hook.reported(&Message::new(&order, "approve").called("none").of("0.00", "EUR")).await;
    assert_eq!(states(&api, &code).await, ["pending"]);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    let mut outcomes = app.db().texts("select outcome from rail_events").await;
    outcomes.sort();
    assert_eq!(outcomes, ["wrong_amount", "wrong_currency", "wrong_currency"]);
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["$25.00, which is not the currency", "without an amount"]);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn an_underpayment_is_recorded_and_the_rest_is_asked_for(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("19.99", "EUR")).await;
    let payments = api.get(&format!("payments?request={code}")).await.json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["state"], &payment["amount"], &payment["asked"], &payment["difference"]),
        (&json!("settled"), &json!("19.99"), &json!("25.00"), &json!("under"))
    );
    assert_eq!(stands(&api, &code).await, standing("open", 1, "19.99"));
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["€5.01 less than was asked"]);
    has(&seller.page("app/requests").await, &["€5.01 missing"]);
    has(
        &app.browser().page(&format!("r/{code}")).await,
        &["Part of <bdi>€25.00</bdi> has been paid", "Pay €5.01 with Demo"],
    );
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("5.01", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    ledger_has(&app, 2).await;
}

async fn an_overpayment_is_recorded_and_shown(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("30.00", "EUR")).await;
    let payments = api.get(&format!("payments?request={code}")).await.json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["amount"], &payment["asked"], &payment["difference"]),
        (&json!("30.00"), &json!("25.00"), &json!("over"))
    );
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "30.00"));
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["€5.00 more than was asked"]);
    let payer = app.browser();
    let own = payer.post(&page, &[("outcome", "approve")]).await.status(303);
    has(&payer.page(own.location()).await, &["PAID", "30.00", "€5.00 more than was asked"]);
    has(&api.get("exports/movements").await.text(), &["EUR,30.00,0.00,30.00"]);
    ledger_has(&app, 1).await;
}

async fn a_removed_method_still_settles_what_it_began(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    api.delete(&format!("methods/{}", hook.url.rsplit('/').next().expect("an id"))).await.status(204);
    has(&app.browser().page(&format!("r/{code}")).await, &["This can’t be paid yet"]);
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(400);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn money_that_comes_after_the_end_is_recorded(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("cancelled", 1, "25.00"));
    has(
        &seller.page(&format!("app/requests/{code}")).await,
        &["Cancelled", "€25.00 arrived although you had cancelled it", "Demo reported it."],
    );
    // A request whose time is over is paid by what was under way.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
    assert_eq!(stands(&api, &code).await, standing("expired", 0, "0.00"));
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    has(&seller.page(&format!("app/requests/{code}")).await, &["€25.00 arrived although its time was over"]);
    ledger_has(&app, 2).await;
}

async fn two_who_pay_at_once_are_both_recorded(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let orders = start(&app, &code, 2).await;
    join_all(orders.iter().map(async |order| deliver(&hook, &Message::new(order, "approve")).await)).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "50.00"));
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["€50.00 has arrived", "arrived although it was paid before"]);
    ledger_has(&app, 2).await;
}

async fn a_request_that_may_be_paid_thrice_is_paid_after_the_third(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 3})).await;
    for (order, status) in start(&app, &code, 3).await.iter().zip(["open", "open", "paid"]) {
        hook.reported(&Message::new(order, "approve")).await;
        assert_eq!(stands(&api, &code).await.0, status);
    }
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(409);
    // An open amount without a limit is never done.
    let code = app.request(&api, &json!({"min_amount": "5.00"})).await;
    let payer = app.browser();
    for total in ["7.00", "14.00"] {
        let page = payer.post(&format!("r/{code}/pay"), &[("amount", "7")]).await.status(303);
        payer.post(page.location(), &[("outcome", "approve")]).await.status(303);
        assert_eq!(stands(&api, &code).await.2, total);
    }
    assert_eq!(stands(&api, &code).await, standing("open", 2, "14.00"));
    ledger_has(&app, 5).await;
}

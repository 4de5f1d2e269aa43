//! What is told: each fact, once, in its request's order, signed, and with nothing of a payer.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Receiver, signature};
use crate::house::store::context;
use crate::support::{App, Message, both, until};

pub fn tests() -> Vec<Trial> {
    both![
        each_fact_is_told_in_its_order,
        a_message_is_signed_and_has_the_resource,
        an_endpoint_hears_what_it_wants,
        two_replicas_send_each_message_once,
        a_request_that_expires_is_told_once,
        nothing_of_a_payer_is_told,
    ]
}

async fn each_fact_is_told_in_its_order(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, declined) = app.start_payment(&code).await;
    hook.reported(&Message::new(&declined, "decline")).await;
    let (_, order) = app.start_payment(&code).await;
    for _ in 0..2 {
        hook.reported(&Message::new(&order, "approve")).await;
    }
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    hook.reported(&Message::new(&order, "dispute_won").shifted(2)).await;
    hook.reported(&Message::new(&order, "refund").of("5.00", "EUR").shifted(3)).await;
    let expected = [
        "request.created",
        "payment.failed",
        "payment.settled",
        "request.paid",
        "payment.disputed",
        "payment.disputed",
        "payment.refunded",
    ];
    receiver.hears(expected.len()).await;
    assert_eq!(receiver.told(), expected);
    let cancelled = app.request(&api, &json!({"amount": "1.00"})).await;
    for _ in 0..2 {
        api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    }
    receiver.hears(expected.len() + 2).await;
    assert_eq!(receiver.told()[expected.len()..], ["request.created", "request.cancelled"]);
    let ids: Vec<_> = receiver.line.heard().iter().map(|heard| heard.headers["webhook-id"].clone()).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    assert!(receiver.resource(&api).await["last_success_at"].is_string());
    app.audit();
}

async fn a_message_is_signed_and_has_the_resource(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Two loaves", "reference": "4711"})).await;
    let heard = receiver.hears(1).await.remove(0);
    assert_eq!(heard.headers["webhook-signature"], signature(&receiver.secret, &heard));
    let body: Value = serde_json::from_str(&heard.body).expect("JSON");
    let mut request = api.get(&format!("requests/{code}")).await.status(200).json();
    // What it says stands still, but for the time.
    assert_eq!(body["data"]["memo"], "Two loaves");
    for member in ["warnings", "test"] {
        request[member] = body["data"][member].clone();
    }
    assert_eq!((&body["type"], &body["data"]), (&json!("request.created"), &request));
    assert_eq!(body["timestamp"], request["created_at"]);
    let delivery = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    assert_eq!(delivery["event"].as_str(), Some(heard.headers["webhook-id"].as_str()));
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!(204), &json!(1)));
    assert!(delivery["duration"].is_number() && delivery["ended_at"].is_string());
    assert!(delivery["next_try_at"].is_null() && delivery["failure"].is_null());
    assert_eq!(delivery["body"].as_str(), Some(heard.body.as_str()));
}

async fn an_endpoint_hears_what_it_wants(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (other, _, _) = app.seller("ben").await;
    let foreign = Receiver::of(&app.api(&other.api_key), json!(null)).await;
    let paid = Receiver::of(&api, json!(["request.paid"])).await;
    let all = Receiver::of(&api, json!(null)).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    all.hears(3).await;
    paid.hears(1).await;
    assert_eq!((all.told().len(), paid.told()), (3, vec!["request.paid".to_owned()]));
    assert_eq!(foreign.told(), [""; 0]);
    assert_eq!(app.db().number("select count(*) from deliveries").await, 4);
}

async fn two_replicas_send_each_message_once(app: App) {
    const MANY: usize = 50;
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(["request.created"])).await;
    let replica = app.replica().await;
    let other = replica.api(api.key());
    let body = json!({"amount": "1.00"});
    let calls = (0..MANY).map(|at| if at % 2 == 0 { &api } else { &other }.post("requests", &body));
    for made in futures_util::future::join_all(calls).await {
        made.status(201);
    }
    receiver.hears(MANY).await;
    until("all are delivered", async || {
        app.db().number("select count(*) from deliveries where state = 'delivered'").await == 50
    })
    .await;
    let mut ids: Vec<_> = receiver.line.heard().iter().map(|heard| heard.headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), MANY, "none is sent twice");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), MANY);
    assert_eq!(app.db().number("select max(attempts) from deliveries").await, 1);
}

async fn a_request_that_expires_is_told_once(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(["request.expired"])).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.db().execute(&format!("update requests set expires_at = {}", super::LONG_AGO)).await;
    let ctx = context(&mut app).await;
    for _ in 0..2 {
        chit::actions::upkeep::upkeep(&ctx).await.expect("it runs");
    }
    ctx.store.close().await;
    app.start_again();
    receiver.hears(1).await;
    assert_eq!(app.db().number("select count(*) from notices where kind = 'request.expired'").await, 1);
    // Opened again by a later end, it may expire again.
    api.patch(&format!("requests/{code}"), &json!({"expires_at": null})).await.status(200);
    app.db().execute(&format!("update requests set expires_at = {}", super::LONG_AGO)).await;
    let ctx = context(&mut app).await;
    chit::actions::upkeep::upkeep(&ctx).await.expect("it runs");
    ctx.store.close().await;
    app.start_again();
    receiver.hears(2).await;
}

async fn nothing_of_a_payer_is_told(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    let code = app.request(&api, &json!({"amount": "25.00", "asks_note": true})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[("note", "Zq7 from Ben")]).await.status(303);
    let order = crate::support::order(started.location())["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&order, "approve")).await;
    receiver.hears(3).await;
    let bodies: Vec<_> = receiver.line.heard().into_iter().map(|heard| heard.body).collect();
    assert!(bodies.iter().all(|body| !body.contains("Zq7")), "{bodies:?}");
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!(payments["data"][0]["payer_note"], "Zq7 from Ben");
    until("the list has it", async || api.get("events").await.json()["data"].as_array().is_some_and(|l| l.len() == 3))
        .await;
    assert!(!api.get("events").await.text().contains("Zq7"));
    assert_eq!(app.db().number("select count(*) from deliveries where body like '%Zq7%'").await, 0);
}

//! How long messages stay: a week, or until their request is erased; and nothing of them for ever.

use chit::actions::upkeep::upkeep;
use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::Receiver;
use crate::house::store::context;
use crate::rails::doubles::line::Weather;
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![a_message_stays_a_week_and_a_delivery_a_month, an_erased_request_is_in_no_message]
}

/// Lets upkeep run when all deliveries and notices are so old.
async fn after(app: &mut App, age: TimeDelta) {
    let at = (now() - age).to_rfc3339();
    app.db().execute(&format!("update deliveries set created_at = '{at}'")).await;
    app.db().execute(&format!("update notices set occurred_at = '{at}'")).await;
    let ctx = context(app).await;
    upkeep(&ctx).await.expect("it runs");
    ctx.store.close().await;
    app.start_again();
}

async fn a_message_stays_a_week_and_a_delivery_a_month(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    app.request(&api, &json!({"amount": "25.00", "memo": "Zq7 loaves"})).await;
    let sent = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    after(&mut app, TimeDelta::hours(167)).await;
    assert_eq!(receiver.deliveries(&api).await[0]["body"], sent["body"]);
    after(&mut app, TimeDelta::hours(169)).await;
    let kept = receiver.deliveries(&api).await.remove(0);
    assert_eq!((&kept["body"], &kept["state"], &kept["event"]), (&Value::Null, &sent["state"], &sent["event"]));
    assert_eq!(app.db().number("select count(*) from notices").await, 1);
    // Sent again, it is written anew.
    let retry = format!("webhooks/{}/deliveries/{}/retry", receiver.id, kept["id"].as_str().expect("an id"));
    api.post(&retry, &json!({})).await.status(202);
    let again = receiver.hears(2).await.remove(1);
    assert!(again.body.contains("Zq7 loaves"), "{}", again.body);
    receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    after(&mut app, TimeDelta::days(31)).await;
    assert_eq!(receiver.deliveries(&api).await, [Value::Null; 0]);
    assert_eq!(app.db().number("select count(*) from notices").await, 0);
    // The numbers go on behind those that were forgotten.
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.hears(3).await;
    assert_eq!(api.get("events").await.json()["data"][0]["seq"], 2);
}

async fn an_erased_request_is_in_no_message(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    receiver.line.be(Weather::Down);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Zq7 loaves"})).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    receiver.delivery(&api, "request.cancelled", |delivery| !delivery["body"].is_null()).await;
    receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    assert_eq!(app.db().number("select count(*) from deliveries where body is not null").await, 0);
    // What is still to be sent is written anew, without the words.
    receiver.line.be(Weather::Fine);
    let created = receiver.delivery(&api, "request.created", |_| true).await;
    let retry = format!("webhooks/{}/deliveries/{}/retry", receiver.id, created["id"].as_str().expect("an id"));
    api.post(&retry, &json!({})).await.status(202);
    let cancelled = receiver.delivery(&api, "request.cancelled", |delivery| delivery["state"] == "delivered").await;
    assert!(cancelled["body"].is_null());
    let last = receiver.line.heard().pop().expect("a message").body;
    let last: Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!((&last["type"], &last["data"]["memo"]), (&json!("request.cancelled"), &Value::Null));
}

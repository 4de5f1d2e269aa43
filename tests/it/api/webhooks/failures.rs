//! When nobody takes a message: tried again by the table, in order, and nobody else waits for it.

use axum::Router;
use axum::http::{StatusCode, header};
use chrono::{DateTime, TimeDelta};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{LONG_AGO, Receiver};
use crate::rails::doubles::line::{Line, Weather};
use crate::support::{Api, App, both, until};

pub fn tests() -> Vec<Trial> {
    both![
        what_fails_is_tried_again_in_order,
        after_ten_attempts_it_is_given_up,
        a_longer_pause_is_granted,
        a_redirect_is_a_failure,
        gone_disables_at_once,
        a_week_of_failures_disables,
        two_failures_weeks_apart_disable_nothing,
        one_that_is_silent_stops_nobody_else,
        many_that_are_silent_stop_nobody_else,
        a_delivery_is_sent_again_by_hand,
        what_is_sent_again_keeps_its_place,
        what_was_being_sent_at_a_crash_is_sent_again,
    ]
}

/// What lies between two moments of a delivery.
fn between(delivery: &Value, from: &str, to: &str) -> TimeDelta {
    let at = |name: &str| DateTime::parse_from_rfc3339(delivery[name].as_str().expect("a time")).expect("RFC 3339");
    at(to) - at(from)
}

/// Lets the next attempt be due at once. The test sent to another endpoint wakes the worker.
async fn hurry(app: &App, api: &Api, waker: &Receiver) {
    app.db().execute(&format!("update deliveries set next_try_at = {LONG_AGO} where next_try_at is not null")).await;
    api.post(&format!("webhooks/{}/test", waker.id), &json!({})).await.status(202);
}

async fn what_fails_is_tried_again_in_order(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (receiver, waker) =
        (Receiver::of(&api, json!(null)).await, Receiver::of(&api, json!(["payment.failed"])).await);
    receiver.line.be(Weather::Down);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let first = receiver
        .delivery(&api, "request.created", |delivery| delivery["attempts"] == 1 && delivery["failure"] == "status")
        .await;
    assert_eq!((&first["state"], &first["status"]), (&json!("waiting"), &json!(500)));
    let pause = between(&first, "tried_at", "next_try_at");
    assert!((TimeDelta::seconds(5)..=TimeDelta::seconds(6)).contains(&pause), "{pause}");
    assert!(receiver.resource(&api).await["failing_since"].is_string());
    hurry(&app, &api, &waker).await;
    let second = receiver
        .delivery(&api, "request.created", |delivery| {
            delivery["attempts"] == 2
                && !delivery["tried_at"].is_null()
                && between(delivery, "tried_at", "next_try_at") > TimeDelta::minutes(2)
        })
        .await;
    let pause = between(&second, "tried_at", "next_try_at");
    assert!((TimeDelta::minutes(5)..=TimeDelta::minutes(6)).contains(&pause), "{pause}");
    // The later ones of the request wait behind it, without a time of their own.
    let paid = receiver.delivery(&api, "request.paid", |_| true).await;
    assert!(paid["next_try_at"].is_null() && paid["attempts"] == 0, "{paid}");
    assert!(receiver.told().iter().all(|kind| kind == "request.created"), "{:?}", receiver.told());
    receiver.line.be(Weather::Fine);
    hurry(&app, &api, &waker).await;
    receiver.hears(5).await;
    assert_eq!(receiver.told()[2..], ["request.created", "payment.settled", "request.paid"]);
    let ids: Vec<_> = receiver.line.heard().iter().map(|heard| heard.headers["webhook-id"].clone()).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{ids:?}");
    receiver.delivery(&api, "request.paid", |delivery| delivery["state"] == "delivered").await;
    assert!(receiver.resource(&api).await["failing_since"].is_null());
}

async fn after_ten_attempts_it_is_given_up(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (receiver, waker) =
        (Receiver::of(&api, json!(null)).await, Receiver::of(&api, json!(["payment.failed"])).await);
    receiver.line.be(Weather::All(503));
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    receiver.delivery(&api, "request.cancelled", |_| true).await;
    app.db().execute("update deliveries set attempts = 9 where attempts = 1").await;
    hurry(&app, &api, &waker).await;
    let over = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "failed").await;
    assert_eq!((&over["attempts"], &over["next_try_at"]), (&json!(10), &json!(null)));
    // The next one of the request has its turn.
    receiver.delivery(&api, "request.cancelled", |delivery| delivery["attempts"] == 1).await;
}

async fn a_longer_pause_is_granted(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let line = Line::open();
    line.serve(Router::new().fallback(async || (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "7200")])));
    let receiver = Receiver::at(&api, line, json!(null)).await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let asked = receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    assert_eq!((&asked["status"], between(&asked, "tried_at", "next_try_at")), (&json!(429), TimeDelta::hours(2)));
}

async fn a_redirect_is_a_failure(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let elsewhere = Receiver::of(&api, json!(["payment.failed"])).await;
    let (line, to) = (Line::open(), elsewhere.line.base.clone());
    line.serve(Router::new().fallback(async move || (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)])));
    let receiver = Receiver::at(&api, line, json!(null)).await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let led = receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "redirect").await;
    assert_eq!((&led["status"], &led["state"]), (&json!(307), &json!("waiting")));
    assert_eq!(elsewhere.told(), [""; 0]);
}

async fn gone_disables_at_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    receiver.line.be(Weather::All(410));
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let gone = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "failed").await;
    assert_eq!((&gone["failure"], &gone["attempts"]), (&json!("gone"), &json!(1)));
    let disabled = receiver.resource(&api).await;
    assert_eq!(disabled["disabled_reason"], "gone");
    assert!(disabled["disabled_at"].is_string());
    // Nothing is made for it any more, and it is not called.
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    until("it is in line", async || app.db().number("select count(*) from notices where seq is null").await == 0).await;
    assert_eq!(receiver.deliveries(&api).await.len(), 1);
    let retry = format!("webhooks/{}/deliveries/{}/retry", receiver.id, gone["id"].as_str().expect("an id"));
    api.post(&retry, &json!({})).await.status(409);
    assert_eq!(receiver.line.heard().len(), 1);
}

async fn a_week_of_failures_disables(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (receiver, waker) =
        (Receiver::of(&api, json!(null)).await, Receiver::of(&api, json!(["payment.failed"])).await);
    receiver.line.be(Weather::Down);
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    assert!(receiver.resource(&api).await["disabled_at"].is_null());
    app.db().execute(&format!("update endpoints set failing_since = {LONG_AGO} where failing_since is not null")).await;
    app.db().execute("update deliveries set attempts = 4 where attempts = 1").await;
    hurry(&app, &api, &waker).await;
    let given_up = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "failed").await;
    assert_eq!(given_up["failure"], "disabled");
    assert_eq!(receiver.resource(&api).await["disabled_reason"], "failing");
    assert!(waker.resource(&api).await["disabled_at"].is_null());
    // Enabled again, it has as much time as a new one.
    let path = format!("webhooks/{}", receiver.id);
    api.patch(&path, &json!({"disabled": false})).await.status(200);
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver
        .delivery(&api, "request.created", |delivery| delivery["state"] == "waiting" && delivery["failure"] == "status")
        .await;
    assert!(receiver.resource(&api).await["disabled_at"].is_null());
}

async fn two_failures_weeks_apart_disable_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    receiver.line.be(Weather::Down);
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    // Nothing else is sent for weeks: the first delivery is forgotten, and nobody has heard of a success.
    app.db().execute("delete from deliveries").await;
    app.db().execute(&format!("update endpoints set failing_since = {LONG_AGO}")).await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let failed = receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    assert_eq!((&failed["state"], &failed["attempts"]), (&json!("waiting"), &json!(1)));
    assert!(receiver.resource(&api).await["disabled_at"].is_null());
    // At another address it begins anew.
    let moved = json!({"url": format!("{}/moved", receiver.line.base)});
    let path = format!("webhooks/{}", receiver.id);
    assert!(receiver.resource(&api).await["failing_since"].is_string());
    assert!(api.patch(&path, &moved).await.status(200).json()["failing_since"].is_null());
}

async fn one_that_is_silent_stops_nobody_else(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (silent, receiver) = (Receiver::of(&api, json!(null)).await, Receiver::of(&api, json!(null)).await);
    silent.line.be(Weather::Silent);
    for _ in 0..3 {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    }
    receiver.hears(9).await;
    assert!(silent.deliveries(&api).await.iter().all(|delivery| delivery["state"] == "waiting"));
    assert_eq!(app.api(api.key()).get("events?limit=100").await.json()["data"].as_array().map(Vec::len), Some(9));
}

async fn many_that_are_silent_stop_nobody_else(app: App) {
    let silent = Line::open();
    silent.serve(Router::new().fallback(async || StatusCode::NO_CONTENT));
    silent.be(Weather::Silent);
    // More of them than are called at a time.
    let mut others = Vec::new();
    for name in ["ben", "clara", "dora", "emil", "frida", "gustav", "hanna"] {
        let (_, api, _) = app.seller(name).await;
        for number in 0..10 {
            let body = json!({"url": format!("{}/{name}/{number}", silent.base)});
            api.post("webhooks", &body).await.status(201);
        }
        others.push(api);
    }
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    for other in &others {
        app.request(other, &json!({"amount": "25.00"})).await;
    }
    until("they are called", async || {
        tokio::task::yield_now().await;
        silent.heard().len() >= 21
    })
    .await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.hears(1).await;
    // Three of each payee are called, and no other before one of these is over: so none was.
    assert_eq!(silent.heard().len(), 21);
}

async fn a_delivery_is_sent_again_by_hand(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let done = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    let id = done["id"].as_str().expect("an id");
    let retry = format!("webhooks/{}/deliveries/{id}/retry", receiver.id);
    let again = api.post_once(&retry, "again", &json!({})).await.status(202).json();
    assert_eq!((&again["state"], &again["attempts"], &again["event"]), (&json!("waiting"), &json!(0), &done["event"]));
    receiver.hears(2).await;
    receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    // The same call is no third delivery.
    api.post_once(&retry, "again", &json!({})).await.status(202);
    let heard = receiver.line.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].body, heard[1].body);
    let elsewhere = Receiver::of(&api, json!(null)).await;
    api.post(&format!("webhooks/{}/deliveries/{id}/retry", elsewhere.id), &json!({})).await.status(404);
}

async fn what_is_sent_again_keeps_its_place(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (receiver, waker) =
        (Receiver::of(&api, json!(null)).await, Receiver::of(&api, json!(["payment.failed"])).await);
    receiver.line.be(Weather::Down);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    receiver.delivery(&api, "request.created", |delivery| delivery["failure"] == "status").await;
    let later = receiver.delivery(&api, "payment.settled", |_| true).await;
    let retry = async |delivery: &Value| {
        let id = delivery["id"].as_str().expect("an id");
        api.post(&format!("webhooks/{}/deliveries/{id}/retry", receiver.id), &json!({})).await.status(202).json()
    };
    // One that waits behind another isn't sent before it.
    let blocked = retry(&later).await;
    assert_eq!((&blocked["state"], &blocked["next_try_at"]), (&json!("waiting"), &json!(null)));
    receiver.line.be(Weather::Fine);
    hurry(&app, &api, &waker).await;
    receiver.delivery(&api, "request.paid", |delivery| delivery["state"] == "delivered").await;
    assert_eq!(receiver.told()[1..], ["request.created", "payment.settled", "request.paid"]);
    // Later ones that wait let one go first that was given up.
    receiver.line.be(Weather::Down);
    let code = app.request(&api, &json!({"amount": "5.00"})).await;
    let waits = |delivery: &Value| delivery["failure"] == "status" && delivery["state"] == "waiting";
    receiver.delivery(&api, "request.created", waits).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    receiver.delivery(&api, "request.cancelled", |_| true).await;
    app.db().execute("update deliveries set attempts = 9 where state = 'waiting' and attempts = 1").await;
    hurry(&app, &api, &waker).await;
    let given_up = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "failed").await;
    receiver.delivery(&api, "request.cancelled", waits).await;
    receiver.line.be(Weather::Fine);
    let heard = receiver.told().len();
    assert!(retry(&given_up).await["next_try_at"].is_string());
    receiver.hears(heard + 2).await;
    assert_eq!(receiver.told()[heard..], ["request.created", "request.cancelled"]);
}

async fn what_was_being_sent_at_a_crash_is_sent_again(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    receiver.line.be(Weather::Silent);
    app.request(&api, &json!({"amount": "25.00"})).await;
    receiver.hears(1).await;
    app.kill();
    receiver.line.be(Weather::Fine);
    app.db().execute(&format!("update deliveries set next_try_at = {LONG_AGO} where next_try_at is not null")).await;
    app.start_again();
    let heard = receiver.hears(2).await;
    assert_eq!(heard[0].headers["webhook-id"], heard[1].headers["webhook-id"]);
    let done = receiver.delivery(&api, "request.created", |delivery| delivery["state"] == "delivered").await;
    assert_eq!(done["attempts"], 2);
}

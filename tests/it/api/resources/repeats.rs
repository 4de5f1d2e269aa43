//! Repeated calls, and the key that makes them one.

use chit::actions::upkeep::upkeep;
use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use super::{anna, named};
use crate::house::store::context;
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_repeated_call_gets_the_same_bytes,
        a_key_belongs_to_one_call,
        many_calls_with_one_key_do_it_once,
        a_refused_call_does_not_use_its_key_up,
        every_post_is_done_once,
        a_key_is_kept_for_a_day_at_least,
    ]
}

async fn a_repeated_call_gets_the_same_bytes(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00", "memo": "Eggs"});
    let first = api.post_once("requests", "key-1", &body).await.status(201);
    assert_eq!(first.header("idempotent-replayed"), "");
    // The request moves on; what was answered stays.
    let code = first.json()["code"].as_str().expect("a code").to_owned();
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    for key in ["key-1", "\"key-1\"", " key-1 "] {
        let again = api.post_once("requests", key, &body).await.status(201);
        assert_eq!((&again.body, again.location()), (&first.body, first.location()), "{key}");
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.header("content-type"), first.header("content-type"));
    }
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    for bad in ["", "\"\"", &"x".repeat(256), "tab\there", "ümlaut"] {
        let refused = api.post_once("requests", bad, &body).await.status(400);
        assert_eq!(named(&refused), ["Idempotency-Key invalid"], "{bad:?}");
    }
    api.post_once("requests", &"x".repeat(255), &body).await.status(201);
}

async fn a_key_belongs_to_one_call(app: App) {
    let api = anna(&app);
    let first = api.post_once("requests", "key-1", &json!({"amount": "25.00"})).await.status(201);
    let code = first.json()["code"].as_str().expect("a code").to_owned();
    api.post_once("requests", "key-1", &json!({"amount": "26.00"})).await.status(422).problem();
    api.post_once("requests", "\"key-1\"", &json!({})).await.status(422).problem();
    api.post_once(&format!("requests/{code}/cancel"), "key-1", &json!({})).await.status(422).problem();
    api.post_once("methods", "key-1", &json!({"rail": "demo"})).await.status(422).problem();
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "open");
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
}

async fn many_calls_with_one_key_do_it_once(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00"});
    let calls = (0..20).map(|_| api.post_once("requests", "key-1", &body));
    let answers = join_all(calls).await;
    let made: Vec<_> = answers.iter().filter(|answer| answer.code == 201).collect();
    assert!(!made.is_empty());
    for answer in &answers {
        // Whoever comes while the first is under way is asked to come again.
        assert!([201, 409].contains(&answer.code), "{} {}", answer.code, answer.text());
        if answer.code == 409 {
            answer.problem();
        }
    }
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    assert_eq!(api.post_once("requests", "key-1", &body).await.status(201).body, made[0].body);
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    // Two replicas know nothing of one another's calls; the database does.
    let replica = app.replica().await;
    let other = replica.api(api.key());
    let body = json!({"amount": "26.00"});
    let calls = (0..20).map(|at| if at % 2 == 0 { &api } else { &other }.post_once("requests", "key-2", &body));
    let answers = join_all(calls).await;
    let codes: Vec<_> = answers.iter().map(|answer| answer.code).collect();
    assert!(codes.iter().all(|code| [201, 409].contains(code)) && codes.contains(&201), "{codes:?}");
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

async fn a_refused_call_does_not_use_its_key_up(app: App) {
    let api = anna(&app);
    api.post_once("requests", "key-1", &json!({"amount": "12,50"})).await.status(400);
    api.post_once("requests", "key-1", &json!({"amount": "12.50"})).await.status(201);
    let code = app.request(&api, &json!({"amount": "1.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let cancel = format!("requests/{code}/cancel");
    api.post_once(&cancel, "key-2", &json!({})).await.status(409).problem();
    api.post_once("requests", "key-2", &json!({"amount": "2.00"})).await.status(201);
    assert_eq!(app.db().number("select count(*) from idempotency_keys").await, 2);
}

async fn a_key_is_kept_for_a_day_at_least(mut app: App) {
    let api = anna(&app);
    let body = json!({"amount": "12.50"});
    let first = api.post_once("requests", "key-1", &body).await.status(201).body;
    let age = async |app: &App, hours: i64| {
        let at = (now() + TimeDelta::hours(48 - hours)).format("%Y-%m-%dT%H:%M:%S%.6f+00:00");
        app.db().execute(&format!("update idempotency_keys set expires_at = '{at}'")).await;
    };
    age(&app, 25).await;
    assert_eq!(api.post_once("requests", "key-1", &body).await.status(201).body, first);
    let ctx = context(&mut app).await;
    upkeep(&ctx).await.expect("upkeep");
    ctx.store.close().await;
    app.start_again();
    let api = app.api(api.key());
    let replayed = api.post_once("requests", "key-1", &body).await.status(201);
    assert_eq!((replayed.header("idempotent-replayed"), &replayed.body), ("true", &first));
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    // After two days the key is new, whether or not upkeep came by.
    age(&app, 49).await;
    let anew = api.post_once("requests", "key-1", &json!({"amount": "13.00"})).await.status(201);
    assert_ne!(anew.body, first);
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

async fn every_post_is_done_once(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({})).await;
    let record = format!("requests/{code}/payments");
    let body = json!({"amount": "5.00"});
    let first = api.post_once(&record, "pay", &body).await.status(201);
    let again = api.post_once(&record, "pay", &body).await.status(201);
    assert_eq!((&again.body, again.location()), (&first.body, first.location()));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "5.00");
    let method = json!({"rail": "demo"});
    let first = api.post_once("methods", "method", &method).await.status(201);
    assert_eq!(api.post_once("methods", "method", &method).await.status(201).body, first.body);
    assert_eq!(api.get("methods").await.json()["data"].as_array().map(Vec::len), Some(1));
    let cancel = format!("requests/{code}/cancel");
    let first = api.post_once(&cancel, "cancel", &json!({})).await.status(200);
    let again = api.post_once(&cancel, "cancel", &json!({})).await.status(200);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, "true"));
    // Concurrently too.
    let calls = (0..20).map(|_| api.post_once(&record, "pay-2", &body));
    assert!(join_all(calls).await.iter().all(|answer| [201, 409].contains(&answer.code)));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "10.00");
    app.audit();
}

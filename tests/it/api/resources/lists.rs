//! Lists: walked, filtered, and of their own payee.

use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use super::anna;
use crate::accounting::statements::{booking, import};
use crate::support::{Answer, Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        lists_are_walked_without_gaps_or_doubles,
        what_is_added_moves_no_page,
        lists_are_filtered,
        other_peoples_things_do_not_exist,
        payments_are_listed_and_filtered,
    ]
}

/// Walks a list to its end; answers what a field of its entries says.
async fn walk(api: &Api, path: &str, field: &str) -> Vec<String> {
    walk_on(api, path, field, String::new()).await
}

/// As [`walk`], from a cursor on.
async fn walk_on(api: &Api, path: &str, field: &str, mut cursor: String) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let page = api.get(&format!("{path}{cursor}")).await.status(200).json();
        let data = page["data"].as_array().expect("a list");
        seen.extend(data.iter().map(|entry| entry[field].as_str().expect("a text").to_owned()));
        assert_eq!(page["has_more"], page["next_cursor"].is_string(), "{page}");
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return seen,
        }
    }
}

async fn lists_are_walked_without_gaps_or_doubles(app: App) {
    let api = anna(&app);
    let mut codes = Vec::new();
    for at in 0..25 {
        codes.push(app.request(&api, &json!({"amount": "1.00", "memo": format!("{at}")})).await);
    }
    codes.reverse();
    let first = api.get("requests?limit=10").await.json();
    assert_eq!((first["data"].as_array().map(Vec::len), &first["has_more"]), (Some(10), &json!(true)));
    assert_eq!(walk(&api, "requests?limit=10", "code").await, codes);
    assert_eq!(walk(&api, "requests?limit=25", "code").await, codes, "no page behind the last entry");
    assert_eq!(walk(&api, "requests?limit=1", "code").await, codes);
    assert_eq!(api.get("requests").await.json()["data"].as_array().map(Vec::len), Some(20));
    // What is made while somebody walks moves nothing.
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    app.request(&api, &json!({"amount": "1.00"})).await;
    let second = api.get(&format!("requests?limit=10&cursor={cursor}")).await.json();
    assert_eq!(second["data"][0]["code"], codes[10]);
    // Many at one moment stay in one order.
    app.db().execute("update requests set created_at = (select min(created_at) from requests)").await;
    let mut at_once = walk(&api, "requests?limit=7", "code").await;
    assert_eq!(at_once.len(), 26);
    at_once.sort();
    at_once.dedup();
    assert_eq!(at_once.len(), 26);
    // Payments are walked the same way.
    for code in &codes {
        api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    }
    assert_eq!(walk(&api, "payments?limit=10", "request").await, codes.iter().rev().cloned().collect::<Vec<_>>());
}

/// Panics unless somebody who walks a list finds what was there, once and in its order, although something is added between two pages.
async fn stands_still(api: &Api, path: &str, add: impl AsyncFn()) {
    let before = walk(api, path, "id").await;
    assert!(before.len() >= 5, "{path}: {before:?}");
    let first = api.get(path).await.status(200).json();
    let of_first = first["data"].as_array().expect("a list").len();
    add().await;
    let next = first["next_cursor"].as_str().expect("a cursor");
    let rest = walk_on(api, path, "id", format!("&cursor={next}")).await;
    assert_eq!(rest, before[of_first..], "{path}");
    assert_eq!(walk(api, path, "id").await.len(), before.len() + 1, "{path}: nothing was added");
}

async fn what_is_added_moves_no_page(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"max_payments": 20})).await;
    let pay =
        async || drop(api.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00"})).await.status(201));
    let hook = json!({"url": "http://127.0.0.1:9/", "events": ["request.expired"]});
    let hook = api.post("webhooks", &hook).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let send = async || drop(api.post(&format!("webhooks/{hook}/test"), &json!({})).await.status(202));
    let deliver = async || drop(api.post("batches", &json!({})).await.status(201));
    let imported = AtomicUsize::new(0);
    let import = async || {
        let number = imported.fetch_add(1, Ordering::Relaxed);
        import(&api, &[booking("3.00", &format!("REF-{number}"), "no text")]).await;
    };
    for _ in 0..5 {
        pay().await;
        send().await;
        deliver().await;
        import().await;
    }
    stands_still(&api, "payments?limit=2", pay).await;
    stands_still(&api, "payments?settled_from=2020-01-01T00:00:00Z&limit=2", pay).await;
    stands_still(&api, &format!("webhooks/{hook}/deliveries?limit=2"), send).await;
    stands_still(&api, "batches?limit=2", deliver).await;
    stands_still(&api, "statements?limit=2", import).await;
}

async fn lists_are_filtered(app: App) {
    let api = anna(&app);
    let first = api.post("requests", &json!({"amount": "1.00", "reference": "A"})).await.json();
    let second = api.post("requests", &json!({"amount": "1.00", "reference": "B"})).await.json();
    let codes = async |query: &str| {
        let page = api.get(&format!("requests?{query}")).await.status(200).json();
        let data = page["data"].as_array().expect("a list").clone();
        data.into_iter().map(|request| request["code"].clone()).collect::<Vec<_>>()
    };
    let (one, two) = ([first["code"].clone()], [second["code"].clone()]);
    let at = second["created_at"].as_str().expect("a moment");
    assert_eq!(codes("reference=A").await, one);
    assert_eq!(codes("reference=a").await, Vec::<Value>::new());
    assert_eq!(codes("reference=%25").await, Vec::<Value>::new());
    assert_eq!(codes(&format!("created_from={at}")).await, two, "the start is part of it");
    assert_eq!(codes(&format!("created_to={at}")).await, one, "the end is not");
    assert_eq!(codes(&format!("created_from={at}&created_to={at}")).await, Vec::<Value>::new());
    assert_eq!(codes("created_from=2001-01-01T00:00:00%2B02:00&status=open").await, [two, one].concat());
    assert_eq!(codes("status=paid").await, Vec::<Value>::new());
}

async fn other_peoples_things_do_not_exist(app: App) {
    let (_, anna, hook) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&anna, &json!({"amount": "25.00", "reference": "R-1"})).await;
    let payment = anna.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00"})).await.json();
    let id = payment["id"].as_str().expect("an id");
    let method = hook.url.rsplit('/').next().expect("an id").to_owned();
    let missing = berta.get("requests/abcdefghijkm").await.status(404);
    for path in [format!("requests/{code}"), format!("payments/{id}")] {
        assert_eq!(berta.get(&path).await.status(404).body, missing.body, "{path}");
    }
    for (method, path) in [
        (Method::PATCH, format!("requests/{code}")),
        (Method::POST, format!("requests/{code}/cancel")),
        (Method::POST, format!("requests/{code}/erase")),
        (Method::POST, format!("requests/{code}/payments")),
        (Method::DELETE, format!("methods/{method}")),
    ] {
        let refused = Answer::of(berta.call(method.clone(), &path).json(&json!({}))).await;
        assert_eq!(refused.status(404).body, missing.body, "{method} {path}");
    }
    for path in [
        "requests".to_owned(),
        "requests?reference=R-1".into(),
        "payments".into(),
        format!("payments?request={code}"),
        "methods".into(),
    ] {
        assert_eq!(berta.get(&path).await.status(200).json()["data"], json!([]), "{path}");
    }
    assert_eq!(berta.get("exports/movements").await.status(200).text().lines().count(), 1);
    assert_eq!(anna.get("exports/movements").await.status(200).text().lines().count(), 2);
    // The same Idempotency-Key is another one for another payee.
    anna.post_once("requests", "one", &json!({"memo": "anna"})).await.status(201);
    assert_eq!(berta.post_once("requests", "one", &json!({"memo": "berta"})).await.status(201).json()["memo"], "berta");
}

async fn payments_are_listed_and_filtered(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let record = async |day: &str| {
        let body = json!({"amount": "1.00", "paid_on": day});
        api.post(&format!("requests/{code}/payments"), &body).await.status(201).json()["id"].clone()
    };
    let (first, second) = (record("2026-01-01").await, record("2026-01-02").await);
    let ids = async |query: &str| {
        let page = api.get(&format!("payments?{query}")).await.status(200).json();
        page["data"].as_array().expect("a list").iter().map(|payment| payment["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("").await.len(), 3);
    assert_eq!(ids(&format!("request={code}")).await.len(), 3);
    assert_eq!(ids("request=abcdefghijkm").await.len(), 0);
    assert_eq!(ids("state=pending").await.len(), 1);
    assert_eq!(ids("state=settled").await, [second.clone(), first.clone()]);
    assert_eq!(ids("settled_from=2026-01-02T12:00:00Z").await, [second]);
    assert_eq!(ids("settled_to=2026-01-02T12:00:00Z").await, [first]);
    assert_eq!(ids("state=failed").await.len(), 0);
}

//! Versions of resources (`ETag`, `If-Match`), and what is left of a key's calls (`RateLimit`).

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        a_change_of_another_version_changes_nothing,
        of_two_changes_of_one_version_one_is_made,
        a_webhook_is_changed_in_its_version,
        methods_are_moved_in_the_order_that_was_read,
        every_answer_says_how_many_calls_are_left,
    ]
}

async fn patch_if(api: &Api, path: &str, tag: &str, body: &serde_json::Value) -> Answer {
    Answer::of(api.call(Method::PATCH, path).header("If-Match", tag).json(body)).await
}

async fn a_change_of_another_version_changes_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
    let path = format!("requests/{code}");
    let first = api.get(&path).await.status(200).header("etag").to_owned();
    assert!(first.starts_with('"') && first.ends_with('"'), "{first}");
    assert_eq!(api.get(&path).await.header("etag"), first, "nothing has changed");
    assert_eq!(api.get(&format!("{path}?lang=de")).await.header("etag"), first, "the language is none of its members");

    let changed = patch_if(&api, &path, &first, &json!({"memo": "Rolls"})).await.status(200);
    let second = changed.header("etag").to_owned();
    assert_ne!(second, first);
    assert_eq!(api.get(&path).await.header("etag"), second);
    for stale in [first.as_str(), "\"other\"", "other", "", &format!("W/{second}")] {
        let refused = patch_if(&api, &path, stale, &json!({"memo": "Cake"})).await.status(412);
        assert!(refused.problem()["type"].as_str().is_some_and(|kind| kind.ends_with("/docs/problems/changed")));
    }
    assert_eq!(api.get(&path).await.json()["memo"], "Rolls");
    patch_if(&api, &path, &format!("{first}, {second}"), &json!({"memo": "Cake"})).await.status(200);
    patch_if(&api, &path, "*", &json!({"memo": "Bread"})).await.status(200);
    api.patch(&path, &json!({"memo": "Rolls"})).await.status(200);

    // A payment is a change, too.
    let unpaid = api.get(&path).await.header("etag").to_owned();
    api.post(&format!("{path}/payments"), &json!({"amount": "5.00"})).await.status(201);
    patch_if(&api, &path, &unpaid, &json!({"labels": ["Market"]})).await.status(412);
    patch_if(&api, "requests/3ofrqFxy6SKa", &unpaid, &json!({"memo": "Cake"})).await.status(404);
}

async fn of_two_changes_of_one_version_one_is_made(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
    let path = format!("requests/{code}");
    for round in 0..5 {
        let tag = api.get(&path).await.header("etag").to_owned();
        let (one, other) = (json!({"memo": format!("One {round}")}), json!({"memo": format!("Other {round}")}));
        let answers = tokio::join!(patch_if(&api, &path, &tag, &one), patch_if(&api, &path, &tag, &other));
        let mut codes = [answers.0.code, answers.1.code];
        codes.sort_unstable();
        assert_eq!(codes, [200, 412]);
    }
}

async fn methods_are_moved_in_the_order_that_was_read(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let list = api.get("methods").await.status(200);
    let first = list.header("etag").to_owned();
    let ids = |answer: &Answer| {
        let list = answer.json()["data"].as_array().expect("a list").clone();
        list.iter().map(|method| method["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    let (path, to) = (format!("methods/{bank}"), ids(&list).iter().position(|id| *id == bank).expect("it is there"));
    let other = if to == 0 { 2 } else { 1 };
    let moved = patch_if(&api, &path, &first, &json!({"position": other})).await.status(200);
    let second = moved.header("etag").to_owned();
    assert_ne!((ids(&moved), &second), (ids(&list), &first));
    assert_eq!(api.get("methods").await.header("etag"), second);
    patch_if(&api, &path, &first, &json!({"position": to + 1})).await.status(412);
    assert_eq!(ids(&api.get("methods").await), ids(&moved), "nothing was moved");
    let back = patch_if(&api, &path, &second, &json!({"position": to + 1})).await.status(200);
    assert_eq!((ids(&back), back.header("etag")), (ids(&list), first.as_str()));
}

async fn a_webhook_is_changed_in_its_version(app: App) {
    let app = app.with(&[("CHIT_ALLOW_SERVERS", "http://127.0.0.1:9")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let made = api.post("webhooks", &json!({"url": "http://127.0.0.1:9/hook"})).await.status(201).json();
    let path = format!("webhooks/{}", made["id"].as_str().expect("an id"));
    let tag = api.get(&path).await.status(200).header("etag").to_owned();
    let stopped = patch_if(&api, &path, &tag, &json!({"disabled": true})).await.status(200);
    assert_ne!(stopped.header("etag"), tag);
    patch_if(&api, &path, &tag, &json!({"disabled": false})).await.status(412);
    assert_eq!(api.get(&path).await.json()["disabled_reason"], "owner");
}

async fn every_answer_says_how_many_calls_are_left(app: App) {
    let app = app.with(&[("CHIT_LIMIT_API", "3")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let left = |answer: &Answer| {
        assert_eq!(answer.header("ratelimit-policy"), "\"minute\";q=3;w=60");
        let text = answer.header("ratelimit").to_owned();
        let (left, _) =
            text.strip_prefix("\"minute\";r=").and_then(|rest| rest.split_once(";t=")).expect("two numbers");
        left.parse::<u32>().expect("a number")
    };
    assert_eq!(left(&api.get("me").await.status(200)), 2);
    assert_eq!(left(&api.get("requests/3ofrqFxy6SKa").await.status(404)), 1, "a refusal counts, too");
    assert_eq!(left(&api.post("requests", &json!({"amount": "x"})).await.status(400)), 0);
    let refused = api.get("me").await.status(429);
    assert_eq!(left(&refused), 0);
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=21).contains(&seconds)));
    let unknown = app.api("chit_nobody").get("me").await.status(401);
    assert!(!unknown.headers.contains_key("ratelimit"), "nobody's calls are counted");
}

//! The endpoints themselves: added, changed, rotated, removed; and what no endpoint is.

use libtest_mimic::Trial;
use serde_json::json;

use super::{Receiver, signature};
use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        an_endpoint_is_added_changed_and_removed,
        a_secret_is_shown_once_and_lies_sealed,
        an_address_is_told_everything_once,
        both_secrets_sign_for_a_while,
        what_is_wrong_is_told_by_its_field,
        an_address_inside_is_refused,
        a_lost_secret_is_replaced,
    ]
}

async fn an_endpoint_is_added_changed_and_removed(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let body = json!({"url": "http://127.0.0.1:9/hook?key=1", "events": ["request.paid", "payment.settled"]});
    let made = api.post("webhooks", &body).await.status(201);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(made.location(), format!("{}api/v1/webhooks/{id}", app.base));
    let shown = api.get(&format!("webhooks/{id}")).await.status(200).json();
    assert_eq!(shown["url"], body["url"]);
    assert_eq!(shown["events"], body["events"]);
    assert!(shown["disabled_at"].is_null() && shown["last_success_at"].is_null() && shown.get("secret").is_none());
    let list = api.get("webhooks").await.status(200).json();
    assert_eq!(list["data"], json!([shown]));
    let path = format!("webhooks/{id}");
    let changed = api.patch(&path, &json!({"events": null, "disabled": true})).await.status(200).json();
    assert!(changed["events"].is_null() && changed["disabled_at"].is_string());
    assert_eq!((&changed["disabled_reason"], &changed["url"]), (&json!("owner"), &body["url"]));
    api.post(&format!("{path}/test"), &json!({})).await.status(409);
    let enabled = api.patch(&path, &json!({"disabled": false, "url": "http://127.0.0.1:9/"})).await.status(200).json();
    assert!(enabled["disabled_at"].is_null() && enabled["disabled_reason"].is_null());
    assert_eq!(enabled["url"], "http://127.0.0.1:9/");
    let other = app.api(&app.payee("ben").api_key);
    for path in [path.clone(), format!("{path}/deliveries")] {
        other.get(&path).await.status(404);
    }
    other.patch(&path, &json!({"disabled": true})).await.status(404);
    other.delete(&path).await.status(404);
    other.post(&format!("{path}/rotate"), &json!({})).await.status(404);
    other.post(&format!("{path}/test"), &json!({})).await.status(404);
    api.delete(&path).await.status(204);
    api.delete(&path).await.status(404);
    assert_eq!(api.get("webhooks").await.json()["data"], json!([]));
}

async fn a_secret_is_shown_once_and_lies_sealed(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let body = json!({"url": "http://127.0.0.1:9/"});
    let first = api.post_once("webhooks", "once", &body).await.status(201);
    let secret = first.json()["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.starts_with("whsec_"), "{secret}");
    let again = api.post_once("webhooks", "once", &body).await.status(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.json()["id"], first.json()["id"]);
    assert!(again.json().get("secret").is_none(), "what is kept for repetitions lies readable");
    assert_eq!(app.db().number("select count(*) from endpoints").await, 1);
    let id = first.json()["id"].as_str().expect("an id").to_owned();
    let rotated = api.post_once(&format!("webhooks/{id}/rotate"), "twice", &json!({})).await.status(200).json();
    let newer = rotated["secret"].as_str().expect("a secret").to_owned();
    assert_ne!(newer, secret);
    api.post_once(&format!("webhooks/{id}/rotate"), "twice", &json!({})).await.status(200);
    let mut kept = app.db().texts("select secrets from endpoints").await;
    kept.extend(app.db().texts("select body from idempotency_keys").await);
    assert!(kept.iter().all(|text| !text.contains("whsec_")), "{kept:?}");
    assert!(kept.iter().any(|text| text.starts_with("v2.")), "{kept:?}");
    // One's own secret is taken as it is.
    let own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let given = json!({"url": "http://127.0.0.1:9/own", "secret": own});
    assert_eq!(api.post("webhooks", &given).await.status(201).json()["secret"], own);
}

async fn an_address_is_told_everything_once(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let at = |place: &str| json!({"url": format!("http://127.0.0.1:9/{place}")});
    api.post("webhooks", &at("one")).await.status(201);
    let other = api.post("webhooks", &at("other")).await.status(201).json();
    let taken = [("url".to_owned(), "taken".to_owned())];
    assert_eq!(api.post("webhooks", &at("one")).await.status(400).problems(), taken);
    let path = format!("webhooks/{}", other["id"].as_str().expect("an id"));
    assert_eq!(api.patch(&path, &at("one")).await.status(400).problems(), taken);
    api.patch(&path, &at("other")).await.status(200);
    assert_eq!(app.db().number("select count(*) from endpoints").await, 2);
    app.api(&app.payee("ben").api_key).post("webhooks", &at("one")).await.status(201);
}

async fn both_secrets_sign_for_a_while(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let receiver = Receiver::of(&api, json!(null)).await;
    let rotate = format!("webhooks/{}/rotate", receiver.id);
    let newer = api.post(&rotate, &json!({})).await.status(200).json();
    let newer = newer["secret"].as_str().expect("a secret").to_owned();
    api.post(&format!("webhooks/{}/test", receiver.id), &json!({})).await.status(202);
    let heard = receiver.hears(1).await.remove(0);
    let both = format!("{} {}", signature(&newer, &heard), signature(&receiver.secret, &heard));
    assert_eq!(heard.headers["webhook-signature"], both);
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/hook?shop=1"));
    assert_eq!(heard.headers["content-type"], "application/json");
}

async fn what_is_wrong_is_told_by_its_field(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let wrong = async |body| api.post("webhooks", &body).await.status(400).problems();
    let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(wrong(json!({})).await, [pair("url", "required")]);
    let all = json!({"url": "shop.example", "events": ["request.lost"], "secret": "whsec_"});
    assert_eq!(wrong(all).await, [pair("url", "invalid"), pair("events", "unknown"), pair("secret", "invalid")]);
    let url = "http://127.0.0.1:9/";
    assert_eq!(wrong(json!({"url": url, "events": []})).await, [pair("events", "empty")]);
    let twice = json!({"url": url, "events": ["request.paid", "request.paid"]});
    assert_eq!(wrong(twice).await, [pair("events", "duplicate")]);
    assert_eq!(wrong(json!({"url": url, "events": ["webhook.test"]})).await, [pair("events", "unknown")]);
    assert_eq!(wrong(json!({"url": "a".repeat(2049)})).await, [pair("url", "too_long")]);
    assert_eq!(wrong(json!({"url": 1, "events": [1]})).await.len(), 2);
    for number in 0..10 {
        api.post("webhooks", &json!({"url": format!("{url}{number}")})).await.status(201);
    }
    let eleventh = api.post("webhooks", &json!({"url": url})).await.status(400);
    assert_eq!(eleventh.problems(), [pair("url", "too_many")]);
    let id = api.get("webhooks").await.json()["data"][0]["id"].as_str().expect("an id").to_owned();
    let path = format!("webhooks/{id}");
    for (body, problem) in [
        (json!({"url": null}), pair("url", "required")),
        (json!({"url": "x"}), pair("url", "invalid")),
        (json!({"events": ["x"]}), pair("events", "unknown")),
    ] {
        assert_eq!(api.patch(&path, &body).await.status(400).problems(), [problem], "{body}");
    }
    let short = api.post(&format!("{path}/rotate"), &json!({"secret": "whsec_AAAA"})).await.status(400);
    assert_eq!(short.problems(), [pair("secret", "invalid")]);
}

async fn an_address_inside_is_refused(app: App) {
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://pay.example")]).await;
    let api = app.api(&app.payee("anna").api_key);
    for (url, code) in [
        ("http://shop.example/", "invalid"),
        ("http://127.0.0.1:9/", "private"),
        ("https://169.254.169.254/latest", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://localhost/", "private"),
        ("https://user@shop.example/", "invalid"),
    ] {
        let refused = api.post("webhooks", &json!({"url": url})).await.status(400);
        assert_eq!(refused.problems(), [("url".to_owned(), code.to_owned())], "{url}");
    }
    let made = api.post("webhooks", &json!({"url": "https://shop.example/"})).await.status(201).json();
    // An address that was allowed when it was stored is not called either.
    app.db().execute("update endpoints set url = 'http://127.0.0.1:9/'").await;
    let path = format!("webhooks/{}", made["id"].as_str().expect("an id"));
    api.post(&format!("{path}/test"), &json!({})).await.status(202);
    crate::support::until("it is refused", async || {
        api.get(&format!("{path}/deliveries")).await.json()["data"][0]["failure"] == "not_public"
    })
    .await;
}

async fn a_lost_secret_is_replaced(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(null)).await;
    // What no key opens, as after the loss of one.
    app.kill();
    app.db().execute("update endpoints set secrets = 'v2.00000000.AAAA'").await;
    app.start_again();
    api.post(&format!("webhooks/{}/test", receiver.id), &json!({})).await.status(202);
    let failed = receiver.delivery(&api, "webhook.test", |delivery| delivery["state"] == "failed").await;
    assert_eq!(failed["failure"], "disabled");
    assert_eq!(receiver.resource(&api).await["disabled_reason"], "secret_lost");
    let path = format!("webhooks/{}", receiver.id);
    let secret = api.post(&format!("{path}/rotate"), &json!({})).await.status(200).json()["secret"].clone();
    api.patch(&path, &json!({"disabled": false})).await.status(200);
    api.post(&format!("{path}/test"), &json!({})).await.status(202);
    let heard = receiver.hears(1).await.remove(0);
    has(&heard.headers["webhook-signature"], &[&signature(secret.as_str().expect("a secret"), &heard)]);
}

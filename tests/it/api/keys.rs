//! API keys: made with scopes, shown once, named, replaced, revoked, by the API and by the command line.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, both, has, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_key_is_made_used_replaced_and_revoked,
        a_key_is_shown_once,
        what_is_wrong_with_a_key_is_told_by_its_field,
        the_day_of_the_last_use_is_known,
        the_command_line_does_the_same,
    ]
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}")).to_owned()
}

async fn made(api: &Api, name: &str, scopes: &[&str]) -> Value {
    api.post("keys", &json!({"name": name, "scopes": scopes})).await.status(201).json()
}

async fn a_key_is_made_used_replaced_and_revoked(app: App) {
    let admin = app.api(&app.payee("anna").api_key);
    let shop = made(&admin, "Shop", &["requests:write", "requests:read"]).await;
    let (id, api) = (text(&shop, "id"), app.api(&text(&shop, "key")));
    assert_eq!((&shop["name"], &shop["scopes"]), (&json!("Shop"), &json!(["requests:read", "requests:write"])));
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.get(&format!("requests/{code}")).await.status(200);
    let refused = api.get("payments").await.status(403).problem();
    has(refused["detail"].as_str().expect("a text"), &["payments:read"]);
    // Who may not make keys, makes none.
    let refused = api.post("keys", &json!({"name": "More", "scopes": ["admin"]})).await.status(403).problem();
    has(refused["detail"].as_str().expect("a text"), &["admin"]);
    api.get("keys").await.status(403);
    let rotated = admin.post(&format!("keys/{id}/rotate"), &json!({})).await.status(200).json();
    assert_eq!((&rotated["id"], &rotated["scopes"]), (&shop["id"], &shop["scopes"]));
    api.get("me").await.status(401);
    let newer = app.api(&text(&rotated, "key"));
    newer.get("me").await.status(200);
    let stranger = app.api(&app.payee("ben").api_key);
    stranger.delete(&format!("keys/{id}")).await.status(404);
    stranger.post(&format!("keys/{id}/rotate"), &json!({})).await.status(404);
    newer.get("me").await.status(200);
    admin.delete(&format!("keys/{id}")).await.status(204);
    newer.get("me").await.status(401);
    admin.delete(&format!("keys/{id}")).await.status(404);
    admin.post(&format!("keys/{id}/rotate"), &json!({})).await.status(404);
    let names: Vec<_> =
        admin.get("keys").await.json()["data"].as_array().expect("a list").iter().map(|k| text(k, "name")).collect();
    assert_eq!(names, ["first"]);
    // A name is free again when its key is revoked.
    made(&admin, "Shop", &["admin"]).await;
}

async fn a_key_is_shown_once(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let body = json!({"name": "Shop", "scopes": ["requests:read"]});
    let first = api.post_once("keys", "once", &body).await.status(201).json();
    let key = text(&first, "key");
    let again = api.post_once("keys", "once", &body).await.status(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.json()["id"], first["id"]);
    assert!(again.json().get("key").is_none());
    assert!(!api.get("keys").await.text().contains(&key));
    let mut kept = app.db().texts("select body from idempotency_keys").await;
    kept.extend(app.db().texts("select secret_hash || label from api_keys").await);
    assert!(kept.iter().all(|text| !text.contains(&key)), "{kept:?}");
}

async fn what_is_wrong_with_a_key_is_told_by_its_field(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    for (body, problems) in [
        (json!({}), vec![pair("name", "required"), pair("scopes", "required")]),
        (json!({"name": "", "scopes": []}), vec![pair("name", "empty"), pair("scopes", "unknown")]),
        (
            json!({"name": "a".repeat(41), "scopes": ["requests"]}),
            vec![pair("name", "too_long"), pair("scopes", "unknown")],
        ),
        (json!({"name": "Shop", "scopes": ["admin", "admin"]}), vec![pair("scopes", "unknown")]),
        (json!({"name": "Shop", "scopes": ["requests:read payments:read"]}), vec![pair("scopes", "unknown")]),
        (
            json!({"name": 1, "scopes": ["admin"], "more": 1}),
            vec![pair("more", "unknown_field"), pair("name", "wrong_type")],
        ),
    ] {
        let mut told = api.post("keys", &body).await.status(400).problems();
        told.sort();
        let mut problems = problems;
        problems.sort();
        assert_eq!(told, problems, "{body}");
    }
    let taken = api.post("keys", &json!({"name": "first", "scopes": ["admin"]})).await.status(409);
    assert_eq!(taken.problems(), [pair("name", "taken")]);
    for n in 1..50 {
        made(&api, &format!("Shop {n}"), &["requests:read"]).await;
    }
    let many = api.post("keys", &json!({"name": "Shop 50", "scopes": ["admin"]})).await.status(400);
    assert_eq!(many.problems(), [pair("name", "too_many")]);
}

async fn the_day_of_the_last_use_is_known(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let shop = made(&api, "Shop", &["requests:read"]).await;
    let used = async || {
        let list = api.get("keys").await.status(200).json();
        let found = list["data"].as_array().expect("a list").iter().find(|key| key["id"] == shop["id"]).cloned();
        found.expect("the key")["last_used_at"].clone()
    };
    assert!(used().await.is_null());
    let days = [now().date_naive().to_string()];
    app.api(&text(&shop, "key")).get("me").await.status(200);
    let day = text(&json!({"day": used().await}), "day");
    assert!(days.contains(&day) || day == now().date_naive().to_string(), "{day}");
    // A call that is refused for its scope is a use as well; a wrong key is none.
    app.db().execute("update api_keys set used_on = '2020-01-01'").await;
    app.api(&text(&shop, "key")).get("payments").await.status(403);
    assert_ne!(used().await, "2020-01-01");
}

async fn the_command_line_does_the_same(app: App) {
    let payee = app.payee("anna");
    let admin = app.api(&payee.api_key);
    let json = |printed: &str| -> Value { serde_json::from_str(printed).expect("JSON") };
    let shop = json(&app.cli_ok(&[
        "key",
        "add",
        "anna",
        "Shop",
        "--scope",
        "requests:read",
        "--scope",
        "requests:write",
        "--json",
    ]));
    let (id, api) = (text(&shop, "id"), app.api(&text(&shop, "key")));
    app.request(&api, &json!({"amount": "25.00"})).await;
    has(&app.cli_ok(&["key", "list", "anna"]), &[&id, "Shop", "requests:read requests:write", "used 20", "first"]);
    let rotated = app.cli_ok(&["key", "rotate", "anna", &id]);
    has(&rotated, &[&id, "API key: chit_", "(shown once)"]);
    api.get("me").await.status(401);
    has(&app.cli_ok(&["key", "revoke", "anna", &id]), &["is revoked."]);
    assert_eq!(admin.get("keys").await.json()["data"].as_array().map(Vec::len), Some(1));
    for wrong in [
        &["key", "add", "anna", "Shop", "--scope", "everything"][..],
        &["key", "add", "anna", "first", "--scope", "admin"],
        &["key", "add", "anna", "Shop"],
        &["key", "add", "nobody", "Shop", "--scope", "admin"],
        &["key", "revoke", "anna", &id],
        &["key", "rotate", "anna", "key_x"],
    ] {
        assert_eq!(app.cli(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

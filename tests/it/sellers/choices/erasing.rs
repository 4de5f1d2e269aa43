//! Erasing words that were written.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{made, pay};
use crate::support::{Api, App, Backend, Browser, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        what_was_written_is_erased,
        only_what_is_over_is_erased,
        what_is_erased_leaves_the_file,
        a_request_is_erased_on_a_page,
    ]
}

/// A request that is paid, with every kind of words; answers its code.
async fn wordy(app: &App, api: &Api) -> String {
    let body = json!({"memo": "Zq7 memo", "items": [{"name": "Zq7 item", "amount": "25.00"}], "reference": "R-77",
        "asks_note": true, "max_payments": 2});
    let made = api.post_once("requests", "zq7-made", &body).await.status(201).json();
    let code = made["code"].as_str().expect("a code").to_owned();
    let provider = pay(app, &format!("r/{code}"), &[("note", "Zq7 note")]).await;
    app.browser().post(&provider, &[("outcome", "approve")]).await.status(303);
    let record = format!("requests/{code}/payments");
    api.post_once(&record, "zq7-paid", &json!({"note": "Zq7 remark"})).await.status(201);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    code
}

/// Where words that begin with Zq7 lie in the tables.
async fn words_left(app: &App) -> Vec<String> {
    let everywhere = "select 'memo' from requests where memo like '%Zq7 %' \
        union all select 'items' from requests where items like '%Zq7 %' \
        union all select 'note' from payments where note like '%Zq7 %' \
        union all select 'payer_note' from payments where payer_note like '%Zq7 %' \
        union all select 'answer' from idempotency_keys where body like '%Zq7 %'";
    let mut left = app.db().texts(everywhere).await;
    left.sort();
    left
}

async fn what_was_written_is_erased(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let other = made(&api, &json!({"amount": "5", "memo": format!("see \"request\":\"{code}\",")})).await;
    assert_eq!(words_left(&app).await, ["answer", "items", "memo", "note", "payer_note"]);
    let (path, before) = (format!("requests/{code}"), api.get(&format!("requests/{code}")).await.json());
    let exported = api.get("exports/movements").await.text();
    let entries = "select hash from ledger_entries order by seq";
    let ledger = app.db().texts(entries).await;

    let erased = api.post_once(&format!("{path}/erase"), "erase", &json!({})).await.status(200);
    let mut expected = before.clone();
    expected["memo"] = Value::Null;
    expected["items"] = json!([]);
    expected["share"] = erased.json()["share"].clone();
    // The words to compare are of what a reader sees, and that is less now.
    expected["check_words"] = erased.json()["check_words"].clone();
    assert_ne!(expected["check_words"], before["check_words"]);
    assert_eq!(erased.json(), expected, "the words are gone, and nothing else");
    has_not(&erased.text(), &["Zq7 "]);
    assert_eq!(api.get(&path).await.json(), expected);
    assert!(words_left(&app).await.is_empty());
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!(payments["data"].as_array().map(Vec::len), Some(2));
    assert_eq!((&payments["data"][0]["payer_note"], &payments["data"][1]["payer_note"]), (&Value::Null, &Value::Null));

    // The books are what they were, but for the memo.
    app.audit();
    assert_eq!(app.db().texts(entries).await, ledger);
    let after = api.get("exports/movements").await.text();
    assert_eq!(after, exported.replace("Zq7 memo", ""));
    has(&after, &["R-77", "25.00"]);
    assert_ne!(after, exported);

    // Again it answers the same, with the key and without.
    let again = api.post_once(&format!("{path}/erase"), "erase", &json!({})).await.status(200);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&erased.body, "true"));
    assert_eq!(api.post(&format!("{path}/erase"), &json!({})).await.status(200).body, erased.body);
    // A repeated POST still makes nothing twice, and tells nothing of what was erased.
    let rows = app.db().rows().await;
    let body = json!({"memo": "Zq7 memo", "items": [{"name": "Zq7 item", "amount": "25.00"}], "reference": "R-77",
        "asks_note": true, "max_payments": 2});
    let repeated = api.post_once("requests", "zq7-made", &body).await.status(201);
    assert_eq!(repeated.json(), json!({"code": code, "erased": true}));
    has(repeated.location(), &[&path]);
    assert_eq!(app.db().rows().await, rows);
    let other = api.get(&format!("requests/{}", other["code"].as_str().expect("a code"))).await.json();
    has(other["memo"].as_str().expect("a memo"), &[&code]);
}

async fn only_what_is_over_is_erased(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    let (path, erase) = (format!("requests/{code}"), format!("requests/{code}/erase"));
    let refused = api.post(&erase, &json!({})).await.status(409).problem();
    has(refused["detail"].as_str().expect("a sentence"), &["paid, cancelled or expired"]);
    assert_eq!(berta.post(&erase, &json!({})).await.status(404).body, berta.get("requests/none").await.body);
    assert_eq!(api.get(&path).await.json()["memo"], "Eggs");
    let expired = format!("update requests set expires_at = created_at where code = '{code}'");
    assert_eq!(app.db().execute(&expired).await, 1);
    assert_eq!(berta.post(&erase, &json!({})).await.code, 404);
    assert_eq!(api.post(&erase, &json!({})).await.status(200).json()["memo"], Value::Null);
    let cancelled = app.request(&api, &json!({"amount": "25.00", "memo": "Milk"})).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    let erased = api.post(&format!("requests/{cancelled}/erase"), &json!({})).await.status(200).json();
    assert_eq!((&erased["memo"], &erased["status"]), (&Value::Null, &json!("cancelled")));
    app.audit();
}

/// On SQLite the words are gone from the file as well, once the service has closed it. PostgreSQL's own clearing away is its
/// operator's.
async fn what_is_erased_leaves_the_file(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let file = app.dir().join("chit.db");
    let holds = |word: &str| {
        let bytes = std::fs::read(&file).expect("the database");
        bytes.windows(word.len()).any(|at| at == word.as_bytes())
    };
    let on_disk = app.db().backend == Backend::Sqlite;
    if on_disk {
        assert_eq!(app.stop(), Some(0));
        for word in ["Zq7 memo", "Zq7 item", "Zq7 note", "Zq7 remark"] {
            assert!(holds(word), "the search finds no {word}");
        }
        app.start_again();
    }
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    assert_eq!(app.stop(), Some(0));
    if on_disk {
        assert!(!holds("Zq7 "), "words are left in the file");
    }
}

async fn a_request_is_erased_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller: Browser = app.signed_in(&payee).await;
    let open = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    has_not(&seller.page(&format!("app/requests/{open}")).await, &["/erase"]);
    seller.post(&format!("app/requests/{open}/erase"), &[]).await.status(409);
    let code = wordy(&app, &api).await;
    let page = format!("app/requests/{code}");
    has(&seller.page(&page).await, &["/erase\"", "Zq7 memo", "Zq7 note", "Zq7 remark"]);
    let erased = seller.post(&format!("{page}/erase"), &[]).await.status(303);
    has(erased.location(), &[&page]);
    has_not(&seller.page(&page).await, &["Zq7 ", "/erase\""]);
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&format!("app/requests/{open}/erase"), &[]).await.status(404);
    app.audit();
}

//! Erased words are gone from every file of an embedded database, its write-ahead log among them, while the service runs.

use std::fs;
use std::path::Path;

use chit::actions::requests::erase::erase_request;
use chit::actions::upkeep::clear_erased;
use chit::domain::request::code::RequestCode;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::house::store::context;
use crate::support::{Api, App, Backend, both, order, until};

pub fn tests() -> Vec<Trial> {
    both![
        what_is_erased_leaves_every_file_while_it_runs,
        a_long_read_only_puts_it_off,
        what_a_crash_left_behind_is_cleared_away,
    ]
}

/// The files of a directory that hold a text in capital or small letters, but for logs: words to search by are kept in small ones.
fn holding(dir: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("text").to_owned();
        // SQLite may remove a file meanwhile.
        let Ok(bytes) = fs::read(&path) else { continue };
        if name.starts_with("chit.db") && bytes.windows(text.len()).any(|at| at.eq_ignore_ascii_case(text.as_bytes())) {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// A request with words of every kind, more than a page of the database holds, that is over.
async fn wordy(app: &App, api: &Api) -> String {
    let item = |n: usize| json!({"name": format!("Zq7 item {n} {}", "and so on ".repeat(11)), "amount": "1.00"});
    let items: Vec<Value> = (0..50).map(item).collect();
    let body = json!({"memo": "Zq7 memo Zq7gone", "items": items, "asks_note": true});
    let code = api.post_once("requests", "zq7-made", &body).await.status(201).json();
    let code = code["code"].as_str().expect("a code").to_owned();
    let paid = app.browser().post(&format!("r/{code}/pay"), &[("note", "Zq7 note")]).await.status(303);
    assert!(order(paid.location())["id"].is_string());
    api.post(&format!("requests/{code}/payments"), &json!({"note": "Zq7 remark"})).await.status(201);
    code
}

async fn what_is_erased_leaves_every_file_while_it_runs(mut app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let on_disk = app.db().backend == Backend::Sqlite;
    if on_disk {
        // Some of it lies in the database, some of it only in its log.
        assert_eq!(app.stop(), Some(0));
        app.start_again();
        let api = app.api(&payee.api_key);
        app.request(&api, &json!({"memo": "Zq7 memo, and one that stays"})).await;
        assert!(!holding(app.dir(), "Zq7 item").is_empty() && !holding(app.dir(), "Zq7 note").is_empty());
    }
    let api = app.api(&payee.api_key);
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    if on_disk {
        // It is done as soon as it is committed, by somebody else: so there is a moment in which it isn't yet.
        until("the words are gone", async || {
            api.get("me").await.status(200);
            ["Zq7 item", "Zq7 note", "Zq7 remark", "Zq7gone"].iter().all(|word| holding(app.dir(), word).is_empty())
        })
        .await;
        assert!(!holding(app.dir(), "and one that stays").is_empty(), "the search finds nothing at all");
    }
    app.audit();
}

async fn a_long_read_only_puts_it_off(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let ctx = context(&mut app).await;
    let payee = ctx.store.payees().await.expect("payees").remove(0).id;
    let code = RequestCode::parse(&code).expect("a code");
    if app.db().backend == Backend::Postgres {
        erase_request(&ctx, &payee, &code, None).await.expect("erased");
        assert!(clear_erased(&ctx).await.expect("nothing to do"), "the log is the server's");
        return ctx.store.close().await;
    }
    let options: SqliteConnectOptions = app.db().url.parse().expect("a URL");
    let mut reader = SqliteConnection::connect_with(&options).await.expect("it opens");
    sqlx::query("begin").execute(&mut reader).await.expect("a snapshot");
    let seen: i64 = sqlx::query_scalar("select count(*) from requests").fetch_one(&mut reader).await.expect("a look");
    assert_eq!(seen, 1);
    erase_request(&ctx, &payee, &code, None).await.expect("erased");
    assert!(!clear_erased(&ctx).await.expect("a try"), "a reader may still need what was there");
    assert_ne!(holding(app.dir(), "Zq7 "), [""; 0]);
    // The store still says that something waits.
    ctx.store.erased().await;
    sqlx::query("commit").execute(&mut reader).await.expect("it ends");
    assert!(clear_erased(&ctx).await.expect("a try"));
    assert_eq!(holding(app.dir(), "Zq7 "), [""; 0]);
    assert_eq!(fs::metadata(app.dir().join("chit.db-wal")).expect("a log").len(), 0);
    reader.close().await.expect("it closes");
    ctx.store.close().await;
}

async fn what_a_crash_left_behind_is_cleared_away(mut app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let ctx = context(&mut app).await;
    let payee_id = ctx.store.payees().await.expect("payees").remove(0).id;
    let code = RequestCode::parse(&code).expect("a code");
    // The library has no worker: this is a service that was killed right after the commit.
    erase_request(&ctx, &payee_id, &code, None).await.expect("erased");
    if app.db().backend == Backend::Sqlite {
        assert_ne!(holding(app.dir(), "Zq7 "), [""; 0]);
    }
    app.start_again();
    let api = app.api(&payee.api_key);
    until("the words are gone", async || {
        api.get("me").await.status(200);
        holding(app.dir(), "Zq7 ").is_empty()
    })
    .await;
    ctx.store.close().await;
}

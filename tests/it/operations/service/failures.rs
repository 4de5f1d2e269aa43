//! Stops, crashes, a log that cannot be written, a full disk, a lost database.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Instant;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use libtest_mimic::Trial;
use serde_json::json;

use super::{PATIENCE, said};
use crate::support::postgres::Cluster;
use crate::support::{Answer, App, Hook, Message, both, has, has_not, on_both};

pub fn tests() -> Vec<Trial> {
    let [full_disk, _] =
        on_both(module_path!(), "a_full_disk_is_survived", |app| Box::pin(a_full_disk_is_survived(app)));
    let [_, lost] =
        on_both(module_path!(), "a_lost_database_is_survived", |app| Box::pin(a_lost_database_is_survived(app)));
    let mut tests = both![
        a_log_that_cannot_be_written_stops_nothing,
        what_has_begun_is_finished,
        a_crash_loses_no_request,
        a_crash_loses_no_settlement,
    ];
    tests.extend([full_disk, lost]);
    tests
}

/// A disk that is full of the log's own lines is no reason to stop taking payments.
async fn a_log_that_cannot_be_written_stops_nothing(mut app: App) {
    app.serve_through("exec \"$0\" serve 2>/dev/full");
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.browser().page(&format!("r/{code}")).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    app.browser().get("nowhere/at/all").await.status(404);
    assert_eq!(app.stop(), Some(0));
}

async fn what_has_begun_is_finished(mut app: App) {
    let payee = app.payee("anna");
    let mut connection =
        TcpStream::connect(app.base.trim_start_matches("http://").trim_end_matches('/')).expect("open");
    connection.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let body = r#"{"amount":"25.00","memo":"begun before the end"}"#;
    let (first, second) = body.split_at(20);
    let length = body.len();
    // The service asks for the body when it begins to read it: then the request is under way.
    let head = format!(
        "POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nexpect: 100-continue\r\n\r\n",
        payee.api_key
    );
    connection.write_all(head.as_bytes()).expect("sent");
    let mut reader = BufReader::new(connection.try_clone().expect("a second handle"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    has(&line, &["HTTP/1.1 100 "]);
    connection.write_all(first.as_bytes()).expect("sent");

    app.terminate();
    let begun = Instant::now();
    let address = app.base.trim_start_matches("http://").trim_end_matches('/').to_owned();
    while TcpStream::connect(&address).is_ok() {
        assert!(begun.elapsed() < PATIENCE, "it goes on listening");
        std::thread::yield_now();
    }
    connection.write_all(second.as_bytes()).expect("sent");
    let mut answer = String::new();
    reader.read_to_string(&mut answer).expect("an answer");
    has(&answer, &["HTTP/1.1 201 ", "begun before the end"]);
    assert_eq!(app.wait(), Some(0));
    assert_eq!(app.db().texts("select memo from requests").await, ["begun before the end"]);
    has(&app.log(), &["stopping", "stopped"]);
    app.start_again();
    assert_eq!(
        app.api(&payee.api_key).get("requests").await.status(200).json()["data"].as_array().map(Vec::len),
        Some(1)
    );
}

async fn a_crash_loses_no_request(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let create = async |n: usize| {
        let call = api.call(reqwest::Method::POST, "requests").header("Idempotency-Key", format!("key-{n}"));
        let answer = call.json(&json!({"amount": "25.00", "reference": format!("n{n}")})).send().await.ok()?;
        assert_eq!(answer.status(), 201);
        let made: serde_json::Value = answer.json().await.ok()?;
        Some((n, made["code"].as_str()?.to_owned()))
    };
    let mut under_way: FuturesUnordered<_> = (0..200).map(create).collect();
    let mut acknowledged = HashMap::new();
    while let Some(made) = under_way.next().await {
        acknowledged.extend(made);
        if acknowledged.len() == 40 {
            app.kill();
        }
    }
    assert!(acknowledged.len() >= 40, "{} were acknowledged", acknowledged.len());
    app.start_again();
    for (n, code) in &acknowledged {
        let kept = api.get(&format!("requests/{code}")).await.status(200).json();
        assert_eq!(kept["reference"], format!("n{n}"));
    }
    // Whoever got no answer asks again with the same key, and nothing is made twice.
    let again = join_all((0..200).map(create)).await;
    let again: HashMap<_, _> = again.into_iter().flatten().collect();
    assert_eq!(again.len(), 200);
    assert!(acknowledged.iter().all(|(n, code)| again[n] == *code));
    assert_eq!(app.db().number("select count(*) from requests").await, 200);
    app.audit();
}

async fn a_crash_loses_no_settlement(mut app: App) {
    const COUNT: usize = 60;
    let (_, api, hook) = app.seller("anna").await;
    let mut orders = Vec::new();
    for _ in 0..COUNT {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        orders.push((code, order));
    }
    let report = async |(code, order): &(String, String)| {
        let message = json!({"id": format!("{order}:1"), "order": order, "outcome": "approve", "amount": "25.00",
            "currency": "EUR", "at": crate::support::now().timestamp()});
        let body = serde_json::to_vec(&message).expect("JSON");
        let signature = hook.sign(crate::support::now().timestamp(), &body);
        let Hook { client, url, .. } = &hook;
        let call = client.post(url).header("chit-demo-signature", signature).body(body);
        let answer = call.send().await.ok()?;
        assert_eq!(answer.status(), 204);
        Some(code.clone())
    };
    let mut under_way: FuturesUnordered<_> = orders.iter().map(report).collect();
    let mut acknowledged = Vec::new();
    while let Some(settled) = under_way.next().await {
        acknowledged.extend(settled);
        if acknowledged.len() == 10 {
            app.kill();
        }
    }
    drop(under_way);
    assert!(acknowledged.len() >= 10);
    app.start_again();
    for code in &acknowledged {
        assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    }
    app.audit();
    // The provider comes again with what got no answer, and with what did.
    assert_eq!(join_all(orders.iter().map(report)).await.into_iter().flatten().count(), COUNT);
    let count = i64::try_from(COUNT).expect("small");
    for sql in [
        "select count(*) from ledger_entries where kind = 'settlement'",
        "select count(*) from payments where state = 'settled' and received = 2500",
        "select count(*) from requests where state = 'paid' and paid_count = 1 and paid_total = 2500",
        "select count(*) from rail_events where outcome = 'applied'",
    ] {
        assert_eq!(app.db().number(sql).await, count, "{sql}");
    }
    app.audit();
}

/// Says 503 as a program can use it.
#[track_caller]
fn unavailable(answer: &Answer) {
    assert_eq!(answer.code, 503, "{}", answer.text());
    answer.problem();
    assert!(answer.header("retry-after").parse().is_ok_and(|seconds: u32| seconds > 0), "{:?}", answer.headers);
    has_not(&answer.text().to_lowercase(), &["sqlite", "postgres", "sqlx", "disk", "os error"]);
}

/// A limit on the size of files, which the kernel answers as it answers a full disk: the write fails. (EFBIG instead of ENOSPC; to
/// SQLite it is the same.)
fn limit_files(app: &App, bytes: &str) {
    let limit = format!("--fsize={bytes}:");
    let done = Command::new("prlimit").args(["--pid", &app.pid().to_string(), &limit]).output();
    let done = done.expect("prlimit is missing: it is in util-linux");
    assert!(done.status.success(), "prlimit: {}", said(&done));
}

async fn a_full_disk_is_survived(mut app: App) {
    // Without the trap the limit would be a signal that kills, which a full disk is not.
    app.serve_through("trap '' XFSZ; exec \"$0\" serve");
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let open = app.request(&api, &json!({})).await;
    let size = |name: &str| fs::metadata(app.dir().join(name)).map_or(0, |file| file.len());
    limit_files(&app, &(size("chit.db").max(size("chit.db-wal")) + 64 * 1024).to_string());

    let mut acknowledged = vec![code.clone(), open.clone()];
    let body = json!({"amount": "7.00", "memo": "x".repeat(140)});
    let full = loop {
        let answer = api.post("requests", &body).await;
        if answer.code != 201 {
            break answer;
        }
        acknowledged.push(answer.json()["code"].as_str().expect("a code").to_owned());
        assert!(acknowledged.len() < 2000, "the disk does not get full");
    };
    unavailable(&full);
    let rows = app.db().rows().await;
    for answer in join_all((0..20).map(|_| api.post("requests", &body))).await {
        unavailable(&answer);
    }
    unavailable(&api.post_once("requests", "once", &body).await);
    unavailable(&hook.report(&Message::new(&order, "approve")).await);
    unavailable(&api.post(&format!("requests/{open}/payments"), &json!({"amount": "1.00"})).await);
    let payer = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(503);
    has(&payer.text(), &["Not available for a moment"]);
    assert!(!payer.header("retry-after").is_empty());
    // Who only looks is served.
    app.browser().page(&format!("r/{code}")).await;
    app.browser().page("healthz").await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "open");
    assert_eq!(app.db().rows().await, rows, "what was refused left something behind");

    limit_files(&app, "unlimited");
    for _ in 0..3 {
        acknowledged.push(app.request(&api, &body).await);
    }
    let once = api.post_once("requests", "once", &body).await.status(201).json();
    acknowledged.push(once["code"].as_str().expect("a code").to_owned());
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    for code in &acknowledged {
        api.get(&format!("requests/{code}")).await.status(200);
    }
    let count = i64::try_from(acknowledged.len()).expect("small");
    assert_eq!(app.db().number("select count(*) from requests").await, count);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    assert_eq!(app.db().texts("pragma integrity_check").await, ["ok"]);
    app.audit();
    assert_eq!(app.stop(), Some(0));
}

async fn a_lost_database_is_survived(app: App) {
    let mut cluster = Cluster::make();
    cluster.execute("create database lost");
    // What is acknowledged must be on the disk here: the cluster is stopped as by a crash.
    cluster.execute("alter database lost set synchronous_commit = on");
    let app = app.with(&[("CHIT_DATABASE_URL", &cluster.url("lost"))]).await;
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let body = json!({"amount": "7.00"});
    let made = join_all((0..20).map(|_| app.request(&api, &body))).await;
    let signed_in = app.signed_in(&payee).await;
    app.browser().page("readyz").await;

    for _ in 0..2 {
        cluster.stop();
        unavailable(&api.get("me").await);
        unavailable(&api.post_once("requests", "once", &body).await);
        unavailable(&hook.report(&Message::new(&order, "approve")).await);
        // The last one is where payers land who have just paid.
        for path in [format!("r/{code}"), "anna".into(), "p/abcdefghijkmnopqrstuvwxy".into()] {
            let page = app.browser().get(&path).await.status(503);
            has(&page.text(), &["Not available for a moment", "If you have just paid, don’t pay again"]);
            has_not(&page.text(), &["charged"]);
            assert!(!page.header("retry-after").is_empty());
        }
        let sellers = signed_in.get("app").await.status(503).text();
        has(&sellers, &["Not available for a moment", "Try again in a moment."]);
        has_not(&sellers, &["just paid", "charged"]);
        app.browser().get("readyz").await.status(503);
        assert_eq!(app.browser().page("healthz").await, "ok\n");

        cluster.start();
        // Connections that broke are noticed one by one, when they are used.
        let mut tries = 0;
        while app.browser().get("readyz").await.code != 200 || api.get("me").await.code != 200 {
            tries += 1;
            assert!(tries < 50, "it does not recover");
        }
        for code in &made {
            api.get(&format!("requests/{code}")).await.status(200);
        }
        // One key, so what is asked for once more is the one that was made.
        let mut once = api.post_once("requests", "once", &body).await;
        while once.code != 201 {
            tries += 1;
            assert!(tries < 50, "{}", once.text());
            once = api.post_once("requests", "once", &body).await;
        }
    }
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    has(&signed_in.page("app/requests").await, &[&code]);
    let requests = api.get("requests?limit=100").await.status(200).json();
    assert_eq!(requests["data"].as_array().map(Vec::len), Some(made.len() + 2));
    app.audit();
}

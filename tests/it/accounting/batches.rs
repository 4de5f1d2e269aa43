//! Batches: each line is delivered exactly once, and what was delivered has the same bytes for ever.

use std::collections::BTreeMap;
use std::process::Output;

use chit::accounting::export::FORMATS;
use chit::actions::Context;
use chit::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, make_batch};
use chit::actions::requests::create::create_request;
use chit::domain::payee::Payee;
use chit::domain::request::Origin;
use chit::domain::request::terms::RequestDraft;
use chit::store::BatchRecord;
use futures_util::future::{join, join_all};
use futures_util::{StreamExt, pin_mut};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::books::record;
use crate::house::store::{column, context, payee, terms};
use crate::support::{Api, App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_batch_has_what_no_earlier_one_delivered,
        a_batch_has_the_same_bytes_for_ever,
        a_batch_outlives_a_file_that_fails,
        replicas_deliver_each_line_once,
        a_batch_without_its_sums_is_completed,
    ]
}

fn number(batch: &Value, name: &str) -> i64 {
    batch[name].as_i64().unwrap_or_else(|| panic!("{name} of {batch}"))
}

async fn make(api: &Api, body: Value) -> Value {
    api.post("batches", &body).await.status(201).json()
}

async fn file(api: &Api, batch: &Value, query: &str) -> Vec<u8> {
    let id = batch["id"].as_str().expect("an id");
    let answer = api.get(&format!("batches/{id}/file{query}")).await.status(200);
    assert_eq!(answer.header("chit-final"), "true");
    answer.body
}

/// Lines of two currencies, in batches of one and of all.
async fn a_batch_has_what_no_earlier_one_delivered(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut codes = BTreeMap::new();
    for currency in ["EUR", "JPY"] {
        codes.insert(currency, app.request(&api, &json!({"currency": currency})).await);
    }
    let pay = async |currency: &str, amount: &str| {
        let body = json!({"amount": amount, "paid_on": "2026-02-03"});
        api.post(&format!("requests/{}/payments", codes[currency]), &body).await.status(201);
    };
    let nothing = make(&api, json!({})).await;
    assert_eq!(["from_seq", "to_seq", "rows", "number"].map(|name| number(&nothing, name)), [1, 0, 0, 1]);
    assert_eq!(nothing["totals"], json!([]));
    for (currency, amount) in [("EUR", "1.50"), ("JPY", "300"), ("EUR", "2.00")] {
        pay(currency, amount).await;
    }
    let seqs = async |batch: &Value| column(&file(&api, batch, "").await, "seq");
    let euros = make(&api, json!({"currency": "EUR"})).await;
    assert_eq!(["from_seq", "to_seq", "rows"].map(|name| number(&euros, name)), [1, 3, 2]);
    let totals = json!([{"currency": "EUR", "gross": "3.50", "fee": "0.00", "net": "3.50", "unknown_fees": 0}]);
    assert_eq!((&euros["totals"], seqs(&euros).await), (&totals, vec!["1".to_owned(), "3".to_owned()]));
    pay("EUR", "4.00").await;
    let rest = make(&api, json!({})).await;
    assert_eq!(["from_seq", "to_seq", "rows"].map(|name| number(&rest, name)), [1, 4, 2]);
    assert_eq!(seqs(&rest).await, ["2", "4"]);
    pay("JPY", "5").await;
    for answer in
        [api.get("exports/movements?format=datev").await, api.post("batches", &json!({"format": "ofx"})).await]
    {
        assert_eq!(answer.status(400).problems(), [("currency".to_owned(), "required".to_owned())]);
    }
    let wrong = api.post("batches", &json!({"format": "mp3", "currency": "???"})).await.status(400).json();
    has(&wrong.to_string(), &["\"format\"", "\"currency\""]);
    let yen = make(&api, json!({"currency": "JPY"})).await;
    assert_eq!(
        (["from_seq", "to_seq"].map(|name| number(&yen, name)), seqs(&yen).await),
        ([5, 5], vec!["5".to_owned()])
    );
    assert_eq!(seqs(&make(&api, json!({})).await).await, [""; 0]);
    // The head is the hash of the last line, by which the chain proves the batch.
    let hashes = app.db().texts("select hash from ledger_entries where seq = 5").await;
    assert_eq!(yen["head"].as_str(), Some(hashes[0].as_str()));
    // What comes late is in the next batch and on an open day, and only there.
    pay("EUR", "6.00").await;
    let out = app.dir().join("new.csv");
    let said = app.cli(&["export", "--since-last", "--out", "new.csv"]);
    assert_eq!(said.status.code(), Some(0));
    let late = std::fs::read(out).expect("a file");
    has(&String::from_utf8_lossy(&said.stderr), &["1 new lines up to line 6", &hex::encode(Sha256::digest(&late))]);
    assert_eq!((column(&late, "seq"), column(&late, "belongs_to")), (vec!["6".into()], vec!["2026-02-03".into()]));
    let list = api.get("batches?limit=2").await.status(200).json();
    assert_eq!((number(&list["data"][0], "to_seq"), &list["has_more"]), (6, &json!(true)));
    let (_, others, _) = app.seller("berta").await;
    others.get(&format!("batches/{}", yen["id"].as_str().expect("an id"))).await.status(404);
    app.audit();
}

async fn a_batch_outlives_a_file_that_fails(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({"paid_on": "2026-02-03"})).await.status(201);
    let batches = async || api.get("batches").await.json()["data"].as_array().expect("a list").clone();
    let said = |done: &Output| String::from_utf8_lossy(&done.stderr).into_owned();
    // Where nothing can be written, no batch is made.
    let nowhere = app.cli(&["export", "--since-last", "--out", "nowhere/new.csv"]);
    assert_eq!(nowhere.status.code(), Some(1));
    has(&said(&nowhere), &["can't write nowhere/new.csv"]);
    assert_eq!(batches().await, [json!(null); 0]);
    // Where the file breaks off, its batch is named.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let broken = app.command_for(&["export", "--since-last"]).stdout(writer).output().expect("chit runs");
    let batch = batches().await.remove(0);
    let id = id(&batch);
    assert_eq!((broken.status.code(), number(&batch, "rows")), (Some(1), 1));
    has(&said(&broken), &["batch 1 (", &format!("`chit export --batch {id}`")]);
    let bytes = file(&api, &batch, "").await;
    assert_eq!(app.cli_ok(&["export", "--batch", &id]).as_bytes(), bytes);
    let told = app.cli_ok(&["export", "--batch", &id, "--out", "again.csv", "--json"]);
    assert_eq!(std::fs::read(app.dir().join("again.csv")).expect("a file"), bytes);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&told["id"], &told["sha256"]), (&batch["id"], &json!(hex::encode(Sha256::digest(&bytes)))));
    let other = file(&api, &batch, "?format=jsonl").await;
    assert_eq!(app.cli_ok(&["export", "--batch", &id, "--format", "jsonl"]).as_bytes(), other);
    assert_eq!(batches().await.len(), 1, "none of that is another batch");
    for (wrong, says) in [("btc_x", "is no batch's id"), ("bat_2gtagy838ggRpiNfeds6iL", "batch")] {
        let refused = app.cli(&["export", "--batch", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
        has(&said(&refused), &[says]);
    }
    assert_eq!(app.cli(&["export", "--batch", &id, "--since-last"]).status.code(), Some(2));
}

async fn a_batch_has_the_same_bytes_for_ever(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"memo": "for Mrs Smith", "amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({"paid_on": "2026-02-03"})).await.status(201);
    let batch = make(&api, json!({"format": "csv"})).await;
    let before = file(&api, &batch, "").await;
    let mut others = Vec::new();
    for format in &FORMATS {
        let query = format!("?format={}&currency=EUR", format.name);
        others.push((file(&api, &batch, &query).await, query));
    }
    assert_eq!(batch["sha256"], json!(hex::encode(Sha256::digest(&before))));
    assert_eq!((column(&before, "memo"), column(&before, "batch_id")), (vec![String::new()], vec![id(&batch)]));
    // Everything that might change it: an erased memo, further lines, another zone and other accounts.
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    let other = app.request(&api, &json!({"amount": "5.00"})).await;
    api.post(&format!("requests/{other}/payments"), &json!({"paid_on": "2026-02-03"})).await.status(201);
    app.db()
        .execute("update payees set zone = 'Asia/Tokyo', accounts = '{\"plain_text\":{\"clearing\":\"Assets:Other\"}}'")
        .await;
    assert!(file(&api, &batch, "").await == before, "the bytes of a batch have changed");
    for (before, query) in others {
        assert!(file(&api, &batch, &query).await == before, "{query}: the bytes of a batch have changed");
    }
    assert_eq!(api.get(&format!("batches/{}", id(&batch))).await.json(), batch);
    app.db().execute("update payees set zone = 'UTC'").await;
    app.audit();
}

fn id(batch: &Value) -> String {
    batch["id"].as_str().expect("an id").to_owned()
}

async fn taken(ctx: &Context, payee: &Payee) -> (BatchRecord, Vec<String>) {
    let made = make_batch(ctx, payee, BatchDraft::default(), None).await.expect("a batch");
    let chunks = batch_file(ctx, payee, &made, &BatchFileDraft::default()).await.expect("a file").chunks;
    pin_mut!(chunks);
    let mut file = Vec::new();
    while let Some(chunk) = chunks.next().await {
        file.extend(chunk.expect("a chunk"));
    }
    let seqs = column(&file, "seq");
    (made, seqs)
}

/// Two replicas make batches while money arrives at both.
async fn replicas_deliver_each_line_once(mut app: App) {
    let ctx = context(&mut app).await;
    let second = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let code =
        create_request(&ctx, &anna.id, &terms(RequestDraft::default()), Origin::Api, None).await.expect("made").code;
    let settling = async |ctx: &Context| {
        for _ in 0..12 {
            record(ctx, &anna, &code, None).await;
        }
    };
    let delivering = async |ctx: &Context| {
        let mut seqs = Vec::new();
        for _ in 0..5 {
            seqs.extend(taken(ctx, &anna).await.1);
        }
        seqs
    };
    let arriving = join_all([settling(&ctx), settling(&second)]);
    let ((mut one, two), _) = join(join(delivering(&ctx), delivering(&second)), arriving).await;
    one.extend(two);
    one.extend(taken(&second, &anna).await.1);
    let mut seqs: Vec<i64> = one.iter().map(|seq| seq.parse().expect("a number")).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=24).collect::<Vec<_>>());
    app.audit();
    second.store.close().await;
    ctx.store.close().await;
}

/// A crash between the taking of a batch and the sums of its file.
async fn a_batch_without_its_sums_is_completed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let body = json!({"amount": "1.00", "paid_on": "2026-02-03"});
    api.post(&format!("requests/{code}/payments"), &body).await.status(201);
    let batch = make(&api, json!({})).await;
    let crash = "update batches set line_count = null, first_day = null, last_day = null, sha256 = null, totals = null";
    assert_eq!(app.db().execute(crash).await, 1);
    app.audit();
    assert_eq!(api.get("batches").await.status(200).json()["data"], json!([batch]));
    assert_eq!(app.db().number("select count(*) from batches where sha256 is not null").await, 1);
    // The same call with the same key is the same batch.
    let keyed = async || api.post_once("batches", "once", &json!({})).await.status(201).json();
    assert_eq!(keyed().await, keyed().await);
    assert_eq!(app.db().number("select count(*) from batches").await, 2);
}

//! The list of events: gap-free numbers, the same facts, and one for each fact whatever happens.

use chit::domain::access::Scope;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, Message, both, has, until};

pub fn tests() -> Vec<Trial> {
    both![whoever_reads_on_misses_nothing, a_key_needs_both_scopes, an_event_exists_if_and_only_if_its_fact_does,]
}

/// All events, read two at a time.
async fn read_all(api: &Api) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let page = api.get(&format!("events?after={after}&limit=2")).await.status(200).json();
        all.extend(page["data"].as_array().expect("a list").clone());
        after = all.last().map_or(0, |last| last["seq"].as_i64().expect("a number"));
        if page["has_more"] == false {
            assert!(page["next_cursor"].is_null());
            return all;
        }
        assert_eq!(page["next_cursor"], after.to_string());
    }
}

async fn whoever_reads_on_misses_nothing(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, other, _) = app.seller("ben").await;
    app.request(&other, &json!({"amount": "1.00"})).await;
    let mut codes = Vec::new();
    for _ in 0..3 {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "approve")).await;
        codes.push(code);
    }
    until("all are in line", async || read_all(&api).await.len() == 9).await;
    let events = read_all(&api).await;
    let numbers: Vec<_> = events.iter().map(|event| event["seq"].as_i64().expect("a number")).collect();
    assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
    for code in &codes {
        let about = |event: &&Value| event["data"]["code"] == **code || event["data"]["request"] == **code;
        let kinds: Vec<_> = events.iter().filter(about).map(|event| event["type"].clone()).collect();
        assert_eq!(kinds, ["request.created", "payment.settled", "request.paid"]);
    }
    assert_eq!(events[0]["data"]["status"], "paid", "the list has what is");
    assert_eq!(read_all(&other).await.len(), 1);
    for (query, code) in [("after=-1", "not_a_number"), ("after=x", "not_a_number"), ("limit=0", "out_of_range")] {
        assert_eq!(api.get(&format!("events?{query}")).await.status(400).problems()[0].1, code);
    }
    assert_eq!(api.get("events?after=9").await.status(200).json()["data"], json!([]));
    // Whoever reads on after a restore has seen more than there is, and would wait for ever.
    let beyond = api.get("events?after=10").await.status(400).problems();
    assert_eq!(beyond, [("after".to_owned(), "out_of_range".to_owned())]);
    // What has been forgotten since is no reason to refuse.
    app.db().execute("delete from notices where seq is not null").await;
    assert_eq!(api.get("events?after=9").await.status(200).json()["data"], json!([]));
    let none = app.api(&app.payee("clara").api_key);
    assert_eq!(none.get("events?after=0").await.status(200).json()["data"], json!([]));
}

async fn a_key_needs_both_scopes(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let as_scoped = async |scopes: &str| {
        app.db().execute(&format!("update api_keys set scopes = '{scopes}'")).await;
        api.get("events").await
    };
    for (scopes, missing) in [
        ("requests:read", Scope::PaymentsRead),
        ("payments:read", Scope::RequestsRead),
        ("accounting:read", Scope::RequestsRead),
    ] {
        let refused = as_scoped(scopes).await.status(403);
        has(refused.problem()["detail"].as_str().expect("a text"), &[missing.word()]);
    }
    as_scoped("requests:read payments:read").await.status(200);
    as_scoped("admin").await.status(200);
}

/// Facts without their event, by kind.
const UNTOLD: [(&str, &str); 4] = [
    (
        "request.created",
        "select count(*) from requests r where not exists (select 1 from notices n where n.request_code = r.code and n.position = 1 and n.kind = 'request.created')",
    ),
    (
        "request.paid",
        "select count(*) from requests r where r.state = 'paid' and (select count(*) from notices n where n.request_code = r.code and n.kind = 'request.paid') <> 1",
    ),
    (
        "payment.settled",
        "select count(*) from payments x where x.received is not null and (select count(*) from notices n where n.payment_id = x.id and n.kind = 'payment.settled') <> 1",
    ),
    (
        "none",
        "select count(*) from notices n where n.kind = 'payment.settled' and not exists (select 1 from ledger_entries l where l.payment_id = n.payment_id)",
    ),
];

async fn an_event_exists_if_and_only_if_its_fact_does(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    for round in 0..4 {
        let mut codes = Vec::new();
        for _ in 0..4 {
            codes.push(app.request(&api, &json!({"amount": "25.00"})).await);
        }
        // The service dies amid calls whose answers nobody waits for.
        let calls = async {
            for code in &codes {
                let _ = api.call(reqwest::Method::POST, &format!("requests/{code}/payments")).send().await;
                let _ = api.call(reqwest::Method::POST, "requests").json(&json!({"amount": "1.00"})).send().await;
            }
        };
        let dies = async {
            until("some are booked", async || {
                app.db().number("select count(*) from ledger_entries").await >= 4 * round + round.min(3)
            })
            .await;
        };
        tokio::select! {
            () = calls => {}
            () = dies => {}
        }
        app.kill();
        for (kind, sql) in UNTOLD {
            assert_eq!(app.db().number(sql).await, 0, "{kind}");
        }
        app.start_again();
        let (_, order) = app.start_payment(&app.request(&api, &json!({"amount": "25.00"})).await).await;
        hook.reported(&Message::new(&order, "approve")).await;
    }
    until("all are in line", async || app.db().number("select count(*) from notices where seq is null").await == 0)
        .await;
    let told = app.db().number("select count(*) from notices").await;
    assert_eq!(app.db().number("select max(seq) from notices").await, told);
    assert_eq!(app.db().number("select count(distinct seq) from notices").await, told);
    let _ = payee;
    app.audit();
}

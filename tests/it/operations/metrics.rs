//! Metrics: on an address of their own, of tasks and of what is due.

use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::context;
use crate::settlement::refunds::{behaving, paid};
use crate::support::{App, between, both, client, has, now, until};

pub fn tests() -> Vec<Trial> {
    both![metrics_have_an_address_of_their_own, the_earliest_of_what_is_due_is_known]
}

async fn metrics_have_an_address_of_their_own(app: App) {
    let app = app.with(&[("CHIT_METRICS_LISTEN", "127.0.0.1:0")]).await;
    until("the log says where they are", async || app.log().contains("/metrics")).await;
    let log = app.log();
    let address = between(&log, "metrics are at http://", "/metrics");
    let get = async |path: &str| client().get(format!("http://{address}/{path}")).send().await.expect("an answer");
    let kind = get("metrics").await.headers()["content-type"].clone();
    assert_eq!(kind, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    let text = async || get("metrics").await.text().await.expect("a text");
    let tasks =
        ["refunds", "polls", "settled_polls", "ends", "closes", "upkeep", "sealing", "clearing", "words", "kept_pages"];
    let said = tasks.map(|task| {
        [format!("chit_task_panics_total{{task=\"{task}\"}} 0\n"), format!("chit_task_well{{task=\"{task}\"}} 1\n")]
    });
    until("all tasks have begun", async || {
        let text = text().await;
        said.as_flattened().iter().all(|line| text.contains(line))
    })
    .await;
    let text = text().await;
    has(&text, &["chit_oldest_due_seconds{task=\"polls\"} 0\n", "chit_open_pages 0\n"]);
    app.browser().get("metrics").await.status(404);
    assert_eq!(get("readyz").await.status(), 404, "nothing else is there");
}

async fn the_earliest_of_what_is_due_is_known(mut app: App) {
    // One payment whose refund waits, one that is over, one that waits for money.
    let (api, hook) = behaving(&app, "down").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(202);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let ctx = context(&mut app).await;
    let at = now() - TimeDelta::hours(1);
    for (statement, minutes) in [
        ("update refunds set next_try_at = $T", 1),
        ("update payments set next_poll_at = $T where received is null", 2),
        ("update payments set next_poll_at = $T where received is not null", 3),
        ("update payments set end_try_at = $T where received is null", 4),
    ] {
        let at = (at - TimeDelta::minutes(minutes)).to_rfc3339_opts(chrono::SecondsFormat::Micros, false);
        assert_eq!(app.db().execute(&statement.replace("$T", &format!("'{at}'"))).await, 1);
    }
    let due = ctx.store.earliest_due().await.expect("a read");
    let due = [due.refunds, due.polls, due.settled_polls, due.ends].map(|due| due.map(|due| (at - due).num_minutes()));
    assert_eq!(due, [1, 2, 3, 4].map(Some));
    app.db().execute("update refunds set next_try_at = null").await;
    app.db().execute("update payments set next_poll_at = null, end_try_at = null").await;
    let none = ctx.store.earliest_due().await.expect("a read");
    assert_eq!([none.refunds, none.polls, none.settled_polls, none.ends], [None; 4]);
    ctx.store.close().await;
}

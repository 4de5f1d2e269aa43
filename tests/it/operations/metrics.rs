//! Metrics: on an address of their own, of tasks and of what is due.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::json;

use crate::api::webhooks::Receiver;
use crate::house::store::context;
use crate::sellers::alerts::service::{Device, Mood, PushService};
use crate::settlement::refunds::{behaving, paid};
use crate::support::{App, Backend, Message, alone, between, both, client, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        metrics_have_an_address_of_their_own,
        the_earliest_of_what_is_due_is_known,
        what_is_committed_is_counted,
        alerts_are_counted_by_what_came_of_them,
    ];
    tests.extend(alone![every_alert_has_a_paragraph]);
    tests
}

/// The text of a file of the repository.
fn text_of(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

/// The address of a service's metrics.
async fn address(app: &App) -> String {
    until("the log says where they are", async || app.log().contains("/metrics")).await;
    format!("http://{}/metrics", between(&app.log(), "metrics are at http://", "/metrics"))
}

async fn scraped(address: &str) -> String {
    client().get(address).send().await.expect("an answer").text().await.expect("a text")
}

/// The names of our metrics in a text, without what the format adds to those of counters and histograms.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.starts_with("chit_"));
    let bare = |word: &str| {
        let suffix = ["_total", "_bucket", "_sum", "_count"].into_iter().find_map(|suffix| word.strip_suffix(suffix));
        suffix.unwrap_or(word).to_owned()
    };
    words.map(bare).collect()
}

async fn what_is_committed_is_counted(app: App) {
    let app = app.with(&[("CHIT_METRICS_LISTEN", "127.0.0.1:0")]).await;
    let address = address(&app).await;
    let (_, api, hook) = app.seller("anna").await;
    let receiver = Receiver::of(&api, json!(["payment.settled"])).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let message = Message::new(&order, "approve");
    hook.reported(&message).await;
    hook.reported(&message).await;
    let by_hand = app.request(&api, &json!({"amount": "12.00"})).await;
    let payment = api.post(&format!("requests/{by_hand}/payments"), &json!({})).await.status(201).json();
    let payment = payment["id"].as_str().expect("an id");
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "2.00"})).await;
    app.browser().get(&format!("r/{code}")).await.status(200);
    app.browser().get("r/aaaaaaaaaaaa").await.status(404);
    receiver.hears(2).await;
    let counted = [
        "chit_movements_total{type=\"settlement\",evidence=\"webhook\"} 1\n",
        "chit_movements_total{type=\"settlement\",evidence=\"manual\"} 1\n",
        "chit_movements_total{type=\"refund\",evidence=\"manual\"} 1\n",
        "chit_events_total{outcome=\"applied\"} 1\n",
        "chit_events_total{outcome=\"repeated\"} 1\n",
        "chit_refunds_total{state=\"done\"} 1\n",
        "chit_deliveries_total{state=\"delivered\"} 2\n",
        "chit_requests_total{method=\"GET\",route=\"/r/{code}\",status=\"200\"} 1\n",
        "chit_requests_total{method=\"GET\",route=\"/r/{code}\",status=\"404\"} 1\n",
        "chit_answer_seconds_count{group=\"payers\"} ",
    ];
    // The outcome of a delivery is written after the endpoint has heard it.
    until("both deliveries are counted", async || scraped(&address).await.contains(counted[6])).await;
    let text = scraped(&address).await;
    has(&text, &counted);
    has_not(&text, &[&code, &by_hand, payment, "anna"]);

    // What the dashboard and the alerts ask for is there, and all that is there is in one of them. PostgreSQL has no writer of ours, and no
    // device is told of anything here.
    let asked =
        names(&[text_of("packaging/grafana/chit.json"), text_of("packaging/prometheus/chit.rules.yml")].concat());
    let told = names(&text);
    let is_absent = |name: &&String| {
        name.as_str() == "chit_alerts" || app.db().backend == Backend::Postgres && name.starts_with("chit_writer_")
    };
    assert_eq!(asked.iter().filter(|name| !is_absent(name)).collect::<Vec<_>>(), told.iter().collect::<Vec<_>>());
    let documented = names(&text_of("docs/operating.md"));
    assert_eq!(asked.difference(&documented).collect::<Vec<_>>(), [""; 0], "they are in docs/operating.md");
}

async fn alerts_are_counted_by_what_came_of_them(app: App) {
    let settings = [("CHIT_METRICS_LISTEN", "127.0.0.1:0"), ("CHIT_VAPID_SUBJECT", "mailto:ops@pay.example")];
    let app = app.with(&settings).await;
    let address = address(&app).await;
    let seller = app.signed_in(&app.payee("anna")).await;
    has_not(&scraped(&address).await, &["chit_alerts_total"]);
    for (number, (mood, outcome)) in (1..).zip([
        (Mood::Takes, "sent"),
        (Mood::Answers(503, 3600), "postponed"),
        (Mood::Answers(403, 0), "refused"),
        (Mood::Answers(400, 0), "given_up"),
        (Mood::Answers(410, 0), "ended"),
    ]) {
        let service = PushService::open();
        service.be(mood);
        let id = Device::at(&service, number).turned_on(&seller).await;
        seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(303);
        let line = format!("chit_alerts_total{{outcome=\"{outcome}\"}} 1\n");
        until(outcome, async || scraped(&address).await.contains(&line)).await;
    }
    let text = scraped(&address).await;
    has(&text, &["chit_oldest_due_seconds{task=\"alerts\"} 0\n", "chit_task_well{task=\"alerts\"} 1\n"]);
    has_not(&text, &["/to/", "dev_", "anna"]);
}

/// Whoever is woken at night finds what an alert means and what to do.
fn every_alert_has_a_paragraph() {
    let (rules, docs) = (text_of("packaging/prometheus/chit.rules.yml"), text_of("docs/operating.md"));
    let alerts: Vec<_> = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(alerts.len() > 5, "the alerts were not found");
    let headings: Vec<_> = docs.lines().filter_map(|line| line.strip_prefix("**Chit")?.split_once("**.")).collect();
    let explained: Vec<_> = headings.iter().map(|(name, _)| format!("Chit{name}")).collect();
    assert_eq!(alerts, explained);
}

async fn metrics_have_an_address_of_their_own(app: App) {
    let app = app.with(&[("CHIT_METRICS_LISTEN", "127.0.0.1:0")]).await;
    let address = address(&app).await;
    let root = address.trim_end_matches("metrics");
    let get = async |path: &str| client().get(format!("{root}{path}")).send().await.expect("an answer");
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
    has(
        &text,
        &[
            "chit_oldest_due_seconds{task=\"polls\"} 0\n",
            "chit_oldest_due_seconds{task=\"deliveries\"} 0\n",
            "chit_open_pages 0\n",
        ],
    );
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
    assert_eq!(ctx.store.earliest_alert().await.expect("a read"), None);
    for (device, minutes) in [("a", 5), ("b", 6)] {
        let at = (at - TimeDelta::minutes(minutes)).to_rfc3339_opts(chrono::SecondsFormat::Micros, false);
        let waits = format!(
            "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
            select '{device}', 'test', 'test', id, 0, '{at}', '{at}' from payees"
        );
        assert_eq!(app.db().execute(&waits).await, 1);
    }
    let due = ctx.store.earliest_alert().await.expect("a read").map(|due| (at - due).num_minutes());
    assert_eq!(due, Some(6));
    ctx.store.close().await;
}

//! The power is cut between receiving a message and answering it: nothing is lost, nothing is doubled.

use std::io::Write;
use std::net::TcpStream;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::arrivals::{deliver, standing, stands};
use crate::support::{Api, App, Hook, Message, are_runs_long, both, now, until};

pub fn tests() -> Vec<Trial> {
    both![a_service_that_is_killed_while_it_takes_a_report, a_service_that_is_killed_while_it_sends_money_back]
}

/// The number of power cuts: as many as a release is worth, or a few of each kind.
fn cuts() -> usize {
    if are_runs_long() { 100 } else { 20 }
}

/// The number of kinds of cuts, from one that comes before the commit for sure to one that comes after it for sure.
const ROUND: usize = 5;

/// Sends a POST, without the end of its body in the first cut of a round, and does not wait for its answer. The connection lives as long
/// as what is returned.
fn send(app: &App, cut: usize, path: &str, header: (&str, &str), body: &[u8]) -> TcpStream {
    let host = app.base.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).expect("it listens");
    let (name, value) = header;
    let sent = if cut.is_multiple_of(ROUND) { &body[..body.len() / 2] } else { body };
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n{name}: {value}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(sent))
        .and_then(|()| stream.flush())
        .expect("sent");
    stream
}

/// Lets the service come so far: not at all, hardly, a little, or until it has written what `sql` counts.
async fn let_it_come(app: &App, cut: usize, sql: &str) {
    let looks = match cut % ROUND {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        _ => return until("it is written", async || app.db().number(sql).await > 0).await,
    };
    for _ in 0..looks {
        if app.db().number(sql).await > 0 {
            break;
        }
    }
}

fn report(app: &App, hook: &Hook, cut: usize, told: &Message) -> TcpStream {
    let at = now().timestamp();
    let Message { id, order, outcome, amount, .. } = told;
    let body = json!({"id": id, "order": order, "outcome": outcome, "amount": amount, "currency": "EUR", "at": at});
    let body = serde_json::to_vec(&body).expect("JSON");
    let path = hook.url.strip_prefix(app.base.trim_end_matches('/')).expect("its own URL");
    send(app, cut, path, ("chit-demo-signature", &hook.sign(at, &body)), &body)
}

async fn a_service_that_is_killed_while_it_takes_a_report(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let mut kept = 0;
    for cut in 0..cuts() {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        let settled = Message::new(&order, "approve");
        let back = Message::new(&order, "refund").of("5.00", "EUR");
        // Every other time it is a refund that is being taken.
        let message = if cut % 2 == 1 { &back } else { &settled };
        if cut % 2 == 1 {
            hook.reported(&settled).await;
        }
        let open = report(&app, &hook, cut / 2, message);
        let written = format!("select count(*) from rail_events where event_id = '{}'", message.id);
        let_it_come(&app, cut / 2, &written).await;
        app.kill();
        drop(open);
        kept += app.db().number(&written).await;
        app.start_again();
        // The provider had no answer, and comes again.
        deliver(&hook, &settled).await;
        deliver(&hook, &back).await;
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "20.00"), "after the {cut}th cut");
    }
    let cuts = i64::try_from(cuts()).expect("few");
    let round = i64::try_from(ROUND).expect("few");
    assert!(
        (cuts / round..=cuts - cuts / round).contains(&kept),
        "the power was cut before the commit and after it: {kept} of {cuts}"
    );
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 2 * cuts);
    assert_eq!(app.db().number("select count(*) from rail_events").await, 2 * cuts);
    app.audit();
}

async fn a_service_that_is_killed_while_it_sends_money_back(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let key = format!("Bearer {}", api.key());
    for cut in 0..cuts() / 2 {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "approve")).await;
        let payment = only_payment(&api, &code).await;
        let open = send(
            &app,
            cut,
            &format!("/api/v1/payments/{payment}/refund"),
            ("Authorization", &key),
            b"{\"amount\":\"5.00\"}",
        );
        let_it_come(&app, cut, &format!("select count(*) from refunds where payment_id = '{payment}'")).await;
        app.kill();
        drop(open);
        // What was asked and not answered is due at once.
        app.db().execute("update refunds set next_try_at = created_at where state = 'asked'").await;
        app.start_again();
        let refunds = async || api.get(&format!("payments/{payment}")).await.status(200).json();
        until("what was begun is done", async || states(&refunds().await).iter().all(|state| state == "done")).await;
        let refunds = refunds().await;
        // It was begun, and then it is done, once; or it never came.
        let begun = states(&refunds);
        assert!(begun.is_empty() || begun == ["done"], "after the {cut}th cut: {refunds}");
        let left = if begun.is_empty() { "25.00" } else { "20.00" };
        assert_eq!(stands(&api, &code).await, standing("paid", 1, left), "after the {cut}th cut");
    }
    app.audit();
}

async fn only_payment(api: &Api, code: &str) -> String {
    let page = api.get(&format!("payments?request={code}")).await.status(200).json();
    page["data"][0]["id"].as_str().expect("an id").to_owned()
}

fn states(payment: &Value) -> Vec<String> {
    // A payment without refunds has no list of them.
    let refunds = payment["refunds"].as_array();
    refunds.into_iter().flatten().map(|refund| refund["state"].as_str().expect("a state").to_owned()).collect()
}

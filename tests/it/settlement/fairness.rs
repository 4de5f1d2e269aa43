//! Polls in turns: who is slow keeps nobody else waiting.

use chit::actions::payments::poll::Polling;
use chit::store::PollQueue;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::context_with;
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::stripe::{KEY, Stripe, WEBHOOK_SECRET};
use crate::support::{Api, App, both, until};

pub fn tests() -> Vec<Trial> {
    both![a_server_that_hangs_keeps_no_other_method_waiting]
}

/// A payee with one method and a payment of it, of which copies can be made.
async fn begun(app: &App, handle: &str, method: &Value) -> Api {
    let api = app.api(&app.payee(handle).api_key);
    api.post("methods", method).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 1000})).await;
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    api
}

/// Copies the only payment of a payee, all of them due since before any other.
async fn multiply(app: &App, handle: &str, copies: usize) {
    let numbers = (1..=copies).map(|n| format!("('{n:04}')")).collect::<Vec<_>>().join(", ");
    let columns =
        "request_code, payee_id, method_id, rail, amount, currency, refunded, state, created_at, expires_at, test";
    let sql = format!(
        "insert into payments (id, external_id, token_hash, next_poll_at, {columns}) \
         select substr(x.id, 1, 22) || n.column1, 'copy' || n.column1, '{handle}' || n.column1, x.created_at, {} \
         from payments x, (values {numbers}) as n \
         where x.payee_id = (select id from payees where handle = '{handle}')",
        columns.split(", ").map(|column| format!("x.{column}")).collect::<Vec<_>>().join(", ")
    );
    assert_eq!(app.db().execute(&sql).await, u64::try_from(copies).expect("few"));
}

/// Hundreds of payments at a provider that never answers are due before those of another method, which has more than are read at a time:
/// these are all polled while the first calls hang, without a pause.
async fn a_server_that_hangs_keeps_no_other_method_waiting(app: App) {
    let double = Stripe::start();
    let mut app = app.with(&[("CHIT_STRIPE_URL", &double.base)]).await;
    let stripe = json!({"rail": "stripe", "settings": {"secret_key": KEY, "webhook_secret": WEBHOOK_SECRET}});
    let demo =
        json!({"rail": "demo", "settings": {"webhook_secret": "a-secret-of-the-tests", "when_asked": "approve"}});
    begun(&app, "slow", &stripe).await;
    begun(&app, "quick", &demo).await;
    let ctx = context_with(&mut app, &[("CHIT_STRIPE_URL", &double.base)]).await;
    multiply(&app, "slow", 300).await;
    multiply(&app, "quick", 60).await;
    app.db().execute("update payments set next_poll_at = created_at").await;
    double.line.be(Weather::Silent);
    let before = double.line.heard().len();
    let mut polling = Polling::new(ctx.clone(), PollQueue::Pending);
    let polls = tokio::spawn(async move { polling.turn().await.map(drop) });
    let settled = "select count(*) from payments where rail = 'demo' and state = 'settled'";
    until("all of the quick ones settle", async || app.db().number(settled).await == 61).await;
    // The first call has not timed out yet, or if it has on a slow machine, its server rests: it never has more than one.
    let taken = app.db().number("select count(*) from payments where rail = 'stripe' and polls > 0").await;
    assert!(taken <= 1, "the others are still due: {taken}");
    assert!(!polls.is_finished() || double.line.heard().len() > before);
    polls.abort();
    let _ = polls.await;
    ctx.store.close().await;
}

//! Methods that were removed: their settings stay while something is under way with them, and no longer.

use chit::actions::methods::manage::erase_removed_settings;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::context;
use crate::support::{App, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![settings_go_once_nothing_is_under_way, money_that_arrived_is_watched_and_goes_back]
}

const KEPT: &str = "select rail from methods where settings is not null order by 1";

/// Does the worker's turn some minutes from now, while the service is away.
async fn erased_after(app: &mut App, minutes: i64) -> Vec<String> {
    let mut ctx = context(app).await;
    ctx.clock = Clock::fixed(Clock::system().now() + TimeDelta::minutes(minutes));
    erase_removed_settings(&ctx).await.expect("erases");
    ctx.store.close().await;
    app.db().texts(KEPT).await
}

async fn settings_go_once_nothing_is_under_way(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna Ltd"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter"}});
    api.post("methods", &cash).await.status(201);
    let own =
        app.browser().post(&format!("r/{code}/pay"), &[("method", &bank)]).await.status(303).location().to_owned();
    for method in [hook.url.rsplit('/').next().expect("an id"), &bank] {
        api.delete(&format!("methods/{method}")).await.status(204);
    }
    // A payment that is being started may still be written.
    assert_eq!(erased_after(&mut app, 5).await, ["cash", "demo", "sepa"]);
    // The provider may yet report the payment that was begun. The one at the bank needs nothing but what its payer was shown.
    assert_eq!(erased_after(&mut app, 16).await, ["cash", "demo"]);
    app.start_again();
    has(&app.browser().page(&own).await, &["DE75 5121 0800 1245 1261 99"]);
    hook.reported(&Message::new(&order, "decline")).await;
    app.db().execute("update payments set end_try_at = null, next_poll_at = null").await;
    assert_eq!(erased_after(&mut app, 16).await, ["cash"]);
    app.start_again();
    assert_eq!(hook.report(&Message::new(&order, "approve")).await.code, 404);
    app.audit();
}

async fn money_that_arrived_is_watched_and_goes_back(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let (one, other) =
        (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "25.00"})).await);
    let (_, order) = app.start_payment(&one).await;
    let (_, disputed) = app.start_payment(&other).await;
    for order in [&order, &disputed] {
        hook.reported(&Message::new(order, "approve")).await;
    }
    hook.reported(&Message::new(&disputed, "dispute").shifted(1)).await;
    api.delete(&format!("methods/{}", hook.url.rsplit('/').next().expect("an id"))).await.status(204);
    assert_eq!(erased_after(&mut app, 16).await, ["demo"], "its provider is asked whether money went back");
    app.start_again();
    let payment = app.db().texts(&format!("select id from payments where request_code = '{one}'")).await.remove(0);
    let sent = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.json();
    assert_eq!(sent["refunds"][0]["way"], "rail", "{sent}");
    // The provider isn't asked any more after half a year; a dispute may last longer.
    app.db().execute("update payments set end_try_at = null, next_poll_at = null").await;
    app.db().execute("update refunds set next_try_at = null").await;
    assert_eq!(erased_after(&mut app, 16).await, ["demo"], "a dispute is open");
    app.start_again();
    assert_eq!(hook.report(&Message::new(&disputed, "dispute_won").shifted(2)).await.code, 204);
    app.db().execute("update payments set next_poll_at = null").await;
    assert_eq!(erased_after(&mut app, 16).await, [""; 0]);
    // What goes back from now on is sent by the payee.
    app.start_again();
    let page = seller.page(&format!("app/payments/{payment}/refund")).await;
    has(&page, &["name=\"sent\""]);
    let sent = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.json();
    let ways: Vec<_> = sent["refunds"].as_array().expect("refunds").iter().map(|refund| &refund["way"]).collect();
    assert!(ways.contains(&&json!("hand")), "{sent}");
    app.audit();
}

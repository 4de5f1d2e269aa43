//! Refunds that take their time or fail, told in any order; and payments that never arrive and are set aside.

use chit::actions::refunds::send::retry_refunds;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::context;
use crate::settlement::arrivals::{ledger_has, standing, stands, states};
use crate::settlement::polls::poll_payments;
use crate::settlement::refunds::{behaving, gone, only_payment, paid, so};
use crate::support::{Api, App, Hook, Message, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        what_is_said_of_a_refund_moves_it_on_in_any_order,
        a_message_finishes_a_refund_whose_answer_was_lost,
        the_providers_word_on_a_refund_counts_more_than_the_payees,
        a_refund_that_fails_covers_its_request_again,
        what_came_of_a_refund_that_never_ends_the_payee_says,
        a_payment_that_never_arrives_is_set_aside,
        what_was_set_aside_is_asked_about_and_booked,
        the_sellers_form_sets_aside_what_was_looked_at,
    ]
}

/// What the stand-in says of one refund.
fn of_refund(order: &str, name: &str, outcome: &'static str, amount: &str) -> Message {
    Message::new(order, outcome).called(&format!("{order}:{name}:{outcome}")).of(amount, "EUR").of_refund(name)
}

/// The newest refund of a payment.
async fn refund(api: &Api, payment: &str) -> Value {
    let payment = api.get(&format!("payments/{payment}")).await.status(200).json();
    payment["refunds"].as_array().expect("a list").last().expect("a refund").clone()
}

async fn lines(api: &Api) -> Vec<String> {
    let file = api.get("exports/movements").await.status(200).text();
    file.lines()
        .skip(1)
        .map(|line| {
            format!("{} {}", line.split(',').nth(3).unwrap_or_default(), line.split(',').nth(12).unwrap_or_default())
        })
        .collect()
}

async fn what_is_said_of_a_refund_moves_it_on_in_any_order(app: App) {
    const SAID: [&str; 3] = ["refund_pending", "refund_done", "refund_failed"];
    let (_, api, hook) = app.seller("anna").await;
    for order_of in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let (code, payment, order) = paid(&app, &api, &hook).await;
        let mut furthest = 0;
        for at in order_of {
            // Everything is said twice, the second time under another name.
            let said = of_refund(&order, "there_1", SAID[at], "5.00");
            hook.reported(&said).await;
            hook.reported(&said.called(&format!("{order}:again:{at}"))).await;
            furthest = furthest.max(at);
            let expected = if furthest == 1 { so("5.00", "partially_refunded") } else { so("0.00", "settled") };
            assert_eq!(gone(&api, &payment).await, expected, "{order_of:?} {at}");
            assert_eq!(
                refund(&api, &payment).await["state"],
                ["sent", "done", "failed"][furthest],
                "{order_of:?} {at}"
            );
            assert_eq!(refund(&api, &payment).await["way"], "elsewhere");
        }
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
        // All of it is free.
        api.post(&format!("payments/{payment}/refund"), &json!({})).await.status(201);
        app.audit();
    }
    // A second refund of the same amount is another one; another amount under a known name is not believed.
    let (code, payment, order) = paid(&app, &api, &hook).await;
    for name in ["there_1", "there_2"] {
        hook.reported(&of_refund(&order, name, "refund_done", "5.00")).await;
    }
    hook.reported(&of_refund(&order, "there_2", "refund_failed", "4.00")).await;
    assert_eq!(gone(&api, &payment).await, so("10.00", "partially_refunded"));
    // Said before the money arrived, it waits.
    let request = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&request).await;
    for outcome in ["refund_failed", "refund_done"] {
        hook.reported(&of_refund(&order, "early_1", outcome, "5.00")).await;
    }
    hook.reported(&of_refund(&order, "early_2", "refund_done", "7.00")).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(gone(&api, &only_payment(&api, &request).await).await, so("7.00", "partially_refunded"));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "15.00"));
    app.audit();
}

async fn a_message_finishes_a_refund_whose_answer_was_lost(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (_, payment, order) = paid(&app, &api, &hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(202);
    let id = refund(&api, &payment).await["id"].as_str().expect("an id").to_owned();
    hook.reported(&of_refund(&order, &format!("demo_{id}"), "refund_done", "5.00")).await;
    assert_eq!(gone(&api, &payment).await, so("5.00", "partially_refunded"));
    let known = refund(&api, &payment).await;
    assert_eq!((&known["state"], &known["way"], &known["next_try_at"]), (&json!("done"), &json!("rail"), &Value::Null));
    // Another one under our name is another one: it was sent twice, and both are booked.
    hook.reported(&of_refund(&order, "once_more", "refund_done", "5.00")).await;
    assert_eq!(gone(&api, &payment).await, so("10.00", "partially_refunded"));
    ledger_has(&app, 3).await;
}

async fn the_providers_word_on_a_refund_counts_more_than_the_payees(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    for (said, outcome, expected) in [
        ("sent", "refund_failed", so("0.00", "settled")),
        ("not-sent", "refund_done", so("20.00", "partially_refunded")),
        ("not-sent", "refund_failed", so("0.00", "settled")),
        ("sent", "refund_done", so("20.00", "partially_refunded")),
    ] {
        let (_, payment, order) = paid(&app, &api, &hook).await;
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(202);
        app.db().execute("update refunds set next_try_at = null where state = 'asked'").await;
        let id = refund(&api, &payment).await["id"].as_str().expect("an id").to_owned();
        api.post(&format!("payments/{payment}/refunds/{id}/{said}"), &json!({})).await.status(200);
        hook.reported(&of_refund(&order, &format!("demo_{id}"), outcome, "20.00")).await;
        assert_eq!(gone(&api, &payment).await, expected, "{said} {outcome}");
        app.audit();
    }
}

async fn a_refund_that_fails_covers_its_request_again(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, first) = app.start_payment(&code).await;
    hook.reported(&Message::new(&first, "approve").of("10.00", "EUR")).await;
    hook.reported(&of_refund(&first, "there_1", "refund_done", "10.00")).await;
    let (_, second) = app.start_payment(&code).await;
    hook.reported(&Message::new(&second, "approve").of("15.00", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("open", 2, "15.00"));
    hook.reported(&of_refund(&first, "there_1", "refund_failed", "10.00")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    let mut booked = lines(&api).await;
    booked.sort();
    assert_eq!(booked, ["correction 10.00", "refund -10.00", "settlement 10.00", "settlement 15.00"]);
    has(
        &app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await,
        &["€10.00 came back to you", "The refund failed."],
    );
    ledger_has(&app, 4).await;
}

async fn what_came_of_a_refund_that_never_ends_the_payee_says(mut app: App) {
    let (api, hook) = behaving(&app, "pending").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    let sent = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(202).json();
    assert_eq!(sent["refunds"][0]["state"], "sent");
    let place = format!("payments/{payment}/refunds/{}", sent["refunds"][0]["id"].as_str().expect("an id"));
    api.post(&format!("{place}/sent"), &json!({})).await.status(409).problem();
    let mut ctx = context(&mut app).await;
    let begun = now();
    for day in [1, 29, 31, 32] {
        ctx.clock = Clock::fixed(begun + TimeDelta::days(day));
        retry_refunds(&ctx).await.expect("no error");
    }
    ctx.store.close().await;
    app.start_again();
    assert_eq!(refund(&api, &payment).await["next_try_at"], Value::Null);
    assert_eq!(gone(&api, &payment).await, so("0.00", "settled"));
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.01"})).await.status(400);
    api.post(&format!("{place}/sent"), &json!({})).await.status(200);
    assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "5.00"));
    ledger_has(&app, 2).await;
}

/// A payment that its provider calls on its way: the request's code, the payment, the provider's name for it.
async fn underway(app: &App, api: &Api, hook: &Hook) -> (String, String, String) {
    let code = app.request(api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending")).await;
    (code.clone(), only_payment(api, &code).await, order)
}

async fn a_payment_that_never_arrives_is_set_aside(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment, order) = underway(&app, &api, &hook).await;
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(409);
    let place = format!("payments/{payment}/set-aside");
    let berta = app.api(&app.payee("berta").api_key);
    berta.post(&place, &json!({})).await.status(404).problem();
    api.post(&place, &json!({"amount": "25.00"})).await.status(400).problem();
    let aside = api.post_once(&place, "once", &json!({})).await.status(200);
    assert_eq!(api.post_once(&place, "once", &json!({})).await.status(200).body, aside.body);
    assert_eq!(api.post(&place, &json!({})).await.status(200).body, aside.body, "saying it again");
    assert_eq!(aside.json()["state"], "expired");
    assert!(aside.json()["set_aside_at"].is_string());
    // The provider goes on saying the same: that is no news, and the link can be paid.
    hook.reported(&Message::new(&order, "pending").called("again")).await;
    assert_eq!(states(&api, &code).await, ["expired"]);
    let (_, second) = app.start_payment(&code).await;
    hook.reported(&Message::new(&second, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    // And it arrives after all: it is booked.
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "50.00"));
    api.post(&place, &json!({})).await.status(409).problem();
    let (_, done, _) = paid(&app, &api, &hook).await;
    api.post(&format!("payments/{done}/set-aside"), &json!({})).await.status(409).problem();
    ledger_has(&app, 3).await;
}

async fn what_was_set_aside_is_asked_about_and_booked(mut app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let secret = "a-secret-of-the-tests";
    let settings = json!({"webhook_secret": secret, "when_asked": "approve"});
    let method = api.post("methods", &json!({"rail": "demo", "settings": settings})).await.status(201).json();
    let url = method["webhook_url"].as_str().expect("a URL").to_owned();
    let hook = Hook { client: crate::support::client(), url, secret: secret.into() };
    let (code, payment, _) = underway(&app, &api, &hook).await;
    // Nobody asks about it any more.
    app.db().execute("update payments set next_poll_at = null").await;
    api.post(&format!("payments/{payment}/set-aside"), &json!({})).await.status(200);
    let mut ctx = context(&mut app).await;
    ctx.clock = Clock::fixed(now() + TimeDelta::days(2));
    assert_eq!(poll_payments(&ctx).await.expect("no error"), 1);
    ctx.store.close().await;
    app.start_again();
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn the_sellers_form_sets_aside_what_was_looked_at(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment, order) = underway(&app, &api, &hook).await;
    let seller = app.signed_in(&payee).await;
    let (page, form) = (format!("app/requests/{code}"), format!("app/payments/{payment}/set-aside"));
    has(
        &seller.page(&page).await,
        &[&format!("action=\"/{form}\""), "I have looked at the provider", "name=\"looked\""],
    );
    seller.post(&form, &[]).await.status(409);
    app.browser().post(&form, &[("looked", "yes")]).await.status(401);
    assert_eq!(states(&api, &code).await, ["processing"], "nobody who isn't signed in, and no empty form");
    seller.post(&form, &[("looked", "yes")]).await.status(303);
    assert_eq!(states(&api, &code).await, ["expired"]);
    let after = seller.page(&page).await;
    has(&after, &["You set €25.00 aside", "Should it arrive after all, it is booked."]);
    has_not(&after, &["I have looked at the provider"]);
    hook.reported(&Message::new(&order, "approve")).await;
    has_not(&seller.page(&page).await, &["Should it arrive after all"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

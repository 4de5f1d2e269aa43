//! Refunds whose provider never answers: the payee has looked there and says what came of them. Whatever the provider says later, or
//! said before, the sums come out right.

use chit::actions::Context;
use chit::actions::refunds::conclude::{Conclusion, conclude_refund};
use chit::actions::refunds::send::{RefundDraft, refund_payment, retry_refunds};
use chit::domain::clock::Clock;
use chit::domain::id::PaymentId;
use chit::domain::payment::refund::RefundState;
use chrono::{DateTime, TimeDelta};
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::context;
use crate::settlement::arrivals::{ledger_has, standing, stands};
use crate::settlement::polls::without_delay;
use crate::settlement::refunds::{behaving, gone, only_payment, paid, so, total};
use crate::support::{Api, App, Hook, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        it_was_sent_by_the_payees_word,
        it_was_not_sent_by_the_payees_word,
        what_was_told_before_is_not_counted_again,
        nobody_may_say_while_the_provider_is_asked,
        asking_ends_before_the_payee_is_asked,
        the_sellers_page_offers_both,
    ]
}

/// A payment of 25.00 EUR with a refund of 20.00 that nobody answers about any more: the request's code, the payment, the refund's
/// address in the API, the provider's name for the payment.
async fn stuck(app: &App, api: &Api, hook: &Hook) -> (String, String, String, String) {
    let (code, payment, order) = paid(app, api, hook).await;
    let asked = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(202).json();
    let refund = asked["refunds"][0]["id"].as_str().expect("an id");
    assert!(asked["refunds"][0]["next_try_at"].is_string(), "{asked}");
    app.db().execute(&format!("update refunds set next_try_at = null where id = '{refund}'")).await;
    let place = format!("payments/{payment}/refunds/{refund}");
    (code, payment, place, order)
}

async fn it_was_sent_by_the_payees_word(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (code, payment, place, order) = stuck(&app, &api, &hook).await;
    let kept = api.get(&format!("payments/{payment}")).await.json();
    assert_eq!((&kept["refunds"][0]["state"], &kept["refunds"][0]["next_try_at"]), (&json!("asked"), &json!(null)));
    let berta = app.api(&app.payee("berta").api_key);
    berta.post(&format!("{place}/sent"), &json!({})).await.status(404).problem();
    api.post(&format!("payments/{payment}/refunds/rfd_nobody/sent"), &json!({})).await.status(404).problem();
    let (_, another, _) = paid(&app, &api, &hook).await;
    let elsewhere = place.replace(&payment, &another);
    api.post(&format!("{elsewhere}/sent"), &json!({})).await.status(404).problem();
    api.post(&format!("{place}/sent"), &json!({"amount": "5.00"})).await.status(400).problem();
    let said = api.post_once(&format!("{place}/sent"), "once", &json!({})).await.status(200);
    let again = api.post_once(&format!("{place}/sent"), "once", &json!({})).await.status(200);
    assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &said.body));
    let said = said.json();
    let refund = &said["refunds"][0];
    assert_eq!(
        (&refund["state"], &refund["way"], &said["refunded"]),
        (&json!("done"), &json!("rail"), &json!("20.00"))
    );
    assert!(refund["ended_at"].is_string());
    // It came out of the provider's pot, and is known by the payee's word.
    has(&api.get("exports/movements").await.text(), &["EUR,-20.00,0.00,-20.00,refunded,demo,manual,"]);
    assert_eq!(api.post(&format!("{place}/sent"), &json!({})).await.status(200).json(), said, "saying it again");
    api.post(&format!("{place}/not-sent"), &json!({})).await.status(409).problem();
    // The provider speaks up after all: its total has ours in it. A larger one has something else besides.
    hook.reported(&total(&order, "20.00")).await;
    assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"));
    hook.reported(&total(&order, "22.00")).await;
    assert_eq!(gone(&api, &payment).await, so("22.00", "partially_refunded"));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "3.00"));
    ledger_has(&app, 4).await;
}

async fn it_was_not_sent_by_the_payees_word(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (code, payment, place, order) = stuck(&app, &api, &hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.01"})).await.status(400);
    let said = api.post(&format!("{place}/not-sent"), &json!({})).await.status(200).json();
    assert_eq!((&said["refunds"][0]["state"], &said["refunded"]), (&json!("failed"), &json!("0.00")));
    assert_eq!(api.post(&format!("{place}/not-sent"), &json!({})).await.status(200).json(), said);
    api.post(&format!("{place}/sent"), &json!({})).await.status(409).problem();
    assert_eq!(gone(&api, &payment).await, so("0.00", "settled"));
    ledger_has(&app, 1).await;
    // What was reserved is free: all of it may go back now.
    let all = api.post(&format!("payments/{payment}/refund"), &json!({})).await.status(202).json();
    assert_eq!(all["refunds"][1]["amount"], "25.00");
    app.db().execute("update refunds set next_try_at = null where state = 'asked'").await;
    let second = all["refunds"][1]["id"].as_str().expect("an id");
    api.post(&format!("payments/{payment}/refunds/{second}/not-sent"), &json!({})).await.status(200);
    // The payee was wrong about the first one: the provider's word counts.
    hook.reported(&total(&order, "20.00")).await;
    assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "5.00"));
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.01"})).await.status(400);
    ledger_has(&app, 2).await;
}

async fn what_was_told_before_is_not_counted_again(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    for (said, more) in [("sent", "5.01"), ("not-sent", "5.01")] {
        let (code, payment, place, order) = stuck(&app, &api, &hook).await;
        hook.reported(&total(&order, "20.00")).await;
        assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"), "{said}");
        api.post(&format!("{place}/{said}"), &json!({})).await.status(200);
        assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"), "{said}");
        // The rest is all that is left, whatever the payee said.
        api.post(&format!("payments/{payment}/refund"), &json!({ "amount": more })).await.status(400);
        let rest = api.post(&format!("payments/{payment}/refund"), &json!({})).await.status(202).json();
        assert_eq!(rest["refunds"][1]["amount"], "5.00", "{said}");
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": "0.01"})).await.status(409);
        hook.reported(&total(&order, "25.00")).await;
        assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"), "{said}");
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"), "{said}");
    }
    ledger_has(&app, 6).await;
}

async fn nobody_may_say_while_the_provider_is_asked(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let asked = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(202).json();
    let refund = asked["refunds"][0]["id"].as_str().expect("an id");
    for said in ["sent", "not-sent"] {
        let refused = api.post(&format!("payments/{payment}/refunds/{refund}/{said}"), &json!({})).await.status(409);
        has(refused.problem()["detail"].as_str().expect("a text"), &["still asked"]);
    }
    assert_eq!(gone(&api, &payment).await, so("0.00", "settled"));
    ledger_has(&app, 1).await;
}

async fn asking_ends_before_the_payee_is_asked(mut app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    // Later than any clock that made the payment.
    let begun = DateTime::from_timestamp(4_000_000_000, 0).expect("in range");
    let sound = context(&mut app).await;
    let mut ctx = Context { chance: without_delay(), clock: Clock::fixed(begun), ..sound };
    let payee = ctx.store.payees().await.expect("payees").remove(0).id;
    let payment = PaymentId::parse(&payment).expect("an id");
    let draft = RefundDraft { amount: Some("20.00".into()), ..RefundDraft::default() };
    assert!(refund_payment(&ctx, &payee, &payment, draft, None).await.expect("reserved").waits());
    let (mut attempts, mut ended) = (Vec::new(), None);
    for minute in 0..22 * 60 {
        ctx.clock = Clock::fixed(begun + TimeDelta::minutes(minute));
        if retry_refunds(&ctx).await.expect("no error") > 0 {
            attempts.push(minute);
        }
        let refund = ctx.store.refunds(&payee, &payment).await.expect("a read").remove(0);
        assert_eq!(refund.state, RefundState::Asked);
        if refund.is_stuck() && ended.is_none() {
            ended = Some(minute);
        }
    }
    // The first was made when it was asked for; the pauses double. After twenty hours nothing is asked, and no answer waited for.
    assert_eq!(attempts, [2, 4, 8, 16, 32, 64, 128, 256, 512, 872]);
    assert_eq!(ended, Some(20 * 60));
    let refund = ctx.store.refunds(&payee, &payment).await.expect("a read").remove(0).id;
    // Two who say different things at once: one of them is right.
    let (sent, not_sent) = tokio::join!(
        conclude_refund(&ctx, &payee, (&payment, &refund), Conclusion::Sent, None),
        conclude_refund(&ctx, &payee, (&payment, &refund), Conclusion::NotSent, None),
    );
    assert!(sent.is_ok() != not_sent.is_ok(), "{sent:?} {not_sent:?}");
    ctx.store.close().await;
    app.start_again();
    let left = if sent.is_ok() { "5.00" } else { "25.00" };
    assert_eq!(stands(&api, &code).await, standing("paid", 1, left));
    app.audit();
}

async fn the_sellers_page_offers_both(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    let seller = app.browser();
    seller.post(link.trim(), &[]).await.status(303);
    for (said, after, left) in [("sent", "€20.00 went back", "5.00"), ("not-sent", "was not sent back", "25.00")] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&crate::support::Message::new(&order, "approve")).await;
        let payment = only_payment(&api, &code).await;
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": "20.00"})).await.status(202);
        let place = format!("app/requests/{code}");
        has_not(&seller.page(&place).await, &["It was not sent"]);
        app.db().execute("update refunds set next_try_at = null where state = 'asked'").await;
        let page = seller.page(&place).await;
        has(&page, &["The provider never told if €20.00 went back", ">It was sent<", ">It was not sent<"]);
        let refund = app.db().texts("select id from refunds where state = 'asked'").await.remove(0);
        let form = format!("app/payments/{payment}/refunds/{refund}/{said}");
        has(&page, &[&format!("action=\"/{form}\"")]);
        app.browser().post(&form, &[]).await.status(401);
        assert_eq!(gone(&api, &payment).await.0, "0.00", "nobody who isn't signed in");
        seller.post(&form, &[]).await.status(303);
        // A second tap says the same.
        seller.post(&form, &[]).await.status(303);
        let page = seller.page(&place).await;
        has(&page, &[after]);
        has_not(&page, &["It was not sent"]);
        assert_eq!(stands(&api, &code).await, standing("paid", 1, left));
    }
    app.audit();
}

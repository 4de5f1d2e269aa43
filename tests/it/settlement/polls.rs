//! Pull as well as push: a report that was lost is recovered by asking.

use chit::actions::payments::payer_input::PayerInput;
use chit::actions::payments::poll::{Polling, poll_viewed};
use chit::actions::payments::start::start_payment;
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::Clock;
use chit::domain::id::PaymentId;
use chit::domain::request::code::RequestCode;
use chit::store::{PaymentFilter, PollQueue};
use chrono::{DateTime, TimeDelta};
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::context;
use crate::settlement::arrivals::{ledger_has, standing, stands, states};
use crate::support::{Api, App, Hook, Message, both, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    both![
        the_worker_recovers_a_lost_report,
        asking_and_reporting_settle_once,
        asking_gets_rarer_and_ends,
        a_payer_who_comes_back_is_looked_for_once,
        looking_puts_no_turn_off,
        what_was_lost_after_settling_is_found_by_asking,
        what_has_settled_is_asked_about_more_and_more_rarely,
        settled_payments_have_a_queue_of_their_own,
    ]
}

/// A payee whose stand-in answers when it is asked.
async fn answering(app: &App, answer: &str) -> (Api, Hook) {
    let api = app.api(&app.payee("anna").api_key);
    let secret = "a-secret-of-the-tests";
    let settings = json!({"webhook_secret": secret, "when_asked": answer});
    let method = api.post("methods", &json!({"rail": "demo", "settings": settings})).await.status(201).json();
    let url = method["webhook_url"].as_str().expect("a URL").to_owned();
    (api, Hook { client: crate::support::client(), url, secret: secret.into() })
}

/// Polls everything that is due. Answers how many payments that was.
pub async fn poll_payments(ctx: &Context) -> Result<usize, Error> {
    let pending = Polling::new(ctx.clone(), PollQueue::Pending).turn().await?;
    Ok(pending + Polling::new(ctx.clone(), PollQueue::Settled).turn().await?)
}

/// Makes every payment due that was begun.
async fn make_due(app: &App) {
    let past = "update payments set next_poll_at = created_at where next_poll_at is not null and received is null";
    app.db().execute(past).await;
}

async fn the_worker_recovers_a_lost_report(mut app: App) {
    let (api, hook) = answering(&app, "approve").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    assert_eq!(app.db().number("select count(*) from payments where next_poll_at > created_at").await, 1);
    // The service is away while the provider reports, and the provider gives up. When it is back, it asks.
    app.stop();
    make_due(&app).await;
    app.start_again();
    until("the worker asks", async || states(&api, &code).await == ["settled"]).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    let payment = &api.get(&format!("payments?request={code}")).await.json()["data"][0];
    assert_eq!(payment["evidence"], "poll");
    has(&api.get("exports/movements").await.text(), &["settled,demo,poll,"]);
    // The next time in a day: what became of it.
    assert_eq!(app.db().number("select count(*) from payments where next_poll_at > settled_at").await, 1);
    // The report comes after all.
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "approve").called("another-name")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn asking_and_reporting_settle_once(mut app: App) {
    let (api, hook) = answering(&app, "approve").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 20})).await;
    let mut orders = Vec::new();
    for _ in 0..10 {
        orders.push(app.start_payment(&code).await.1);
    }
    for order in &orders[..5] {
        hook.reported(&Message::new(order, "approve")).await;
    }
    make_due(&app).await;
    let ctx = context(&mut app).await;
    let asked = join_all((0..5).map(|_| poll_payments(&ctx))).await;
    assert!(asked.into_iter().all(|asked| asked.is_ok()));
    assert_eq!(poll_payments(&ctx).await.expect("no error"), 0);
    ctx.store.close().await;
    assert_eq!(app.db().number("select paid_count from requests").await, 10);
    assert_eq!(app.db().number("select count(*) from payments where polls = 1 and evidence = 'poll'").await, 5);
    ledger_has(&app, 10).await;
}

/// Randomness in which every pause is as short as it may be: pauses are lengthened by a byte that is drawn by itself.
pub fn without_delay() -> Chance {
    Chance::scripted(|length| if length == 1 { vec![0] } else { Chance::secure().bytes(length) })
}

async fn asking_gets_rarer_and_ends(mut app: App) {
    let (api, _) = answering(&app, "pending").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let begun = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
    let sound = context(&mut app).await;
    let mut ctx = Context { chance: without_delay(), clock: Clock::fixed(begun), ..sound };
    let code = RequestCode::parse(&code).expect("a code");
    start_payment(&ctx, &code, &PayerInput::default()).await.expect("a payment");
    let payee = ctx.store.payees().await.expect("payees").remove(0).id;
    let (mut gaps, mut last, mut at, month) = (Vec::new(), begun, begun, begun + TimeDelta::days(30));
    while at < month + TimeDelta::days(2) {
        ctx.clock = Clock::fixed(at);
        if poll_payments(&ctx).await.expect("no error") > 0 {
            gaps.push((at - last).num_minutes());
            last = at;
        }
        at += TimeDelta::minutes(if gaps.len() < 12 { 1 } else { 30 });
    }
    assert_eq!(gaps[..12], [1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    assert!(gaps[12..].iter().all(|gap| *gap == 360), "{gaps:?}");
    assert!((month..month + TimeDelta::hours(6)).contains(&last), "it ends after thirty days: {last}");
    let state = &ctx.store.payments(&payee, &PaymentFilter::default(), 1).await.expect("a read")[0].state;
    assert_eq!(state.as_str(), "processing");
    ctx.store.close().await;
}

async fn a_payer_who_comes_back_is_looked_for_once(mut app: App) {
    let (api, _) = answering(&app, "approve").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let payment = PaymentId::parse(payment.as_str().expect("an id")).expect("an id");
    let ctx = context(&mut app).await;
    let looks = join_all((0..20).map(|_| poll_viewed(&ctx, &payment))).await;
    let asked = looks.into_iter().filter(|poll_viewed| *poll_viewed.as_ref().expect("no error")).count();
    assert_eq!(asked, 1, "twenty reloads ask once");
    assert!(!poll_viewed(&ctx, &payment).await.expect("no error"), "there is nothing to ask any more");
    ctx.store.close().await;
    assert_eq!(app.db().texts("select state from payments").await, ["settled"]);
    ledger_has(&app, 1).await;
}

async fn looking_puts_no_turn_off(mut app: App) {
    let (api, _) = answering(&app, "pending").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let payment = PaymentId::parse(payment.as_str().expect("an id")).expect("an id");
    let mut ctx = context(&mut app).await;
    // A page that is open for a quarter of an hour and looks as often as it can.
    let (start, mut asked) = (now(), 0);
    for second in 0..900 {
        ctx.clock = Clock::fixed(start + TimeDelta::seconds(second));
        asked += usize::from(poll_viewed(&ctx, &payment).await.expect("no error"));
    }
    assert_eq!(asked, 113, "every eighth of 900 seconds");
    // The turn comes as if nobody had looked.
    ctx.clock = Clock::fixed(start + TimeDelta::seconds(900));
    assert_eq!(poll_payments(&ctx).await.expect("no error"), 1);
    ctx.store.close().await;
    assert_eq!(app.db().number("select polls from payments").await, 1);
}

/// Makes every settled payment due.
const SETTLED_DUE: &str =
    "update payments set next_poll_at = settled_at where received is not null and next_poll_at is not null";

async fn what_was_lost_after_settling_is_found_by_asking(mut app: App) {
    // What the provider says when it is asked, and what is left of 25.00.
    let cases =
        [("refund", "refunded", "0.00"), ("dispute", "disputed", "25.00"), ("dispute_lost", "refunded", "0.00")];
    let mut codes = Vec::new();
    for (at, (answer, _, _)) in cases.into_iter().enumerate() {
        let api = app.api(&app.payee(&format!("anna-{at}")).api_key);
        let body =
            json!({"rail": "demo", "settings": {"webhook_secret": "a-secret-of-the-tests", "when_asked": answer}});
        let url =
            api.post("methods", &body).await.status(201).json()["webhook_url"].as_str().expect("a URL").to_owned();
        let hook = Hook { client: crate::support::client(), url, secret: "a-secret-of-the-tests".into() };
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "approve")).await;
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
        codes.push((api, code, hook, order));
    }
    // A transfer that the payee confirmed has nobody to ask.
    let api = &codes[0].0;
    let by_hand = app.request(api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{by_hand}/payments"), &json!({})).await.status(201);
    let day = "select count(*) from payments where evidence = 'manual' and next_poll_at is not null";
    assert_eq!(app.db().number(day).await, 0);
    let keys: Vec<_> = codes.iter().map(|(api, _, _, _)| api.key().to_owned()).collect();
    let ctx = context(&mut app).await;
    assert_eq!(poll_payments(&ctx).await.expect("no error"), 0, "not before a day");
    app.db().execute(SETTLED_DUE).await;
    // Whoever asks at the same time, it is booked once.
    for asked in join_all((0..4).map(|_| poll_payments(&ctx))).await {
        asked.expect("no error");
    }
    assert_eq!(app.db().number("select count(*) from payments where next_poll_at > settled_at").await, 3);
    ctx.store.close().await;
    app.start_again();
    for ((at, (_, state, left)), (_, code, hook, order)) in cases.into_iter().enumerate().zip(&codes) {
        let api = app.api(&keys[at]);
        assert_eq!(states(&api, code).await, [state]);
        assert_eq!(stands(&api, code).await, standing("paid", 1, left));
        // The report that was lost turns up.
        if state == "refunded" && at == 0 {
            hook.reported(&Message::new(order, "refund").called("late")).await;
            assert_eq!(stands(&api, code).await, standing("paid", 1, left));
        }
    }
    let file = app.api(&keys[0]).get("exports/movements").await.text();
    has(&file, &["EUR,-25.00,0.00,-25.00,refunded,demo,poll,"]);
    ledger_has_lines(&app, 6).await;
}

/// As [`ledger_has`], of several payees.
async fn ledger_has_lines(app: &App, lines: i64) {
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, lines);
    app.audit();
}

async fn what_has_settled_is_asked_about_more_and_more_rarely(mut app: App) {
    let (api, hook) = answering(&app, "approve").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    // Payers who look at their receipt make nobody ask.
    let own = crate::support::order(&page)["return_url"].as_str().expect("a URL").to_owned();
    for _ in 0..3 {
        app.browser().get(&own).await.status(200);
    }
    assert_eq!(app.db().number("select polls from payments").await, 0);
    let sound = context(&mut app).await;
    let mut ctx = Context { chance: without_delay(), ..sound };
    let payee = ctx.store.payees().await.expect("payees").remove(0).id;
    let payment = ctx.store.payments(&payee, &PaymentFilter::default(), 1).await.expect("a read").remove(0);
    let id = payment.id.clone();
    let (settled, mut days) = (payment.settled_at.expect("it settled"), Vec::new());
    // As if its settlement had been written down without delay.
    let first = settled + TimeDelta::days(1);
    ctx.store.write_one(move |mut tx| Box::pin(async move { tx.schedule_poll(&id, first).await })).await.expect("done");
    for hours in (0..250 * 24).step_by(6) {
        ctx.clock = Clock::fixed(settled + TimeDelta::hours(hours));
        if poll_payments(&ctx).await.expect("no error") > 0 {
            days.push(hours / 24);
        }
    }
    ctx.store.close().await;
    assert_eq!(days, [1, 2, 4, 8, 16, 32, 62, 92, 122, 152, 182]);
    assert_eq!(app.db().number("select count(*) from payments where next_poll_at is not null").await, 0);
    ledger_has(&app, 1).await;
    // What is known is no news to the payee, however often it is said.
    app.start_again();
    let seller = app.browser();
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["reported again"]);
}

/// However many settled payments are due, they are no part of the queue of those that somebody waits for.
async fn settled_payments_have_a_queue_of_their_own(mut app: App) {
    let (api, hook) = answering(&app, "approve").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 200})).await;
    for _ in 0..20 {
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "approve")).await;
    }
    app.start_payment(&code).await;
    let ctx = context(&mut app).await;
    app.db().execute(SETTLED_DUE).await;
    app.db().execute("update payments set next_poll_at = created_at where received is null").await;
    let polled = |queue| {
        let ctx = ctx.clone();
        async move { Polling::new(ctx, queue).turn().await.expect("no error") }
    };
    assert_eq!(polled(PollQueue::Pending).await, 1);
    assert_eq!(app.db().number("select count(*) from payments where received is null").await, 0);
    assert_eq!(polled(PollQueue::Settled).await, 20, "in one turn, without a pause");
    ctx.store.close().await;
    ledger_has(&app, 21).await;
}

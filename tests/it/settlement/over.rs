//! The rule that says when no money is wanted by a payment any more, and the task that follows from it: one for each reason, taken once, and
//! never for what others may still pay.

use chit::actions::payments::end_charges::mark_charges;
use chit::domain::clock::Clock;
use chit::domain::request::code::RequestCode;
use chit::store::{DueEnd, Error};
use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::house::store::context;
use crate::settlement::arrivals::{standing, stands};
use crate::support::{App, Message, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        each_reason_ends_what_was_begun,
        a_change_of_what_is_left_ends_other_amounts,
        one_replica_ends_it,
        an_open_page_turns,
    ]
}

/// The provider's names for the payments that are over, in their order.
async fn over(app: &App) -> Vec<String> {
    app.db().texts("select external_id from payments where over_at is not null order by external_id").await
}

fn sorted<const N: usize>(mut orders: [&String; N]) -> Vec<String> {
    orders.sort();
    orders.map(ToOwned::to_owned).to_vec()
}

async fn each_reason_ends_what_was_begun(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let mut ended: Vec<String> = Vec::new();
    let body = json!({"amount": "25.00"});
    for reason in ["cancel", "page", "paid", "by_hand", "disable", "expiry", "method", "payee"] {
        let (code, other) = (app.request(&api, &body).await, app.request(&api, &body).await);
        let (_, order) = app.start_payment(&code).await;
        // Bookings of another request end nothing of this one.
        api.post(&format!("requests/{other}/payments"), &json!({})).await.status(201);
        assert_eq!(over(&app).await, ended, "before {reason}");
        match reason {
            "cancel" => drop(api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200)),
            "page" => {
                let seller = app.signed_in(&payee).await;
                seller.post(&format!("app/requests/{code}/cancel"), &[]).await.status(303);
            }
            "paid" => {
                let (_, another) = app.start_payment(&code).await;
                hook.reported(&Message::new(&another, "approve").of("25.00", "EUR")).await;
            }
            "by_hand" => drop(api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201)),
            "disable" => drop(app.cli_ok(&["disable", &code])),
            "expiry" => {
                let end = json!({"expires_at": (now() + TimeDelta::seconds(1)).to_rfc3339()});
                api.patch(&format!("requests/{code}"), &end).await.status(200);
                // By itself, once its time is over: the worker looks again whenever something has ended.
                app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
                let nudge = app.request(&api, &body).await;
                let (_, nudged) = app.start_payment(&nudge).await;
                api.post(&format!("requests/{nudge}/cancel"), &json!({})).await.status(200);
                ended.push(nudged);
            }
            "method" => {
                let methods = api.get("methods").await.json();
                let method = methods["data"][0]["id"].as_str().expect("an id").to_owned();
                api.delete(&format!("methods/{method}")).await.status(204);
                app.demo_method(&api).await;
            }
            _ => drop(app.cli_ok(&["payee", "disable", "anna"])),
        }
        ended.push(order);
        ended.sort();
        for _ in 0..20_000 {
            if over(&app).await == ended {
                break;
            }
        }
        assert_eq!(over(&app).await, ended, "{reason}");
    }
    // Every one of them was told to its provider once, and nothing was wrong with the books.
    let told = "select count(*) from payments where over_at is not null and end_attempts > 1";
    assert_eq!(app.db().number(told).await, 0);
    app.audit();
}

async fn a_change_of_what_is_left_ends_other_amounts(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let ((_, whole), (_, part)) = (app.start_payment(&code).await, app.start_payment(&code).await);
    hook.reported(&Message::new(&part, "approve").of("10.00", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("open", 1, "10.00"));
    assert_eq!(over(&app).await, sorted([&whole]));
    // What is left is asked for, until some of the rest goes back.
    let (_, rest) = app.start_payment(&code).await;
    assert_eq!(over(&app).await, sorted([&whole]));
    let paid = api.get(&format!("payments?request={code}&state=settled")).await.json();
    let paid = paid["data"][0]["id"].as_str().expect("an id").to_owned();
    api.post(&format!("payments/{paid}/refund"), &json!({"amount": "4.00"})).await.status(201);
    assert_eq!(over(&app).await, sorted([&whole, &rest]));
    // What comes anyway is booked as it came.
    hook.reported(&Message::new(&rest, "approve").of("15.00", "EUR")).await;
    hook.reported(&Message::new(&whole, "approve").of("25.00", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "46.00"));
    // Whoever says how much, and a link for many, are asked the same as before.
    for (body, amount) in [
        (json!({"currency": "EUR", "max_payments": 5}), "7.00"),
        (json!({"amount": "9.00", "max_payments": 2}), "9.00"),
    ] {
        let many = app.request(&api, &body).await;
        let pay = async || {
            let fields: &[_] = if body["amount"].is_null() { &[("amount", amount)] } else { &[] };
            let started = app.browser().post(&format!("r/{many}/pay"), fields).await.status(303);
            crate::support::order(started.location())["id"].as_str().expect("an id").to_owned()
        };
        let (one, other) = (pay().await, pay().await);
        hook.reported(&Message::new(&one, "approve").of(amount, "EUR")).await;
        assert!(!over(&app).await.contains(&other), "{body}");
    }
    app.audit();
}

async fn one_replica_ends_it(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let mut ctx = context(&mut app).await;
    let end = now() + TimeDelta::hours(1);
    app.db().execute(&format!("update requests set expires_at = '{}' where code = '{code}'", end.to_rfc3339())).await;
    mark_charges(&ctx).await.expect("marks");
    assert_eq!(over(&app).await.len(), 0, "its time isn't over");
    ctx.clock = Clock::fixed(end + TimeDelta::minutes(1));
    mark_charges(&ctx).await.expect("marks");
    let due = ctx.store.charges_to_end(ctx.clock.now(), 10).await.expect("reads");
    assert_eq!(due.len(), 1);
    // Two that read the same take it once.
    let take = || {
        let (due, next) = (due[0].clone(), ctx.clock.now() + TimeDelta::minutes(2));
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_end(&due, next).await }))
    };
    let taken: Vec<bool> = join_all([take(), take(), take()]).await.into_iter().map(|t| t.expect("writes")).collect();
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{taken:?}");
    assert_eq!(ctx.store.charges_to_end(ctx.clock.now(), 10).await.expect("reads").len(), 0);
    // Likewise what is given up, in the one statement that also tells so; a stop in between would leave it to nobody.
    let later = ctx.store.charges_to_end(ctx.clock.now() + TimeDelta::minutes(3), 10).await.expect("reads");
    let give_up = |due: &DueEnd| {
        let due = due.clone();
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.drop_end(&due, "given_up").await }))
    };
    let dropped = join_all([give_up(&due[0]), give_up(&later[0]), give_up(&later[0])]).await;
    let dropped: Vec<bool> = dropped.into_iter().map(|dropped| dropped.expect("writes")).collect();
    assert_eq!((dropped[0], dropped.iter().filter(|dropped| **dropped).count()), (false, 1), "{dropped:?}");
    // What has been concluded stays so, and is not marked a second time.
    let (id, code) = (due[0].payment.id.clone(), RequestCode::parse(&code).expect("a code"));
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.conclude_end(&id, "closed").await?;
                tx.hold_request(&code).await?;
                tx.end_charges(&code, now).await
            })
        })
        .await
        .map_err(|e: Error| e.to_string())
        .expect("writes");
    assert_eq!(app.db().texts("select end_outcome from payments where end_try_at is null").await, ["given_up"]);
    ctx.store.close().await;
}

async fn an_open_page_turns(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let own = crate::support::order(&page)["return_url"].as_str().expect("a URL").to_owned();
    let browser = app.browser();
    has(&browser.page(&own).await, &[&format!("href=\"{page}\""), "data-live"]);
    let live = format!("{}/live?since=pending", &own[own.find("p/").expect("a page")..]);
    let stream = browser.request(Method::GET, &live).send().await.expect("an answer");
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    let told = tokio::time::timeout(std::time::Duration::from_secs(30), stream.text()).await.expect("it ends");
    has(&told.expect("a stream"), &["event: change"]);
    let over = browser.page(&own).await;
    has(&over, &["Not finished in time"]);
    has_not(&over, &[&page, "data-live"]);
}

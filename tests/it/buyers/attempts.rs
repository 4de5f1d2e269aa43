//! Attempts to pay: how many a link takes from one address, and how long those are kept that brought no money.

use chit::actions::Context;
use chit::actions::upkeep::upkeep;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::context;
use crate::support::{App, Message, both, form, now};

pub fn tests() -> Vec<Trial> {
    both![a_link_takes_so_many_from_an_address, attempts_without_money_are_forgotten]
}

async fn a_link_takes_so_many_from_an_address(app: App) {
    let app = app.with(&[("CHIT_LIMIT_ATTEMPTS", "3"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let (first, second) =
        (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "25.00"})).await);
    let pay = async |path: &str, address: &str, fields: &[(&str, &str)]| {
        let browser = app.browser();
        let request = browser.request(http::Method::POST, path).header("X-Forwarded-For", address);
        let request = request.header("Origin", app.base.trim_end_matches('/')).header("Sec-Fetch-Site", "same-origin");
        browser.send(form(request, fields)).await
    };
    let pay_first = format!("r/{first}/pay");
    for _ in 0..3 {
        assert_eq!(pay(&pay_first, "192.0.2.1", &[]).await.code, 303);
    }
    let before = app.db().rows().await;
    let refused = pay(&pay_first, "192.0.2.1", &[]).await;
    assert_eq!(refused.code, 429);
    assert_eq!(refused.header("ratelimit-policy"), "\"hour\";q=3;w=3600");
    let wait: u32 = refused.header("retry-after").parse().expect("seconds");
    assert!((60..=1200).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit"), format!("\"hour\";r=0;t={wait}"));
    assert_eq!(app.db().rows().await, before);
    // Others pay by it, and the same address by others.
    assert_eq!(pay(&pay_first, "192.0.2.2", &[]).await.code, 303);
    assert_eq!(pay(&format!("r/{second}/pay"), "192.0.2.1", &[]).await.code, 303);
    for expected in [303, 303, 303, 429] {
        assert_eq!(pay("anna/pay", "192.0.2.1", &[("amount", "5")]).await.code, expected);
    }
}

async fn attempts_without_money_are_forgotten(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"max_payments": 10, "amount": "25.00"})).await;
    let (_, abandoned) = app.start_payment(&code).await;
    let (_, told) = app.start_payment(&code).await;
    let (_, odd) = app.start_payment(&code).await;
    app.browser().post("anna/pay", &[("amount", "5")]).await.status(303);
    let (_, paid) = app.start_payment(&code).await;
    hook.reported(&Message::new(&told, "decline")).await;
    hook.reported(&Message::new(&odd, "approve").of("25.00", "USD")).await;
    hook.reported(&Message::new(&paid, "approve")).await;
    let ctx = context(&mut app).await;
    let later = |days| Context { clock: Clock::fixed(now() + TimeDelta::days(days)), ..ctx.clone() };
    let orders = async || app.db().texts("select external_id from payments order by external_id").await;
    upkeep(&later(40)).await.expect("upkeep");
    assert_eq!(orders().await.len(), 5, "they are kept for a while");
    app.db().execute("update payments set next_poll_at = null where received is null").await;
    let steady = app.db().number("select count(*) from request_words").await;
    upkeep(&later(91)).await.expect("upkeep");
    let mut left = vec![odd.clone(), paid.clone()];
    left.sort();
    assert_eq!(orders().await, left, "{abandoned} and {told} are gone");
    assert_eq!(app.db().texts("select code from requests").await, [code], "nobody paid by the personal link");
    assert!(app.db().number("select count(*) from request_words").await < steady);
    ctx.store.close().await;
    app.audit();
}

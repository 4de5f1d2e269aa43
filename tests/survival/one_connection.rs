//! A pool of one connection: nothing waits for a second one while it holds the first.

use futures_util::future::{join, join_all};
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{App, Message, between, both};

pub fn tests() -> Vec<Trial> {
    both![one_connection_is_enough]
}

async fn one_connection_is_enough(app: App) {
    let app = app.with(&[("CHIT_DATABASE_CONNECTIONS", "1")]).await;
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let browser = app.browser();
    let page = browser.page(&format!("r/{code}")).await;
    let live = between(&page, "data-live=\"/", "\"").to_owned();
    let waiting = browser.request(Method::GET, &live).send().await.expect("an answer");
    hook.reported(&Message::new(&order, "approve")).await;
    assert!(waiting.text().await.expect("a stream that ends").contains("event: change"));
    let path = format!("r/{code}");
    let pages = join_all((0..20).map(|_| browser.page(&path)));
    let made = json!({"amount": "7.00"});
    let requests = join_all((0..20).map(|_| app.request(&api, &made)));
    join(pages, requests).await;
    browser.page("readyz").await;
    app.signed_in(&payee).await.page("app").await;
    app.audit();
    assert_eq!(app.cli_ok(&["export", "--payee", "anna"]).lines().count(), 2);
    app.cli_ok(&["rekey"]);
}

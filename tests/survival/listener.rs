//! The connection that hears what other replicas do.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::proxy::Which;
use crate::support::{App, between};
use crate::{behind_proxy, on_postgres, until};

pub fn tests() -> Vec<Trial> {
    vec![on_postgres(module_path!(), "a_listener_that_hears_nothing_is_noticed", |app| {
        Box::pin(a_listener_that_hears_nothing_is_noticed(app))
    })]
}

/// Nobody says that the connection is gone, and nothing else goes that way, so no other failure tells of it.
async fn a_listener_that_hears_nothing_is_noticed(app: App) {
    let other = app.replica().await;
    let (_, api, _) = other.seller("anna").await;
    let code = other.request(&api, &json!({"amount": "25.00"})).await;
    let (app, proxy) = behind_proxy(app).await;
    until("it listens", || proxy.listener().is_some()).await;
    let browser = app.browser();
    let page = browser.page(&format!("r/{code}")).await;
    let live = between(&page, "data-live=\"/", "\"").to_owned();
    let mut waiting = browser.request(Method::GET, &live).send().await.expect("an answer");
    let deaf = proxy.listener();
    proxy.freeze(Which::Listening);
    // Told to nobody here.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    until("it listens by another connection", || proxy.listener() != deaf).await;
    let mut told = String::new();
    while let Some(chunk) = waiting.chunk().await.expect("a stream that goes on") {
        told.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(told.contains("event: change"), "{told:?}");
}

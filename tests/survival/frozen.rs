//! A network that goes silent, breaks or is slow.

use std::time::Duration;

use futures_util::future::{join, join_all, join5};
use libtest_mimic::Trial;
use serde_json::json;

use crate::proxy::Which;
use crate::support::{Api, App, has};
use crate::{behind_proxy, on_postgres, soon, until};

pub fn tests() -> Vec<Trial> {
    vec![
        on_postgres(module_path!(), "connections_that_freeze_are_replaced", |app| {
            Box::pin(connections_that_freeze_are_replaced(app))
        }),
        on_postgres(module_path!(), "a_silent_server_is_told_and_comes_back", |app| {
            Box::pin(a_silent_server_is_told_and_comes_back(app))
        }),
        on_postgres(module_path!(), "it_stops_whatever_hangs", |app| Box::pin(it_stops_whatever_hangs(app))),
        on_postgres(module_path!(), "connections_that_break_are_replaced", |app| {
            Box::pin(connections_that_break_are_replaced(app))
        }),
        on_postgres(module_path!(), "a_slow_network_is_no_failure", |app| Box::pin(a_slow_network_is_no_failure(app))),
    ]
}

/// Has every connection of the pool used.
async fn use_connections(app: &App, code: &str) {
    let browser = app.browser();
    let pages = (0..8).map(|_| async {
        browser.page(&format!("r/{code}")).await;
    });
    let lists = (0..8).map(|_| async {
        browser.page("anna").await;
    });
    join(join_all(pages), join_all(lists)).await;
}

/// Asks for all that depends on the database in different ways, until it is served.
async fn all_is_served(app: &App, api: &Api, code: &str) {
    let browser = app.browser();
    let get = async |path: &str| {
        let answer = browser.get(path).await;
        (answer.code, answer)
    };
    let create = async || {
        let made = api.post("requests", &json!({"amount": "7.00"})).await;
        (made.code, made)
    };
    let pay_page = format!("r/{code}");
    // Each by itself: none is served because another one was.
    join5(
        soon("a pay page", 200, async || get(&pay_page).await),
        soon("a personal page", 200, async || get("anna").await),
        soon("the API", 200, async || (api.get("me").await.code, ())),
        soon("a new request", 201, create),
        soon("readiness", 200, async || get("readyz").await),
    )
    .await;
}

async fn connections_that_freeze_are_replaced(app: App) {
    let (mut app, proxy) = behind_proxy(app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for _ in 0..2 {
        use_connections(&app, &code).await;
        proxy.freeze(Which::Existing);
        all_is_served(&app, &api, &code).await;
    }
    // The frozen ones still are.
    assert_eq!(app.stop(), Some(0));
}

async fn a_silent_server_is_told_and_comes_back(app: App) {
    let (app, proxy) = behind_proxy(app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    use_connections(&app, &code).await;
    proxy.freeze(Which::All);
    let browser = app.browser();
    browser.get("readyz").await.status(503);
    let page = browser.get(&format!("r/{code}")).await.status(503);
    has(&page.text(), &["Not available for a moment", "If you have just paid, don’t pay again"]);
    api.get("me").await.status(503).problem();
    api.post("requests", &json!({"amount": "7.00"})).await.status(503).problem();
    assert_eq!(browser.page("healthz").await, "ok\n");
    proxy.thaw();
    all_is_served(&app, &api, &code).await;
}

async fn it_stops_whatever_hangs(app: App) {
    let (mut app, proxy) = behind_proxy(app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    use_connections(&app, &code).await;
    proxy.freeze(Which::All);
    let browser = app.browser();
    let (page, made) = (format!("r/{code}"), json!({"amount": "7.00"}));
    let asked = join(browser.get(&page), api.post("requests", &made));
    let stopped = async {
        until("both wait for the server", || proxy.held_back() >= 2).await;
        app.terminate();
    };
    // Who has asked before is told.
    let ((page, made), ()) = join(asked, stopped).await;
    assert_eq!((page.code, made.code), (503, 503));
    assert_eq!(app.wait(), Some(0));
    // Nor does a command hang, or a start.
    for command in ["audit", "serve"] {
        assert_eq!(app.cli(&[command]).status.code(), Some(1), "{command}");
    }
    proxy.thaw();
    app.start_again();
    all_is_served(&app, &api, &code).await;
    app.audit();
}

async fn connections_that_break_are_replaced(app: App) {
    let (app, proxy) = behind_proxy(app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for _ in 0..3 {
        use_connections(&app, &code).await;
        proxy.reset();
        all_is_served(&app, &api, &code).await;
    }
}

async fn a_slow_network_is_no_failure(app: App) {
    let (app, proxy) = behind_proxy(app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    proxy.delay(Duration::from_millis(40));
    let browser = app.browser();
    for _ in 0..2 {
        use_connections(&app, &code).await;
        browser.page("readyz").await;
        app.request(&api, &json!({"amount": "7.00"})).await;
    }
}

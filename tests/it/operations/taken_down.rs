//! What the operator takes down is told at once: to whoever has a page open, and to the payee, on each of its pages and by the API.

use std::time::Duration;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{App, Browser, between, both, has, has_not};

/// A stream ends so soon that no page has looked again by itself: what tells of a change is news.
const AGE: [(&str, &str); 1] = [("CHIT_LIVE_SECONDS", "15")];
/// Whoever waits so long waits in vain.
const PATIENCE: Duration = Duration::from_secs(30);
const BANNER: &str = "Whoever runs this service has disabled your links.";

pub fn tests() -> Vec<Trial> {
    both![
        open_pages_of_a_disabled_payee_turn_at_once,
        open_pages_of_a_disabled_request_turn_at_once,
        each_page_of_a_disabled_payee_says_so,
        a_disabled_payee_makes_no_links,
    ]
}

/// The stream of a page that is open.
async fn open(browser: &Browser, path: &str) -> reqwest::Response {
    let page = browser.page(path).await;
    let url = between(&page, "data-live=\"/", "\"").replace("&#38;", "&");
    let stream = browser.request(Method::GET, &url).send().await.expect("an answer");
    assert_eq!(stream.status(), 200, "{url}");
    stream
}

/// What a stream says until it ends.
async fn told(stream: reqwest::Response) -> String {
    tokio::time::timeout(PATIENCE, stream.text()).await.expect("it ends").expect("a stream")
}

/// A payee with a request, its pay page, the page of a payer who has begun, and the seller's page.
async fn pages(app: &App) -> (String, Vec<(Browser, String)>) {
    let (payee, api, _) = app.seller("anna").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let begun = app.browser().post(&format!("r/{code}/pay"), &[("method", &bank)]).await.status(303);
    let own = begun.location().to_owned();
    let seller = app.signed_in(&payee).await;
    let pages =
        vec![(app.browser(), format!("r/{code}")), (app.browser(), own), (seller, format!("app/requests/{code}"))];
    (code, pages)
}

async fn open_pages_of_a_disabled_payee_turn_at_once(app: App) {
    let app = app.with(&AGE).await;
    let (_, mut pages) = pages(&app).await;
    pages.extend(["anna", "anna/25eur"].map(|path| (app.browser(), path.to_owned())));
    app.payee("berta");
    let mut streams = Vec::new();
    for (browser, path) in &pages {
        streams.push(open(browser, path).await);
    }
    let other = open(&app.browser(), "berta").await;
    app.cli_ok(&["disable", "@anna"]);
    for (stream, (_, path)) in streams.into_iter().zip(&pages) {
        assert!(told(stream).await.contains("event: change\n"), "{path}");
    }
    has_not(&told(other).await, &["event: change"]);
    // A page that was read before, and is opened only now.
    has(&app.browser().get("anna/live?since=open").await.status(404).text(), &["<h1"]);
    // The seller's page turns back, too.
    let (seller, path) = &pages[2];
    let stream = open(seller, path).await;
    app.cli_ok(&["enable", "@anna"]);
    has(&told(stream).await, &["event: change\n"]);
}

async fn open_pages_of_a_disabled_request_turn_at_once(app: App) {
    let app = app.with(&AGE).await;
    let (code, pages) = pages(&app).await;
    let mut streams = Vec::new();
    for (browser, path) in &pages {
        streams.push(open(browser, path).await);
    }
    let personal = open(&app.browser(), "anna").await;
    app.cli_ok(&["disable", &code]);
    for (stream, (_, path)) in streams.into_iter().zip(&pages) {
        assert!(told(stream).await.contains("event: change\n"), "{path}");
    }
    has_not(&told(personal).await, &["event: change"]);
}

async fn each_page_of_a_disabled_payee_says_so(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let request = format!("app/requests/{code}");
    let share = format!("{request}/share");
    let pages = ["app", "app/new", "app/methods", "app/books", "app/settings", &request, &share];
    let since = async || api.get("me").await.status(200).json()["disabled_at"].clone();
    assert_eq!(since().await, Value::Null);
    for path in pages {
        has_not(&seller.page(path).await, &[BANNER]);
    }
    app.cli_ok(&["disable", "@anna"]);
    for path in pages {
        has(&seller.page(path).await, &[BANNER]);
    }
    let down = since().await;
    assert!(down.is_string(), "{down}");
    app.cli_ok(&["payee", "disable", "anna"]);
    assert_eq!(since().await, down, "it is down since it was taken down");
    app.cli_ok(&["enable", "@anna"]);
    assert_eq!(since().await, Value::Null);
    has_not(&seller.page("app/settings").await, &[BANNER]);
}

async fn a_disabled_payee_makes_no_links(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let form = seller.page("app/new").await;
    let form = [
        ("do", "new-request"),
        ("once", between(&form, "name=\"once\" value=\"", "\"")),
        ("amount", "25"),
        ("currency", "EUR"),
        ("memo", "Two loaves"),
    ];
    let body = json!({"amount": "25.00"});
    app.cli_ok(&["disable", "@anna"]);

    let refused = api.post("requests", &body).await.status(409).json();
    assert_eq!(refused["title"], "Your links are disabled");
    has(refused["detail"].as_str().expect("a text"), &["has disabled your links", "can’t make new ones"]);
    let page = seller.post("app/new", &form).await.status(409).text();
    has(&page, &["can’t make new ones", "value=\"Two loaves\"", "role=\"alert\""]);
    let mut command = app.command_for(&["request", "25.00", "EUR"]);
    let command = command.env("CHIT_URL", &app.base).env("CHIT_KEY", &payee.api_key);
    // The command talks to the service, which this thread serves nothing of.
    let done = command.output().expect("chit runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{said}");
    has(&said, &["Your links are disabled", "can’t make new ones"]);
    assert_eq!(app.db().number("select count(*) from requests").await, 0);

    // Nothing of it is kept: the same form and the same call are good again.
    app.cli_ok(&["enable", "@anna"]);
    seller.post("app/new", &form).await.status(303);
    api.post("requests", &body).await.status(201);
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

//! Pages that turn by themselves: an open page is told once that it is out of date, by whichever replica it is open on.

use std::time::Duration;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::settlement::refunds::{behaving, paid};
use crate::support::{App, Browser, Message, between, both, has, on_both, order};

/// News is a matter of milliseconds. Whoever waits so long waits in vain.
const PATIENCE: Duration = Duration::from_secs(15);
/// The event as a browser takes it: one without data it would drop. The data is for a reader who is typing.
const CHANGE: &str = "event: change\ndata: Something has changed here. Load the page again.\n\n";

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_pay_page_is_told_that_it_was_paid,
        a_payers_page_is_told_that_the_money_arrived,
        a_payers_page_asks_the_provider_while_it_waits,
        a_sellers_page_is_told_of_a_claim,
        a_sellers_page_is_told_how_a_refund_stands,
        a_page_that_is_out_of_date_already_is_told_at_once,
        it_is_told_in_the_readers_language,
        a_stream_is_passed_on_as_it_comes,
        nobody_waits_for_what_does_not_exist,
        the_service_stops_although_pages_wait,
    ];
    // Replicas share a server's database; an embedded one has one process.
    let [_, replicas] = on_both(module_path!(), "a_page_on_another_replica_is_told_too", |app| {
        Box::pin(a_page_on_another_replica_is_told_too(app))
    });
    tests.push(replicas);
    tests
}

/// A page that waits for news.
struct Waiting(reqwest::Response);

impl Waiting {
    /// Waits as the page does that this browser has open.
    async fn on(page: &str, browser: &Browser) -> Self {
        let url = between(page, "data-live=\"/", "\"");
        let response = browser.request(Method::GET, url).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{url}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response)
    }

    /// The words that it is told until the stream ends.
    async fn told(mut self) -> String {
        let mut told = String::new();
        while let Some(chunk) = tokio::time::timeout(PATIENCE, self.0.chunk()).await.expect("news").expect("a stream") {
            told.push_str(&String::from_utf8_lossy(&chunk));
        }
        told
    }
}

async fn a_pay_page_is_told_that_it_was_paid(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().get(&format!("r/{code}")).await.status(200).text();
    let waiting = Waiting::on(&page, &app.browser()).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    has(&waiting.told().await, &[CHANGE]);
}

async fn a_payers_page_is_told_that_the_money_arrived(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (provider, order) = app.start_payment(&code).await;
    let browser = app.browser();
    let back = browser.post(&provider, &[("outcome", "pending")]).await.status(303).location().to_owned();
    let page = browser.get(&back).await.status(200).text();
    let waiting = Waiting::on(&page, &app.browser()).await;
    hook.reported(&Message::new(&order, "approve")).await;
    has(&waiting.told().await, &[CHANGE]);
    let page = browser.get(&back).await.status(200).text();
    assert!(!page.contains("data-live"), "there is nothing more to wait for");
}

async fn a_payers_page_asks_the_provider_while_it_waits(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    // It reports nothing, and answers when it is asked.
    let silent =
        json!({"rail": "demo", "settings": {"webhook_secret": "a-secret-of-the-tests", "when_asked": "approve"}});
    api.post("methods", &silent).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (provider, _) = app.start_payment(&code).await;
    let order = order(&provider);
    let own = order["return_url"].as_str().expect("a URL");
    let url = format!("{own}/live?since=pending");
    let waiting = Waiting(app.browser().request(Method::GET, &url).send().await.expect("an answer"));
    has(&waiting.told().await, &[CHANGE]);
    assert_eq!(app.db().texts("select state from payments").await, ["settled"]);
    // Whoever looks asks out of turn.
    assert_eq!(app.db().number("select count(*) from payments where polls = 0 and polled_at is not null").await, 1);
}

async fn a_sellers_page_is_told_of_a_claim(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let iban = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let method = api.post("methods", &iban).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own =
        app.browser().post(&format!("r/{code}/pay"), &[("method", &method)]).await.status(303).location().to_owned();
    let seller = app.signed_in(&payee).await;
    let page = seller.get(&format!("app/requests/{code}")).await.status(200).text();
    let waiting = Waiting::on(&page, &seller).await;
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    has(&waiting.told().await, &[CHANGE]);
}

/// A refund is asked for, has to be looked for, and turns out not to have been sent: no money moves, and each time the page turns.
async fn a_sellers_page_is_told_how_a_refund_stands(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    let seller = app.browser();
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    let page = format!("app/requests/{code}");
    let waiting = Waiting::on(&seller.page(&page).await, &seller).await;
    let asked = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(202).json();
    has(&waiting.told().await, &[CHANGE]);
    // Nobody is asked any more: a page of before is out of date.
    let before = seller.page(&page).await;
    app.db().execute("update refunds set next_try_at = null").await;
    has(&Waiting::on(&before, &seller).await.told().await, &[CHANGE]);
    let waiting = Waiting::on(&seller.page(&page).await, &seller).await;
    let refund = asked["refunds"][0]["id"].as_str().expect("an id");
    api.post(&format!("payments/{payment}/refunds/{refund}/not-sent"), &json!({})).await.status(200);
    has(&waiting.told().await, &[CHANGE]);
    let gone = &api.get(&format!("payments/{payment}")).await.json()["refunded"];
    assert_eq!(gone, "0.00", "nothing else has changed");
}

async fn a_page_that_is_out_of_date_already_is_told_at_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().get(&format!("r/{code}")).await.status(200).text();
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    has(&Waiting::on(&page, &app.browser()).await.told().await, &[CHANGE]);
}

async fn it_is_told_in_the_readers_language(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let german = app.browser().get(&format!("r/{code}?lang=de")).await.status(200).text();
    let url = between(&german, "data-live=\"/", "\"").replace("&#38;", "&");
    has(&url, &["since=open", "&lang=de"]);
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    has(&app.browser().page(&url).await, &["data: Hier hat sich etwas geändert."]);
    let french = app.browser().request(Method::GET, &format!("r/{code}/live?since=open"));
    let french = french.header("Accept-Language", "fr-CH").send().await.expect("an answer");
    has(&french.text().await.expect("a stream"), &["data: Quelque chose a changé ici."]);
}

async fn a_stream_is_passed_on_as_it_comes(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let asked = app.browser().request(Method::GET, &format!("r/{code}/live?since=open"));
    let mut stream = asked.header("Accept-Encoding", "gzip, br").send().await.expect("an answer");
    let headers = stream.headers();
    assert!(!headers.contains_key("content-encoding"), "what is compressed is gathered first");
    assert_eq!(
        (&headers["x-accel-buffering"], &headers["cache-control"]),
        (&"no".parse().expect("a value"), &"no-store".parse().expect("a value"))
    );
    let first = tokio::time::timeout(PATIENCE, stream.chunk()).await.expect("at once").expect("a stream");
    assert_eq!(
        first.as_deref(),
        Some(&b"retry: 2000\n\n"[..]),
        "a page that was sent away before is back to the usual pause"
    );
}

async fn nobody_waits_for_what_does_not_exist(app: App) {
    let browser = app.browser();
    browser.get("r/abcdefghijkm/live?since=open").await.status(404);
    browser.get("p/nothing/live?since=pending").await.status(404);
    browser.get("app/requests/abcdefghijkm/live").await.status(303);
}

async fn the_service_stops_although_pages_wait(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().get(&format!("r/{code}")).await.status(200).text();
    let waiting = Waiting::on(&page, &app.browser()).await;
    assert_eq!(app.stop(), Some(0));
    let told = waiting.told().await;
    assert!(!told.contains("change"), "nothing changed: {told}");
}

async fn a_page_on_another_replica_is_told_too(app: App) {
    let replica = app.replica().await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = replica.browser().get(&format!("r/{code}")).await.status(200).text();
    let waiting = Waiting::on(&page, &replica.browser()).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    has(&waiting.told().await, &[CHANGE]);
}

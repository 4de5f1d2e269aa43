//! Home: what came in by day, month and currency, what waits for money, and that it turns by itself on every replica.

use std::time::Duration;

use chit::domain::zone::Zone;
use chrono::{Datelike, Days, NaiveDate};
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Api, App, Browser, Message, Page, between, both, has, has_not, now, on_both};

/// News is a matter of milliseconds. Whoever waits so long waits in vain.
const PATIENCE: Duration = Duration::from_secs(15);

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_new_seller_is_shown_two_steps,
        what_came_in_is_told_by_the_payees_days,
        a_month_begins_on_its_first_day,
        money_that_does_not_move_is_not_counted,
        home_and_charts_count_alike,
        what_waits_for_money_is_summed_up,
        the_newest_requests_are_shown_as_they_stand,
        home_is_told_of_money_claims_and_new_requests,
        a_stranger_hears_nothing,
    ];
    let [_, replicas] = on_both(module_path!(), "home_on_another_replica_is_told_too", |app| {
        Box::pin(home_on_another_replica_is_told_too(app))
    });
    tests.push(replicas);
    tests
}

async fn pay(api: &Api, code: &str, body: &serde_json::Value) -> String {
    let paid = api.post(&format!("requests/{code}/payments"), body).await.status(201).json();
    paid["id"].as_str().expect("an id").to_owned()
}

/// The part of Home that tells what came in, without its charts.
fn came(page: &str) -> String {
    let part = between(page, "<section class=\"slip came\"", "</section>");
    let part = part.split("<figure").next().expect("a part");
    Page::read(part).text()
}

async fn a_new_seller_is_shown_two_steps(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let page = seller.page("app").await;
    has(&page, &["Two steps to your first link", "href=\"/app/methods\"", "href=\"/app/new\""]);
    has_not(&page, &["Came in today", "Newest"]);
    let api = app.api(&payee.api_key);
    app.demo_method(&api).await;
    has(&seller.page("app").await, &["Two steps", "Done"]);
    app.request(&api, &json!({"amount": "25.00"})).await;
    let page = seller.page("app").await;
    has(&page, &["Came in today", "Newest", "No words", "All requests"]);
    has_not(&page, &["Two steps", "Nobody can pay you yet"]);
}

async fn what_came_in_is_told_by_the_payees_days(app: App) {
    // At any time it is another day in one of these than in UTC.
    for (handle, zone) in [("east", "Pacific/Kiritimati"), ("west", "Etc/GMT+12")] {
        let (payee, api, _) = app.seller(handle).await;
        app.db().execute(&format!("update payees set zone = '{zone}' where handle = '{handle}'")).await;
        let seller = app.signed_in(&payee).await;
        let open = app.request(&api, &json!({"max_payments": 1000, "currency": "EUR"})).await;
        let today = Zone::parse(zone).expect("a zone").day_of(now());
        has(&came(&seller.page("app").await), &["0 payments", "€0.00"]);
        pay(&api, &open, &json!({"amount": "25.00"})).await;
        pay(&api, &open, &json!({"amount": "1.00", "paid_on": yesterday(today).to_string()})).await;
        let page = seller.page("app").await;
        has(&came(&page), &["1 payment", "€25.00"]);
        has_not(&came(&page), &["2 payments"]);
        has(&page, &["Last 30 days", "Last 7 days", "Most came in today: €25.00", "Show the numbers"]);
        has(&Page::read(between(&page, "<tbody>", "</tbody>")).text(), &["Today", "€25.00", "€1.00"]);
    }
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    // Other currencies stand beside, and what went back below.
    let francs = app.request(&api, &json!({"amount": "80.00", "currency": "CHF"})).await;
    pay(&api, &francs, &json!({})).await;
    let euros = app.request(&api, &json!({"amount": "12.50"})).await;
    let payment = pay(&api, &euros, &json!({})).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    let page = came(&seller.page("app").await);
    has(&page, &["2 payments", "€12.50", "CHF\u{a0}80.00", "€5.00 went back"]);
    has_not(&page, &["92.50", "7.50"]);
}

fn yesterday(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(1)).expect("in range")
}

async fn a_month_begins_on_its_first_day(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let open = app.request(&api, &json!({"max_payments": 1000, "currency": "EUR"})).await;
    let first = now().date_naive().with_day(1).expect("a day");
    pay(&api, &open, &json!({"amount": "3.00", "paid_on": first.to_string()})).await;
    pay(&api, &open, &json!({"amount": "40.00", "paid_on": yesterday(first).to_string()})).await;
    let page = app.signed_in(&payee).await.page("app").await;
    let month = Page::read(between(&page, "<p class=\"came-month\">", "</p>")).text();
    has(&month, &["This month", "€3.00"]);
    has_not(&month, &["43.00", "40.00"]);
}

async fn money_that_does_not_move_is_not_counted(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    // As long as there is nothing else, it is shown as what it is.
    has(&came(&seller.page("app").await), &["€25.00", "Test: no money moves"]);
    let real = app.request(&api, &json!({"amount": "7.00"})).await;
    pay(&api, &real, &json!({})).await;
    let page = came(&seller.page("app").await);
    has(&page, &["1 payment", "€7.00", "Test payments are not counted."]);
    has_not(&page, &["25.00", "32.00", "no money moves"]);
}

/// The words of a tile.
/// Home and the charts count by one rule.
async fn home_and_charts_count_alike(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    // Real money, long before the days that are shown.
    let real = app.request(&api, &json!({"amount": "7.00", "max_payments": 10})).await;
    pay(&api, &real, &json!({})).await;
    for column in ["ledger_entries", "ledger_days"] {
        assert_eq!(app.db().execute(&format!("update {column} set accounting_date = '2020-01-02'")).await, 1);
    }
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let (home, charts) = (came(&seller.page("app").await), seller.page("app/charts").await);
    has(&home, &["0 payments", "€0.00", "Test payments are not counted."]);
    has(&charts, &["Test payments are not counted."]);
    for page in [&home, &charts] {
        has_not(page, &["no money moves", "25.00"]);
    }
    // What was recorded by mistake is no payment any more, though it came and went.
    let wrong = pay(&api, &real, &json!({"amount": "3.00"})).await;
    pay(&api, &real, &json!({"amount": "4.00"})).await;
    has(&came(&seller.page("app").await), &["2 payments", "€7.00"]);
    seller.post(&format!("app/payments/{wrong}/not-arrived"), &[]).await.status(303);
    has(&came(&seller.page("app").await), &["1 payment", "€7.00", "€3.00 went back"]);
    has(&seller.page("app/charts").await, &["1 payment", "€4.00"]);
}

pub fn tile(page: &str, name: &str) -> String {
    Page::read(between(page, &format!("id=\"tile-{name}\""), "</a>").split_once('>').expect("a tag").1).text()
}

async fn what_waits_for_money_is_summed_up(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (_, bob, _) = app.seller("bob").await;
    app.request(&bob, &json!({"amount": "999.00"})).await;
    let seller = app.signed_in(&payee).await;
    let part = app.request(&api, &json!({"amount": "25.00"})).await;
    app.request(&api, &json!({"amount": "10.00"})).await;
    app.request(&api, &json!({"amount": "80.00", "currency": "CHF"})).await;
    // What payers choose, and what several pay, is counted and not summed up.
    app.request(&api, &json!({"currency": "EUR"})).await;
    app.request(&api, &json!({"amount": "5.00", "max_payments": 50})).await;
    let gone = app.request(&api, &json!({"amount": "100.00"})).await;
    api.post(&format!("requests/{gone}/cancel"), &json!({})).await.status(200);
    pay(&api, &part, &json!({"amount": "20.00"})).await;
    let page = seller.page("app").await;
    let open = tile(&page, "open");
    has(&open, &["Open · 5", "€15.00", "CHF\u{a0}80.00"]);
    has(&page, &["href=\"/app/requests?status=open\""]);
    has_not(&page, &["tile-overdue"]);
    let today = now().date_naive();
    app.db().execute(&format!("update requests set due_on = '{today}'")).await;
    has_not(&seller.page("app").await, &["tile-overdue"]);
    app.db().execute(&format!("update requests set due_on = '{}'", yesterday(today))).await;
    let page = seller.page("app").await;
    has(&tile(&page, "overdue"), &["Overdue · 5", "€15.00"]);
    has(&page, &["href=\"/app/requests?overdue=1\"", "Due "]);
    // What has expired is not open any more, noted or not.
    app.db().execute("update requests set expires_at = '2026-01-14 23:30:00+00:00' where currency = 'CHF'").await;
    let page = seller.page("app").await;
    has(&tile(&page, "open"), &["Open · 4"]);
    has_not(&tile(&page, "overdue"), &["CHF"]);
}

async fn the_newest_requests_are_shown_as_they_stand(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for memo in ["First", "Second", "Third", "Fourth", "<b>Fifth</b>"] {
        let code = app.request(&api, &json!({"amount": "25.00", "memo": memo})).await;
        if memo == "Fourth" {
            pay(&api, &code, &json!({})).await;
        }
    }
    let page = seller.page("app").await;
    let rows = between(&page, "<section class=\"newest\"", "</section>");
    let text = Page::read(rows).text();
    has(&text, &["Second", "Third", "Fourth", "<b>Fifth</b>", "Paid", "Open"]);
    has_not(&text, &["First"]);
    has_not(rows, &["<b>"]);
    assert!(text.find("Fifth") < text.find("Second"), "the newest first");
    let german = seller.request(Method::GET, "app").header("Accept-Language", "de").send().await.expect("an answer");
    has(&german.text().await.expect("a page"), &["Heute eingegangen", "1 Zahlung", "25,00\u{a0}€", "Alle Anfragen"]);
}

/// Home as a browser has it open: the stream of its page.
async fn open(seller: &Browser) -> reqwest::Response {
    let page = seller.page("app").await;
    let url = between(&page, "data-live=\"/", "\"").to_owned();
    let response = seller.request(Method::GET, &url).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response
}

/// Panics unless the stream tells of a change.
async fn is_told(mut stream: reqwest::Response) {
    let mut told = String::new();
    while let Some(chunk) = tokio::time::timeout(PATIENCE, stream.chunk()).await.expect("news").expect("a stream") {
        told.push_str(&String::from_utf8_lossy(&chunk));
    }
    has(&told, &["event: change\ndata: Something has changed here."]);
}

async fn home_is_told_of_money_claims_and_new_requests(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let stream = open(&seller).await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Two loaves"})).await;
    is_told(stream).await;
    let stream = open(&seller).await;
    pay(&api, &code, &json!({})).await;
    is_told(stream).await;
    let page = seller.page("app").await;
    has(&page, &["data-seq=\"1\"", "data-said=\"€25.00 arrived for Two loaves.\""]);
    let iban = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let method = api.post("methods", &iban).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let code = app.request(&api, &json!({"amount": "9.00"})).await;
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[("method", &method)]).await.status(303).location().to_owned();
    let stream = open(&seller).await;
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    is_told(stream).await;
    has(&seller.page("app").await, &["1 needs a look", "class=\"badge\">1<"]);
}

async fn home_on_another_replica_is_told_too(app: App) {
    let replica = app.replica().await;
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = replica.browser();
    seller.post(&payee.sign_in_url.replace(&*app.base, &replica.base), &[]).await.status(303);
    let stream = open(&seller).await;
    pay(&api, &code, &json!({})).await;
    is_told(stream).await;
}

async fn a_stranger_hears_nothing(app: App) {
    app.browser().get("app/live?since=x").await.status(303);
    let (payee, _, _) = app.seller("anna").await;
    let (_, bob, _) = app.seller("bob").await;
    let before = app.signed_in(&payee).await.page("app").await;
    app.request(&bob, &json!({"amount": "25.00"})).await;
    let (seller, word) = (app.browser(), |page: &str| between(page, "data-live=\"/", "\"").to_owned());
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    assert_eq!(word(&seller.page("app").await), word(&before), "nothing of hers has changed");
}

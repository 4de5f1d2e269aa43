//! Keys and webhooks of a payee's programs, by its pages: made, shown once, replaced, removed, and seen when they fail.

use axum::Router;
use axum::http::StatusCode;
use libtest_mimic::Trial;
use serde_json::json;

use crate::rails::doubles::line::{Line, Weather};
use crate::support::{App, Browser, between, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        a_key_does_what_it_was_made_for,
        a_key_is_replaced_and_revoked,
        a_refused_key_keeps_what_was_typed,
        a_webhook_is_added_tested_and_removed,
        a_refused_webhook_keeps_what_was_typed,
        a_webhook_that_was_stopped_needs_a_look,
        another_payees_webhook_is_not_there,
    ]
}

const KEYS: &str = "app/settings/keys";
const WEBHOOKS: &str = "app/settings/webhooks";

/// The key that a page shows.
fn shown_key(page: &str) -> String {
    format!("chit_{}", between(page, "data-copy=\"chit_", "\""))
}

async fn new_key(seller: &Browser, fields: &[(&str, &str)]) -> String {
    shown_key(&seller.post(KEYS, fields).await.status(201).text())
}

/// The address of the first form of a page that does something.
fn action(page: &str, deed: &str) -> String {
    let before = page.split(&format!("name=\"do\" value=\"{deed}\"")).next().expect("a form");
    let tag = before.rsplit("<form ").next().expect("its tag");
    between(tag, "action=\"/", "\"").to_owned()
}

/// The values of the boxes that are ticked.
fn ticked(page: &str) -> Vec<&str> {
    page.match_indices("\" checked>").map(|(at, _)| page[..at].rsplit('"').next().expect("a value")).collect()
}

async fn a_key_does_what_it_was_made_for(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    // A shop's scopes are ticked in a fresh form.
    let page = seller.page(KEYS).await;
    assert_eq!(ticked(&page), ["requests:read", "requests:write", "payments:read"]);
    let key = new_key(&seller, &[("name", "Shop"), ("scopes", "requests:read"), ("scopes", "payments:read")]).await;
    let api = app.api(&key);
    api.get("requests").await.status(200);
    api.get("payments").await.status(200);
    api.post("requests", &json!({"amount": "25.00"})).await.status(403);
    api.get("keys").await.status(403);
    let page = seller.page(KEYS).await;
    has(&page, &["Shop", "See requests", "See payments", "Last used on"]);
    // It is shown once, and another one of the operator's is in the list as well.
    has_not(&page, &[&key]);
    app.api(&payee.api_key).get("me").await.status(200);
}

async fn a_key_is_replaced_and_revoked(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let first = new_key(&seller, &[("name", "Shop"), ("scopes", "requests:read")]).await;
    let page = seller.page(KEYS).await;
    let shown = seller.post(&action(&page, "rotate-key"), &[]).await.status(200).text();
    let second = shown_key(&shown);
    app.api(&first).get("requests").await.status(401);
    app.api(&second).get("requests").await.status(200);
    app.api(&second).get("payments").await.status(403);
    let revoke = action(&page, "revoke-key");
    for _ in 0..2 {
        assert_eq!(seller.post(&revoke, &[]).await.status(303).location(), "/app/settings/keys");
        app.api(&second).get("requests").await.status(401);
    }
    has_not(&seller.page(KEYS).await, &["Shop"]);
}

async fn a_refused_key_keeps_what_was_typed(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let page = seller.post(KEYS, &[("name", "Shop")]).await.status(400).text();
    has(&page, &["Nothing was saved", "value=\"Shop\"", "scopes-error"]);
    let page = seller.post(KEYS, &[("name", " "), ("scopes", "admin")]).await.status(400).text();
    has(&page, &["name-error", "autofocus", "value=\"admin\" checked"]);
    has_not(&page, &["value=\"requests:read\" checked"]);
    seller.post(KEYS, &[("name", "Shop"), ("scopes", "everything")]).await.status(400);
    new_key(&seller, &[("name", "Shop"), ("scopes", "admin")]).await;
    let page = seller.post(KEYS, &[("name", "Shop"), ("scopes", "admin")]).await.status(400).text();
    has(&page, &["Another key has this name"]);
    assert_eq!(app.db().number("select count(*) from api_keys where label = 'Shop'").await, 1);
}

/// A program of the payee's that listens.
fn listening() -> Line {
    let line = Line::open();
    line.serve(Router::new().fallback(async || StatusCode::NO_CONTENT));
    line
}

async fn added(seller: &Browser, line: &Line) -> String {
    let url = format!("{}/hook", line.base);
    let page = seller.post(WEBHOOKS, &[("url", &url)]).await.status(201).text();
    has(&page, &["data-copy=\"whsec_", "Nothing has been sent yet."]);
    let test = action(&page, "test-webhook");
    test.strip_suffix("/test").expect("its address").to_owned()
}

async fn a_webhook_is_added_tested_and_removed(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page(WEBHOOKS).await, &["Add a webhook", "payment.settled"]);
    let line = listening();
    let one = added(&seller, &line).await;
    has_not(&seller.page(&one).await, &["whsec_"]);
    assert_eq!(seller.post(&format!("{one}/test"), &[]).await.status(303).location(), format!("/{one}"));
    until("a test is delivered", async || seller.page(&one).await.contains("Delivered")).await;
    let page = seller.page(&one).await;
    has(&page, &["webhook.test", "204", "Last delivered"]);
    // Sent again, it is the same message.
    seller.post(&action(&page, "retry-delivery"), &[]).await.status(303);
    until("it comes again", async || line.heard().len() == 2).await;
    let heard = line.heard();
    assert_eq!(heard[0].headers["webhook-id"], heard[1].headers["webhook-id"]);
    // Only what was chosen is sent.
    let url = format!("{}/other", line.base);
    seller.post(&one, &[("url", &url), ("events", "request.paid"), ("events", "payment.settled")]).await.status(303);
    let chosen = api.get(&one.replace("app/settings/", "")).await.status(200).json();
    assert_eq!((&chosen["url"], &chosen["events"]), (&json!(url), &json!(["request.paid", "payment.settled"])));
    assert_eq!(ticked(&seller.page(&one).await), ["request.paid", "payment.settled"]);
    // A new secret is shown once; the webhook is turned off and on.
    has(&seller.post(&format!("{one}/rotate"), &[]).await.status(200).text(), &["data-copy=\"whsec_"]);
    seller.post(&format!("{one}/disable"), &[]).await.status(303);
    has(&seller.page(&one).await, &["Turn on"]);
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    seller.post(&format!("{one}/test"), &[]).await.status(409);
    seller.post(&format!("{one}/enable"), &[]).await.status(303);
    has(&seller.page(&one).await, &["Turn off"]);
    for _ in 0..2 {
        assert_eq!(seller.post(&format!("{one}/remove"), &[]).await.status(303).location(), "/app/settings/webhooks");
    }
    seller.get(&one).await.status(404);
    api.get(&one.replace("app/settings/", "")).await.status(404);
}

async fn a_refused_webhook_keeps_what_was_typed(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let fields = [("url", "https://shop.example/#x"), ("events", "payment.settled")];
    let page = seller.post(WEBHOOKS, &fields).await.status(400).text();
    has(&page, &["url-error", "value=\"https://shop.example/#x\"", "value=\"payment.settled\" checked", "autofocus"]);
    seller.post(WEBHOOKS, &[("url", "https://anna:secret@shop.example/")]).await.status(400);
    seller.post(WEBHOOKS, &[("url", "https://shop.example/"), ("events", "money.lost")]).await.status(400);
    // A form that is sent twice makes one.
    let line = listening();
    let one = added(&seller, &line).await;
    let url = format!("{}/hook", line.base);
    has(&seller.post(WEBHOOKS, &[("url", &url)]).await.status(400).text(), &["There is a webhook with this address"]);
    assert_eq!(app.db().number("select count(*) from endpoints").await, 1);
    let page = seller.post(&one, &[("url", "ftp://x")]).await.status(400).text();
    has(&page, &["value=\"ftp://x\"", "Nothing was saved"]);
}

async fn a_webhook_that_was_stopped_needs_a_look(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let line = listening();
    let one = added(&seller, &line).await;
    line.be(Weather::All(410));
    app.request(&api, &json!({"amount": "25.00"})).await;
    until("it is off", async || seller.page(&one).await.contains("the address is gone")).await;
    let look = seller.page("app/look").await;
    has(&look, &["A webhook is off", &format!("href=\"/{one}\"")]);
    has(&seller.page("app").await, &["A webhook is off"]);
    // It is dealt with by leaving it off, or by turning it on.
    seller.post(&format!("{one}/disable"), &[]).await.status(303);
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    has_not(&seller.page(&one).await, &["Leave it off"]);
    line.be(Weather::Fine);
    seller.post(&format!("{one}/enable"), &[]).await.status(303);
    app.request(&api, &json!({"amount": "26.00"})).await;
    until("it hears again", async || seller.page(&one).await.contains("Last delivered")).await;
}

async fn another_payees_webhook_is_not_there(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let one = added(&seller, &listening()).await;
    let other = app.signed_in(&app.payee("berta")).await;
    other.get(&one).await.status(404);
    for deed in ["", "/test", "/rotate", "/disable", "/enable"] {
        other.post(&format!("{one}{deed}"), &[("url", "https://shop.example/")]).await.status(404);
    }
    other.post(&format!("{one}/remove"), &[]).await.status(303);
    has(&seller.page(&one).await, &["Turn off"]);
}

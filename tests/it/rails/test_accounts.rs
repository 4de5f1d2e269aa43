//! Test accounts of real providers: no money moves, so everybody who sees them is told, and a public service has none of them unless
//! its operator names them.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::doubles::{state, status};
use super::paypal::{self, beside_paypal};
use super::stripe::{self, beside_stripe, start, stripe_method};
use crate::support::{App, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_test_account_is_marked_wherever_it_is_seen,
        a_live_account_is_not_marked,
        a_public_service_takes_no_test_account,
        what_was_saved_in_private_is_nothing_in_public,
        what_is_not_marked_neither_starts_nor_settles,
    ]
}

const MARK: &str = "Test: no money moves";
const PUBLIC: (&str, &str) = ("CHIT_PUBLIC_URL", "https://pay.example");

async fn a_test_account_is_marked_wherever_it_is_seen(app: App) {
    let (app, double, payee, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    assert_eq!(api.get("methods").await.json()["data"][0]["test"], true);
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/methods").await, &[&format!("<strong>Stripe</strong> <span class=\"test\">{MARK}")]);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &[MARK]);
    has(&app.browser().page("anna/25").await, &[MARK]);
    let (session, back) = start(&app, &double, &code).await;
    has(&app.browser().page(&back).await, &[MARK]);
    double.pay(&session, true);
    double.tell(&hook, "checkout.session.completed", &session).await;
    assert_eq!(status(&api, &code).await, json!("paid"));
    has(&app.browser().page(&back).await, &[MARK]);
    let receipt = app.browser().get(&format!("{back}/receipt.json")).await.status(200).json();
    assert_eq!((&receipt["receipt"]["test"], &receipt["receipt"]["rail"]), (&json!(true), &json!("stripe")));
    has(&seller.page(&format!("app/requests/{code}")).await, &[MARK]);
    let payment = &api.get(&format!("payments?request={code}")).await.json()["data"][0];
    assert_eq!((&payment["test"], &payment["rail"]), (&json!(true), &json!("stripe")));
    // The books never take it for real money, in whichever direction it goes.
    let id = payment["id"].as_str().expect("an id");
    api.post(&format!("payments/{id}/refund"), &json!({"amount": "5.00"})).await.status(201);
    has(
        &api.get("exports/movements").await.text(),
        &["24.33,settled,stripe_test,webhook,", "-5.00,0.00,-5.00,refunded,stripe_test,poll,"],
    );
    app.audit();
}

async fn a_live_account_is_not_marked(app: App) {
    let (app, _double, api) = beside_paypal(app).await;
    let mut live = paypal::settings();
    live["environment"] = json!("live");
    api.post("methods", &json!({"rail": "paypal", "settings": live})).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    has_not(&app.browser().page(&format!("r/{code}")).await, &[MARK]);
    // Beside a test account of the same rail: only that one is marked.
    paypal::paypal_method(&api).await;
    let methods = api.get("methods").await.json();
    let tests: Vec<_> = methods["data"].as_array().expect("a list").iter().map(|method| &method["test"]).collect();
    assert_eq!(tests, [false, true]);
    assert_eq!(app.browser().page(&format!("r/{code}")).await.matches(MARK).count(), 1);
}

/// What is wrong with adding a method, field by field.
async fn refused(api: &crate::support::Api, rail: &str, settings: &Value) -> Vec<(String, String)> {
    api.post("methods", &json!({"rail": rail, "settings": settings})).await.status(400).problems()
}

async fn a_public_service_takes_no_test_account(app: App) {
    let app = app.with(&[PUBLIC]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let sign_in = payee.sign_in_url.replace("https://pay.example/", &app.base);
    let seller = app.browser();
    seller.post(&sign_in, &[]).await.status(303);
    // Nobody is asked: the settings themselves say what they are.
    for (rail, settings, field) in
        [("stripe", stripe::settings(), "secret_key"), ("paypal", paypal::settings(), "environment")]
    {
        assert_eq!(refused(&api, rail, &settings).await, [(field.to_owned(), "refused".to_owned())]);
        let typed: Vec<_> = settings.as_object().expect("an object").iter().collect();
        let mut form = vec![("rail", rail)];
        form.extend(typed.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("a text"))));
        let page = seller.post("app/methods", &form).await.status(400).text();
        has(&page, &["no money moves", &format!("CHIT_ALLOW_TEST_RAILS={rail}"), &format!("{rail}-{field}-error")]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    // One that is named says nothing of the other.
    let app = app.with(&[("CHIT_ALLOW_TEST_RAILS", "paypal")]).await;
    let api = app.api(&payee.api_key);
    assert_eq!(refused(&api, "stripe", &stripe::settings()).await, [("secret_key".to_owned(), "refused".to_owned())]);
}

async fn what_was_saved_in_private_is_nothing_in_public(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    stripe_method(&api).await;
    let key = api.key().to_owned();
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (session, _) = start(&app, &double, &code).await;
    double.pay(&session, true);
    // The provider's double is in a private network, which a public service would not call.
    let app = app.with(&[PUBLIC, ("CHIT_STRIPE_URL", "")]).await;
    let (api, buyer) = (app.api(&key), app.browser());
    has_not(&buyer.page(&format!("r/{code}")).await, &["Stripe", MARK]);
    buyer.post(&format!("r/{code}/pay"), &[]).await.status(400);
    // Play money that was on its way isn't booked either.
    let webhook = api.get("methods").await.json()["data"][0]["webhook_url"].as_str().expect("a URL").to_owned();
    let webhook = webhook.replace("https://pay.example/", &app.base);
    double.post(&webhook, &double.event("checkout.session.completed", &double.object(&session))).await.status(503);
    assert_eq!(state(&api, &code).await, json!("pending"));
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 0);
    // Where its operator allows it by name, payers are told.
    let app = app.with(&[("CHIT_ALLOW_TEST_RAILS", "stripe")]).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    has(between(&page, "<main", "</main>"), &["Stripe", MARK]);
}

async fn what_is_not_marked_neither_starts_nor_settles(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (session, _) = start(&app, &double, &code).await;
    double.pay(&session, true);
    // As if it had been saved before methods were marked.
    app.db().execute("update methods set test = false").await;
    app.db().execute("update payments set test = false").await;
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(503);
    let event = double.event("checkout.session.completed", &double.object(&session));
    double.post(&hook, &event).await.status(503);
    assert_eq!(state(&api, &code).await, json!("pending"));
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 0);
    app.db().execute("update methods set test = true").await;
    double.post(&hook, &event).await.status(204);
    assert_eq!(state(&api, &code).await, json!("settled"));
}

//! The stand-in provider's pages. A payee may choose the secret that orders are signed under, so an order in a URL may say anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Api, App, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        an_order_of_the_payees_own_making_leads_nowhere,
        an_order_shows_what_is_stored,
        a_link_that_is_taken_down_has_no_order,
    ]
}

/// What `App::seller` signs under.
const SECRET: &str = "a-secret-of-the-tests";

/// The page of an order that somebody who knows the secret made up.
fn forged(page: &str, told: &Value) -> String {
    let (before, _) = page.rsplit_once('/').expect("a path");
    let order = URL_SAFE_NO_PAD.encode(serde_json::to_vec(told).expect("JSON"));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
    mac.update(format!("order.{order}").as_bytes());
    format!("{before}/{order}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// The order with some of its members changed.
fn changed(told: &Value, changes: &Value) -> Value {
    let mut told = told.clone();
    told.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    told
}

async fn begun(app: &App, api: &Api, amount: &str) -> (String, Value) {
    let code = app.request(api, &json!({"amount": amount})).await;
    let (page, _) = app.start_payment(&code).await;
    let told = order(&page);
    (page, told)
}

async fn an_order_of_the_payees_own_making_leads_nowhere(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    assert_eq!(hook.secret, SECRET);
    let (page, told) = begun(&app, &api, "25.00").await;
    let (_, another) = begun(&app, &api, "30.00").await;
    let (_, berta, _) = app.seller("berta").await;
    let (_, bertas) = begun(&app, &berta, "35.00").await;
    let own = told["return_url"].as_str().expect("a URL");
    let token = own.rsplit('/').next().expect("a token");
    let payer = app.browser();
    for changes in [
        // Elsewhere, in all the ways in which that can be written.
        json!({"return_url": "https://evil.example/"}),
        json!({"return_url": "https://evil.example/p/made-up"}),
        json!({"return_url": "javascript:alert(1)"}),
        json!({"return_url": "data:text/html,x"}),
        json!({"return_url": format!("{}app/settings", app.base)}),
        json!({"return_url": format!("{own}/receipt.json")}),
        json!({"return_url": format!("{own}/../../app/sign-in/x")}),
        json!({"return_url": format!("{}p//evil.example", app.base)}),
        json!({"return_url": app.base}),
        // Another payment's page, of the same payee's or of somebody else's.
        json!({"return_url": another["return_url"]}),
        json!({"return_url": bertas["return_url"]}),
        // Another payment, or none at all.
        json!({"id": another["id"]}),
        json!({"id": bertas["id"]}),
        json!({"id": bertas["id"], "return_url": bertas["return_url"]}),
        json!({"id": "demo_made_up"}),
        json!({"id": "demo_made_up", "return_url": "https://evil.example/"}),
    ] {
        let page = forged(&page, &changed(&told, &changes));
        let missing = payer.get(&page).await.status(404);
        has_not(&missing.text(), &["evil.example"]);
        for outcome in ["approve", "decline", "pending"] {
            let answer = payer.post(&page, &[("outcome", outcome)]).await.status(404);
            assert!(!answer.headers.contains_key("location"), "{changes}");
        }
    }
    assert_eq!(app.db().number("select count(*) from rail_events").await, 0);
    // A right token under a wrong server leads to our own page: whose server that is, the order doesn't say.
    for elsewhere in
        ["https://evil.example", "http://evil.example:8080", "https://user:word@evil.example", "ftp://evil.example"]
    {
        let page = forged(&page, &changed(&told, &json!({"return_url": format!("{elsewhere}/p/{token}")})));
        payer.get(&page).await.status(200);
        assert_eq!(payer.post(&page, &[("outcome", "pending")]).await.status(303).location(), own);
    }
}

async fn an_order_shows_what_is_stored(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (page, told) = begun(&app, &api, "25.00").await;
    let payer = app.browser();
    let lies = json!({"payee": "Your Bank, Inc.", "amount": 1, "currency": "JPY"});
    let page = forged(&page, &changed(&told, &lies));
    let shown = payer.page(&page).await;
    has(&shown, &["<bdi>anna</bdi>", "25.00"]);
    has_not(&shown, &["Your Bank", "¥", "JPY"]);
    // What is reported is what is stored, too; and the language that the payer chose stays.
    let own = told["return_url"].as_str().expect("a URL");
    let page = forged(&page, &changed(&told, &changed(&lies, &json!({"return_url": format!("{own}?lang=de&next=x")}))));
    let back = payer.post(&page, &[("outcome", "approve")]).await.status(303);
    assert_eq!(back.location(), format!("{own}?lang=de"));
    let payment = &api.get("payments").await.json()["data"][0];
    assert_eq!(
        (&payment["state"], &payment["amount"], &payment["currency"]),
        (&json!("settled"), &json!("25.00"), &json!("EUR"))
    );
    app.audit();
}

async fn a_link_that_is_taken_down_has_no_order(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let payer = app.browser();
    payer.page(&page).await;
    app.cli_ok(&["disable", &code]);
    payer.get(&page).await.status(404);
    payer.post(&page, &[("outcome", "approve")]).await.status(404);
    app.cli_ok(&["enable", &code]);
    // Taking it down has ended the order. Whoever still wants to pay begins anew.
    payer.post(&page, &[("outcome", "approve")]).await.status(409);
    let (page, _) = app.start_payment(&code).await;
    payer.post(&page, &[("outcome", "approve")]).await.status(303);
}

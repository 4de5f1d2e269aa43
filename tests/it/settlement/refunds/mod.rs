//! Money that goes back: by the payee, by the provider, by both at once; never twice, and never more than arrived.

mod asked;
mod told;

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{Api, App, Hook, Message};

pub fn tests() -> Vec<Trial> {
    [asked::tests(), told::tests()].into_iter().flatten().collect()
}

/// A request of 25.00 EUR that was paid by the stand-in: its code, the payment's id, the provider's name for it.
pub async fn paid(app: &App, api: &Api, hook: &Hook) -> (String, String, String) {
    let code = app.request(api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    (code.clone(), only_payment(api, &code).await, order)
}

pub async fn only_payment(api: &Api, code: &str) -> String {
    let page = api.get(&format!("payments?request={code}")).await.status(200).json();
    page["data"][0]["id"].as_str().expect("an id").to_owned()
}

/// A payee whose stand-in takes refunds in its own way.
pub async fn behaving(app: &App, refunds: &str) -> (Api, Hook) {
    let api = app.api(&app.payee("anna").api_key);
    let secret = "a-secret-of-the-tests";
    let body = json!({"rail": "demo", "settings": {"webhook_secret": secret, "refunds": refunds}});
    let method = api.post("methods", &body).await.status(201).json();
    let url = method["webhook_url"].as_str().expect("a URL").to_owned();
    (api, Hook { client: crate::support::client(), url, secret: secret.into() })
}

/// What a payment says went back, and its state.
pub async fn gone(api: &Api, payment: &str) -> (String, String) {
    let payment = api.get(&format!("payments/{payment}")).await.status(200).json();
    let text = |field: &str| payment[field].as_str().expect("a text").to_owned();
    (text("refunded"), text("state"))
}

pub fn so(refunded: &str, state: &str) -> (String, String) {
    (refunded.to_owned(), state.to_owned())
}

pub fn total(order: &str, amount: &str) -> Message {
    Message::new(order, "refund").called(&format!("{order}:refund:{amount}")).of(amount, "EUR")
}

//! PayPal: through the whole service, and the rail alone against the double.

mod rail;
mod service;

use std::sync::Arc;
use std::time::Duration;

use chit::net::{Patience, Provider};
use chit::rails::by_provider::paypal;
use chit::rails::{Demand, Rail, RailError, RailEvent, WebhookMessage};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::rails::doubles::paypal::{CLIENT_ID, CLIENT_SECRET, PayPal, WEBHOOK_ID};
use crate::rails::doubles::surroundings;
use crate::support::{Api, App, now};

pub fn tests() -> Vec<Trial> {
    [service::tests(), rail::tests()].into_iter().flatten().collect()
}

pub fn settings() -> Value {
    json!({"environment": "sandbox", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "webhook_id": WEBHOOK_ID})
}

/// A service beside a PayPal, and a payee who has no method yet.
pub async fn beside_paypal(app: App) -> (App, PayPal, Api) {
    let double = PayPal::start();
    let app = app.with(&[("CHIT_PAYPAL_URL", &double.base), ("CHIT_LOG", "trace")]).await;
    let api = app.api(&app.payee("anna").api_key);
    (app, double, api)
}

pub async fn paypal_method(api: &Api) -> String {
    let method = api.post("methods", &json!({"rail": "paypal", "settings": settings()})).await.status(201).json();
    method["webhook_url"].as_str().expect("PayPal reports").to_owned()
}

/// A payer presses the button; answers the order.
pub async fn start(app: &App, double: &PayPal, code: &str) -> String {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let order = started.location().strip_prefix(&format!("{}/checkoutnow?token=", double.base));
    order.unwrap_or_else(|| panic!("{}", started.location())).to_owned()
}

/// The rail alone, with a test's patience.
fn rail(double: &PayPal) -> Box<dyn Rail> {
    let patience = Patience {
        answer: Duration::from_secs(5),
        pause: Duration::from_millis(1),
        failures: 1000,
        ..Patience::default()
    };
    let mut around = surroundings();
    around.providers.paypal_sandbox = Arc::new(Provider::new("PayPal", double.base.parse().expect("a base"), patience));
    let settings = (paypal::KIND.check)(settings().as_object().expect("an object"), &around).expect("good");
    (paypal::KIND.open)(&settings, &around).expect("opens")
}

async fn heard(rail: &dyn Rail, double: &PayPal, event: &Value) -> Vec<RailEvent> {
    tried(rail, double, event).await.expect("believed")
}

/// The outcome of a message that PayPal has signed.
async fn tried(rail: &dyn Rail, double: &PayPal, event: &Value) -> Result<Vec<RailEvent>, RailError> {
    let body = serde_json::to_vec(event).expect("JSON");
    let headers = double.sign(&body).into_iter();
    let headers = headers.map(|(name, value)| (http::HeaderName::from_static(name), value.parse().expect("a header")));
    let headers: http::HeaderMap = headers.collect();
    rail.read_message(WebhookMessage { headers: &headers, body: &body, now: now(), demands: &Demand::Open }).await
}

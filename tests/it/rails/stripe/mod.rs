//! Stripe Checkout: through the whole service, and the rail alone against the double.

mod rail;
mod service;

use std::sync::Arc;
use std::time::Duration;

use chit::net::{Patience, Provider};
use chit::rails::by_provider::stripe;
use chit::rails::{Demand, Rail, RailEvent, WebhookMessage};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::rails::doubles::stripe::{KEY, Stripe, WEBHOOK_SECRET, sign};
use crate::rails::doubles::surroundings;
use crate::support::{Api, App, Payee, now};

pub fn tests() -> Vec<Trial> {
    [service::tests(), rail::tests()].into_iter().flatten().collect()
}

pub fn settings() -> Value {
    json!({"secret_key": KEY, "webhook_secret": WEBHOOK_SECRET})
}

/// A service beside a Stripe, and a payee who has no method yet.
pub async fn beside_stripe(app: App) -> (App, Stripe, Payee, Api) {
    let double = Stripe::start();
    let app = app.with(&[("CHIT_STRIPE_URL", &double.base), ("CHIT_LOG", "trace")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    (app, double, payee, api)
}

/// The webhook of a new Stripe method.
pub async fn stripe_method(api: &Api) -> String {
    let method = api.post("methods", &json!({"rail": "stripe", "settings": settings()})).await.status(201).json();
    method["webhook_url"].as_str().expect("Stripe reports").to_owned()
}

/// A payer presses the button; answers the session and where it comes back to.
pub async fn start(app: &App, double: &Stripe, code: &str) -> (String, String) {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let session = started.location().rsplit('/').next().expect("a session").to_owned();
    assert!(started.location().starts_with(&format!("{}/c/pay/", double.base)), "{}", started.location());
    let back = double.object(&session)["success_url"].as_str().expect("a URL").to_owned();
    (session, back)
}

/// The rail alone, with a test's patience.
fn rail(double: &Stripe) -> Box<dyn Rail> {
    let patience = Patience {
        answer: Duration::from_millis(200),
        pause: Duration::from_millis(1),
        failures: 1000,
        ..Patience::default()
    };
    let mut around = surroundings();
    around.providers.stripe = Arc::new(Provider::new("Stripe", double.base.parse().expect("a base"), patience));
    let settings = (stripe::KIND.check)(settings().as_object().expect("an object"), &around).expect("good");
    (stripe::KIND.open)(&settings, &around).expect("opens")
}

/// The facts of a signed event.
async fn heard(rail: &dyn Rail, event: &Value) -> Vec<RailEvent> {
    let body = serde_json::to_vec(event).expect("JSON");
    let now = now();
    let signature = sign(WEBHOOK_SECRET, now.timestamp(), &body).parse().expect("a header");
    let headers = http::HeaderMap::from_iter([(http::HeaderName::from_static("stripe-signature"), signature)]);
    rail.read_message(WebhookMessage { headers: &headers, body: &body, now, demands: &Demand::Open })
        .await
        .expect("believed")
}

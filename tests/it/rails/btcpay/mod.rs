//! BTCPay Server: through the whole service, and the rail alone against the double.

mod rail;
mod service;
mod trust;

use chit::net::servers::{Servers, origin};
use chit::rails::by_provider::btcpay;
use chit::rails::{Instructions, Next, Rail, Started};
use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::rails::doubles::btcpay::{BtcPay, KEY, PEOPLE, STORE, WEBHOOK_SECRET};
use crate::rails::doubles::{charge, keeps_none_of, surroundings};
use crate::support::{Api, App, Payee, now};

pub fn tests() -> Vec<Trial> {
    [service::tests(), trust::tests(), rail::tests()].into_iter().flatten().collect()
}

fn settings(double: &BtcPay) -> Value {
    json!({"url": double.base, "store_id": STORE, "api_key": KEY, "webhook_secret": WEBHOOK_SECRET})
}

/// A service beside a BTCPay, and a payee who has no method yet.
async fn beside_btcpay(app: App) -> (App, BtcPay, Payee, Api) {
    let double = BtcPay::start();
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    (app, double, payee, api)
}

/// The webhook of a new method.
async fn btcpay_method(api: &Api, double: &BtcPay) -> String {
    let method = json!({"rail": "btcpay", "settings": settings(double)});
    let method = api.post("methods", &method).await.status(201).json();
    method["webhook_url"].as_str().expect("BTCPay reports").to_owned()
}

/// A payer presses the button; answers the invoice and the payer's own page.
async fn start(app: &App, double: &BtcPay, code: &str) -> (String, String) {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location().to_owned();
    assert!(own.starts_with("/p/"), "{own}");
    (double.invoices().pop().expect("an invoice"), own.trim_start_matches('/').to_owned())
}

fn keeps_no_secret(app: &App) {
    keeps_none_of(app, PEOPLE.iter().chain(&[KEY, WEBHOOK_SECRET]));
}

/// The rail alone, in a public service whose operator trusts the double.
fn rail(double: &BtcPay) -> Box<dyn Rail> {
    opened(double, &settings(double))
}

fn opened(double: &BtcPay, settings: &Value) -> Box<dyn Rail> {
    let mut around = surroundings();
    let trusted = origin(double.base.trim_end_matches("/pay")).expect("an origin");
    around.servers = Servers::new(&around.public_url, vec![trusted]);
    let settings = (btcpay::KIND.check)(settings.as_object().expect("an object"), &around).expect("good");
    (btcpay::KIND.open)(&settings, &around).expect("opens")
}

/// Begins a payment; answers the invoice, and what the payer is shown.
async fn begin(rail: &dyn Rail, amount: i64, currency: &str) -> (String, Instructions) {
    let before = now();
    let Started { external_id, next, expires_at } = rail.start(&charge(amount, currency)).await.expect("starts");
    let expires_at = expires_at.expect("an end");
    // Thirty minutes from a moment before: when this rail was opened, however long ago that is by now.
    let (least, most) = (TimeDelta::minutes(20), TimeDelta::minutes(30));
    assert!(expires_at - before >= least && expires_at - now() <= most, "{expires_at}");
    let Next::Show(shown) = next else { panic!("it is shown here") };
    (external_id.expect("an invoice"), shown)
}

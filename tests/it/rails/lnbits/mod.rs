//! LNbits: through the service, and the rail alone.

mod address;
mod rail;
mod service;

use chit::domain::money::Money;
use chit::net::servers::{Servers, origin};
use chit::rails::by_provider::lnbits;
use chit::rails::{ChargeQuery, Demand, Rail, RailEvent};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::rails::doubles::lnbits::{INVOICE_KEY, Lnbits};
use crate::rails::doubles::surroundings;
use crate::support::{App, now};

pub fn tests() -> Vec<Trial> {
    [service::tests(), rail::tests(), address::tests()].into_iter().flatten().collect()
}

fn settings(double: &Lnbits) -> Value {
    json!({"url": double.base, "invoice_key": INVOICE_KEY})
}

/// A payer presses the button; answers where its own page is.
async fn start(app: &App, code: &str) -> String {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    started.location().to_owned()
}

/// The rail alone.
fn rail(double: &Lnbits) -> Box<dyn Rail> {
    let mut around = surroundings();
    around.servers = Servers::new(&around.public_url, vec![origin(&double.base).expect("an origin")]);
    let settings = (lnbits::KIND.check)(settings(double).as_object().expect("an object"), &around).expect("good");
    (lnbits::KIND.open)(&settings, &around).expect("opens")
}

async fn ask(rail: &dyn Rail, hash: &str, money: Money) -> Vec<RailEvent> {
    rail.poll(ChargeQuery { external_id: hash, money, now: now(), demand: Demand::Open, verify: None })
        .await
        .expect("an answer")
}

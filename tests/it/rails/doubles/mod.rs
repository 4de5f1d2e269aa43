//! Rails that call a provider, against doubles of the providers that are written from their documentation, their own example objects or
//! what they answered, and know nothing of our code.

#![expect(
    clippy::disallowed_types,
    reason = "a provider reads the addresses that it is asked at; the ban is about the service's own"
)]

pub mod btcpay;
pub mod line;
pub mod lnbits;
pub mod paypal;
pub mod stripe;
pub mod wallet;

use chit::domain::chance::Chance;
use chit::domain::clock::Clock;
use chit::domain::id::{MethodId, PaymentId};
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payee::handle::Handle;
use chit::domain::reference::rf::RfReference;
use chit::domain::text::DisplayName;
use chit::rails::{Charge, EventKind, RailContext, RailEvent};
use serde_json::Value;

use crate::support::{Api, App, now};

pub async fn status(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.status(200).json()["status"].clone()
}

pub async fn state(api: &Api, code: &str) -> Value {
    api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0]["state"].clone()
}

/// None of these (people's details, payees' keys) are in what the service has left behind.
pub fn keeps_none_of<'a>(app: &App, hidden: impl Iterator<Item = &'a &'a str>) {
    let mut left = app.log().into_bytes();
    for file in std::fs::read_dir(app.dir()).expect("a directory") {
        let path = file.expect("a file").path();
        if path.is_file() {
            left.extend(std::fs::read(path).expect("readable"));
        }
    }
    for hidden in hidden {
        let found = left.windows(hidden.len()).any(|at| at == hidden.as_bytes());
        assert!(!found, "{hidden} was kept or logged");
    }
}

/// What a rail knows of the service around it; time stands still in it.
pub fn surroundings() -> RailContext {
    let mut around =
        RailContext::new("https://chit.example".parse().expect("a URL"), Chance::secure()).expect("surroundings");
    around.clock = Clock::fixed(now());
    around
}

pub fn charge(amount: i64, currency: &str) -> Charge {
    let chance = Chance::secure();
    Charge {
        payment: PaymentId::draw(&chance),
        method: MethodId::draw(&chance),
        money: Money::new(amount, Currency::parse(currency).expect("a currency")),
        rf: RfReference::draw(&chance),
        payee: DisplayName::parse("Zq7 Anna").expect("good"),
        handle: Handle::parse("anna").expect("good"),
        description: None,
        return_url: "https://chit.example/p/token".parse().expect("a URL"),
        expires_at: now() + chrono::TimeDelta::hours(24),
    }
}

/// The fee of an event that doesn't tell one.
pub const UNTOLD: i64 = -1;

/// What events say: what, of how much, at what fee.
pub fn said(events: &[RailEvent]) -> Vec<(EventKind, i64, i64)> {
    events.iter().map(|event| (event.kind, event.money.minor(), event.fee.unwrap_or(UNTOLD))).collect()
}

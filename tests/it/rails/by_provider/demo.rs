//! What happens at the stand-in provider. It is no server of its own: its pages are the service's, and what it does when it is asked,
//! its settings say beforehand (`settlement_polls` and `settlement_refunds` have that). Here it is the one who reports.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, Sent, Told};
use crate::rails::doubles::line::Line;
use crate::support::{Hook, Message, client, now, order};

const SECRET: &str = "a-secret-of-the-demos";
/// The people in its messages.
const PEOPLE: [&str; 3] = ["Zq7 Dora Demo", "zq7.dora@zq7mail.example", "+4915794440001"];

/// What happened to its orders.
#[derive(Default)]
pub struct Demo(Mutex<HashMap<String, Paid>>);

struct Paid {
    amount: String,
    currency: String,
    /// What was sent back in all.
    back: String,
}

fn signed(secret: &str, at: i64, body: &[u8]) -> Told {
    let hook = Hook { client: client(), url: String::new(), secret: secret.to_owned() };
    Told { headers: vec![("chit-demo-signature", hook.sign(at, body))], body: body.to_vec() }
}

impl Double for Demo {
    const RAIL: &'static str = "demo";
    const CAN: Can = Can {
        tell: true,
        sign: true,
        be_away: false,
        be_asked: false,
        take_any_amount: true,
        take_any_currency: true,
        send_back: true,
        send_back_itself: true,
        dispute: true,
    };
    const BOOKED: &'static str = "demo";
    const FEE: &'static str = "0.63";
    const DISPUTE_FEE: Option<&'static str> = Some("0.63");
    const ENDS: Ends = Ends::Withholds;
    const REFUSES: &'static [(&'static str, &'static str)] = &[];
    const SECRETS: &'static [&'static str] = &[SECRET];
    const PEOPLE: &'static [&'static str] = &PEOPLE;
    const WORDS: &'static [&'static str] = &[];
    const HEADERS: &'static [&'static str] = &[];
    const SENDS_BACK: (&'static str, &'static str) = ("", "");

    fn start() -> Self {
        Self::default()
    }

    fn line(&self) -> Option<&Line> {
        None
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        None
    }

    fn settings(&self) -> Value {
        json!({ "webhook_secret": SECRET })
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        (json!({"webhook_secret": "short"}), &["settings"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        None
    }

    fn begun(&self, location: &str) -> Begun {
        let known = order(location);
        let text = |name: &str| known[name].as_str().expect("a text").to_owned();
        let (amount, currency) = (known["amount"].to_string(), text("currency"));
        let paid = Paid { amount, currency, back: String::new() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(text("id"), paid);
        Begun { order: text("id"), own: text("return_url") }
    }

    fn pay(&self, order: &str, amount: &str, currency: &str) {
        let paid = Paid { amount: amount.to_owned(), currency: currency.to_owned(), back: String::new() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(order.to_owned(), paid);
    }

    fn is_payable(&self, _: &str) -> bool {
        true
    }

    fn fail(&self, _: &str) {}

    fn tell(&self, order: &str, fact: Fact) -> Option<Told> {
        let orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Paid { amount, currency, back } = &orders[order];
        let message = match fact {
            Fact::Settled => Message::new(order, "approve").of(amount, currency).keeping(Self::FEE),
            Fact::Failed => Message::new(order, "decline"),
            Fact::Refunded if back.is_empty() => return None,
            Fact::Refunded => Message::new(order, "refund").called(&format!("{order}:back:{back}")).of(back, currency),
            Fact::DisputeOpened => Message::new(order, "dispute").of(amount, currency),
            Fact::DisputeWon => Message::new(order, "dispute_won").of(amount, currency).shifted(1),
            Fact::DisputeLost => {
                let fee = Self::DISPUTE_FEE.expect("it tells");
                Message::new(order, "dispute_lost").of(amount, currency).keeping(fee).shifted(1)
            }
        };
        let mut body: Value = serde_json::from_slice(&message.body()).expect("JSON");
        body["payer"] = json!({"name": PEOPLE[0], "email": PEOPLE[1], "phone": PEOPLE[2]});
        Some(signed(SECRET, now().timestamp(), &serde_json::to_vec(&body).expect("JSON")))
    }

    fn forged(&self, told: &Told) -> Vec<(&'static str, Told)> {
        let (at, body) = (now().timestamp(), told.body.as_slice());
        vec![
            ("signed by somebody else", signed("another-secret-of-16", at, body)),
            ("signed under nothing", signed("", at, body)),
            ("signed long ago", signed(SECRET, at - 310, body)),
            // Far enough for a machine that is slow to take it.
            ("signed in the future", signed(SECRET, at + 3600, body)),
        ]
    }

    fn send_back(&self, order: &str, amount: &str) {
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        orders.get_mut(order).expect("an order").back = amount.to_owned();
    }

    fn sent(&self, _: &str) -> Option<Vec<Sent>> {
        None
    }
}

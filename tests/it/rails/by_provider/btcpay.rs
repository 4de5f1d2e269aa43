//! A BTCPay Server's side of the contract. It sends nothing back: that is the payee's to do.

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, PRICE, Sent, Told, rewritten};
use crate::rails::doubles::btcpay::{BtcPay, KEY, PEOPLE, RATE, STORE, WEBHOOK_SECRET, sign};
use crate::rails::doubles::line::Line;

fn signed(secret: &str, body: &[u8]) -> Told {
    Told { headers: vec![("btcpay-sig", sign(secret, body))], body: body.to_vec() }
}

/// So much in satoshis, rounded up.
fn sats(amount: &str) -> i64 {
    let cents: i64 = amount.replace('.', "").parse().expect("an amount with two decimals");
    (cents * 1_000_000 + RATE - 1) / RATE
}

impl Double for BtcPay {
    const RAIL: &'static str = "btcpay";
    const CAN: Can = Can {
        tell: true,
        sign: true,
        be_away: true,
        be_asked: true,
        take_any_amount: true,
        take_any_currency: false,
        send_back: false,
        send_back_itself: false,
        dispute: false,
    };
    const BOOKED: &'static str = "btcpay";
    const FEE: &'static str = "0.00";
    const ENDS: Ends = Ends::Closes("/status");
    const REFUSES: &'static [(&'static str, &'static str)] = &[];
    const SECRETS: &'static [&'static str] = &[KEY, WEBHOOK_SECRET];
    const PEOPLE: &'static [&'static str] = &PEOPLE;
    const WORDS: &'static [&'static str] = &["30", "1440", "0", "false"];
    const HEADERS: &'static [&'static str] = &[];
    const SENDS_BACK: (&'static str, &'static str) = ("", "");

    fn start() -> Self {
        Self::start()
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        None
    }

    fn settings(&self) -> Value {
        json!({"url": self.base, "store_id": STORE, "api_key": KEY, "webhook_secret": WEBHOOK_SECRET})
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        let wrong = json!({"url": "my server", "store_id": "my store", "api_key": KEY});
        (wrong, &["url", "store_id", "webhook_secret"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        let mut refused = self.settings();
        refused["api_key"] = json!("0".repeat(40));
        Some((refused, "api_key"))
    }

    fn begun(&self, location: &str) -> Begun {
        Begun { order: self.invoices().pop().expect("an invoice"), own: location.to_owned() }
    }

    fn pay(&self, order: &str, amount: &str, _: &str) {
        self.pay(order, if amount == PRICE { self.asks(order) } else { sats(amount) }, true);
        // Too little is waited for, until the time is over.
        self.expire(order);
    }

    fn is_payable(&self, order: &str) -> bool {
        self.invoice(order)["status"] == "New"
    }

    fn fail(&self, order: &str) {
        // It was seen, and replaced by something else. What nobody sent can still come, so nothing is said of it.
        self.pay(order, self.asks(order), false);
        self.replace(order);
        self.expire(order);
    }

    fn tell(&self, order: &str, fact: Fact) -> Option<Told> {
        let kind = match fact {
            Fact::Settled => "InvoiceSettled",
            Fact::Failed => "InvoiceExpired",
            Fact::Refunded | Fact::DisputeOpened | Fact::DisputeWon | Fact::DisputeLost => return None,
        };
        Some(signed(WEBHOOK_SECRET, &serde_json::to_vec(&self.event(kind, order)).expect("JSON")))
    }

    fn forged(&self, told: &Told) -> Vec<(&'static str, Told)> {
        vec![
            ("signed by somebody else", signed("another-secret", &told.body)),
            ("signed under nothing", signed("", &told.body)),
        ]
    }

    fn altered(&self, told: &Told) -> Option<Told> {
        let others = [("value", json!("99.00")), ("status", json!("Settled")), ("manuallyMarked", json!(true))];
        Some(signed(WEBHOOK_SECRET, &serde_json::to_vec(&rewritten(&told.body, &others)).expect("JSON")))
    }

    fn send_back(&self, _: &str, _: &str) {
        unreachable!("BTCPay sends nothing back");
    }

    fn sent(&self, _: &str) -> Option<Vec<Sent>> {
        None
    }
}

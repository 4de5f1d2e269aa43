//! PayPal's side of the contract.

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, PRICE, Sent, Stage, Told, rewritten};
use crate::rails::doubles::line::Line;
use crate::rails::doubles::paypal::{CLIENT_ID, CLIENT_SECRET, PEOPLE, PayPal, WEBHOOK_ID};

impl PayPal {
    /// Tells that the amount was taken to which the payer agreed.
    fn is_taken(&self, order: &str) -> bool {
        self.order(order)["status"] == "COMPLETED"
    }
}

impl Double for PayPal {
    const RAIL: &'static str = "paypal";
    const CAN: Can = Can {
        tell: true,
        sign: true,
        be_away: true,
        be_asked: true,
        take_any_amount: true,
        take_any_currency: true,
        send_back: true,
        send_back_itself: true,
        dispute: true,
    };
    const BOOKED: &'static str = "paypal_test";
    const FEE: &'static str = "1.22";
    const ENDS: Ends = Ends::Withholds;
    const REFUSES: &'static [(&'static str, &'static str)] = &[("25.00", "INR"), ("500.50", "HUF")];
    const SECRETS: &'static [&'static str] = &[CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID];
    const PEOPLE: &'static [&'static str] = &PEOPLE;
    const WORDS: &'static [&'static str] =
        &["CAPTURE", "NO_SHIPPING", "PAY_NOW", "IMMEDIATE_PAYMENT_REQUIRED", "client_credentials"];
    const HEADERS: &'static [&'static str] = &["paypal-request-id", "prefer"];
    const SENDS_BACK: (&'static str, &'static str) = ("/refund", "paypal-request-id");

    fn start() -> Self {
        Self::start()
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        Some(("CHIT_PAYPAL_URL", &self.base))
    }

    fn settings(&self) -> Value {
        json!({"environment": "sandbox", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "webhook_id": WEBHOOK_ID})
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        let wrong = json!({"environment": "moon", "client_id": CLIENT_ID, "client_secret": "two words"});
        (wrong, &["environment", "client_secret", "webhook_id"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        let mut refused = self.settings();
        refused["client_secret"] = json!("not-the-secret-at-all");
        Some((refused, "client_secret"))
    }

    fn begun(&self, location: &str) -> Begun {
        let order =
            location.strip_prefix(&format!("{}/checkoutnow?token=", self.base)).expect("PayPal's page").to_owned();
        let context = &self.order(&order)["asked"]["payment_source"]["paypal"]["experience_context"];
        Begun { order, own: context["return_url"].as_str().expect("a URL").to_owned() }
    }

    fn pay(&self, order: &str, amount: &str, currency: &str) {
        if (amount, currency) != (PRICE, "EUR") {
            self.take_as(order, amount, currency);
        }
        self.agree(order);
    }

    fn is_payable(&self, order: &str) -> bool {
        !self.is_taken(order)
    }

    fn finish(&self, order: &str) {
        if !self.is_taken(order) {
            self.take(order);
        }
    }

    fn fail(&self, order: &str) {
        self.agree(order);
        self.take(order);
        self.set_capture(order, "DECLINED");
    }

    fn tell(&self, order: &str, fact: Fact) -> Option<Told> {
        let kind = match fact {
            Fact::Settled if !self.is_taken(order) => "CHECKOUT.ORDER.APPROVED",
            Fact::Settled => "PAYMENT.CAPTURE.COMPLETED",
            Fact::Failed => "PAYMENT.CAPTURE.DECLINED",
            Fact::Refunded => match self.refunds(order).last().map(|refund| refund["status"].clone()) {
                Some(status) if status == "PENDING" => "PAYMENT.REFUND.PENDING",
                Some(status) if status == "FAILED" => "PAYMENT.REFUND.FAILED",
                _ => "PAYMENT.CAPTURE.REFUNDED",
            },
            // PayPal decides first and tells then.
            Fact::DisputeOpened | Fact::DisputeWon => return None,
            Fact::DisputeLost => "PAYMENT.CAPTURE.REVERSED",
        };
        let body = Self::written(&self.event(kind, order));
        Some(Told { headers: self.sign(&body), body })
    }

    fn forged(&self, told: &Told) -> Vec<(&'static str, Told)> {
        let headers = self.sign(b"{\"id\": \"WH-OTHER\"}");
        let unknown = headers.iter().map(|(name, value)| match *name {
            "paypal-transmission-id" => (*name, "69cd13f0-d67a-11e5-baa3-778b53f4ae55".to_owned()),
            _ => (*name, value.clone()),
        });
        vec![
            ("signed by nobody", Told { headers: unknown.collect(), ..told.clone() }),
            ("with the signature of another message", Told { headers, ..told.clone() }),
        ]
    }

    fn altered(&self, told: &Told) -> Option<Told> {
        let others = [("value", json!("99.00")), ("currency_code", json!("USD")), ("status", json!("COMPLETED"))];
        let body = Self::written(&rewritten(&told.body, &others));
        Some(Told { headers: self.sign(&body), body })
    }

    fn send_back(&self, order: &str, amount: &str) {
        if !self.is_taken(order) {
            self.take(order);
        }
        self.send_back(order, amount);
    }

    fn make_refunds(&self, stage: Stage) {
        self.make_refunds(stage.of("PENDING", "COMPLETED", "FAILED"));
    }

    fn turn_refund(&self, order: &str, stage: Stage) {
        self.turn_refund(order, stage.of("PENDING", "COMPLETED", "FAILED"));
    }

    fn sent(&self, order: &str) -> Option<Vec<Sent>> {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let ours = self.refunds(order).into_iter().filter(|refund| refund["custom_id"].is_string());
        let sent = ours.map(|refund| Sent {
            id: text(&refund["custom_id"]),
            external_id: text(&refund["id"]),
            amount: text(&refund["amount"]["value"]),
        });
        Some(sent.collect())
    }
}

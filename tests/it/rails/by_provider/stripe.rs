//! Stripe's side of the contract.

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, Sent, Stage, Told, rewritten};
use crate::rails::doubles::line::Line;
use crate::rails::doubles::stripe::{KEY, PEOPLE, Stripe, WEBHOOK_SECRET, sign};
use crate::support::now;

fn units(amount: &str) -> i64 {
    amount.replace('.', "").parse().expect("an amount with two decimals")
}

fn signed(secret: &str, at: i64, body: &[u8]) -> Told {
    Told { headers: vec![("stripe-signature", sign(secret, at, body))], body: body.to_vec() }
}

/// The dispute of a session's charge, as it stands now.
fn disputed(stripe: &Stripe, session: &str, status: &str) -> Value {
    let charge = stripe.charge(session);
    let known = stripe.ids("dp_").into_iter().find(|id| stripe.object(id)["charge"] == charge["id"]);
    let id = known.unwrap_or_else(|| {
        let dispute = stripe.open_dispute(session, charge["amount"].as_i64().expect("units"), now().timestamp());
        dispute["id"].as_str().expect("an id").to_owned()
    });
    stripe.set(&id, json!({ "status": status }));
    stripe.object(&id)
}

impl Double for Stripe {
    const RAIL: &'static str = "stripe";
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
    const BOOKED: &'static str = "stripe_test";
    const FEE: &'static str = "0.67";
    const ENDS: Ends = Ends::Closes("/expire");
    const REFUSES: &'static [(&'static str, &'static str)] = &[("0.49", "EUR"), ("1000000.00", "EUR")];
    const SECRETS: &'static [&'static str] = &[KEY, WEBHOOK_SECRET];
    const PEOPLE: &'static [&'static str] = &PEOPLE;
    const WORDS: &'static [&'static str] = &["payment", "1", "if_required", "auto", "false"];
    const HEADERS: &'static [&'static str] = &["idempotency-key", "stripe-version"];
    const SENDS_BACK: (&'static str, &'static str) = ("/v1/refunds", "idempotency-key");

    fn start() -> Self {
        Self::start()
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        Some(("CHIT_STRIPE_URL", &self.base))
    }

    fn settings(&self) -> Value {
        json!({"secret_key": KEY, "webhook_secret": WEBHOOK_SECRET})
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        (json!({"secret_key": "pk_test_4eC39HqLyjWDarjtT1zdp7dc"}), &["secret_key", "webhook_secret"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        Some((json!({"secret_key": "sk_test_notthekeyatall", "webhook_secret": WEBHOOK_SECRET}), "secret_key"))
    }

    fn begun(&self, location: &str) -> Begun {
        let order = location.rsplit('/').next().expect("a session").to_owned();
        assert_eq!(location, format!("{}/c/pay/{order}", self.base));
        let own = self.object(&order)["success_url"].as_str().expect("a URL").to_owned();
        Begun { order, own }
    }

    fn pay(&self, order: &str, amount: &str, currency: &str) {
        self.set(order, json!({"amount_total": units(amount), "currency": currency.to_lowercase()}));
        self.pay(order, true);
    }

    fn is_payable(&self, order: &str) -> bool {
        self.object(order)["status"] == "open"
    }

    fn fail(&self, order: &str) {
        self.expire(order);
    }

    fn tell(&self, order: &str, fact: Fact) -> Option<Told> {
        let dispute = |status| disputed(self, order, status);
        let (kind, object) = match fact {
            Fact::Settled => ("checkout.session.completed", self.object(order)),
            Fact::Failed => ("checkout.session.expired", self.object(order)),
            Fact::Refunded => match self.refunds(order).pop() {
                Some(refund) if refund["status"] == "failed" => ("refund.failed", refund),
                Some(refund) if refund["status"] == "pending" => ("refund.updated", refund),
                _ => ("charge.refunded", self.charge(order)),
            },
            Fact::DisputeOpened => ("charge.dispute.created", dispute("needs_response")),
            Fact::DisputeWon => ("charge.dispute.closed", dispute("won")),
            Fact::DisputeLost => ("charge.dispute.closed", dispute("lost")),
        };
        let mut event = self.event(kind, &object);
        // Disputes take months. What was opened is closed later, by Stripe's clock as well.
        if matches!(fact, Fact::DisputeWon | Fact::DisputeLost) {
            event["created"] = json!(now().timestamp() + 1);
        }
        Some(signed(WEBHOOK_SECRET, now().timestamp(), &serde_json::to_vec(&event).expect("JSON")))
    }

    fn forged(&self, told: &Told) -> Vec<(&'static str, Told)> {
        let (at, body) = (now().timestamp(), told.body.as_slice());
        vec![
            ("signed by somebody else", signed("whsec_other", at, body)),
            ("signed under nothing", signed("", at, body)),
            ("signed long ago", signed(WEBHOOK_SECRET, at - 310, body)),
            // Far enough for a machine that is slow to take it.
            ("signed in the future", signed(WEBHOOK_SECRET, at + 3600, body)),
        ]
    }

    fn altered(&self, told: &Told) -> Option<Told> {
        let paid = [("payment_status", json!("paid")), ("status", json!("complete"))];
        let amounts = ["amount", "amount_total", "amount_captured"].map(|name| (name, json!(9900)));
        let others = [&paid[..], &amounts, &[("currency", json!("usd"))]].concat();
        let body = serde_json::to_vec(&rewritten(&told.body, &others)).expect("JSON");
        Some(signed(WEBHOOK_SECRET, now().timestamp(), &body))
    }

    fn send_back(&self, order: &str, amount: &str) {
        self.send_back(order, units(amount));
    }

    fn make_refunds(&self, stage: Stage) {
        self.make_refunds(stage.of("pending", "succeeded", "failed"));
    }

    fn turn_refund(&self, order: &str, stage: Stage) {
        self.turn_refund(order, stage.of("pending", "succeeded", "failed"));
    }

    fn sent(&self, order: &str) -> Option<Vec<Sent>> {
        let refunds = self.refunds(order).into_iter().filter(|refund| refund["metadata"]["chit"].is_string());
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let amount = |value: &Value| value.as_i64().map(|units| format!("{}.{:02}", units / 100, units % 100));
        let sent = refunds.map(|refund| Sent {
            id: text(&refund["metadata"]["chit"]),
            external_id: text(&refund["id"]),
            amount: amount(&refund["amount"]).expect("units"),
        });
        Some(sent.collect())
    }
}

//! The demo provider's side of the wire, written down a second time: a test does not ask the service to sign for itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use serde_json::{Value, json};
use sha2::Sha256;

use super::clients::Answer;
use super::now;

/// A method's webhook, and what its provider signs under.
#[derive(Debug, Clone)]
pub struct Hook {
    pub client: Client,
    pub url: String,
    pub secret: String,
}

/// What a provider reports.
#[derive(Debug, Clone)]
pub struct Message {
    /// The event's own id: the same event reported again has the same.
    pub id: String,
    pub order: String,
    pub outcome: &'static str,
    pub amount: String,
    pub currency: String,
    /// What the provider keeps, in major units.
    pub fee: Option<String>,
    /// The provider's name for the refund that it speaks of.
    pub refund: Option<String>,
    /// By how many seconds it happened earlier or later than it is reported.
    pub shift: i64,
}

impl Message {
    /// An outcome of an order of 25.00 EUR.
    pub fn new(order: &str, outcome: &'static str) -> Self {
        let id = format!("{order}:{outcome}");
        Self {
            id,
            order: order.to_owned(),
            outcome,
            amount: "25.00".into(),
            currency: "EUR".into(),
            fee: None,
            refund: None,
            shift: 0,
        }
    }

    /// Of another amount.
    pub fn of(self, amount: &str, currency: &str) -> Self {
        Self { amount: amount.to_owned(), currency: currency.to_owned(), ..self }
    }

    /// As an event of its own.
    pub fn called(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    /// With a fee.
    pub fn keeping(self, fee: &str) -> Self {
        Self { fee: Some(fee.to_owned()), ..self }
    }

    /// Of a refund, by the provider's name for it.
    pub fn of_refund(self, name: &str) -> Self {
        Self { refund: Some(name.to_owned()), ..self }
    }

    /// As of another moment: so many seconds from the report.
    pub fn shifted(self, shift: i64) -> Self {
        Self { shift, ..self }
    }

    /// What is posted.
    pub fn body(&self) -> Vec<u8> {
        let Self { id, order, outcome, amount, currency, fee, refund, shift } = self;
        let at = now().timestamp() + shift;
        let mut body =
            json!({"id": id, "order": order, "outcome": outcome, "amount": amount, "currency": currency, "at": at});
        if let Some(fee) = fee {
            body["fee"] = json!(fee);
        }
        if let Some(refund) = refund {
            body["refund"] = json!(refund);
        }
        serde_json::to_vec(&body).expect("JSON")
    }
}

impl Hook {
    /// Reports, signed as it should be.
    pub async fn report(&self, message: &Message) -> Answer {
        let body = message.body();
        let signature = self.sign(now().timestamp(), &body);
        self.deliver(Some(&signature), body).await
    }

    /// Reports, and the report must be taken.
    pub async fn reported(&self, message: &Message) {
        self.report(message).await.status(204);
    }

    /// The signature of a body at a time, in seconds.
    pub fn sign(&self, at: i64, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).expect("any length");
        mac.update(format!("{at}.").as_bytes());
        mac.update(body);
        let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={at},v1={tag}")
    }

    /// Posts a body as it is.
    pub async fn deliver(&self, signature: Option<&str>, body: Vec<u8>) -> Answer {
        let mut request = self.client.post(&self.url).header("Content-Type", "application/json").body(body);
        if let Some(signature) = signature {
            request = request.header("chit-demo-signature", signature);
        }
        Answer::of(request).await
    }

    /// A signed body that says whatever it likes.
    pub async fn deliver_signed(&self, body: &Value) -> Answer {
        let body = serde_json::to_vec(body).expect("JSON");
        let signature = self.sign(now().timestamp(), &body);
        self.deliver(Some(&signature), body).await
    }
}

/// What the provider knows of a payment, off its page's URL, which carries it: the order's `id`, the payer's `return_url`…
#[track_caller]
pub fn order(page: &str) -> Value {
    let token = page.rsplit('/').next().expect("a path");
    let order = token.split('.').next().expect("an order");
    let order = URL_SAFE_NO_PAD.decode(order).expect("base64");
    serde_json::from_slice(&order).expect("JSON")
}

//! BTCPay Server, as far as the Greenfield API's invoices go: made, paid in pieces, confirmed, replaced, expired, marked by hand, and told
//! of by signed webhooks. How an invoice's state follows from its payments is BTCPay's own way (its `InvoiceWatcher` and `InvoiceEntity`).
//! Its answers have people in them: what we must not keep is there to be kept.

mod server;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};
use sha2::Sha256;

use self::server::{create, list, methods, show, status};
use crate::rails::doubles::line::Line;
use crate::support::{Answer, client, now};

/// The key that it knows.
pub const KEY: &str = "3b5b5c0f2f7d4a6f8e9d0c1b2a3f4e5d6c7b8a90";

pub const STORE: &str = "9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776";

/// What it signs under.
pub const WEBHOOK_SECRET: &str = "2s4JRKkLwQn8o8RPwTmTT4";

/// The people in its answers, and what leads to them.
pub const PEOPLE: [&str; 6] = [
    "Zq7 Buyer",
    "zq7.buyer@zq7mail.example",
    "zq7street 1",
    "zq7 for my operation",
    "bc1qzq7senderzq7senderzq7sender",
    "zq7f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16",
];

/// One bitcoin in every currency.
pub const RATE: i64 = 60_000;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    Redirects,
    /// It makes invoices of another amount.
    Miscounts,
    /// It makes invoices of another currency.
    Converts,
    /// It makes invoices for another order.
    Mistakes,
    /// It makes invoices, and then can't be asked about them.
    Forgets,
    /// Its store has no wallet that we can use.
    NoWallet,
    /// It knows no rate for the currency.
    NoRate,
    /// The key may look at invoices, and make none.
    ViewsOnly,
    /// The key may look at invoices and make them, and change none.
    ChangesNone,
    /// It is on a network to try things out on.
    Testnet,
    /// It has no Lightning.
    NoLightning,
    /// It has nothing but Lightning.
    OnlyLightning,
    /// It speaks as version 1 did.
    Old,
}

/// A call that came.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: &'static str,
    pub body: Value,
}

struct Inner {
    mood: Mood,
    base: String,
    /// Every invoice by its id, as BTCPay shows it, with its payments.
    invoices: BTreeMap<String, (Value, Vec<Value>)>,
    calls: Vec<Call>,
    made: u32,
}

/// The double. It ends with the process.
#[derive(Clone)]
pub struct BtcPay {
    pub base: String,
    pub line: Line,
    inner: Arc<Mutex<Inner>>,
}

fn decimal(value: &Value) -> Decimal {
    value.as_str().expect("text").parse().expect("a number")
}

fn coins(sats: i64) -> Decimal {
    Decimal::new(sats, 8)
}

/// What an invoice asks for, in whole satoshis.
fn asked(invoice: &Value) -> Decimal {
    (decimal(&invoice["amount"]) / Decimal::from(RATE))
        .round_dp_with_strategy(8, RoundingStrategy::AwayFromZero)
        .max(coins(1))
}

impl BtcPay {
    pub fn start() -> Self {
        let line = Line::open();
        // Below a path, as one beside other things is.
        let base = format!("{}/pay", line.base);
        let inner =
            Inner { mood: Mood::Works, base: base.clone(), invoices: BTreeMap::new(), calls: Vec::new(), made: 0 };
        let double = Self { base, line: line.clone(), inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/pay/api/v1/stores/{store}/invoices", post(create).get(list))
            .route("/pay/api/v1/stores/{store}/invoices/{id}", get(show))
            .route("/pay/api/v1/stores/{store}/invoices/{id}/status", post(status))
            .route("/pay/api/v1/stores/{store}/invoices/{id}/payment-methods", get(methods))
            .with_state(double.clone());
        line.serve(router);
        double
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn be(&self, mood: Mood) {
        self.lock().mood = mood;
    }

    pub fn calls(&self) -> Vec<Call> {
        self.lock().calls.clone()
    }

    /// The ids of all invoices, oldest first.
    pub fn invoices(&self) -> Vec<String> {
        self.lock().invoices.keys().cloned().collect()
    }

    pub fn invoice(&self, id: &str) -> Value {
        self.lock().invoices[id].0.clone()
    }

    /// What an invoice asks for, in satoshis.
    pub fn asks(&self, id: &str) -> i64 {
        (asked(&self.invoice(id)) * Decimal::from(100_000_000)).try_into().expect("small")
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Value, &mut Vec<Value>)) {
        let mut inner = self.lock();
        let (invoice, payments) = inner.invoices.get_mut(id).expect("an invoice");
        change(invoice, payments);
        follow(invoice, payments);
    }

    /// The payer's wallet sends satoshis: by Lightning they are there at once, by Bitcoin they are seen.
    pub fn pay(&self, id: &str, sats: i64, lightning: bool) {
        self.change(id, |invoice, payments| {
            let method = if lightning { "BTC-LN" } else { "BTC-CHAIN" };
            let status = if lightning { "Settled" } else { "Processing" };
            payments.push(
                json!({"method": method, "id": format!("{}-{}", PEOPLE[5], payments.len()), "destination": PEOPLE[4],
                "value": coins(sats).to_string(), "fee": "0.0", "status": status, "receivedDate": now().timestamp()}),
            );
            // What a buyer may have been asked by another page of the store.
            let metadata = invoice["metadata"].as_object_mut().expect("an object");
            metadata.extend([
                ("buyerName".to_owned(), json!(PEOPLE[0])),
                ("buyerEmail".to_owned(), json!(PEOPLE[1])),
                ("buyerAddress1".to_owned(), json!(PEOPLE[2])),
                ("posData".to_owned(), json!({"note": PEOPLE[3]})),
            ]);
        });
    }

    /// All that was seen is confirmed.
    pub fn confirm(&self, id: &str) {
        self.change(id, |_, payments| set_status(payments, "Settled"));
    }

    /// All that was seen is replaced by something else.
    pub fn replace(&self, id: &str) {
        self.change(id, |_, payments| set_status(payments, "Invalid"));
    }

    /// Its time is over.
    pub fn expire(&self, id: &str) {
        self.change(id, |invoice, _| {
            if invoice["status"] == "New" {
                invoice["status"] = json!("Expired");
            }
        });
    }

    /// It isn't looked at any more.
    pub fn give_up(&self, id: &str) {
        self.change(id, |invoice, _| {
            if invoice["status"] == "Processing" {
                invoice["status"] = json!("Invalid");
            }
        });
    }

    /// The payee says by hand how it stands.
    pub fn mark(&self, id: &str, status: &str) {
        self.change(id, |invoice, _| {
            invoice["status"] = json!(status);
            invoice["additionalStatus"] = json!("Marked");
        });
    }

    /// Changes what an invoice says.
    pub fn set(&self, id: &str, pointer: &str, value: Value) {
        *self.lock().invoices.get_mut(id).expect("an invoice").0.pointer_mut(pointer).expect("a member") = value;
    }

    /// A webhook's message about an invoice.
    pub fn event(&self, kind: &str, invoice: &str) -> Value {
        let mut inner = self.lock();
        let (delivery, (invoice, payments)) = (inner.id(), inner.invoices[invoice].clone());
        json!({"deliveryId": delivery, "webhookId": "5eSiGnVAmPXnTxWEHKzeWh", "originalDeliveryId": delivery, "isRedelivery": false,
            "type": kind, "timestamp": now().timestamp(), "storeId": invoice["storeId"], "invoiceId": invoice["id"],
            "metadata": invoice["metadata"], "payment": payments.last(), "manuallyMarked": false, "overPaid": false,
            "afterExpiration": invoice["status"] == "Expired"})
    }

    /// Signs and posts a message, as it is.
    pub async fn post(&self, url: &str, event: &Value) -> Answer {
        let body = serde_json::to_vec_pretty(event).expect("JSON");
        let signature = sign(WEBHOOK_SECRET, &body);
        Answer::of(client().post(url).header("BTCPay-Sig", signature).body(body)).await
    }

    /// Tells a webhook that something happened to an invoice.
    pub async fn tell(&self, url: &str, kind: &str, invoice: &str) {
        let event = self.event(kind, invoice);
        self.post(url, &event).await.status(204);
    }
}

/// BTCPay's signature, written down a second time.
pub fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(body);
    let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={tag}")
}

fn set_status(payments: &mut [Value], status: &str) {
    for payment in payments.iter_mut().filter(|payment| payment["status"] == "Processing") {
        payment["status"] = json!(status);
    }
}

fn sum(payments: &[Value], counts: impl Fn(&Value) -> bool) -> Decimal {
    payments.iter().filter(|payment| counts(&payment["status"])).map(|payment| decimal(&payment["value"])).sum()
}

/// An invoice's state follows from what came; the payee's own word stays.
fn follow(invoice: &mut Value, payments: &[Value]) {
    if invoice["additionalStatus"] == "Marked" {
        return;
    }
    let seen = sum(payments, |status| status != "Invalid");
    let confirmed = sum(payments, |status| status == "Settled");
    let due = asked(invoice);
    if matches!(invoice["status"].as_str(), Some("New" | "Expired")) {
        let paid = seen >= due;
        match invoice["status"].as_str() {
            Some("New") if paid => {
                invoice["status"] = json!("Processing");
                invoice["additionalStatus"] = json!(if seen > due { "PaidOver" } else { "None" });
            }
            Some("Expired") if paid => invoice["additionalStatus"] = json!("PaidLate"),
            _ if seen > Decimal::ZERO => invoice["additionalStatus"] = json!("PaidPartial"),
            _ => {}
        }
    }
    if invoice["status"] == "Processing" {
        if seen < due {
            invoice["status"] = json!("New");
            invoice["additionalStatus"] = json!(if seen > Decimal::ZERO { "PaidPartial" } else { "None" });
        } else if confirmed >= due {
            invoice["status"] = json!("Settled");
        }
    }
}

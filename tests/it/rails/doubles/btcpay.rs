//! BTCPay Server, as far as the Greenfield API's invoices go: made, paid in pieces, confirmed, replaced, expired, marked by hand, and told
//! of by signed webhooks. How an invoice's state follows from its payments is BTCPay's own way (its `InvoiceWatcher` and `InvoiceEntity`).
//! Its answers have people in them: what we must not keep is there to be kept.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};
use sha2::Sha256;

use super::line::Line;
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

/// The data of BOLT 11's own example: an invoice begins with what it asks for, and goes on like this.
const BOLT11: &str = "1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp";
const ADDRESS: &str = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
/// What an invoice may be made with here. Anything of a person is not among it.
const KNOWN: [(&str, &[&str]); 3] = [
    ("metadata", &["orderId"]),
    ("checkout", &["expirationMinutes", "monitoringMinutes", "paymentTolerance", "lazyPaymentMethods"]),
    ("receipt", &["enabled"]),
];

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

fn problem(status: u16, code: &str) -> Response {
    let body = json!({"code": code, "message": format!("No, {}.", PEOPLE[0])});
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

fn fine(body: impl serde::Serialize) -> Response {
    axum::Json(body).into_response()
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

impl Inner {
    fn id(&mut self) -> String {
        self.made += 1;
        format!("{:08}VvvgCrwrpFQd4m", self.made)
    }

    /// Notes the call; and answers it already, if it is ill-natured, or the key or the store isn't its own.
    fn met(&mut self, method: &'static str, headers: &HeaderMap, store: &str, body: &Value) -> Option<Response> {
        self.calls.push(Call { method, body: body.clone() });
        if self.mood == Mood::Redirects {
            let away = [("location", format!("{}/login", self.base))];
            return Some((StatusCode::FOUND, away).into_response());
        }
        let given = headers.get("authorization").map(|v| v.to_str().expect("text").to_owned());
        if given != Some(format!("token {KEY}")) {
            return Some(problem(401, "unauthenticated"));
        }
        // A store that isn't there and one that the key may not see are the same.
        let allowed = store == STORE && !(self.mood == Mood::ViewsOnly && method == "POST");
        (!allowed).then(|| problem(403, "missing-permission"))
    }

    fn make(&mut self, given: &Value) -> Response {
        let checkout = &given["checkout"];
        let known = |object: &Value, names: &[&str]| {
            object.as_object().is_some_and(|o| o.keys().all(|name| names.contains(&name.as_str())))
        };
        let minutes = checkout["expirationMinutes"].as_i64().unwrap_or(15);
        if decimal(&given["amount"]) < Decimal::ZERO || minutes < 1 {
            return problem(422, "validation");
        }
        let expected = known(given, &["amount", "currency", "metadata", "checkout", "receipt"])
            && KNOWN.iter().all(|(name, names)| known(&given[*name], names));
        if !expected || self.mood == Mood::NoRate {
            return problem(400, "generic-error");
        }
        let id = self.id();
        let start = now().timestamp();
        let end = start + minutes * 60;
        let mut invoice = json!({
            "id": id, "storeId": STORE, "amount": given["amount"], "paidAmount": "0.0", "currency": given["currency"],
            "type": "Standard", "checkoutLink": format!("{}/i/{id}", self.base), "createdTime": start, "expirationTime": end,
            "monitoringExpiration": end + checkout["monitoringMinutes"].as_i64().unwrap_or(1440) * 60,
            "status": "New", "additionalStatus": "None", "availableStatusesForManualMarking": ["Settled", "Invalid"],
            "archived": false, "metadata": given["metadata"], "checkout": checkout, "receipt": given["receipt"],
        });
        match self.mood {
            Mood::Miscounts => invoice["amount"] = json!("0.01"),
            Mood::Converts => invoice["currency"] = json!("HUF"),
            Mood::Mistakes => invoice["metadata"] = json!({"orderId": format!("pay_{}", "1".repeat(22))}),
            _ => {}
        }
        self.invoices.insert(id, (invoice.clone(), Vec::new()));
        fine(invoice)
    }

    /// How an invoice can be paid, as BTCPay shows it.
    fn methods(&self, invoice: &Value, payments: &[Value]) -> Vec<Value> {
        let asked = asked(invoice);
        let paid = sum(payments, |status| status != "Invalid");
        let sats: i64 = (asked * Decimal::from(100_000_000)).try_into().expect("small");
        let test = self.mood == Mood::Testnet;
        let (address, network) =
            if test { ("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", "bcrt") } else { (ADDRESS, "bc") };
        // A satoshi is ten nano-bitcoin.
        let invoice = format!("ln{network}{}n{BOLT11}", sats * 10);
        let ways = [
            ("BTC-CHAIN", address.to_owned(), format!("bitcoin:{address}?amount={asked}")),
            ("BTC-LN", invoice.clone(), format!("lightning:{invoice}")),
            ("BTC-LNURL", "LNURL1DP68GURN8GHJ7MRWW4EXCTNXD9SHG6NPVCHXX".to_owned(), String::new()),
            ("LTC-CHAIN", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9".to_owned(), String::new()),
        ];
        let has = |id: &str| match self.mood {
            Mood::NoWallet => matches!(id, "BTC-LNURL" | "LTC-CHAIN"),
            Mood::NoLightning => id != "BTC-LN",
            Mood::OnlyLightning => id == "BTC-LN",
            _ => true,
        };
        let of = |id: &str| payments.iter().filter(|p| p["method"] == id).cloned().collect::<Vec<_>>();
        let made = ways.into_iter().filter(|(id, ..)| has(id)).map(|(id, destination, link)| {
            let mut method = json!({"activated": true, "destination": destination, "paymentLink": link,
                "rate": format!("{RATE}.0"), "paymentMethodPaid": sum(&of(id), |s| s != "Invalid").to_string(),
                "totalPaid": paid.to_string(), "due": (asked - paid).to_string(), "amount": asked.to_string(), "payments": of(id),
                "additionalData": {"providedComment": PEOPLE[3], "consumedLightningAddress": PEOPLE[1]}});
            let old = ("paymentMethod", "cryptoCode", "networkFee");
            let new = ("paymentMethodId", "currency", "paymentMethodFee");
            let (name, code, fee) = if self.mood == Mood::Old { old } else { new };
            let old_name = match id {
                "BTC-CHAIN" => "BTC",
                "BTC-LN" => "BTC-LightningNetwork",
                "BTC-LNURL" => "BTC-LNURLPAY",
                _ => "LTC",
            };
            method[name] = json!(if self.mood == Mood::Old { old_name } else { id });
            (method[code], method[fee]) = (json!(&id[..3]), json!("0.0"));
            method
        });
        made.collect()
    }
}

async fn create(
    State(double): State<BtcPay>,
    Path(store): Path<String>,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Response {
    let mut inner = double.lock();
    let early = inner.met("POST", &headers, &store, &body);
    early.unwrap_or_else(|| inner.make(&body))
}

async fn list(State(double): State<BtcPay>, Path(store): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    let early = inner.met("GET", &headers, &store, &Value::Null);
    early.unwrap_or_else(|| fine(inner.invoices.values().map(|(invoice, _)| invoice).take(1).collect::<Vec<_>>()))
}

async fn show(State(double): State<BtcPay>, Path((store, id)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    let early = inner.met("GET", &headers, &store, &Value::Null);
    early.unwrap_or_else(|| match inner.invoices.get(&id) {
        Some((invoice, _)) => fine(invoice),
        None => problem(404, "invoice-not-found"),
    })
}

async fn methods(
    State(double): State<BtcPay>,
    Path((store, id)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("GET", &headers, &store, &Value::Null) {
        return early;
    }
    if inner.mood == Mood::Forgets {
        return (StatusCode::BAD_GATEWAY, "down").into_response();
    }
    let all = query.get("onlyAccountedPayments").is_some_and(|only| only == "false");
    match inner.invoices.get(&id) {
        Some((invoice, payments)) => {
            let shown: Vec<_> = payments.iter().filter(|p| all || p["status"] != "Invalid").cloned().collect();
            fine(inner.methods(invoice, &shown))
        }
        None => problem(404, "invoice-not-found"),
    }
}

async fn status(
    State(double): State<BtcPay>,
    Path((store, id)): Path<(String, String)>,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("POST", &headers, &store, &body) {
        return early;
    }
    if inner.mood == Mood::ChangesNone {
        return problem(403, "missing-permission");
    }
    assert_eq!(body, json!({"status": "Invalid"}));
    match inner.invoices.get_mut(&id) {
        None => problem(404, "invoice-not-found"),
        Some((invoice, _)) => {
            invoice["status"] = json!("Invalid");
            invoice["additionalStatus"] = json!("Marked");
            fine(invoice.clone())
        }
    }
}

//! LNbits, as far as a wallet's invoices go, with the answers that a real one gave (`tests/data/lnbits`): what differs from one invoice
//! to the next is put in their place. Invoices are signed by a key of the double's own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::{DateTime, TimeDelta, Utc};
use lightning_invoice::{Bolt11InvoiceDescription, Currency, Description, InvoiceBuilder, PaymentSecret, Sha256};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use secp256k1::{Secp256k1, SecretKey};
use serde_json::{Value, json};
use sha2::Digest;

use super::line::Line;
use crate::support::{Answer, client, now};

pub const INVOICE_KEY: &str = "1ad6ddac47b040ee93509b1bd9deffe6";
pub const ADMIN_KEY: &str = "ac89342e494c447db0c55e4d9e050b04";
/// What is in its answers and no concern of ours: a name, a payer's comment, what proves that an invoice was paid.
pub const HIDDEN: [&str; 3] = [
    "Zq7 Wallet of Anna",
    "zq7 greetings from Ben",
    "7a717a717a717a717a717a717a717a717a717a717a717a717a717a717a717a71",
];
/// Satoshis for one of whatever currency.
pub const RATE: u32 = 1248;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    Down,
    Nonsense,
    /// The wallet has other keys now.
    OtherKeys,
    /// Its rules don't let it call us.
    CallsNobody,
    /// It finds the amount too high.
    TooMuch,
    /// It has no rate for the currency.
    NoRate,
    /// The invoice is of more than it says.
    AsksMore,
    /// The invoice is of another payment.
    OtherHash,
    /// The invoice has no amount: the payer says how much.
    AnyAmount,
    /// Somebody changed the invoice.
    Forged,
    /// Its node makes invoices that last a day, whatever it is told.
    Lasting,
    /// Its clock is an hour slow.
    Slow,
    /// It is on a test network.
    TestNetwork,
    /// The invoice is bound to another description than it was told.
    OtherDescription,
}

struct Inner {
    mood: Mood,
    payments: BTreeMap<String, Value>,
    /// What was asked of it, as it was written.
    asked: Vec<String>,
    calls: Vec<String>,
}

/// The double. It ends with the process.
#[derive(Clone)]
pub struct Lnbits {
    pub base: String,
    pub line: Line,
    inner: Arc<Mutex<Inner>>,
}

fn recorded() -> Value {
    serde_json::from_str(include_str!("../../../data/lnbits/answers.json")).expect("JSON")
}

/// A recorded refusal.
fn refusal(name: &str) -> Response {
    let recorded = &recorded()[name];
    let status = recorded[0].as_u64().and_then(|status| u16::try_from(status).ok()).expect("a status");
    (StatusCode::from_u16(status).expect("a status"), axum::Json(recorded[1].clone())).into_response()
}

/// An invoice by BOLT 11, bound to a description by its hash if there is one.
fn invoice(
    hash: [u8; 32],
    msat: Option<u64>,
    made_at: DateTime<Utc>,
    lasts: u64,
    real: bool,
    description: Option<[u8; 32]>,
) -> String {
    let currency = if real { Currency::Bitcoin } else { Currency::Regtest };
    let key = SecretKey::from_slice(&[7; 32]).expect("a key");
    let made_at = Duration::from_secs(u64::try_from(made_at.timestamp()).expect("after 1970"));
    let description = match description {
        Some(hash) => Bolt11InvoiceDescription::Hash(Sha256(hex::encode(hash).parse().expect("a hash"))),
        None => Bolt11InvoiceDescription::Direct(Description::new("RF".into()).expect("short")),
    };
    let builder = InvoiceBuilder::new(currency)
        .invoice_description(description)
        .payment_hash(hex::encode(hash).parse().expect("a hash"))
        .payment_secret(PaymentSecret([9; 32]))
        .duration_since_epoch(made_at)
        .min_final_cltv_expiry_delta(18)
        .expiry_time(Duration::from_secs(lasts));
    let builder = match msat {
        Some(msat) => builder.amount_milli_satoshis(msat),
        None => builder,
    };
    builder.build_signed(|hash| Secp256k1::new().sign_ecdsa_recoverable(hash, &key)).expect("an invoice").to_string()
}

impl Lnbits {
    pub fn start() -> Self {
        let line = Line::open();
        let inner = Inner { mood: Mood::Works, payments: BTreeMap::new(), asked: Vec::new(), calls: Vec::new() };
        let double = Self { base: line.base.clone(), line: line.clone(), inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/api/v1/wallet", get(wallet))
            .route("/api/v1/payments", post(create))
            .route("/api/v1/payments/{hash}", get(show))
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

    pub fn calls(&self) -> Vec<String> {
        self.lock().calls.clone()
    }

    /// What was asked when the last invoice was made, as it was written.
    pub fn asked(&self) -> String {
        self.lock().asked.last().expect("it was asked").clone()
    }

    pub fn payment(&self, hash: &str) -> Value {
        self.lock().payments[hash].clone()
    }

    /// The hash of the last invoice that was made.
    pub fn last(&self) -> String {
        self.lock().payments.values().max_by_key(|p| p["made"].as_u64()).expect("one")["payment_hash"]
            .as_str()
            .expect("a hash")
            .to_owned()
    }

    /// Something comes of an invoice.
    pub fn set(&self, hash: &str, status: &str) {
        let mut inner = self.lock();
        let payment = inner.payments.get_mut(hash).expect("an invoice");
        payment["status"] = json!(status);
        payment["updated_at"] = json!(now().to_rfc3339());
        payment["extra"]["comment"] = json!(HIDDEN[1]);
    }

    /// The message that a webhook brings: JSON in a string of JSON.
    pub fn message(&self, hash: &str) -> Vec<u8> {
        let mut payment = self.payment(hash);
        payment["webhook_status"] = Value::Null;
        serde_json::to_vec(&payment.to_string()).expect("JSON")
    }

    /// Posts a message, as often as LNbits does.
    pub async fn report(&self, url: &str, body: &[u8]) -> [Answer; 2] {
        let post = || Answer::of(client().post(url).header("content-type", "application/json").body(body.to_vec()));
        [post().await, post().await]
    }
}

impl Inner {
    /// Notes the call; and answers it already, if it is ill-natured or the key is none of its own.
    fn met(&mut self, call: &str, headers: &HeaderMap) -> Option<Response> {
        self.calls.push(call.to_owned());
        match self.mood {
            Mood::Down => return Some((StatusCode::BAD_GATEWAY, "down").into_response()),
            Mood::Nonsense => return Some("<html>Everything is fine</html>".into_response()),
            _ => {}
        }
        (!self.knows(headers)).then(|| refusal("unknown_key"))
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let key = headers.get("x-api-key").map(|v| v.to_str().expect("text"));
        self.mood != Mood::OtherKeys && [Some(INVOICE_KEY), Some(ADMIN_KEY)].contains(&key)
    }
}

async fn wallet(State(double): State<Lnbits>, headers: HeaderMap) -> Response {
    if let Some(early) = double.lock().met("wallet", &headers) {
        return early;
    }
    let by = if headers["x-api-key"] == ADMIN_KEY { "wallet_by_admin_key" } else { "wallet_by_invoice_key" };
    let mut wallet = recorded()[by].clone();
    wallet["name"] = json!(HIDDEN[0]);
    axum::Json(wallet).into_response()
}

async fn create(State(double): State<Lnbits>, headers: HeaderMap, body: String) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("create", &headers) {
        return early;
    }
    let asked: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((&asked["out"], asked["amount"].is_number()), (&json!(false), true));
    let webhook = asked["webhook"].as_str();
    match inner.mood {
        Mood::CallsNobody if webhook.is_some() => return refusal("callback_not_allowed"),
        Mood::TooMuch => return refusal("too_much"),
        Mood::NoRate => return refusal("unknown_unit"),
        _ => {}
    }
    // The digits, as they were written.
    let digits = body.split("\"amount\":").nth(1).and_then(|rest| rest.split([',', '}']).next()).expect("an amount");
    let amount: Decimal = digits.parse().expect("a number");
    let rate = if asked["unit"] == "sat" { 1 } else { RATE };
    let sats = (amount * Decimal::from(rate)).trunc().to_u64().expect("satoshis");
    let (mood, made) = (inner.mood, inner.payments.len());
    let text = asked["unhashed_description"].as_str().map(|text| hex::decode(text).expect("hex"));
    // What proves a payment is only asked for where an invoice is bound to a description.
    let preimage =
        if text.is_some() { hex::encode(sha2::Sha256::digest(format!("zq7 {made}"))) } else { HIDDEN[2].into() };
    let hash: [u8; 32] = match text.is_some() {
        true => sha2::Sha256::digest(hex::decode(&preimage).expect("hex")).into(),
        false => sha2::Sha256::digest(format!("{made}")).into(),
    };
    let text = if inner.mood == Mood::OtherDescription { text.map(|_| b"[]".to_vec()) } else { text };
    let description = text.map(|text| sha2::Sha256::digest(text).into());
    let said = sats * 1000;
    let msat = if mood == Mood::AsksMore { said + 1000 } else { said };
    let made_at = if mood == Mood::Slow { now() - TimeDelta::hours(1) } else { now() };
    let in_invoice = if mood == Mood::OtherHash { [1; 32] } else { hash };
    let lasts = if mood == Mood::Lasting { 86_400 } else { asked["expiry"].as_u64().expect("seconds") };
    let amount = (mood != Mood::AnyAmount).then_some(msat);
    let mut bolt11 = invoice(in_invoice, amount, made_at, lasts, mood != Mood::TestNetwork, description);
    if mood == Mood::Forged {
        bolt11 = bolt11.replacen('q', "p", 1);
    }
    let mut payment = recorded()["created"].clone();
    payment["payment_hash"] = json!(hex::encode(hash));
    payment["checking_id"] = payment["payment_hash"].clone();
    payment["amount"] = json!(said);
    payment["bolt11"] = json!(bolt11);
    payment["payment_request"] = payment["bolt11"].clone();
    payment["memo"] = asked["memo"].clone();
    payment["webhook"] = json!(webhook);
    payment["preimage"] = json!(preimage);
    payment["extra"]["chit"] = asked["extra"]["chit"].clone();
    for time in ["time", "created_at", "updated_at"] {
        payment[time] = json!(now().to_rfc3339());
    }
    payment["made"] = json!(made);
    inner.asked.push(body);
    inner.payments.insert(hex::encode(hash), payment.clone());
    (StatusCode::CREATED, axum::Json(payment)).into_response()
}

async fn show(State(double): State<Lnbits>, Path(hash): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    let known = inner.knows(&headers);
    let early = inner.met("show", &headers);
    if let Some(early) = early.filter(|_| known) {
        return early;
    }
    let Some(payment) = inner.payments.get(&hash) else { return refusal("unknown_payment") };
    let status = payment["status"].as_str().expect("a status");
    let by = match status {
        "success" => "paid",
        "failed" => "failed",
        _ => "pending",
    };
    let mut answer = recorded()[by].clone();
    answer["details"] = payment.clone();
    answer["preimage"] = if by == "paid" { payment["preimage"].clone() } else { Value::Null };
    if !known {
        // It answers without a key, and says less.
        answer = json!({"paid": status == "success", "preimage": null});
    }
    axum::Json(answer).into_response()
}

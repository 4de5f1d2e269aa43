//! The wallet behind a Lightning address, by LUD-06, LUD-12, LUD-16 and LUD-21; and the price of bitcoin of an LNbits and of a BTCPay Server, at the
//! same address. Invoices are signed by a key of the double's own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::TimeDelta;
use lightning_invoice::{Currency, InvoiceBuilder, PaymentSecret, Sha256 as DescriptionHash};
use secp256k1::{Secp256k1, SecretKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::line::Line;
use crate::support::now;

/// The name that the wallet knows.
pub const NAME: &str = "zq7wallet";
/// What is in its answers and no concern of ours.
pub const HIDDEN: [&str; 4] =
    ["Zq7 Wallet of Anna", "zq7 thanks from Anna", "zq7anna@identifier.example", "zq7pubkey0123456789"];
/// The price of a bitcoin, in any currency but those without a price, as it is written.
pub const PRICE: &str = "80000.0";
/// The store of the BTCPay Server, and the key that may view it.
pub const STORE: &str = "9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776";
pub const STORE_KEY: &str = "zq7e8f9aa0b4c1";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    /// It proves nothing: it has no LUD-21.
    Silent,
    /// It takes no comments.
    NoComments,
    /// It takes short comments only.
    ShortComments,
    /// It refuses with 200, as LUD-06 says.
    Refuses,
    /// It offers something else than to be paid.
    Withdraws,
    /// Its bounds don't fit one another.
    NoBounds,
    /// Its metadata is no array.
    NoMetadata,
    /// Its callback is in clear, or in a private network, or longer than any address is.
    CallbackAt(&'static str),
    LongCallback,
    /// It has moved.
    Redirects,
    /// Its answers are larger than anybody wants.
    Large,
    /// It takes at most this many millisatoshis.
    AtMost(u64),
    /// The invoice is of more than was asked for.
    AsksMore,
    /// The invoice has no amount.
    AnyAmount,
    /// The invoice is bound to another description, or to a text instead.
    OtherDescription,
    PlainDescription,
    /// Somebody changed the invoice.
    Forged,
    /// It is on a test network.
    TestNetwork,
    /// Its clock is an hour slow.
    Slow,
    /// Its invoices last a day.
    Lasting,
    /// It writes the same invoice again.
    Repeats,
    /// The proof is somewhere else.
    VerifyAt(&'static str),
    /// It says that it was paid, and shows another preimage, none, or one that is no hex.
    OtherPreimage,
    NoPreimage,
    NoHex,
    /// It has no price.
    NoPrice,
    /// The price is no number.
    OddPrice,
}

#[derive(Clone)]
struct Invoice {
    preimage: [u8; 32],
    paid: bool,
    bolt11: String,
    made: usize,
}

struct Inner {
    mood: Mood,
    invoices: BTreeMap<String, Invoice>,
}

/// The double. It ends with the process.
#[derive(Clone)]
pub struct Wallet {
    pub line: Line,
    inner: Arc<Mutex<Inner>>,
}

impl Wallet {
    pub fn start() -> Self {
        let inner = Inner { mood: Mood::Works, invoices: BTreeMap::new() };
        let double = Self { line: Line::open(), inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/api/v1/rate/{currency}", get(price))
            .route("/api/v1/stores/{store}/rates", get(pairs))
            .route("/.well-known/lnurlp/{name}", get(offer))
            .route("/lnurlp/callback", get(callback))
            .route("/lnurlp/verify/{hash}", get(verify))
            .with_state(double.clone());
        double.line.serve(router);
        double
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn be(&self, mood: Mood) {
        self.lock().mood = mood;
    }

    /// The address that the payee types.
    pub fn address(&self) -> String {
        format!("{NAME}@{}", self.line.base.trim_start_matches("http://"))
    }

    /// The hash of the last invoice that was written.
    pub fn last(&self) -> String {
        let inner = self.lock();
        let last = inner.invoices.iter().max_by_key(|(_, invoice)| invoice.made);
        last.expect("one").0.clone()
    }

    pub fn bolt11(&self, hash: &str) -> String {
        self.lock().invoices[hash].bolt11.clone()
    }

    pub fn preimage(&self, hash: &str) -> String {
        hex::encode(self.lock().invoices[hash].preimage)
    }

    pub fn is_paid(&self, hash: &str) -> bool {
        self.lock().invoices[hash].paid
    }

    pub fn pay(&self, hash: &str) {
        self.lock().invoices.get_mut(hash).expect("an invoice").paid = true;
    }

    /// Forgets an invoice, as wallets do after a while.
    pub fn forget(&self, hash: &str) {
        self.lock().invoices.remove(hash).expect("an invoice");
    }

    /// The queries with which invoices were asked for, oldest first.
    pub fn asked(&self) -> Vec<String> {
        let heard = self.line.heard();
        let asked = heard.iter().filter_map(|heard| heard.path.strip_prefix("/lnurlp/callback?"));
        asked.map(ToOwned::to_owned).collect()
    }
}

fn metadata() -> String {
    json!([["text/plain", HIDDEN[0]], ["text/identifier", HIDDEN[2]]]).to_string()
}

async fn price(State(double): State<Wallet>, Path(currency): Path<String>) -> Response {
    let price = match double.lock().mood {
        Mood::NoPrice => "0.0",
        Mood::OddPrice => "\"much\"",
        _ => PRICE,
    };
    if currency == "XPF" {
        return (StatusCode::BAD_REQUEST, axum::Json(json!({"detail": "Currency not allowed."}))).into_response();
    }
    let body = format!("{{\"rate\": 1250.0, \"price\": {price}}}");
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// BTCPay's prices, as its `StoreRateResult`s are written.
async fn pairs(
    State(double): State<Wallet>,
    Path(store): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    headers: header::HeaderMap,
) -> Response {
    if store != STORE || headers.get("authorization").is_none_or(|given| given != &format!("token {STORE_KEY}")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let pair = &asked["currencyPair"];
    let (rate, errors) = match (double.lock().mood, pair.as_str()) {
        (Mood::NoPrice, _) => (json!("0"), json!([])),
        (Mood::OddPrice, _) => (json!("much"), json!([])),
        (_, "BTC_XPF") => (Value::Null, json!(["ExchangeRate unavailable"])),
        _ => (json!(PRICE), json!([])),
    };
    axum::Json(json!([{"currencyPair": pair, "errors": errors, "rate": rate}])).into_response()
}

/// A refusal by LUD-06.
fn refusal() -> Response {
    axum::Json(json!({"status": "ERROR", "reason": HIDDEN[1]})).into_response()
}

async fn offer(State(double): State<Wallet>, Path(name): Path<String>) -> Response {
    let mood = double.lock().mood;
    if name != NAME {
        return (StatusCode::NOT_FOUND, axum::Json(json!({"status": "ERROR", "reason": "no such user"})))
            .into_response();
    }
    let base = &double.line.base;
    let mut offer = json!({
        "tag": "payRequest",
        "callback": format!("{base}/lnurlp/callback?k1=zq7"),
        "minSendable": 1000,
        "maxSendable": 100_000_000_000_u64,
        "metadata": metadata(),
        "commentAllowed": 100,
        "payerData": {"name": {"mandatory": false}, "email": {"mandatory": false}},
        "nostrPubkey": HIDDEN[3],
    });
    match mood {
        Mood::Refuses => return refusal(),
        Mood::Redirects => return (StatusCode::FOUND, [(header::LOCATION, "/lnurlp/elsewhere")]).into_response(),
        Mood::Withdraws => offer["tag"] = json!("withdrawRequest"),
        Mood::NoBounds => offer["minSendable"] = json!(200_000_000_000_u64),
        Mood::NoMetadata => offer["metadata"] = json!("Anna"),
        Mood::CallbackAt(place) => offer["callback"] = json!(place),
        Mood::LongCallback => offer["callback"] = json!(format!("{base}/lnurlp/callback?k1={}", "a".repeat(2048))),
        Mood::Large => offer["metadata"] = json!(format!("[\"{}\"]", "a".repeat(1 << 20))),
        Mood::AtMost(most) => offer["maxSendable"] = json!(most),
        Mood::NoComments => offer["commentAllowed"] = Value::Null,
        Mood::ShortComments => offer["commentAllowed"] = json!(18),
        _ => {}
    }
    axum::Json(offer).into_response()
}

async fn callback(State(double): State<Wallet>, Query(asked): Query<BTreeMap<String, String>>) -> Response {
    let mut inner = double.lock();
    let mood = inner.mood;
    assert_eq!(asked.get("k1").map(String::as_str), Some("zq7"), "its own parameters stay");
    let msat: u64 = asked["amount"].parse().expect("an amount");
    let made = if mood == Mood::Repeats { 0 } else { inner.invoices.len() };
    let preimage: [u8; 32] = Sha256::digest(format!("{}{made}", double.line.base)).into();
    let hash: [u8; 32] = Sha256::digest(preimage).into();
    let currency = if mood == Mood::TestNetwork { Currency::Regtest } else { Currency::Bitcoin };
    let key = SecretKey::from_slice(&[7; 32]).expect("a key");
    let made_at = if mood == Mood::Slow { now() - TimeDelta::hours(1) } else { now() };
    let made_at = Duration::from_secs(u64::try_from(made_at.timestamp()).expect("after 1970"));
    let described = if mood == Mood::OtherDescription { "[]".to_owned() } else { metadata() };
    let described: [u8; 32] = Sha256::digest(described).into();
    let described = DescriptionHash(hex::encode(described).parse().expect("a hash"));
    let lasts = if mood == Mood::Lasting { 86_400 } else { 3600 };
    macro_rules! signed {
        ($builder:expr) => {{
            let builder = $builder
                .payment_hash(hex::encode(hash).parse().expect("a hash"))
                .payment_secret(PaymentSecret([9; 32]))
                .duration_since_epoch(made_at)
                .min_final_cltv_expiry_delta(18)
                .expiry_time(Duration::from_secs(lasts));
            let builder = match mood {
                Mood::AnyAmount => builder,
                Mood::AsksMore => builder.amount_milli_satoshis(msat + 1000),
                _ => builder.amount_milli_satoshis(msat),
            };
            builder
                .build_signed(|hash| Secp256k1::new().sign_ecdsa_recoverable(hash, &key))
                .expect("an invoice")
                .to_string()
        }};
    }
    let builder = InvoiceBuilder::new(currency);
    let mut bolt11 = match mood {
        Mood::PlainDescription => signed!(builder.description("RF".into())),
        _ => signed!(builder.description_hash(described.0)),
    };
    if mood == Mood::Forged {
        bolt11 = bolt11.replacen('q', "p", 1);
    }
    let name = hex::encode(hash);
    inner.invoices.insert(name.clone(), Invoice { preimage, paid: false, bolt11: bolt11.clone(), made });
    let verify = match mood {
        Mood::Silent => Value::Null,
        Mood::VerifyAt(place) => json!(place),
        _ => json!(format!("{}/lnurlp/verify/{name}", double.line.base)),
    };
    let mut answer = json!({"status": "OK", "pr": bolt11, "routes": [], "verify": verify});
    answer["successAction"] = json!({"tag": "message", "message": HIDDEN[1]});
    axum::Json(answer).into_response()
}

async fn verify(State(double): State<Wallet>, Path(hash): Path<String>) -> Response {
    let inner = double.lock();
    let Some(invoice) = inner.invoices.get(&hash) else {
        return axum::Json(json!({"status": "ERROR", "reason": "Not found"})).into_response();
    };
    let preimage = match inner.mood {
        Mood::OtherPreimage => json!(hex::encode([7; 32])),
        Mood::NoPreimage => Value::Null,
        Mood::NoHex => json!("zz"),
        _ => json!(hex::encode(invoice.preimage)),
    };
    let preimage = if invoice.paid { preimage } else { Value::Null };
    let answer = json!({"status": "OK", "settled": invoice.paid, "preimage": preimage, "pr": invoice.bolt11});
    axum::Json(answer).into_response()
}

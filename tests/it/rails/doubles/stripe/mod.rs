//! Stripe, as far as Checkout goes: sessions, payment intents, charges, refunds, disputes, idempotency keys and signed webhooks. Its
//! objects are Stripe's own examples (`tests/data/stripe`), with people in them: what we must not keep is there to be kept.

mod server;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use self::server::{create, disputes, expire, list, refund, refunds, show};
use crate::rails::doubles::line::Line;
use crate::support::{Answer, client, now};

/// The key that it knows.
pub const KEY: &str = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";

/// What it signs under.
pub const WEBHOOK_SECRET: &str = "whsec_test_secret";

/// The people in its objects.
pub const PEOPLE: [&str; 5] =
    ["Zq7 Jenny Rosen", "zq7.jenny@zq7mail.example", "+15557770100", "203.0.113.249", "zq7street 1"];

const FIXTURES: &str = include_str!("../../../../data/stripe/fixtures.json");

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    /// It sends everybody elsewhere.
    Redirects,
    /// It makes sessions whose page is elsewhere.
    LeadsAstray,
    /// It makes sessions of another amount.
    Miscounts,
    /// The key may read sessions, but not what hangs on them.
    Restricted,
}

type Form = BTreeMap<String, String>;

/// A call that came.
#[derive(Debug, Clone)]
pub struct Call {
    pub path: String,
    pub once: Option<String>,
    pub version: Option<String>,
    pub form: Form,
}

struct Inner {
    mood: Mood,
    base: String,
    /// Every object by its id.
    objects: BTreeMap<String, Value>,
    /// What was answered under which key, and to what.
    kept: HashMap<String, (Form, StatusCode, Value)>,
    calls: Vec<Call>,
    made: u32,
    /// How the refunds stand that it makes.
    refunds_are: &'static str,
}

/// The double. It ends with the test's runtime, or with the process.
#[derive(Clone)]
pub struct Stripe {
    pub base: String,
    pub line: Line,
    inner: Arc<Mutex<Inner>>,
}

fn fixture(name: &str) -> Value {
    serde_json::from_str::<Value>(FIXTURES).expect("JSON")[name].clone()
}

/// Puts fields into an object.
fn with(mut object: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { panic!("fields") };
    object.as_object_mut().expect("an object").extend(fields);
    object
}

impl Stripe {
    pub fn start() -> Self {
        let line = Line::open();
        let base = line.base.clone();
        let inner = Inner {
            mood: Mood::Works,
            base: base.clone(),
            objects: BTreeMap::new(),
            kept: HashMap::new(),
            calls: Vec::new(),
            made: 0,
            refunds_are: "succeeded",
        };
        let double = Self { base, line: line.clone(), inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/v1/checkout/sessions", post(create).get(list))
            .route("/v1/checkout/sessions/{id}", get(show))
            .route("/v1/checkout/sessions/{id}/expire", post(expire))
            .route("/v1/refunds", post(refund).get(refunds))
            .route("/v1/disputes", get(disputes))
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

    /// The object of an id.
    pub fn object(&self, id: &str) -> Value {
        self.lock().objects.get(id).unwrap_or_else(|| panic!("no {id}")).clone()
    }

    /// The ids that begin like this, oldest first.
    pub fn ids(&self, prefix: &str) -> Vec<String> {
        self.lock().objects.keys().filter(|id| id.starts_with(prefix)).cloned().collect()
    }

    /// The payer chooses a method at the page and confirms: the money arrives at once, or it takes its time.
    pub fn pay(&self, session: &str, at_once: bool) {
        let mut inner = self.lock();
        let (intent, charge, balance) = (inner.id("pi"), inner.id("ch"), inner.id("txn"));
        let paid = inner.objects[session].clone();
        assert_eq!(paid["status"], "open", "only an open session can be paid");
        let (amount, currency, written) = (&paid["amount_total"], &paid["currency"], &paid["metadata"]);
        let status = if at_once { "succeeded" } else { "processing" };
        let made = [
            with(
                fixture("payment_intent"),
                json!({"id": intent, "amount": amount, "currency": currency, "status": status, "metadata": written,
                    "latest_charge": charge}),
            ),
            with(
                fixture("charge"),
                json!({"id": charge, "amount": amount, "amount_captured": amount, "currency": currency, "created": now().timestamp(),
                    "payment_intent": intent, "balance_transaction": at_once.then_some(&balance), "metadata": written,
                    "receipt_email": PEOPLE[1], "billing_details": {"name": PEOPLE[0], "email": PEOPLE[1], "phone": PEOPLE[2]}}),
            ),
            json!({"id": balance, "object": "balance_transaction", "amount": amount, "currency": currency, "fee": 67}),
        ];
        let details =
            json!({"name": PEOPLE[0], "email": PEOPLE[1], "phone": PEOPLE[2], "address": {"line1": PEOPLE[4]}});
        let payment_status = if at_once { "paid" } else { "unpaid" };
        let fields = json!({"status": "complete", "payment_status": payment_status, "payment_intent": intent, "url": null,
            "customer_details": details});
        inner.objects.insert(session.to_owned(), with(paid.clone(), fields));
        inner.objects.extend(made.map(|object| (object["id"].as_str().expect("an id").to_owned(), object)));
    }

    /// What took its time comes to an end.
    pub fn finish(&self, session: &str, well: bool) {
        let intent = self.object(session)["payment_intent"].as_str().expect("an intent").to_owned();
        let charge = self.object(&intent)["latest_charge"].as_str().expect("a charge").to_owned();
        let balance = self.ids("txn").pop();
        if well {
            self.set(session, json!({"payment_status": "paid"}));
            self.set(&charge, json!({"balance_transaction": balance}));
        }
        self.set(&intent, json!({"status": if well { "succeeded" } else { "requires_payment_method" }}));
    }

    /// Changes an object.
    pub fn set(&self, id: &str, fields: Value) {
        let changed = with(self.object(id), fields);
        self.lock().objects.insert(id.to_owned(), changed);
    }

    /// Its time is over.
    pub fn expire(&self, session: &str) {
        self.set(session, json!({"status": "expired", "url": null}));
    }

    /// The charge of a session.
    pub fn charge(&self, session: &str) -> Value {
        let intent = self.object(session)["payment_intent"].as_str().expect("an intent").to_owned();
        self.object(self.object(&intent)["latest_charge"].as_str().expect("a charge"))
    }

    /// The account's owner sends money back in the dashboard.
    pub fn send_back(&self, session: &str, units: i64) {
        let intent = self.object(session)["payment_intent"].as_str().expect("an intent").to_owned();
        self.lock().add_refund(&intent, units, &json!({}));
    }

    /// How the refunds stand that it makes from now on.
    pub fn make_refunds(&self, status: &'static str) {
        self.lock().refunds_are = status;
    }

    /// The refunds of a session's charge, oldest first.
    pub fn refunds(&self, session: &str) -> Vec<Value> {
        let charge = self.charge(session)["id"].clone();
        self.ids("re_").into_iter().map(|id| self.object(&id)).filter(|refund| refund["charge"] == charge).collect()
    }

    /// What becomes of the newest refund of a session's charge.
    pub fn turn_refund(&self, session: &str, status: &str) {
        let refund = self.refunds(session).pop().expect("a refund");
        self.set(refund["id"].as_str().expect("an id"), json!({ "status": status }));
        let charge = refund["charge"].as_str().expect("an id").to_owned();
        let back = self.lock().refunded(&charge);
        self.set(&charge, json!({ "amount_refunded": back }));
    }

    /// A dispute of a session's charge.
    pub fn dispute(&self, session: &str, units: i64, status: &str) -> Value {
        let charge = self.charge(session);
        with(
            fixture("dispute"),
            json!({"amount": units, "currency": charge["currency"], "charge": charge["id"], "payment_intent": charge["payment_intent"],
                "status": status, "evidence": {"customer_name": PEOPLE[0], "customer_purchase_ip": PEOPLE[3]}}),
        )
    }

    /// The payer's bank disputes a session's charge: the dispute, as Stripe keeps it.
    pub fn open_dispute(&self, session: &str, units: i64, created: i64) -> Value {
        let id = self.lock().id("dp");
        let dispute = with(self.dispute(session, units, "needs_response"), json!({"id": id, "created": created}));
        self.set(self.charge(session)["id"].as_str().expect("an id"), json!({"disputed": true}));
        self.lock().objects.insert(id, dispute.clone());
        dispute
    }

    /// An event of a type about an object.
    pub fn event(&self, kind: &str, object: &Value) -> Value {
        let id = self.lock().id("evt");
        with(
            fixture("event"),
            json!({"id": id, "type": kind, "created": now().timestamp(), "livemode": false, "data": {"object": object}}),
        )
    }

    /// Signs and posts an event, as it is.
    pub async fn post(&self, url: &str, event: &Value) -> Answer {
        let body = serde_json::to_vec(event).expect("JSON");
        let signature = sign(WEBHOOK_SECRET, now().timestamp(), &body);
        Answer::of(client().post(url).header("Stripe-Signature", signature).body(body)).await
    }

    /// Tells a webhook what became of a session.
    pub async fn tell(&self, url: &str, kind: &str, session: &str) {
        let event = self.event(kind, &self.object(session));
        self.post(url, &event).await.status(204);
    }
}

/// Stripe's signature, written down a second time.
pub fn sign(secret: &str, at: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(format!("{at}.").as_bytes());
    mac.update(body);
    let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={at},v1={tag}")
}

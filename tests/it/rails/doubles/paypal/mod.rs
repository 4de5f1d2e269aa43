//! PayPal, as far as Orders v2 goes: tokens, orders, captures, refunds, and the question whether a webhook is its own. Its answers have
//! people in them: what we must not keep is there to be kept.

mod server;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use self::server::{capture, create, refund, show, show_capture, show_refund, token, verify, webhook};
use crate::rails::doubles::line::Line;
use crate::support::{Answer, client, now};

pub const CLIENT_ID: &str = "AbCdEfGhIjKlMnOpQrStUv-_0123456789";

pub const CLIENT_SECRET: &str = "EfGhIjKlMnOpQrStUvWxYz-_0123456789";

pub const WEBHOOK_ID: &str = "1JE4291016473214C";

/// The people in its answers.
pub const PEOPLE: [&str; 4] = ["Zq7 Buyer", "zq7.buyer@zq7mail.example", "ZQ7PAYERID", "zq7street 1"];

/// Its behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    LeadsAstray,
    Miscounts,
    /// The payer's card is declined.
    Declines,
    /// Money that is taken is held for review.
    Holds,
    /// It takes the money, and its answer is lost.
    TakesAndFails,
}

struct Inner {
    mood: Mood,
    base: String,
    orders: BTreeMap<String, Value>,
    kept: HashMap<String, (Value, Value)>,
    /// The messages that it has signed, by the transmission's id.
    signed: HashMap<String, Vec<u8>>,
    /// The reversals by the payers' banks, by their orders.
    reversals: BTreeMap<String, Value>,
    /// The amount that is taken of each order, should it be something else than what was agreed.
    taken_as: HashMap<String, Value>,
    token: u32,
    tokens_given: u32,
    made: u32,
    calls: Vec<String>,
    /// The state of the refunds that it makes.
    refunds_are: &'static str,
}

/// The double. It ends with the process.
#[derive(Clone)]
pub struct PayPal {
    pub base: String,
    pub line: Line,
    inner: Arc<Mutex<Inner>>,
}

fn refusal(status: u16, name: &str, issue: &str) -> Response {
    let body = json!({"name": name, "message": format!("No, {}.", PEOPLE[0]), "details": [{"issue": issue}]});
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

impl PayPal {
    pub fn start() -> Self {
        let line = Line::open();
        let base = line.base.clone();
        let inner = Inner {
            mood: Mood::Works,
            base: base.clone(),
            orders: BTreeMap::new(),
            kept: HashMap::new(),
            signed: HashMap::new(),
            reversals: BTreeMap::new(),
            taken_as: HashMap::new(),
            token: 1,
            tokens_given: 0,
            made: 0,
            calls: Vec::new(),
            refunds_are: "COMPLETED",
        };
        let double = Self { base, line: line.clone(), inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/v1/oauth2/token", post(token))
            .route("/v1/notifications/webhooks/{id}", get(webhook))
            .route("/v1/notifications/verify-webhook-signature", post(verify))
            .route("/v2/checkout/orders", post(create))
            .route("/v2/checkout/orders/{id}", get(show))
            .route("/v2/checkout/orders/{id}/capture", post(capture))
            .route("/v2/payments/captures/{id}", get(show_capture))
            .route("/v2/payments/captures/{id}/refund", post(refund))
            .route("/v2/payments/refunds/{id}", get(show_refund))
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

    pub fn tokens_given(&self) -> u32 {
        self.lock().tokens_given
    }

    /// It forgets every token that it gave out.
    pub fn forget_tokens(&self) {
        self.lock().token += 1;
    }

    pub fn order(&self, id: &str) -> Value {
        self.lock().orders[id].clone()
    }

    pub fn orders(&self) -> usize {
        self.lock().orders.len()
    }

    /// The payer agrees at PayPal's page. Nothing is taken by that.
    pub fn agree(&self, order: &str) {
        let mut inner = self.lock();
        let order = inner.orders.get_mut(order).expect("an order");
        order["status"] = json!("APPROVED");
        order["payer"] = json!({"name": {"given_name": PEOPLE[0]}, "email_address": PEOPLE[1], "payer_id": PEOPLE[2]});
        order["payment_source"] = json!({"paypal": {"email_address": PEOPLE[1], "account_id": PEOPLE[2]}});
        order["purchase_units"][0]["shipping"] = json!({"address": {"address_line_1": PEOPLE[3]}});
    }

    /// The amount that will be taken of an order, whatever the payer agreed to.
    pub fn take_as(&self, order: &str, value: &str, currency: &str) {
        let amount = json!({"value": value, "currency_code": currency});
        self.lock().taken_as.insert(order.to_owned(), amount);
    }

    /// Takes the amount that was agreed to, as if somebody had asked for it who never heard the answer.
    pub fn take(&self, order: &str) {
        self.lock().take(order);
    }

    /// The account's owner sends money back in the dashboard.
    pub fn send_back(&self, order: &str, value: &str) {
        let mut inner = self.lock();
        let (id, status) = (inner.id("1R"), inner.refunds_are);
        let payments = &mut inner.orders.get_mut(order).expect("an order")["purchase_units"][0]["payments"];
        let currency = payments["captures"][0]["amount"]["currency_code"].clone();
        let refund = json!({"id": id, "status": status, "amount": {"value": value, "currency_code": currency},
            "payer": {"email_address": PEOPLE[1]}});
        payments["refunds"].as_array_mut().expect("a list").push(refund);
    }

    /// The state of the refunds that it makes from now on.
    pub fn make_refunds(&self, status: &'static str) {
        self.lock().refunds_are = status;
    }

    /// Changes the newest refund of an order.
    pub fn turn_refund(&self, order: &str, status: &str) {
        let mut inner = self.lock();
        let order = inner.orders.get_mut(order).expect("an order");
        let refunds = order["purchase_units"][0]["payments"]["refunds"].as_array_mut().expect("a list");
        refunds.last_mut().expect("a refund")["status"] = json!(status);
    }

    /// The refunds of an order, oldest first.
    pub fn refunds(&self, order: &str) -> Vec<Value> {
        let order = self.order(order);
        order["purchase_units"][0]["payments"]["refunds"].as_array().cloned().unwrap_or_default()
    }

    /// The payer's bank takes back what was taken of an order, once. Answers the reversal.
    pub fn reverse(&self, order: &str) -> Value {
        let mut inner = self.lock();
        let id = inner.id("1V");
        let capture = inner.orders[order]["purchase_units"][0]["payments"]["captures"][0].clone();
        let capture_id = capture["id"].as_str().unwrap_or_default();
        let up = format!("https://api.paypal.com/v2/payments/captures/{capture_id}");
        let reversal = json!({"id": id, "status": "COMPLETED", "amount": capture["amount"], "create_time": now().to_rfc3339(),
            "payer": {"email_address": PEOPLE[1]},
            "links": [{"rel": "self", "href": format!("https://api.paypal.com/v2/payments/refunds/{id}")}, {"rel": "up", "href": up}]});
        inner.reversals.entry(order.to_owned()).or_insert(reversal).clone()
    }

    /// Changes an order's reversal.
    pub fn set_reversal(&self, order: &str, field: &str, value: Value) {
        self.lock().reversals.get_mut(order).expect("a reversal")[field] = value;
    }

    /// Changes the state of the capture.
    pub fn set_capture(&self, order: &str, status: &str) {
        self.lock().orders.get_mut(order).expect("an order")["purchase_units"][0]["payments"]["captures"][0]["status"] =
            json!(status);
    }

    /// A webhook's message about an order: of the order itself, of its capture, or of its last refund, which names only the capture.
    pub fn event(&self, kind: &str, order: &str) -> Value {
        let reversal = (kind == "PAYMENT.CAPTURE.REVERSED").then(|| self.reverse(order));
        let mut inner = self.lock();
        let id = inner.id("WH");
        let order = inner.orders[order].clone();
        let payments = &order["purchase_units"][0]["payments"];
        let capture = payments["captures"][0].clone();
        let up = json!([{"rel": "self", "href": "x"},
            {"rel": "up", "href": format!("https://api.paypal.com/v2/payments/captures/{}", capture["id"].as_str().unwrap_or_default())}]);
        let resource = match kind {
            "CHECKOUT.ORDER.APPROVED" => order.clone(),
            "PAYMENT.CAPTURE.REFUNDED" | "PAYMENT.REFUND.PENDING" | "PAYMENT.REFUND.FAILED" => {
                let mut refund = payments["refunds"].as_array().and_then(|r| r.last()).expect("a refund").clone();
                refund["links"] = up;
                refund["payer"] = json!({"email_address": PEOPLE[1]});
                refund
            }
            _ => reversal.unwrap_or(capture),
        };
        json!({"id": id, "event_type": kind, "create_time": now().to_rfc3339(), "summary": PEOPLE[0], "resource": resource})
    }

    /// Signs a message and hands out the headers that come with it.
    pub fn sign(&self, body: &[u8]) -> Vec<(&'static str, String)> {
        let mut inner = self.lock();
        let id = format!("69cd13f0-d67a-11e5-baa3-{:012}", inner.made);
        inner.made += 1;
        inner.signed.insert(id.clone(), body.to_vec());
        vec![
            ("paypal-auth-algo", "SHA256withRSA".into()),
            ("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1".into()),
            ("paypal-transmission-id", id),
            ("paypal-transmission-sig", "lmI95Jx3Y9nhR5SJWlHVIWpg==".into()),
            ("paypal-transmission-time", now().to_rfc3339()),
        ]
    }

    /// A message as it is sent: written so that reading it and writing it again would make another of it.
    pub fn written(event: &Value) -> Vec<u8> {
        format!("{}\n", serde_json::to_string_pretty(event).expect("JSON").replace("  ", "\t ")).into_bytes()
    }

    /// Signs and posts a message.
    pub async fn post(&self, url: &str, event: &Value) -> Answer {
        let body = Self::written(event);
        let mut request = client().post(url);
        for (name, value) in self.sign(&body) {
            request = request.header(name, value);
        }
        Answer::of(request.body(body)).await
    }
}

impl Inner {
    fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        format!("{prefix}{:010}", self.made)
    }

    /// Takes what was agreed to.
    fn take(&mut self, id: &str) {
        let (mood, capture, as_else) = (self.mood, self.id("3C"), self.taken_as.get(id).cloned());
        let order = self.orders.get_mut(id).expect("an order");
        let amount = as_else.unwrap_or_else(|| order["purchase_units"][0]["amount"].clone());
        let currency = &amount["currency_code"];
        let mut taken = json!({"id": capture, "status": "COMPLETED", "amount": amount, "create_time": now().to_rfc3339(),
            "custom_id": order["purchase_units"][0]["custom_id"],
            "supplementary_data": {"related_ids": {"order_id": id}}});
        if mood == Mood::Holds {
            taken["status"] = json!("PENDING");
        } else {
            taken["seller_receivable_breakdown"] = json!({"paypal_fee": {"currency_code": currency, "value": "1.22"}});
        }
        order["status"] = json!("COMPLETED");
        order["purchase_units"][0]["payments"] = json!({"captures": [taken], "refunds": []});
    }

    /// Notes the call; and answers it already, if the token is not one of its own.
    fn met(&mut self, call: &str, headers: &HeaderMap) -> Option<Response> {
        self.calls.push(call.to_owned());
        let given = headers.get("authorization").map(|v| v.to_str().expect("text").to_owned());
        (given != Some(format!("Bearer A21-{}", self.token))).then(|| refusal(401, "AUTHENTICATION_FAILURE", ""))
    }
}

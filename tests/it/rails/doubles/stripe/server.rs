//! The calls that it answers.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Call, Form, Inner, KEY, Mood, PEOPLE, Stripe, fixture, with};
use crate::support::now;

/// What a session may be asked with here. Anything of a person is not among it.
const KNOWN: [&str; 14] = [
    "mode",
    "line_items[0][quantity]",
    "line_items[0][price_data][currency]",
    "line_items[0][price_data][unit_amount]",
    "line_items[0][price_data][product_data][name]",
    "client_reference_id",
    "metadata[chit]",
    "payment_intent_data[metadata][chit]",
    "success_url",
    "cancel_url",
    "expires_at",
    "customer_creation",
    "billing_address_collection",
    "adaptive_pricing[enabled]",
];

fn error(status: u16, kind: &str, code: &str) -> (StatusCode, Value) {
    let status = StatusCode::from_u16(status).expect("a status");
    (
        status,
        json!({"error": {"type": kind, "code": code, "message": format!("No, says the double about {}.", PEOPLE[0])}}),
    )
}

impl Inner {
    pub fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        let test = if prefix == "cs" { "_test" } else { "" };
        format!("{prefix}{test}_{:06}Double", self.made)
    }

    /// Notes the call; and answers it already, if it is ill-natured or the key is wrong.
    pub fn met(&mut self, uri: &Uri, headers: &HeaderMap, form: &Form) -> Option<Response> {
        let header = |name: &str| headers.get(name).map(|v| v.to_str().expect("text").to_owned());
        self.calls.push(Call {
            path: uri.to_string(),
            once: header("idempotency-key"),
            version: header("stripe-version"),
            form: form.clone(),
        });
        if self.mood == Mood::Redirects {
            let away = [("location", format!("{}/v1/refunds", self.base))];
            return Some((StatusCode::TEMPORARY_REDIRECT, away).into_response());
        }
        if header("authorization") != Some(format!("Bearer {KEY}")) {
            return Some(answer(error(401, "invalid_request_error", "")));
        }
        None
    }

    /// Answers once under a key; another call under the same key is refused.
    pub fn once(
        &mut self,
        headers: &HeaderMap,
        form: &Form,
        make: impl FnOnce(&mut Self) -> (StatusCode, Value),
    ) -> Response {
        let key = headers.get("idempotency-key").expect("a key").to_str().expect("text").to_owned();
        if let Some((before, status, body)) = self.kept.get(&key) {
            return match before == form {
                true => answer((*status, body.clone())),
                false => answer(error(400, "idempotency_error", "")),
            };
        }
        let (status, body) = make(self);
        self.kept.insert(key, (form.clone(), status, body.clone()));
        answer((status, body))
    }

    pub fn make_session(&mut self, form: &Form) -> (StatusCode, Value) {
        if let Some(unknown) = form.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            return error(400, "invalid_request_error", &format!("parameter_unknown_{unknown}"));
        }
        let text = |name: &str| form.get(name).cloned().unwrap_or_default();
        let number = |name: &str| text(name).parse::<i64>().unwrap_or_default();
        let amount = number("line_items[0][price_data][unit_amount]") * number("line_items[0][quantity]");
        let stay = number("expires_at") - now().timestamp();
        if text("mode") != "payment" || !(30 * 60..=24 * 3600).contains(&stay) || text("success_url").is_empty() {
            return error(400, "invalid_request_error", "parameter_invalid");
        }
        if amount < 50 {
            return error(400, "invalid_request_error", "amount_too_small");
        }
        let id = self.id("cs");
        let url = match self.mood {
            Mood::LeadsAstray => format!("https://checkout.stripe.com.evil.example/c/pay/{id}"),
            _ => format!("{}/c/pay/{id}", self.base),
        };
        let amount = if self.mood == Mood::Miscounts { amount + 1 } else { amount };
        let session = with(
            fixture("checkout.session"),
            json!({"id": id, "url": url, "amount_total": amount, "amount_subtotal": amount, "livemode": false, "status": "open",
                "currency": text("line_items[0][price_data][currency]"), "client_reference_id": text("client_reference_id"),
                "metadata": {"chit": text("metadata[chit]")}, "success_url": text("success_url"),
                "cancel_url": text("cancel_url"), "expires_at": number("expires_at"), "payment_intent": null,
                "payment_status": "unpaid"}),
        );
        self.objects.insert(id, session.clone());
        (StatusCode::OK, session)
    }

    pub fn make_refund(&mut self, form: &Form) -> (StatusCode, Value) {
        let text = |name: &str| form.get(name).cloned().unwrap_or_default();
        let units: i64 = text("amount").parse().unwrap_or_default();
        let Some(intent) = self.objects.get(&text("payment_intent")) else {
            return error(404, "invalid_request_error", "resource_missing");
        };
        let charge = intent["latest_charge"].as_str().expect("a charge").to_owned();
        let charged = self.objects[&charge].clone();
        let back = charged["amount_refunded"].as_i64().expect("a number") + units;
        if units <= 0 || back > charged["amount"].as_i64().expect("a number") {
            return error(400, "invalid_request_error", "charge_already_refunded");
        }
        let refund = self.add_refund(&text("payment_intent"), units, &json!({"chit": text("metadata[chit]")}));
        (StatusCode::OK, refund)
    }

    pub fn add_refund(&mut self, intent: &str, units: i64, metadata: &Value) -> Value {
        let charge = self.objects[intent]["latest_charge"].as_str().expect("a charge").to_owned();
        let charged = self.objects[&charge].clone();
        let id = self.id("re");
        let fields = json!({"id": id, "amount": units, "currency": charged["currency"], "payment_intent": intent,
            "charge": charge, "metadata": metadata, "status": self.refunds_are, "destination_details": {"card": PEOPLE[0]}});
        let refund = with(fixture("refund"), fields);
        self.objects.insert(id, refund.clone());
        let back = self.refunded(&charge);
        self.objects.insert(charge, with(charged, json!({ "amount_refunded": back })));
        refund
    }

    /// What went back of a charge, also what isn't finished, and not what failed.
    pub fn refunded(&self, charge: &str) -> i64 {
        let refunds = self.objects.values().filter(|object| object["object"] == "refund" && object["charge"] == charge);
        refunds
            .filter(|refund| refund["status"] != "failed")
            .map(|refund| refund["amount"].as_i64().expect("units"))
            .sum()
    }

    /// A session with what was asked to come along.
    pub fn whole(&self, session: &Value) -> Value {
        let of = |id: &Value| id.as_str().and_then(|id| self.objects.get(id)).cloned();
        let Some(intent) = of(&session["payment_intent"]) else { return session.clone() };
        let charge = of(&intent["latest_charge"]).map(|charge| {
            let balance = of(&charge["balance_transaction"]);
            with(charge, json!({"balance_transaction": balance}))
        });
        with(session.clone(), json!({"payment_intent": with(intent, json!({"latest_charge": charge}))}))
    }
}

fn answer((status, body): (StatusCode, Value)) -> Response {
    (status, axum::Json(body)).into_response()
}

pub fn fields(body: &Bytes) -> Form {
    serde_urlencoded::from_bytes(body).expect("a form")
}

pub async fn create(State(double): State<Stripe>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let form = fields(&body);
    let mut inner = double.lock();
    let early = inner.met(&uri, &headers, &form);
    early.unwrap_or_else(|| inner.once(&headers, &form, |inner| inner.make_session(&form)))
}

pub async fn list(State(double): State<Stripe>, uri: Uri, headers: HeaderMap, Query(query): Query<Form>) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met(&uri, &headers, &Form::new()) {
        return early;
    }
    let wanted =
        |session: &&Value| query.get("payment_intent").is_none_or(|intent| session["payment_intent"] == **intent);
    let found = inner.objects.values().filter(|object| object["object"] == "checkout.session").rfind(wanted);
    answer((
        StatusCode::OK,
        json!({"object": "list", "data": found.into_iter().collect::<Vec<_>>(), "has_more": false}),
    ))
}

pub async fn refunds(
    State(double): State<Stripe>,
    uri: Uri,
    headers: HeaderMap,
    Query(query): Query<Form>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met(&uri, &headers, &Form::new()) {
        return early;
    }
    if inner.mood == Mood::Restricted {
        return answer(error(403, "invalid_request_error", "more_permissions_required"));
    }
    let refunds = inner.objects.values().filter(|object| object["object"] == "refund");
    // Newest first.
    let data: Vec<_> = refunds.filter(|refund| refund["payment_intent"] == *query["payment_intent"]).rev().collect();
    answer((StatusCode::OK, json!({"object": "list", "data": data, "has_more": false})))
}

pub async fn disputes(
    State(double): State<Stripe>,
    uri: Uri,
    headers: HeaderMap,
    Query(query): Query<Form>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met(&uri, &headers, &Form::new()) {
        return early;
    }
    if inner.mood == Mood::Restricted {
        return answer(error(403, "invalid_request_error", "more_permissions_required"));
    }
    assert!(query.keys().all(|name| ["payment_intent", "limit"].contains(&name.as_str())), "{query:?}");
    let disputes = inner.objects.values().filter(|object| object["object"] == "dispute");
    let mut data: Vec<_> = disputes.filter(|dispute| dispute["payment_intent"] == *query["payment_intent"]).collect();
    // Newest first, as lists of Stripe's are.
    data.sort_by_key(|dispute| -dispute["created"].as_i64().expect("a time"));
    answer((StatusCode::OK, json!({"object": "list", "data": data, "has_more": false})))
}

pub async fn show(
    State(double): State<Stripe>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    Query(query): Query<Form>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met(&uri, &headers, &Form::new()) {
        return early;
    }
    let expand = query.get("expand[]").map(String::as_str);
    assert!(matches!(expand, None | Some("payment_intent.latest_charge.balance_transaction")), "{expand:?}");
    if inner.mood == Mood::Restricted && expand.is_some() {
        return answer(error(403, "invalid_request_error", "more_permissions_required"));
    }
    match inner.objects.get(&id) {
        None => answer(error(404, "invalid_request_error", "resource_missing")),
        Some(session) if expand.is_some() => answer((StatusCode::OK, inner.whole(session))),
        Some(session) => answer((StatusCode::OK, session.clone())),
    }
}

pub async fn refund(State(double): State<Stripe>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let form = fields(&body);
    let mut inner = double.lock();
    let early = inner.met(&uri, &headers, &form);
    early.unwrap_or_else(|| inner.once(&headers, &form, |inner| inner.make_refund(&form)))
}

pub async fn expire(
    State(double): State<Stripe>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = fields(&body);
    let mut inner = double.lock();
    if let Some(early) = inner.met(&uri, &headers, &form) {
        return early;
    }
    assert_eq!(form, Form::new(), "it takes nothing that we have to say");
    match inner.objects.get_mut(&id) {
        None => answer(error(404, "invalid_request_error", "resource_missing")),
        // Only what is open can be expired.
        Some(session) if session["status"] != "open" => answer(error(400, "invalid_request_error", "")),
        Some(session) => {
            session["status"] = json!("expired");
            session["url"] = Value::Null;
            answer((StatusCode::OK, session.clone()))
        }
    }
}

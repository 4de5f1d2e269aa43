//! The calls that it answers.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{CLIENT_ID, CLIENT_SECRET, Inner, Mood, PayPal, WEBHOOK_ID, refusal};

fn fine(status: u16, body: &Value) -> Response {
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

pub async fn token(State(double): State<PayPal>, headers: HeaderMap, body: String) -> Response {
    let mut inner = double.lock();
    inner.calls.push("token".into());
    let known = format!("Basic {}", STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}")));
    if headers.get("authorization").map(|v| v.to_str().expect("text")) != Some(&known) {
        return refusal(401, "invalid_client", "");
    }
    assert_eq!(body, "grant_type=client_credentials");
    inner.tokens_given += 1;
    fine(
        200,
        &json!({"access_token": format!("A21-{}", inner.token), "token_type": "Bearer", "expires_in": 32400, "app_id": "APP"}),
    )
}

pub async fn webhook(State(double): State<PayPal>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let early = double.lock().met("webhook", &headers);
    early.unwrap_or_else(|| match id == WEBHOOK_ID {
        true => fine(200, &json!({"id": id, "url": "https://chit.example/hooks"})),
        false => refusal(404, "INVALID_RESOURCE_ID", ""),
    })
}

pub async fn verify(State(double): State<PayPal>, headers: HeaderMap, body: Bytes) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("verify", &headers) {
        return early;
    }
    let question: Value = serde_json::from_slice(&body).expect("JSON");
    let id = question["transmission_id"].as_str().expect("an id");
    // What was signed has to be in the question, byte by byte.
    let trimmed = inner.signed.get(id).map(|signed| signed.trim_ascii().to_vec());
    let whole = trimmed.is_some_and(|signed| body.windows(signed.len()).any(|at| at == signed));
    let good = whole && question["webhook_id"] == WEBHOOK_ID && question["auth_algo"] == "SHA256withRSA";
    fine(200, &json!({"verification_status": if good { "SUCCESS" } else { "FAILURE" }}))
}

pub async fn create(
    State(double): State<PayPal>,
    headers: HeaderMap,
    axum::Json(asked): axum::Json<Value>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("create", &headers) {
        return early;
    }
    let key = headers["paypal-request-id"].to_str().expect("text").to_owned();
    if let Some((before, made)) = inner.kept.get(&key) {
        return if *before == asked {
            fine(200, made)
        } else {
            refusal(422, "UNPROCESSABLE_ENTITY", "PAYPAL_REQUEST_ID_REUSED")
        };
    }
    assert_eq!(headers["prefer"], "return=representation");
    let id = inner.id("5O");
    let unit = &asked["purchase_units"][0];
    let page = if inner.mood == Mood::LeadsAstray { "https://www.paypal.com.evil.example" } else { &inner.base };
    let mut order = json!({
        "id": id, "status": "PAYER_ACTION_REQUIRED", "intent": asked["intent"], "purchase_units": [unit],
        "links": [{"rel": "self", "href": "x"}, {"rel": "payer-action", "href": format!("{page}/checkoutnow?token={id}")}],
    });
    order["asked"] = asked.clone();
    if inner.mood == Mood::Miscounts {
        order["purchase_units"][0]["amount"]["value"] = json!("0.01");
    }
    inner.orders.insert(id, order.clone());
    inner.kept.insert(key, (asked, order.clone()));
    fine(200, &order)
}

pub async fn show(State(double): State<PayPal>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("show", &headers) {
        return early;
    }
    inner
        .orders
        .get(&id)
        .map_or_else(|| refusal(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"), |order| fine(200, order))
}

pub async fn capture(State(double): State<PayPal>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("capture", &headers) {
        return early;
    }
    let mood = inner.mood;
    let Some(order) = inner.orders.get_mut(&id) else {
        return refusal(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
    };
    match order["status"].as_str().expect("a status") {
        "APPROVED" => {}
        "COMPLETED" => return refusal(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED"),
        _ => return refusal(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED"),
    }
    if mood == Mood::Declines {
        order["status"] = json!("PAYER_ACTION_REQUIRED");
        return refusal(422, "UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED");
    }
    inner.take(&id);
    if mood == Mood::TakesAndFails {
        return (StatusCode::INTERNAL_SERVER_ERROR, "lost").into_response();
    }
    fine(201, &inner.orders[&id])
}

/// The order of a capture.
fn of_capture<'a>(inner: &'a mut Inner, capture: &str) -> Option<&'a mut Value> {
    inner.orders.values_mut().find(|order| order["purchase_units"][0]["payments"]["captures"][0]["id"] == capture)
}

pub async fn show_capture(State(double): State<PayPal>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("show_capture", &headers) {
        return early;
    }
    of_capture(&mut inner, &id).map_or_else(
        || refusal(404, "RESOURCE_NOT_FOUND", ""),
        |o| fine(200, &o["purchase_units"][0]["payments"]["captures"][0]),
    )
}

pub async fn show_refund(State(double): State<PayPal>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("show_refund", &headers) {
        return early;
    }
    let known = inner.reversals.values().find(|reversal| reversal["id"] == id);
    known.map_or_else(|| refusal(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"), |reversal| fine(200, reversal))
}

pub async fn refund(
    State(double): State<PayPal>,
    Path(id): Path<String>,
    headers: HeaderMap,
    axum::Json(asked): axum::Json<Value>,
) -> Response {
    let mut inner = double.lock();
    if let Some(early) = inner.met("refund", &headers) {
        return early;
    }
    let key = headers["paypal-request-id"].to_str().expect("text").to_owned();
    if let Some((_, made)) = inner.kept.get(&key) {
        return fine(200, &made.clone());
    }
    let (made, status) = (inner.id("1R"), inner.refunds_are);
    let Some(order) = of_capture(&mut inner, &id) else { return refusal(404, "RESOURCE_NOT_FOUND", "") };
    let units =
        |amount: &Value| amount["value"].as_str().expect("a value").replace('.', "").parse::<i64>().expect("digits");
    let payments = &mut order["purchase_units"][0]["payments"];
    let whole = units(&payments["captures"][0]["amount"]);
    let refunds = payments["refunds"].as_array_mut().expect("a list");
    let back: i64 =
        refunds.iter().filter(|refund| refund["status"] != "FAILED").map(|refund| units(&refund["amount"])).sum();
    if back + units(&asked["amount"]) > whole {
        return refusal(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED");
    }
    let refund = json!({"id": made, "status": status, "amount": asked["amount"], "custom_id": asked["custom_id"]});
    refunds.push(refund.clone());
    inner.kept.insert(key, (asked, refund.clone()));
    fine(201, &refund)
}

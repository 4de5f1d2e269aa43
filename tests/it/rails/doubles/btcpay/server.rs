//! The calls that it answers.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{BtcPay, Call, Inner, KEY, Mood, PEOPLE, RATE, STORE, asked, decimal, sum};
use crate::support::now;

/// The data of BOLT 11's own example: an invoice begins with what it asks for, and goes on like this.
const BOLT11: &str = "1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp";

const ADDRESS: &str = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

/// What an invoice may be made with here. Anything of a person is not among it.
const KNOWN: [(&str, &[&str]); 3] = [
    ("metadata", &["orderId"]),
    ("checkout", &["expirationMinutes", "monitoringMinutes", "paymentTolerance", "lazyPaymentMethods"]),
    ("receipt", &["enabled"]),
];

fn problem(status: u16, code: &str) -> Response {
    let body = json!({"code": code, "message": format!("No, {}.", PEOPLE[0])});
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

fn fine(body: impl serde::Serialize) -> Response {
    axum::Json(body).into_response()
}

impl Inner {
    pub fn id(&mut self) -> String {
        self.made += 1;
        format!("{:08}VvvgCrwrpFQd4m", self.made)
    }

    /// Notes the call; and answers it already, if it is ill-natured, or the key or the store isn't its own.
    pub fn met(&mut self, method: &'static str, headers: &HeaderMap, store: &str, body: &Value) -> Option<Response> {
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

    pub fn make(&mut self, given: &Value) -> Response {
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
    pub fn methods(&self, invoice: &Value, payments: &[Value]) -> Vec<Value> {
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

pub async fn create(
    State(double): State<BtcPay>,
    Path(store): Path<String>,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Response {
    let mut inner = double.lock();
    let early = inner.met("POST", &headers, &store, &body);
    early.unwrap_or_else(|| inner.make(&body))
}

pub async fn list(State(double): State<BtcPay>, Path(store): Path<String>, headers: HeaderMap) -> Response {
    let mut inner = double.lock();
    let early = inner.met("GET", &headers, &store, &Value::Null);
    early.unwrap_or_else(|| fine(inner.invoices.values().map(|(invoice, _)| invoice).take(1).collect::<Vec<_>>()))
}

pub async fn show(
    State(double): State<BtcPay>,
    Path((store, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let mut inner = double.lock();
    let early = inner.met("GET", &headers, &store, &Value::Null);
    early.unwrap_or_else(|| match inner.invoices.get(&id) {
        Some((invoice, _)) => fine(invoice),
        None => problem(404, "invoice-not-found"),
    })
}

pub async fn methods(
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

pub async fn status(
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

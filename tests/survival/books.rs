//! The service's own account of requests, payments and lines, whole, to hold facts against.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::Api;
use crate::traffic::Deal;

/// The states of payments that a line speaks of.
const BOOKED: [&str; 3] = ["settled", "partially_refunded", "refunded"];

/// The lines of one payment, in cents.
#[derive(Debug, Default)]
struct Lines {
    settlements: Vec<i64>,
    refunds: Vec<i64>,
}

#[derive(Debug)]
pub struct Books {
    /// By their codes.
    requests: BTreeMap<String, Value>,
    /// By their ids.
    payments: BTreeMap<String, Value>,
    /// By their payments' ids.
    lines: BTreeMap<String, Lines>,
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}"))
}

/// The API's decimals in cents.
fn cents(decimal: &str) -> i64 {
    let (_, fraction) = decimal.split_once('.').expect("a point");
    assert_eq!(fraction.len(), 2, "{decimal}");
    decimal.replace('.', "").parse().expect("a number")
}

/// A list of the API from its first page to its last, by one of its fields.
async fn whole(api: &Api, list: &str, field: &str) -> BTreeMap<String, Value> {
    let mut entries = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let page = api.get(&format!("{list}?limit=100{cursor}")).await.status(200).json();
        for entry in page["data"].as_array().expect("a list") {
            let before = entries.insert(text(entry, field).to_owned(), entry.clone());
            assert_eq!(before, None, "it stands twice in the list");
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return entries,
        }
    }
}

/// The lines of an export.
fn by_payment(file: &[u8]) -> BTreeMap<String, Lines> {
    let mut lines = BTreeMap::<String, Lines>::new();
    for row in csv::Reader::from_reader(file).deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        let of = lines.entry(row["payment_id"].clone()).or_default();
        let gross = cents(&row["gross"]);
        match &*row["type"] {
            "settlement" => of.settlements.push(gross),
            "refund" => of.refunds.push(-gross),
            other => panic!("a line of the type {other}"),
        }
    }
    lines
}

/// A payment, once two answers in a row are the same.
async fn payment(api: &Api, id: &str) -> Value {
    let read = async || api.get(&format!("payments/{id}")).await.status(200).json();
    let mut before = read().await;
    loop {
        let payment = read().await;
        if payment == before {
            return payment;
        }
        before = payment;
    }
}

impl Books {
    /// Reads them, again if there are more lines in the end than in the beginning: the service itself goes on with refunds.
    pub async fn read(api: &Api) -> Self {
        let lines = async || api.get("exports/movements").await.status(200).body;
        let mut before = lines().await;
        loop {
            let requests = whole(api, "requests", "code").await;
            let payments = whole(api, "payments", "id").await;
            let after = lines().await;
            if before == after {
                return Self { requests, payments, lines: by_payment(&after) };
            }
            before = after;
        }
    }

    /// Panics unless lines, payments and requests say the same, and no request was made twice.
    #[track_caller]
    pub fn are_sound(&self) {
        let mut totals = BTreeMap::<&str, i64>::new();
        for (id, payment) in &self.payments {
            let none = Lines::default();
            let Lines { settlements, refunds } = self.lines.get(id).unwrap_or(&none);
            let is_booked = BOOKED.contains(&text(payment, "state"));
            let settled = is_booked.then(|| cents(text(payment, "amount")));
            assert_eq!(*settlements, settled.into_iter().collect::<Vec<_>>(), "{payment}");
            let refunded: i64 = refunds.iter().sum();
            assert_eq!(refunded, cents(text(payment, "refunded")), "{payment}");
            *totals.entry(text(payment, "request")).or_default() += settled.unwrap_or(0) - refunded;
        }
        assert!(self.lines.keys().all(|id| self.payments.contains_key(id)), "a line without a payment");
        let mut references = BTreeSet::new();
        for (code, request) in &self.requests {
            let total = totals.get(&**code).copied().unwrap_or(0);
            assert_eq!(total, cents(text(request, "paid_total")), "{request}");
            assert!(references.insert(text(request, "reference")), "made twice: {request}");
        }
    }

    /// Panics unless every fact of a deal is there, once.
    pub async fn have(&self, api: &Api, deal: &Deal) {
        let request = self.requests.get(&deal.code).unwrap_or_else(|| panic!("the request is lost: {deal:?}"));
        let made: Value = serde_json::from_slice(&deal.kept[0].answer).expect("JSON");
        for term in ["url", "amount", "currency", "reference", "rf", "memo", "created_at"] {
            assert_eq!(request[term], made[term], "{term} of {deal:?}");
        }
        assert_eq!(cents(text(request, "amount")), deal.amount);
        let of_it = || self.payments.values().filter(|payment| text(payment, "request") == deal.code);
        let settled = of_it().filter(|payment| BOOKED.contains(&text(payment, "state")));
        let amounts: Vec<_> = settled.map(|payment| cents(text(payment, "amount"))).collect();
        if deal.is_settled {
            assert_eq!((text(request, "status"), amounts), ("paid", vec![deal.amount]), "{deal:?}");
        }
        if deal.is_cancelled {
            assert_eq!(text(request, "status"), "cancelled", "{deal:?}");
        }
        if deal.is_claimed {
            assert!(of_it().any(|payment| payment["state"] == "claimed"), "the claim is lost: {deal:?}");
        }
        if let Some((payment, amount)) = &deal.refund {
            let payment = self::payment(api, payment).await;
            let [refund] = &payment["refunds"].as_array().expect("a list")[..] else { panic!("not once: {payment}") };
            assert_eq!(cents(text(refund, "amount")), *amount, "{deal:?}");
            // One that a crash cut off is sent again later.
            let is_done = refund["state"] == "done";
            assert!(is_done || ["asked", "sent"].contains(&text(refund, "state")), "{payment}");
            assert_eq!(cents(text(&payment, "refunded")), if is_done { *amount } else { 0 }, "{payment}");
        }
    }

    /// Panics unless these deals are all that happened.
    #[track_caller]
    pub fn have_nothing_else(&self, deals: &[Deal]) {
        assert_eq!(self.requests.len(), deals.len());
        let settled: usize = self.lines.values().map(|lines| lines.settlements.len()).sum();
        assert_eq!(settled, deals.iter().filter(|deal| deal.is_settled).count());
        let refunds: usize = self.lines.values().map(|lines| lines.refunds.len()).sum();
        assert!(refunds <= deals.iter().filter(|deal| deal.refund.is_some()).count(), "a refund that nobody asked for");
    }
}

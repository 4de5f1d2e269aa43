//! The books of requests with several prices: statements, exports and batches, and that each currency closes alone.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{arrived, priced, record, request};
use crate::accounting::statements::{Booking, booking, entries, import};
use crate::house::store::column;
use crate::settlement::arrivals::{standing, stands};
use crate::support::{Api, App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_statement_settles_the_price_in_its_currency,
        money_of_another_currency_is_never_the_same_money,
        an_amount_of_any_price_is_suggested,
        any_history_closes_in_each_currency,
        what_is_changed_behind_the_books_is_found,
    ]
}

async fn rf(api: &Api, code: &str) -> String {
    request(api, code).await["rf"].as_str().expect("a reference").to_owned()
}

fn dollars<'t>(amount: &'t str, bank_ref: &'t str, text: &'t str) -> Booking<'t> {
    Booking { currency: Some("USD"), ..booking(amount, bank_ref, text) }
}

async fn a_statement_settles_the_price_in_its_currency(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (whole, part) = (app.request(&api, &priced()).await, app.request(&api, &priced()).await);
    let none = app.request(&api, &priced()).await;
    let (whole_rf, part_rf, none_rf) = (rf(&api, &whole).await, rf(&api, &part).await, rf(&api, &none).await);
    let francs = Booking { currency: Some("CHF"), ..booking("25.00", "B004", &none_rf) };
    let statement =
        import(&api, &[dollars("27.00", "B001", &whole_rf), dollars("7.00", "B002", &part_rf), francs]).await;
    assert_eq!((&statement["matched"], &statement["suggested"]), (&json!(2), &json!(1)), "{statement}");
    assert_eq!(stands(&api, &whole).await, standing("paid", 1, "0.00"));
    assert_eq!(arrived(&api, &whole).await, ["0.00", "27.00", "0"]);
    assert_eq!(arrived(&api, &part).await, ["0.00", "7.00", "0"]);
    assert_eq!(stands(&api, &none).await, standing("open", 0, "0.00"), "there is no price in francs");
    app.audit();
    // The rest of a part without any reference is suggested by its amount.
    let rest = import(&api, &[dollars("20.00", "B003", "no reference")]).await;
    let entry = entries(&api, &rest).await[0].clone();
    assert_eq!(entry["suggestions"][0]["request"], json!(part), "{entry}");
    let (id, entry) = (rest["id"].as_str().expect("an id"), entry["id"].as_str().expect("an id"));
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({})).await.status(200);
    assert_eq!(stands(&api, &part).await, standing("paid", 2, "0.00"));
    app.audit();
    // Undone, all of it is as if it had never come.
    for statement in [&rest, &statement] {
        let id = statement["id"].as_str().expect("an id");
        api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200);
        app.audit();
    }
    for code in [&whole, &part] {
        assert_eq!(stands(&api, code).await, standing("open", 0, "0.00"));
        assert_eq!(arrived(&api, code).await, ["0.00", "0.00", "0"]);
    }
}

async fn money_of_another_currency_is_never_the_same_money(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let body = json!({"amount": "25.00", "prices": [{"amount": "25.00", "currency": "USD"}]});
    let code = app.request(&api, &body).await;
    record(&api, &code, None, "USD").await;
    // As many euros are not the dollars that were recorded: the payee decides about them.
    let statement = import(&api, &[booking("25.00", "B001", &rf(&api, &code).await)]).await;
    let entry = entries(&api, &statement).await[0].clone();
    assert_eq!((&entry["state"], &entry["suggestions"][0]["why"]), (&json!("suggested"), &json!("paid_already")));
    // The dollars of the statement are.
    let statement = import(&api, &[dollars("25.00", "B002", &rf(&api, &code).await)]).await;
    assert_eq!(statement["matched"], json!(1), "{statement}");
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    app.audit();
}

async fn an_amount_of_any_price_is_suggested(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &priced()).await;
    let statement = import(
        &api,
        &[dollars("27.00", "B001", "thanks"), dollars("25.00", "B002", "thanks"), booking("25.00", "B003", "")],
    )
    .await;
    let found = entries(&api, &statement).await;
    let why = |bank_ref: &str| {
        let entry = found.iter().find(|entry| entry["bank_ref"] == bank_ref).expect("an entry");
        (entry["state"].clone(), entry["suggestions"][0]["request"].clone())
    };
    assert_eq!(why("B001"), (json!("suggested"), json!(code)));
    assert_eq!(why("B002"), (json!("unmatched"), Value::Null), "25 is the price in euros");
    assert_eq!(why("B003"), (json!("suggested"), json!(code)));
}

async fn what_is_changed_behind_the_books_is_found(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &priced()).await;
    record(&api, &code, None, "USD").await;
    app.audit();
    for (wrong, right, column) in [
        ("currency = 'EUR'", "currency = 'USD'", "currency"),
        ("amount = 2699", "amount = 2700", "amount"),
        ("paid_total = 2699", "paid_total = 2700", "paid_total"),
        (
            "prices = replace(prices, '2700,2700]', '2700,2699]')",
            "prices = replace(prices, ',2699]', ',2700]')",
            "prices",
        ),
        ("prices = replace(prices, '2500,0]', '2500,1]')", "prices = replace(prices, '2500,1]', '2500,0]')", "prices"),
        ("paid_elsewhere = true", "paid_elsewhere = false", "paid_elsewhere"),
        ("paid_count = 2", "paid_count = 1", "paid_count"),
    ] {
        app.db().execute(&format!("update requests set {wrong}")).await;
        let audit = app.cli(&["audit"]);
        assert_eq!(audit.status.code(), Some(1), "{wrong}");
        has(&String::from_utf8_lossy(&audit.stdout), &[column]);
        app.db().execute(&format!("update requests set {right}")).await;
        app.audit();
    }
}

/// Draws numbers below a bound: the same ones each time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: usize) -> usize {
        // Knuth's MMIX generator; its high bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

/// Minor units of a decimal.
fn minor(text: &str) -> i64 {
    text.replace('.', "").parse().expect("a number")
}

async fn any_history_closes_in_each_currency(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let mut draws = Draws(17);
    let mut several = priced();
    several["max_payments"] = json!(3);
    let codes =
        [app.request(&api, &priced()).await, app.request(&api, &priced()).await, app.request(&api, &several).await];
    let mut payments: Vec<String> = Vec::new();
    for step in 0..60 {
        let code = &codes[draws.below(3)];
        let (currency, decimals) = [("EUR", ".50"), ("USD", ".25"), ("JPY", "00")][draws.below(3)];
        match draws.below(4) {
            0 | 1 => {
                let amount = format!("{}{decimals}", 1 + draws.below(20));
                let payment = record(&api, code, Some(&amount), currency).await;
                payments.push(payment["id"].as_str().expect("an id").to_owned());
            }
            2 if !payments.is_empty() => {
                let at = draws.below(payments.len());
                let refund = if draws.below(2) == 0 { json!({}) } else { json!({"amount": "1"}) };
                let answer = api.post(&format!("payments/{}/refund", payments[at]), &refund).await;
                assert!([201, 400, 409].contains(&answer.code), "{step}: {}", answer.text());
            }
            _ if !payments.is_empty() => {
                let at = draws.below(payments.len());
                let answer = seller.post(&format!("app/payments/{}/not-arrived", payments[at]), &[]).await;
                assert!([303, 409].contains(&answer.code), "{step}: {}", answer.text());
            }
            _ => {}
        }
    }
    app.audit();
    let file = api.get("exports/movements").await.status(200).body;
    let mut booked: BTreeMap<(String, String), i64> = BTreeMap::new();
    let lines = column(&file, "request_code").into_iter().zip(column(&file, "currency")).zip(column(&file, "gross"));
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for ((code, currency), gross) in lines {
        *sums.entry(currency.clone()).or_default() += minor(&gross);
        *booked.entry((code, currency)).or_default() += minor(&gross);
    }
    assert!(booked.len() >= 6, "a history in several currencies: {booked:?}");
    for code in &codes {
        for price in request(&api, code).await["prices"].as_array().expect("a list") {
            let currency = price["currency"].as_str().expect("a code").to_owned();
            let sum = booked.get(&(code.clone(), currency)).copied().unwrap_or_default();
            assert_eq!(minor(price["paid_total"].as_str().expect("an amount")), sum, "{price}");
        }
    }
    // A batch closes to the same sums, a currency each.
    let batch = api.post("batches", &json!({})).await.status(201).json();
    let totals = batch["totals"].as_array().expect("a list").iter();
    let totals: BTreeMap<_, _> = totals
        .map(|total| {
            (total["currency"].as_str().expect("a code").to_owned(), minor(total["gross"].as_str().expect("an amount")))
        })
        .collect();
    assert_eq!(totals, sums);
    for currency in ["EUR", "USD", "JPY"] {
        let alone = api.get(&format!("exports/movements?currency={currency}")).await.status(200).body;
        let sum: i64 = column(&alone, "gross").iter().map(|gross| minor(gross)).sum();
        assert_eq!(Some(&sum), sums.get(currency));
    }
    app.audit();
}

//! A request from its making to the books, and the ways in which it is paid.

use libtest_mimic::Trial;
use serde_json::json;

use super::{around_today, csv_lines, decide, pay};
use crate::support::{App, Browser, between, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_request_is_made_paid_recorded_and_exported,
        a_declined_payment_can_be_tried_again,
        a_payment_that_is_on_its_way_arrives_later,
        a_transfer_is_claimed_by_its_payer_and_confirmed_by_its_payee,
        a_payment_that_was_left_can_be_taken_up_again,
        a_personal_link_stores_nothing_until_somebody_pays,
        a_personal_link_takes_the_amount_that_is_typed,
    ]
}

/// Makes a request on the page; answers its code.
async fn make(seller: &Browser, fields: &[(&str, &str)]) -> String {
    let made = seller.post("app/new", fields).await.status(303);
    let code = between(made.location(), "/app/requests/", "/share").to_owned();
    has(&seller.page(made.location()).await, &["Link ready", &code]);
    code
}

async fn a_request_is_made_paid_recorded_and_exported(app: App) {
    // A payee comes to be and signs in on its phone.
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/requests").await, &["No requests yet", "Nobody can pay you yet"]);
    seller.post("app/methods", &[("rail", "demo")]).await.status(303);
    // It asks.
    let fields = [
        ("kind", "fixed"),
        ("amount", "25,00"),
        ("currency", "EUR"),
        ("memo", "Coffee & beans"),
        ("reference", "R-17"),
        ("due_on", "2071-02-03"),
    ];
    let code = make(&seller, &fields).await;
    // The payer sees who, how much, what for, until when.
    let payer = app.browser();
    let link = payer.url(&format!("r/{code}"));
    has(
        &payer.page(&link).await,
        &[
            "<bdi>anna</bdi> asks for",
            "25.00",
            "Coffee &#38; beans",
            "3 February 2071",
            "Pay €25.00 with Demo",
            "Test: no money moves",
        ],
    );
    // It pays, and its own page is the receipt.
    let own = pay(&payer, &link, "approve").await;
    has(&payer.page(&own).await, &["You paid <bdi>anna</bdi>", "PAID", "25.00", "Coffee &#38; beans", &code]);
    has(&payer.page(&link).await, &["PAID", "This has been paid"]);
    // The payee sees it, and so does its shop.
    has(&seller.page("app").await, &["Coffee &#38; beans", "is-paid"]);
    has(
        &seller.page(&format!("app/requests/{code}")).await,
        &["is-paid\">Paid", "€25.00 arrived", "Demo reported it.", "R-17"],
    );
    let api = app.api(&payee.api_key);
    let request = api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!(
        (&request["status"], &request["paid_total"], &request["paid_count"]),
        (&json!("paid"), &json!("25.00"), &json!(1))
    );
    assert!(request["paid_at"].is_string());
    let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["state"], &payment["evidence"], &payment["rail"]),
        (&json!("settled"), &json!("webhook"), &json!("demo"))
    );
    // The books get a clean record.
    let (from, to) = around_today();
    let export =
        api.get(&format!("exports/movements?format=csv&from={from}&to={to}&zone=Europe/Berlin")).await.status(200);
    has(export.header("content-type"), &["text/csv"]);
    has(export.header("content-disposition"), &["attachment", ".csv"]);
    assert_eq!(
        export.text().lines().next(),
        Some(
            "movement_id,request_code,payment_id,type,reference,rf,created_at_utc,settled_at_utc,settled_at_local,zone,\
             booking_date,currency,gross,fee,net,status,rail,evidence,evidence_ref,memo,reverses_id,batch_id,seq,\
             provider_ref,accounting_date,statement_id,belongs_to,tip"
        )
    );
    let lines = csv_lines(&export.text());
    assert_eq!(lines.len(), 1, "{lines:?}");
    let expected = [
        ("request_code", code.as_str()),
        ("payment_id", payment["id"].as_str().expect("an id")),
        ("type", "settlement"),
        ("reference", "R-17"),
        ("rf", request["rf"].as_str().expect("a reference")),
        ("settled_at_utc", payment["settled_at"].as_str().expect("a moment")),
        ("zone", "Europe/Berlin"),
        ("booking_date", ""),
        ("currency", "EUR"),
        ("gross", "25.00"),
        ("fee", "0.00"),
        ("net", "25.00"),
        ("status", "settled"),
        ("rail", "demo"),
        ("evidence", "webhook"),
        ("memo", "Coffee & beans"),
        ("reverses_id", ""),
        ("batch_id", ""),
        ("statement_id", ""),
        ("belongs_to", ""),
        ("tip", "0.00"),
    ];
    for (column, value) in expected {
        assert_eq!(lines[0][column], value, "{column}");
    }
    let by_page = format!("app/export/movements?from={from}&to={to}&zone=Europe/Berlin&format=csv");
    assert_eq!(seller.page(&by_page).await, export.text(), "the page exports the same");
    app.audit();
}

async fn a_declined_payment_can_be_tried_again(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, link) = (app.browser(), format!("r/{code}"));
    let own = pay(&payer, &link, "decline").await;
    has(&payer.page(&own).await, &["Did not go through", "No money has reached", &format!("/r/{code}")]);
    assert_eq!(api.get(&link.replace("r/", "requests/")).await.json()["status"], "open");
    let own = pay(&payer, &link, "approve").await;
    has(&payer.page(&own).await, &["PAID"]);
    let states = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!((&states["data"][0]["state"], &states["data"][1]["state"]), (&json!("settled"), &json!("failed")));
    app.audit();
}

async fn a_payment_that_is_on_its_way_arrives_later(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, link) = (app.browser(), format!("r/{code}"));
    let page = payer.page(&link).await;
    let method = between(&page, "name=\"method\" value=\"", "\"").to_owned();
    let started = payer.post(&format!("{link}/pay"), &[("method", &method)]).await.status(303);
    let own = decide(&payer, started.location(), "pending").await;
    has(&payer.page(&own).await, &["On its way", "http-equiv=\"refresh\""]);
    has(&payer.page(&link).await, &["A payment is on its way"]);
    has_not(&payer.page(&link).await, &["name=\"method\""]);
    // Whoever comes second is told so, and charged nothing.
    let second = app.browser().post(&format!("{link}/pay"), &[("method", &method)]).await.status(409);
    has(&second.text(), &["Don’t pay again"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    let again = decide(&payer, started.location(), "approve").await;
    has(&payer.page(&again).await, &["PAID"]);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    app.audit();
}

async fn a_transfer_is_claimed_by_its_payer_and_confirmed_by_its_payee(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75 5121 0800 1245 1261 99", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    let code = app.request(&api, &json!({"amount": "12.50", "memo": "Eggs"})).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let payer = app.browser();
    let started = payer.post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location().to_owned();
    has(
        &payer.page(&own).await,
        &["DE75 5121 0800 1245 1261 99", &rf, "payto://iban/DE75512108001245126199", "12.50", "I have sent the money"],
    );
    // A claim is a word, not money.
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    has(&payer.page(&own).await, &["Waiting for confirmation", "Don’t send it twice"]);
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!((&request["status"], &request["paid_total"]), (&json!("open"), &json!("0.00")));
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 0);
    has(&payer.page(&format!("r/{code}")).await, &["Somebody has said that they paid this already"]);
    // The payee looks into its account and says so.
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["Has €12.50 arrived?", "Yes, it arrived", "Not yet"]);
    has(&page.replace(' ', ""), &[&rf]);
    let id = between(&page, "action=\"/app/payments/", "/").to_owned();
    let confirm = format!("app/payments/{id}/confirm");
    seller.post(&confirm, &[]).await.status(303);
    seller.post(&confirm, &[]).await.status(303);
    has(&payer.page(&own).await, &["You paid <bdi>anna</bdi>", "PAID"]);
    has_not(&payer.page(&own).await, &["DE75"]);
    let payment = api.get(&format!("payments/{id}")).await.json();
    assert_eq!(
        (&payment["state"], &payment["evidence"], &payment["amount"]),
        (&json!("settled"), &json!("manual"), &json!("12.50"))
    );
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    app.audit();
}

async fn a_payment_that_was_left_can_be_taken_up_again(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    // The payer goes back from the provider without having decided: its own page leads there again.
    let payer = app.browser();
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    let left = payer.page(&own).await;
    has(&left, &["You have not finished paying yet", "Continue to <bdi>Demo</bdi>"]);
    assert_eq!(between(&left, "<a class=\"primary\" href=\"", "\""), page);
    assert_eq!(decide(&payer, &page, "approve").await, own);
    has(&payer.page(&own).await, &["PAID"]);
    // The provider's page is still there for somebody who goes back, and can't charge twice.
    decide(&payer, &page, "approve").await;
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "25.00");
    app.audit();
}

async fn a_personal_link_stores_nothing_until_somebody_pays(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let before = app.db().rows().await;
    let payer = app.browser();
    for link in ["anna", "ANNA", "anna/25", "Anna/25.50usd", "anna/25EUR", "anna/1200jpy", "anna/nonsense"] {
        payer.get(link).await;
    }
    has(&payer.page("anna").await, &["<bdi>anna</bdi>", "How much do you want to pay?"]);
    has(&payer.page("anna/25").await, &["asks for", "25.00", "Pay €25.00 with Demo"]);
    has(&payer.page("AnNa/25.50usd").await, &["Pay US$25.50 with Demo"]);
    assert_eq!(app.db().rows().await, before, "looking left something behind");
    let own = pay(&payer, "anna/25.50usd", "approve").await;
    has(&payer.page(&own).await, &["You paid", "25.50"]);
    let requests = api.get("requests").await.json();
    let request = &requests["data"][0];
    assert_eq!(
        (&request["amount"], &request["currency"], &request["status"]),
        (&json!("25.50"), &json!("USD"), &json!("paid"))
    );
    assert_eq!(app.db().texts("select origin from requests").await, ["link"]);
    app.audit();
}

async fn a_personal_link_takes_the_amount_that_is_typed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    for (typed, amount) in [("12,50", "12.50"), ("12.50", "12.50"), ("€7", "7.00"), ("1.234,50", "1234.50")] {
        let provider = payer.post("anna/pay", &[("amount", typed)]).await.status(303).location().to_owned();
        decide(&payer, &provider, "approve").await;
        assert_eq!(api.get("requests?limit=1").await.json()["data"][0]["paid_total"], amount, "{typed}");
    }
    let before = app.db().rows().await;
    for typed in ["", "twelve", "0", "-5", "1.234", "12,505", "99999999999999"] {
        let refused = payer.post("anna/pay", &[("amount", typed)]).await.status(400).text();
        has(&refused, &["class=\"error\"", &format!("value=\"{typed}\"")]);
    }
    assert_eq!(app.db().rows().await, before);
    app.audit();
}

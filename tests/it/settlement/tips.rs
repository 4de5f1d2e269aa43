//! Tips: what a payer adds to the amount. It pays nothing of the request, and the books keep it apart.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::accounting::statements::{booking, import, request};
use crate::house::store::column;
use crate::settlement::arrivals::{standing, stands};
use crate::support::{Api, App, Message, between, both, has, has_not, order, until};

pub fn tests() -> Vec<Trial> {
    both![
        a_tip_arrives_beside_the_price,
        the_debt_comes_first,
        the_price_goes_back_first,
        a_refund_that_failed_brings_the_tip_back_too,
        a_transfer_with_a_tip_is_confirmed_and_taken_back,
        a_statement_books_a_tip,
        a_charge_with_a_tip_is_over_when_its_price_is,
        a_tip_that_cannot_be_read_starts_nothing,
        only_a_payee_who_takes_tips_gets_any,
        only_a_fixed_amount_at_once_takes_tips,
        a_personal_link_with_an_amount_takes_tips,
    ]
}

const SEPA: &str = r#"{"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}"#;

/// A request for 25.00 that takes tips.
async fn tipped_request(app: &App, api: &Api) -> String {
    app.request(api, &json!({"amount": "25.00", "takes_tips": true})).await
}

/// Starts a payment with these fields; answers the address that follows.
async fn pay(app: &App, path: &str, fields: &[(&str, &str)]) -> String {
    app.browser().post(&format!("{path}/pay"), fields).await.status(303).location().to_owned()
}

/// As [`pay`], with a tip of 10 % on the demo rail; answers the provider's name for the payment.
async fn pay_with_tip(app: &App, code: &str) -> String {
    let page = pay(app, &format!("r/{code}"), &[("tip", "10")]).await;
    order(&page)["id"].as_str().expect("an id").to_owned()
}

/// The newest payment of a request.
async fn payment_of(api: &Api, code: &str) -> Value {
    api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone()
}

/// The gross amounts of an export and the tips in them.
async fn lines(api: &Api) -> Vec<(String, String)> {
    let file = api.get("exports/movements").await.status(200).body;
    column(&file, "gross").into_iter().zip(column(&file, "tip")).collect()
}

fn line(gross: &str, tip: &str) -> (String, String) {
    (gross.to_owned(), tip.to_owned())
}

async fn a_tip_arrives_beside_the_price(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = tipped_request(&app, &api).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    has(
        &page,
        &["Add a tip for", "5% · <bdi>€1.25", "10% · <bdi>€2.50", "15% · <bdi>€3.75", "€27.50 in all", "Pay with Demo"],
    );
    assert_eq!(between(&page, "name=\"tip\" value=\"none\"", ">"), " checked");
    assert_eq!(page.matches("name=\"tip\"").count() - 4, page.matches(" checked>").count(), "none is chosen: {page}");
    let provider = pay(&app, &format!("r/{code}"), &[("tip", "10")]).await;
    let order = order(&provider);
    has(&app.browser().page(&provider).await, &["27.50"]);
    let waiting = payment_of(&api, &code).await;
    assert_eq!((&waiting["amount"], &waiting["tip"]), (&json!("27.50"), &json!("2.50")));
    let approved = Message::new(order["id"].as_str().expect("an id"), "approve").of("27.50", "EUR");
    hook.reported(&approved).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    let payment = payment_of(&api, &code).await;
    assert_eq!(
        (&payment["amount"], &payment["asked"], &payment["tip"], &payment["difference"]),
        (&json!("27.50"), &json!("27.50"), &json!("2.50"), &Value::Null)
    );
    until("the event tells the tip", async || {
        let told = api.get("events").await.status(200).json();
        let mut events = told["data"].as_array().expect("a list").iter();
        events.any(|event| event["type"] == "payment.settled" && event["data"]["tip"] == "2.50")
    })
    .await;
    assert_eq!(lines(&api).await, [line("27.50", "2.50")]);
    // One without a tip says nothing of tips.
    let plain = app.request(&api, &json!({"amount": "5.00"})).await;
    let (_, other) = app.start_payment(&plain).await;
    hook.reported(&Message::new(&other, "approve").of("5.00", "EUR")).await;
    assert_eq!(payment_of(&api, &plain).await.get("tip"), None);
    has_not(&app.browser().page(&format!("r/{plain}")).await, &["name=\"tip\""]);
    assert_eq!(lines(&api).await[1], line("5.00", "0.00"));
    // The books keep it apart, and close to the cent.
    let journal = api.get("exports/movements?format=beancount").await.status(200).text();
    has(&journal, &["Income:Chit:Tips  -2.50 EUR", "Assets:Receivable:Chit  -25.00 EUR", "Clearing:Demo  27.50 EUR"]);
    let datev = api.get("exports/movements?format=datev&currency=EUR").await.status(200).text();
    has(&datev, &["25,00;\"S\";\"EUR\";;;;1376;10000", "2,50;\"S\";\"EUR\";;;;1376;1590", "Trinkgeld"]);
    let batch = api.post("batches", &json!({})).await.status(201).json();
    assert_eq!((&batch["totals"][0]["gross"], &batch["totals"][0]["tip"]), (&json!("32.50"), &json!("2.50")));
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["Including a tip of €2.50"]);
    has_not(&seller.page(&format!("app/requests/{plain}")).await, &["tip of"]);
    let month = &payment["settled_at"].as_str().expect("a moment")[..7];
    has(&seller.page(&format!("app/books/month/{month}")).await, &["Tips in these amounts", "€2.50"]);
    app.audit();
}

async fn the_debt_comes_first(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    for (arrives, paid, tip, difference) in [
        ("10.00", standing("open", 1, "10.00"), None, json!("under")),
        ("25.00", standing("paid", 1, "25.00"), None, Value::Null),
        ("26.00", standing("paid", 1, "25.00"), Some(json!("1.00")), Value::Null),
        ("27.50", standing("paid", 1, "25.00"), Some(json!("2.50")), Value::Null),
        ("30.00", standing("paid", 1, "27.50"), Some(json!("2.50")), json!("over")),
    ] {
        let code = tipped_request(&app, &api).await;
        let order = pay_with_tip(&app, &code).await;
        hook.reported(&Message::new(&order, "approve").of(arrives, "EUR")).await;
        assert_eq!(stands(&api, &code).await, paid, "{arrives}");
        let payment = payment_of(&api, &code).await;
        assert_eq!((payment.get("tip"), &payment["difference"]), (tip.as_ref(), &difference), "{arrives}");
    }
    app.audit();
}

async fn the_price_goes_back_first(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = tipped_request(&app, &api).await;
    let order = pay_with_tip(&app, &code).await;
    hook.reported(&Message::new(&order, "approve").of("27.50", "EUR")).await;
    let id = payment_of(&api, &code).await["id"].as_str().expect("an id").to_owned();
    let refund = format!("payments/{id}/refund");
    for (amount, left) in [("10.00", "15.00"), ("16.00", "0.00")] {
        api.post(&refund, &json!({"amount": amount})).await.status(201);
        assert_eq!(stands(&api, &code).await.2, left);
    }
    // A full refund gives back everything.
    let all = api.post(&refund, &json!({})).await.status(201).json();
    assert_eq!((&all["state"], &all["refunded"]), (&json!("refunded"), &json!("27.50")));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    let expected = [line("27.50", "2.50"), line("-10.00", "0.00"), line("-16.00", "-1.00"), line("-1.50", "-1.50")];
    assert_eq!(lines(&api).await, expected);
    app.audit();
}

async fn a_refund_that_failed_brings_the_tip_back_too(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = tipped_request(&app, &api).await;
    let order = pay_with_tip(&app, &code).await;
    hook.reported(&Message::new(&order, "approve").of("27.50", "EUR")).await;
    for (name, amount) in [("one", "25.00"), ("two", "2.50")] {
        hook.reported(&Message::new(&order, "refund_done").of(amount, "EUR").of_refund(name).called(name)).await;
    }
    assert_eq!(lines(&api).await[1..], [line("-25.00", "0.00"), line("-2.50", "-2.50")]);
    // The first comes back: what is gone is of the price then.
    hook.reported(&Message::new(&order, "refund_failed").of("25.00", "EUR").of_refund("one")).await;
    assert_eq!(lines(&api).await[3..], [line("25.00", "2.50")]);
    assert_eq!(stands(&api, &code).await.2, "22.50");
    app.audit();
}

async fn a_transfer_with_a_tip_is_confirmed_and_taken_back(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &serde_json::from_str(SEPA).expect("JSON")).await.status(201);
    let code = tipped_request(&app, &api).await;
    let own = pay(&app, &format!("r/{code}"), &[("tip", "own"), ("tip_amount", "3")]).await;
    let payer = app.browser();
    has(&payer.page(&own).await, &["€28.00", "Including a tip of €3.00", "28.00"]);
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    let id = payment_of(&api, &code).await["id"].as_str().expect("an id").to_owned();
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["€28.00"]);
    // The whole amount is recorded, or confirmed, as one payment with its tip.
    let recorded = api.post(&format!("requests/{code}/payments"), &json!({"amount": "28.00"})).await.status(201).json();
    assert_eq!((&recorded["id"], &recorded["tip"]), (&json!(id), &json!("3.00")));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    let receipt = payer.get(&format!("{own}/receipt.json")).await.status(200).json();
    let told = &receipt["receipt"];
    assert_eq!((&told["version"], &told["received"], &told["tip"]), (&json!(2), &json!("28.00"), &json!("3.00")));
    let file = app.dir().join("receipt.json");
    std::fs::write(&file, receipt.to_string()).expect("written");
    let verified = app.cli_ok(&["receipt", "verify", file.to_str().expect("a path")]);
    has(&verified, &["Tip in it        3.00 EUR"]);
    has(&payer.page(&own).await, &["PAID", "Including a tip of €3.00"]);
    seller.post(&format!("app/payments/{id}/not-arrived"), &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    assert_eq!(lines(&api).await, [line("28.00", "3.00"), line("-28.00", "-3.00")]);
    // The payer left the tip out after all: the claim is of this money all the same.
    let recorded = api.post(&format!("requests/{code}/payments"), &json!({"amount": "25.00"})).await.status(201).json();
    assert_eq!((&recorded["id"], recorded.get("tip"), &recorded["difference"]), (&json!(id), None, &Value::Null));
    app.audit();
}

async fn a_statement_books_a_tip(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let method = api.post("methods", &serde_json::from_str(SEPA).expect("JSON")).await.status(201).json();
    let method = method["id"].as_str().expect("an id");
    let mut made = Vec::new();
    for _ in 0..3 {
        let code = tipped_request(&app, &api).await;
        pay(&app, &format!("r/{code}"), &[("tip", "10"), ("method", method)]).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        made.push((code, rf));
    }
    let [(with, with_rf), (without, without_rf), (claimed, _)] = made.try_into().expect("three");
    let own = pay(&app, &format!("r/{claimed}"), &[("tip", "15"), ("method", method)]).await;
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let statement = import(
        &api,
        &[
            booking("27.50", "B1", &format!("thanks {with_rf}")),
            booking("25.00", "B2", &format!("no tip {without_rf}")),
            booking("28.75", "B3", "no reference"),
        ],
    )
    .await;
    assert_eq!((&statement["matched"], &statement["suggested"]), (&json!(2), &json!(1)), "{statement}");
    for (code, amount, tip) in [(&with, "27.50", Some(json!("2.50"))), (&without, "25.00", None)] {
        assert_eq!(stands(&api, code).await, standing("paid", 1, "25.00"));
        let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
        assert_eq!(
            payments["data"].as_array().map(Vec::len),
            Some(1),
            "the payment that was begun is the one that came"
        );
        let payment = &payments["data"][0];
        assert_eq!((&payment["amount"], payment.get("tip")), (&json!(amount), tip.as_ref()));
        assert_eq!((&payment["evidence"], &payment["difference"]), (&json!("statement"), &Value::Null));
    }
    // Without a reference, the claim of this total is suggested.
    let id = statement["id"].as_str().expect("an id");
    let waiting = api.get(&format!("statements/{id}/entries?state=suggested")).await.status(200).json();
    let entry = waiting["data"][0].clone();
    let suggested = &entry["suggestions"][0];
    assert_eq!((&suggested["request"], &suggested["why"]), (&json!(claimed), &json!("claimed")));
    let entry = entry["id"].as_str().expect("an id");
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({})).await.status(200);
    assert_eq!(stands(&api, &claimed).await, standing("paid", 1, "25.00"));
    app.audit();
    api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200);
    assert_eq!(stands(&api, &with).await, standing("open", 0, "0.00"));
    let tips = lines(&api).await.into_iter().map(|(_, tip)| tip.replace('.', "").parse::<i64>().expect("cents"));
    assert_eq!(tips.sum::<i64>(), 0, "no tip is left of what never came");
    app.audit();
}

async fn a_charge_with_a_tip_is_over_when_its_price_is(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = tipped_request(&app, &api).await;
    pay_with_tip(&app, &code).await;
    let over = "select count(*) from payments where over_at is not null";
    // A change that leaves the amount as it is ends nothing.
    api.patch(&format!("requests/{code}"), &json!({"memo": "Two loaves"})).await.status(200);
    assert_eq!(app.db().number(over).await, 0);
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "5.00"})).await.status(201);
    assert_eq!(app.db().number(over).await, 1, "less is wanted now");
    // The next payer's tip is one on the rest.
    let page = app.browser().page(&format!("r/{code}")).await;
    has(&page, &["10% · <bdi>€2.00", "€22.00 in all"]);
}

async fn a_tip_that_cannot_be_read_starts_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "takes_tips": true, "asks_note": true})).await;
    let before = app.db().rows().await;
    for (tip, typed, says) in [
        ("own", "25.01", "The largest tip is €25.00."),
        ("own", "", "Type the tip, or choose no tip."),
        ("own", "0", "more than zero"),
        ("own", "lots", "in digits"),
        ("own", "1.0055", "that many decimals"),
        ("20", "", "Choose one of the tips"),
        ("-5", "", "Choose one of the tips"),
    ] {
        let fields = [("tip", tip), ("tip_amount", typed), ("note", "kept words")];
        let page = app.browser().post(&format!("r/{code}/pay"), &fields).await.status(400).text();
        has(between(&page, "id=\"tip-error\"", "</p>"), &[says]);
        // Nothing is lost.
        has(&page, &[&format!("name=\"tip_amount\" value=\"{typed}\""), "kept words"]);
        assert_eq!(between(&page, "name=\"tip\" value=\"own\"", ">").contains("checked"), tip == "own", "{tip}");
    }
    assert_eq!(app.db().rows().await, before, "something was written");
    // What was typed before another choice doesn't count.
    for (tip, total) in [("none", "25.00"), ("", "25.00"), ("5", "26.25")] {
        pay(&app, &format!("r/{code}"), &[("tip", tip), ("tip_amount", "9")]).await;
        assert_eq!(payment_of(&api, &code).await["amount"], total, "{tip}");
    }
}

async fn only_a_payee_who_takes_tips_gets_any(app: App) {
    let (_, api, _) = app.seller("anna").await;
    for body in [json!({"amount": "25.00"}), json!({"max_amount": "25.00"})] {
        let code = app.request(&api, &body).await;
        pay(&app, &format!("r/{code}"), &[("amount", "25"), ("tip", "15")]).await;
        let payment = payment_of(&api, &code).await;
        assert_eq!((&payment["amount"], payment.get("tip")), (&json!("25.00"), None));
    }
}

async fn only_a_fixed_amount_at_once_takes_tips(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let parts = json!([{"amount": "10.00", "due_on": "2030-01-01"}, {"due_on": "2030-02-01"}]);
    for (body, code) in [
        (json!({"takes_tips": true}), "open_amount"),
        (json!({"takes_tips": true, "min_amount": "5.00"}), "open_amount"),
        (json!({"takes_tips": true, "amount": "25.00", "parts": parts}), "conflict"),
        (json!({"takes_tips": "yes", "amount": "25.00"}), "wrong_type"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(refused.problems(), [("takes_tips".to_owned(), code.to_owned())], "{body}");
    }
    let open = app.request(&api, &json!({})).await;
    let refused = api.patch(&format!("requests/{open}"), &json!({"takes_tips": true})).await.status(400);
    assert_eq!(refused.problems(), [("takes_tips".to_owned(), "open_amount".to_owned())]);
    let fixed = app.request(&api, &json!({"amount": "25.00"})).await;
    for (change, takes) in [(json!(true), true), (json!(null), false), (json!(true), true)] {
        let changed = api.patch(&format!("requests/{fixed}"), &json!({"takes_tips": change})).await.status(200).json();
        assert_eq!(changed["takes_tips"], takes);
    }
    // The form says so at the box, in the seller's language, and a table in its row.
    let seller = app.signed_in(&payee).await;
    let once = crate::support::form_id();
    let fields = [("once", &*once), ("kind", "open"), ("currency", "EUR"), ("takes_tips", "on")];
    let page = seller.post("app/new", &fields).await.status(400).text();
    has(between(&page, "id=\"takes_tips-error\"", "</p>"), &["Tips go with a fixed amount only"]);
    let table = "amount,takes_tips\n5.00,true\n6.00,FALSE\n7.00,maybe\n,true\n";
    let made =
        api.call(reqwest::Method::POST, "requests/bulk?partial=1").header("content-type", "text/csv").body(table);
    let made = crate::support::Answer::of(made).await.status(200).text();
    assert_eq!(made.matches("takes_tips:").count() + made.matches("/r/").count(), 4, "{made}");
    let taking = "select count(*) from requests where takes_tips and amount = 500";
    assert_eq!(app.db().number(taking).await, 1);
}

async fn a_personal_link_with_an_amount_takes_tips(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    has_not(&app.browser().page("anna/12eur").await, &["name=\"tip\""]);
    let seller = app.signed_in(&payee).await;
    let fields = [("name", "Anna"), ("accent", ""), ("takes_tips", "on")];
    seller.post("app/settings/profile", &fields).await.status(200);
    assert_eq!(api.get("me").await.json()["takes_tips"], true);
    has(&app.browser().page("anna/12eur").await, &["10% · <bdi>€1.20"]);
    has_not(&app.browser().page("anna").await, &["name=\"tip\""]);
    let provider = pay(&app, "anna/12eur", &[("tip", "10")]).await;
    let approved = Message::new(order(&provider)["id"].as_str().expect("an id"), "approve").of("13.20", "EUR");
    hook.reported(&approved).await;
    let payment = api.get("payments").await.json()["data"][0].clone();
    assert_eq!((&payment["amount"], &payment["tip"]), (&json!("13.20"), &json!("1.20")));
    assert_eq!(stands(&api, payment["request"].as_str().expect("a code")).await, standing("paid", 1, "12.00"));
    // Where the payer types the amount, a tip that is sent along is none.
    pay(&app, "anna", &[("amount", "12"), ("tip", "10")]).await;
    let typed = api.get("payments").await.json()["data"][0].clone();
    assert_eq!((&typed["amount"], typed.get("tip")), (&json!("12.00"), None));
    app.audit();
}

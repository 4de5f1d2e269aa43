//! The whole service beside LNbits.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use super::{settings, start};
use crate::rails::by_hand::{copied, scanned};
use crate::rails::doubles::lnbits::{ADMIN_KEY, HIDDEN, INVOICE_KEY, Lnbits, Mood};
use crate::rails::doubles::{keeps_none_of, state, status};
use crate::support::{Api, App, both, client, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        an_invoice_is_shown_and_paid,
        what_it_cannot_send_back_the_payee_does,
        a_report_that_is_lost_is_not_needed_while_the_page_is_open,
        an_lnbits_that_cannot_be_used_stores_nothing,
        who_has_not_seen_the_invoice_is_not_listened_to,
        keys_are_tried_before_they_are_saved,
        an_invoice_ends_and_so_does_the_payment,
    ]
}

/// A service beside an LNbits, and a payee who has no method yet.
async fn beside_lnbits(app: App) -> (App, Lnbits, Api) {
    let double = Lnbits::start();
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let api = app.api(&app.payee("anna").api_key);
    (app, double, api)
}

async fn lnbits_method(api: &Api, double: &Lnbits) -> String {
    let method = api.post("methods", &json!({"rail": "lnbits", "settings": settings(double)})).await.status(201).json();
    method["webhook_url"].as_str().expect("LNbits reports").to_owned()
}

fn keeps_no_secret(app: &App) {
    keeps_none_of(app, HIDDEN.iter().chain(&[INVOICE_KEY, ADMIN_KEY]));
}

/// LNbits sends nothing back. Nobody says that it does, and what the payee sent is booked by the payee's word.
async fn what_it_cannot_send_back_the_payee_does(app: App) {
    let (double, payee) = (Lnbits::start(), app.payee("anna"));
    let api = app.api(&payee.api_key);
    let hook = lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.10"})).await;
    let own = start(&app, &code).await;
    let hash = double.last();
    double.set(&hash, "success");
    assert_eq!(double.report(&hook, &double.message(&hash)).await.map(|answer| answer.code), [204, 204]);
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let path = format!("payments/{}/refund", payment.as_str().expect("an id"));
    let seller = app.signed_in(&payee).await;
    let offered = seller.page(&format!("app/{path}")).await;
    has(&offered, &["Send it back from your wallet or account, then record it here", "I have sent it back"]);
    has_not(&offered, &["The provider sends it back"]);
    let form = format!("app/{path}");
    let refused = seller.post(&form, &[("amount", "10"), ("left", "2510")]).await.status(400).text();
    has(&refused, &["Send it back from your wallet or account first", "value=\"10\""]);
    assert_eq!(state(&api, &code).await, json!("settled"));
    seller.post(&form, &[("amount", "10"), ("left", "2510"), ("sent", "yes")]).await.status(303);
    has(&seller.page(&format!("app/requests/{code}")).await, &["€10.00 went back", "Sent back by you"]);
    has(&app.browser().page(&own).await, &["says that", "€10.00", "was sent back to you"]);
    let answer = api.post(&path, &json!({"amount": "15.10"})).await.status(201).json();
    assert_eq!(answer["refunds"][1]["way"], "hand");
    assert_eq!(state(&api, &code).await, json!("refunded"));
    has(&api.get("exports/movements").await.text(), &["EUR,-10.00,0.00,-10.00,refunded,manual,manual"]);
    app.audit();
}

async fn an_invoice_is_shown_and_paid(app: App) {
    let (app, double, api) = beside_lnbits(app).await;
    let hook = lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.10", "memo": "Zq7 two loaves", "reference": "zq7-4711"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["Lightning"]);
    let own = start(&app, &code).await;
    let hash = double.last();
    let invoice = double.payment(&hash)["bolt11"].as_str().expect("an invoice").to_owned();
    let page = app.browser().page(&own).await;
    has(&page, &["Pay with a Bitcoin or Lightning wallet", "It expires in", "31\u{202f}324 sat", "Open your wallet"]);
    has(&page, &[&format!("href=\"lightning:{invoice}\"")]);
    assert_eq!(copied(&page), ["31324", &invoice]);
    assert_eq!(scanned(&app, &own).await, format!("lightning:{}", invoice.to_uppercase()));
    let asked = double.asked();
    has(&asked, &["\"amount\":25.10,", "\"unit\":\"EUR\"", &hook]);
    has_not(&asked, &["Zq7 ", "zq7-", "anna", "/p/"]);

    // It says that there is news before there is any; and afterwards twice, as it does.
    let early = double.message(&hash);
    assert_eq!(double.report(&hook, &early).await.map(|answer| answer.code), [204, 204]);
    assert_eq!(state(&api, &code).await, json!("pending"));
    double.set(&hash, "success");
    let message = double.message(&hash);
    assert_eq!(double.report(&hook, &message).await.map(|answer| answer.code), [204, 204]);
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    assert_eq!(app.db().texts("select outcome from rail_events").await, ["applied"]);
    let page = app.browser().page(&own).await;
    has_not(&page, &[&invoice, &hash]);
    let csv = api.get("exports/movements").await.status(200).text();
    has(csv.lines().nth(1).expect("a movement"), &["settlement", "25.10,0.00,25.10", "lnbits", "poll", &hash]);
    // Nobody signed its message, so nothing that is told of the payment says so.
    let receipt = app.browser().get(&format!("{own}/receipt.json")).await.status(200).json();
    assert_eq!(receipt["receipt"]["evidence"], json!("poll"));
    let listed = api.get(&format!("payments?request={code}")).await.text();
    for told in [&csv, &listed, &receipt.to_string()] {
        has_not(told, &["\"webhook\"", ",webhook,"]);
    }
    // What it can't send back, the payee does.
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let path = format!("payments/{}/refund", payment.as_str().expect("an id"));
    api.post(&path, &json!({"amount": "25.10"})).await.status(201);
    assert_eq!(state(&api, &code).await, json!("refunded"));
    app.audit();
    keeps_no_secret(&app);
    has_not(&app.log(), &[&hash, &invoice]);
}

async fn a_report_that_is_lost_is_not_needed_while_the_page_is_open(app: App) {
    let (app, double, api) = beside_lnbits(app).await;
    lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = start(&app, &code).await;
    double.set(&double.last(), "success");
    let url = format!("{own}/live?since=pending");
    let waiting = app.browser().request(Method::GET, &url).send().await.expect("an answer");
    has(&waiting.text().await.expect("a stream that ends"), &["event: change"]);
    assert_eq!(status(&api, &code).await, json!("paid"));
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!((&payment["evidence"], &payment["amount"]), (&json!("poll"), &json!("25.00")));
    assert!(!double.calls().is_empty());
    keeps_no_secret(&app);
}

async fn an_lnbits_that_cannot_be_used_stores_nothing(app: App) {
    let (app, double, api) = beside_lnbits(app).await;
    lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for mood in [Mood::Nonsense, Mood::AsksMore, Mood::Slow, Mood::NoRate, Mood::OtherKeys, Mood::TooMuch, Mood::Down] {
        double.be(mood);
        let answer = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(503);
        has(&answer.text(), &["This way of paying is not available now", "Nothing was charged"]);
    }
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
    assert_eq!(status(&api, &code).await, json!("open"));
    keeps_no_secret(&app);
}

async fn who_has_not_seen_the_invoice_is_not_listened_to(app: App) {
    let (app, double, api) = beside_lnbits(app).await;
    let hook = lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    start(&app, &code).await;
    let hash = double.last();
    double.set(&hash, "success");
    let before = double.calls().len();
    let inside = double.payment(&hash);
    let changed = |path: &str, value: Value| {
        let mut changed = inside.clone();
        *changed.pointer_mut(path).expect("there") = value;
        changed.to_string()
    };
    for forged in [
        String::new(),
        "{}".into(),
        json!({"payment_hash": hash}).to_string(),
        json!({"payment_hash": hash, "extra": {}}).to_string(),
        changed("/extra/chit", Value::Null),
        changed("/extra/chit/tag", json!("00")),
        changed("/extra/chit/amount", json!("26.00")),
        changed("/extra/chit/currency", json!("USD")),
        changed("/extra/chit/payment", json!(format!("pay_{}", "1".repeat(22)))),
        json!(json!(inside.to_string()).to_string()).to_string(),
    ] {
        for body in [forged.clone(), json!(forged).to_string()] {
            let answer = client().post(&hook).body(body.clone()).send().await.expect("an answer");
            assert_eq!(answer.status(), 401, "{body}");
        }
    }
    assert_eq!(double.calls().len(), before, "nobody makes us ask");
    assert_eq!(state(&api, &code).await, json!("pending"));
    // Who has the invoice key can have an invoice made that looks like ours. It is another one.
    let foreign =
        json!({"out": false, "amount": 0.01, "unit": "EUR", "expiry": 600, "extra": {"chit": inside["extra"]["chit"]}});
    let made = client().post(format!("{}/api/v1/payments", double.base)).header("x-api-key", INVOICE_KEY);
    assert_eq!(made.body(foreign.to_string()).send().await.expect("an answer").status(), 201);
    let other = double.last();
    assert_ne!(other, hash);
    double.set(&other, "success");
    double.report(&hook, &double.message(&other)).await;
    assert_eq!(app.db().texts("select outcome from rail_events").await, ["unknown_payment"]);
    assert_eq!(state(&api, &code).await, json!("pending"));
    // Its mark beside a hash that LNbits doesn't know.
    let unknown = changed("/payment_hash", json!("00".repeat(32)));
    assert_eq!(client().post(&hook).body(unknown).send().await.expect("an answer").status(), 204);
    // Not wrapped up is as good.
    assert_eq!(client().post(&hook).body(inside.to_string()).send().await.expect("an answer").status(), 204);
    assert_eq!(state(&api, &code).await, json!("settled"));
    keeps_no_secret(&app);
}

async fn keys_are_tried_before_they_are_saved(app: App) {
    let (app, double, api) = beside_lnbits(app).await;
    let add = async |url: &str, key: &str| {
        api.post("methods", &json!({"rail": "lnbits", "settings": {"url": url, "invoice_key": key}})).await
    };
    let base = double.base.clone();
    for (url, key, field, words) in [
        (base.as_str(), ADMIN_KEY, "invoice_key", "This is the admin key, which can spend."),
        (&base, "00000000000000000000000000000000", "invoice_key", "LNbits does not know this key"),
        (&base, "zq7", "invoice_key", "This is not a key of LNbits’."),
        ("http://8.8.8.8", INVOICE_KEY, "url", "beginning with https://"),
        (&format!("{base}/wallet?wal=x"), INVOICE_KEY, "url", "question mark"),
    ] {
        let refused = add(url, key).await.status(400);
        assert_eq!(refused.problems().into_iter().map(|(name, _)| name).collect::<Vec<_>>(), [field], "{url}");
        has(&refused.text(), &[words]);
    }
    // Something else answers there, in whatever way.
    let elsewhere = add(&format!("{base}/elsewhere"), INVOICE_KEY).await;
    double.be(Mood::Nonsense);
    for refused in [elsewhere, add(&base, INVOICE_KEY).await] {
        assert_eq!(refused.status(400).problems(), [("url".to_owned(), "refused".to_owned())]);
    }
    double.be(Mood::Down);
    add(&base, INVOICE_KEY).await.status(503).problem();
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    double.be(Mood::Works);
    lnbits_method(&api, &double).await;
    has_not(&api.get("methods").await.status(200).text(), &[INVOICE_KEY, &base]);
    keeps_no_secret(&app);
}

async fn an_invoice_ends_and_so_does_the_payment(mut app: App) {
    let double;
    let api;
    (app, double, api) = beside_lnbits(app).await;
    lnbits_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = start(&app, &code).await;
    let page = app.browser().page(&own).await;
    assert!(["19", "20"].iter().any(|left| page.contains(&format!("It expires in <bdi>{left}</bdi> min."))), "{page}");
    // It is as if that time had gone by.
    app.stop();
    app.db().execute("update payments set expires_at = created_at, next_poll_at = created_at").await;
    app.start_again();
    until("its end", async || state(&api, &code).await == "expired").await;
    assert_eq!(state(&api, &code).await, json!("expired"));
    has_not(&app.browser().page(&own).await, &["lightning:"]);
    assert_eq!(status(&api, &code).await, json!("open"), "the payer may start again");
    let again = start(&app, &code).await;
    has(&app.browser().page(&again).await, &["lightning:"]);
    assert_eq!(double.calls().iter().filter(|call| *call == "create").count(), 2);
}

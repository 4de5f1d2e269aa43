//! Pay pages that are kept compressed: whatever changes between two views, the next one shows it, byte for byte as a page that nobody
//! kept.

use std::io::Read as _;

use flate2::read::GzDecoder;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, App, Message, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![no_view_is_out_of_date]
}

/// What four views in a row show, in each of two languages: the last is never kept, because it isn't compressed.
async fn views(app: &App, code: &str, wanted: u16) -> String {
    let mut shown = Vec::new();
    for language in ["en", "de-AT"] {
        let ask = |gzip: bool| {
            let request = app.browser().request(Method::GET, &format!("r/{code}")).header("Accept-Language", language);
            Answer::of(if gzip { request.header("Accept-Encoding", "gzip, deflate, br") } else { request })
        };
        let plain = ask(false).await.status(wanted);
        for _ in 0..3 {
            let packed = ask(true).await.status(wanted);
            let headers = [&packed, &plain].map(|answer| {
                let mut headers = answer.headers.clone();
                for of_one_answer in ["x-request-id", "date", "content-length", "content-encoding"] {
                    headers.remove(of_one_answer);
                }
                headers
            });
            assert_eq!(headers[0], headers[1]);
            let mut page = String::new();
            match packed.header("content-encoding") {
                "gzip" => drop(GzDecoder::new(&packed.body[..]).read_to_string(&mut page).expect("a gzip file")),
                _ => page = packed.text(),
            }
            assert_eq!(page, plain.text());
        }
        shown.push(plain.text());
    }
    assert_ne!(shown[0], shown[1]);
    shown.swap_remove(0)
}

async fn no_view_is_out_of_date(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Two loaves"})).await;
    let other = app.request(&api, &json!({"amount": "7.00", "memo": "A bun"})).await;
    has(&views(&app, &code, 200).await, &["25.00", "Two loaves", "with Demo"]);
    has(&views(&app, &other, 200).await, &["7.00", "A bun"]);

    // By the service itself.
    api.patch(&format!("requests/{code}"), &json!({"memo": "Three loaves"})).await.status(200);
    has(&views(&app, &code, 200).await, &["Three loaves"]);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let both = views(&app, &code, 200).await;
    has(&both, &[&bank, "with Demo"]);
    let demo = api.get("methods").await.status(200).json()["data"].to_string();
    let demo =
        demo.split('"').find(|text| text.starts_with("mtd_") && **text != *bank).expect("the demo method").to_owned();
    let first = |page: &str, ids: [&str; 2]| page.find(ids[0]) < page.find(ids[1]);
    let is_bank_first = first(&both, [&bank, &demo]);
    let last = if is_bank_first { &bank } else { &demo };
    api.patch(&format!("methods/{last}"), &json!({"position": 2})).await.status(200);
    assert_ne!(first(&views(&app, &code, 200).await, [&bank, &demo]), is_bank_first);
    api.delete(&format!("methods/{bank}")).await.status(204);
    has_not(&views(&app, &code, 200).await, &[&bank]);

    // By somebody else: another replica, a command, a hand in the tables.
    app.db().execute("update payees set name = 'Anna’s Bakery' where handle = 'anna'").await;
    has(&views(&app, &code, 200).await, &["Anna’s Bakery"]);
    app.db().execute("update payees set accent = 3, zone = 'Asia/Tokyo' where handle = 'anna'").await;
    views(&app, &code, 200).await;
    app.db().execute(&format!("update requests set due_on = '2031-05-06' where code = '{code}'")).await;
    has(&views(&app, &code, 200).await, &["6 May 2031"]);

    // By time: nothing is written when a request expires.
    let expiry = |at: &str| format!("update requests set expires_at = '{at}' where code = '{code}'");
    app.db().execute(&expiry("2031-01-02T03:04:00+00:00")).await;
    has(&views(&app, &code, 200).await, &["with Demo", "2031"]);
    app.db().execute(&expiry("2020-01-02T03:04:00+00:00")).await;
    has_not(&views(&app, &code, 200).await, &["with Demo"]);
    app.db().execute(&format!("update requests set expires_at = null where code = '{code}'")).await;
    has(&views(&app, &code, 200).await, &["with Demo"]);

    // By payments.
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending")).await;
    has_not(&views(&app, &code, 200).await, &["with Demo"]);
    hook.reported(&Message::new(&order, "approve")).await;
    has(&views(&app, &code, 200).await, &["PAID"]);
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    has_not(&views(&app, &code, 200).await, &["Three loaves"]);

    // By the operator.
    app.cli_ok(&["disable", &code]);
    has_not(&views(&app, &code, 404).await, &["25.00"]);
    app.cli_ok(&["enable", &code]);
    has(&views(&app, &code, 200).await, &["PAID"]);
    has(&views(&app, &other, 200).await, &["7.00", "A bun", "with Demo"]);
    app.cli_ok(&["disable", &format!("@{}", payee.handle)]);
    has_not(&views(&app, &other, 404).await, &["7.00"]);
}

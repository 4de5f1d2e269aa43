//! The main job from end to end, as the people in it do it: a payee comes to be, asks, is paid, and keeps its books.

mod command_line;
mod payments;
mod seller_pages;
mod sign_in;

use chrono::TimeDelta;
use libtest_mimic::Trial;
use serde_json::Value;

use crate::support::{App, Browser, Payee, between, has, now};

pub fn tests() -> Vec<Trial> {
    [payments::tests(), sign_in::tests(), seller_pages::tests(), command_line::tests()].into_iter().flatten().collect()
}

/// Pays a request by the demo provider's pages, as a payer without scripts does; answers the payer's own page.
async fn pay(payer: &Browser, link: &str, outcome: &str) -> String {
    let page = payer.page(link).await;
    let (action, method) =
        (between(&page, "<form method=\"post\" action=\"", "\""), between(&page, "name=\"method\" value=\"", "\""));
    let provider = payer.post(action, &[("method", method)]).await.status(303);
    decide(payer, provider.location(), outcome).await
}

/// Presses a button on the demo provider's page; answers where the payer is sent.
async fn decide(payer: &Browser, provider: &str, outcome: &str) -> String {
    let page = payer.page(provider).await;
    has(&page, &["No money moves on this page", &format!("value=\"{outcome}\"")]);
    let action = between(&page, "<form method=\"post\" action=\"", "\"");
    payer.post(action, &[("outcome", outcome)]).await.status(303).location().to_owned()
}

/// The lines of a CSV by the names of their columns.
fn csv_lines(file: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("a record");
        names.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), Value::from(cell))).collect()
    };
    reader.records().map(record).collect()
}

/// A period around today, as the export's query says it.
fn around_today() -> (String, String) {
    let day = |offset| (now() + TimeDelta::days(offset)).date_naive().to_string();
    (day(-2), day(2))
}

/// A further browser in which a payee is signed in.
async fn another(app: &App, payee: &Payee) -> Browser {
    let link = app.cli_ok(&["payee", "sign-in", &payee.handle]);
    let browser = app.browser();
    browser.post(link.trim(), &[]).await.status(303);
    browser
}

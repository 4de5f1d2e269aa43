//! The command line beside the pages, and a restart.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{around_today, csv_lines};
use crate::support::{App, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![the_command_line_makes_requests_and_exports, a_disabled_payee_comes_back, a_restart_loses_nothing]
}

async fn the_command_line_makes_requests_and_exports(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let run = |arguments: &[&str]| {
        let keyed = [arguments, &["--url", &app.base, "--key", &payee.api_key]].concat();
        app.cli(&keyed)
    };
    let made = run(&["request", "25.00", "EUR", "Coffee", "--json"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let request: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    assert_eq!((&request["amount"], &request["memo"]), (&json!("25.00"), &json!("Coffee")));
    let plain = run(&["request", "open", "JPY"]);
    has(&String::from_utf8_lossy(&plain.stdout), &[&format!("{}r/", app.base)]);
    let wrong = run(&["request", "12,50", "EUR"]);
    assert_eq!(wrong.status.code(), Some(2));
    has(&String::from_utf8_lossy(&wrong.stderr), &["amount"]);
    let code = request["code"].as_str().expect("a code");
    let (_, order) = app.start_payment(code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let (from, to) = around_today();
    let by_api = api.get(&format!("exports/movements?from={from}&to={to}")).await.status(200).text();
    let period = ["export", "--from", &from, "--to", &to];
    assert_eq!(app.cli_ok(&period), by_api);
    let file = app.dir().join("books.csv");
    app.cli_ok(&[&period[..], &["--payee", "anna", "--out", file.to_str().expect("a path")]].concat());
    assert_eq!(std::fs::read_to_string(file).expect("the file"), by_api);
    assert_eq!(csv_lines(&by_api).len(), 1);
    // With a second payee one must say whose; and a bad period is named.
    app.payee("berta");
    assert_eq!(app.cli(&period).status.code(), Some(2));
    let bad = app.cli(&["export", "--from", "yesterday", "--to", &to, "--payee", "anna"]);
    assert_eq!(bad.status.code(), Some(2));
    has(&String::from_utf8_lossy(&bad.stderr), &["from"]);
    for wrong in [&["payee", "add", "app"][..], &["payee", "add", "anna"], &["payee", "disable", "nobody"]] {
        assert_eq!(app.cli(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

async fn a_disabled_payee_comes_back(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let seller = app.signed_in(&payee).await;
    app.cli_ok(&["payee", "disable", "anna"]);
    for path in ["anna", "anna/25", &format!("r/{code}")] {
        app.browser().get(path).await.status(404);
    }
    // Its books stay open to it.
    seller.get("app").await.status(200);
    api.get("me").await.status(200);
    // Money that is on its way arrives all the same.
    hook.reported(&Message::new(&order, "approve")).await;
    app.cli_ok(&["payee", "enable", "anna"]);
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    app.browser().get("anna").await.status(200);
    app.audit();
}

async fn a_restart_loses_nothing(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let seller = app.signed_in(&payee).await;
    assert_eq!(app.stop(), Some(0), "a graceful stop is a success");
    app.start_again();
    seller.get("app").await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    app.kill();
    app.start_again();
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "25.00");
    app.audit();
}

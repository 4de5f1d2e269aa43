//! The statements of the load benchmark, which fill databases behind the service's back: a table that changed would stop it after months.

use libtest_mimic::Trial;

use crate::support::{App, both};

#[path = "../../../../benches/load/rows.rs"]
mod rows;

pub fn tests() -> Vec<Trial> {
    both![its_rows_are_what_the_service_stores]
}

/// A statement with its parameters written into it.
fn filled(sql: &str, parameters: &[&str]) -> String {
    let numbered = parameters.iter().enumerate().rev();
    numbered.fold(sql.to_owned(), |sql, (at, value)| sql.replace(&format!("${}", at + 1), value))
}

async fn its_rows_are_what_the_service_stores(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    app.demo_method(&api).await;
    let id = async |table| format!("'{}'", app.db().texts(&format!("select id from {table}")).await[0]);
    let (payee, method) = (id("payees").await, id("methods").await);
    let since = "'2026-11-01 00:00:00.000000+00:00'";
    let run = async |sql: &str, parameters: &[&str]| app.db().execute(&filled(sql, parameters)).await;
    for (code, state, paid) in [("111111111111", "paid", 1), ("222222222222", "paid", 1), ("333333333333", "open", 0)] {
        let moment = if paid == 1 { since } else { "null" };
        let request = format!(
            "{} values ('{code}', {payee}, 'RF{code}', 2500, {since}, 'a memo', '2026-1', '{state}', {paid}, {}, {moment}, {})",
            rows::REQUEST,
            2500 * paid,
            rows::ALIKE,
        );
        assert_eq!(app.db().execute(&request).await, 1);
    }
    assert_eq!(run(rows::PAYMENTS, &[&payee, &method, since]).await, 2);
    assert_eq!(run(rows::WAYS, &[&payee, since]).await, 2);
    assert_eq!(run(rows::LINES, &[&payee, since]).await, 2);
    // Added to those that are there, as when a small database is filled up to a large one.
    for times in 1..=2 {
        assert_eq!(run(rows::DAYS, &[&payee, since]).await, 1);
        assert_eq!(app.db().number("select gross from ledger_days").await, 5000 * times);
    }
    assert_eq!(run(rows::HEAD, &[&payee]).await, 1);
    assert_eq!(app.db().number("select seq from ledger_heads").await, 2);
    let pending = format!("{} ('333333333333')", rows::PENDING);
    assert_eq!(run(&pending, &[&method, "'demo'", "'order-'", since, since, "null"]).await, 1);
    assert_eq!(run(rows::SIGN_IN, &["'a hash'", &payee, since, since]).await, 1);
    let insert = [
        "'444444444444'",
        &payee,
        "'api'",
        "'EUR'",
        "2500",
        "null",
        "null",
        "'a memo'",
        "'2026-1'",
        "'RF444444444444'",
        "'generic'",
        "'[]'",
        "'open'",
        "1",
        "null",
        "null",
        since,
    ];
    assert_eq!(run(rows::INSERT, &insert).await, 1);
    let found = app.db().texts(&format!("select id from ({}) as found", rows::ROWS)).await;
    assert_eq!(found, ["mov_1111111111111111111111", "mov_2222222222222222222222"]);
}

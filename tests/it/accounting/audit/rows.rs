//! Rows that were changed, removed or added behind the books.

use std::collections::BTreeMap;

use super::columns::Known::{As, Chain, Named, Not};
use chit::actions::Context;
use chit::actions::books::audit::{AuditVerdict, audit};
use libtest_mimic::Trial;
use serde_json::json;

use super::columns::{COLUMNS, catalogue, others};
use crate::house::store::{column, context};
use crate::settlement::refunds::paid;
use crate::support::{Api, App, Hook, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        every_change_of_a_covered_column_is_found_by_name,
        a_row_that_is_gone_is_found_from_its_lines,
        rows_that_say_more_than_the_books_are_found,
        refunds_are_held_against_their_own_lines,
        an_export_has_lines_without_a_request,
        many_lines_and_rows_are_walked_in_chunks,
    ]
}

/// Payments in every state that the books know: by a provider and by hand, refunded in part by either, disputed, lost.
async fn story(app: &App, api: &Api, hook: &Hook) -> (String, String) {
    let (code, payment, _) = paid_with(app, api, hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    let by_hand = app.request(api, &json!({"amount": "25.00"})).await;
    let made = api.post(&format!("requests/{by_hand}/payments"), &json!({"paid_on": "2026-01-02"})).await.status(201);
    let made = made.json()["id"].as_str().expect("an id").to_owned();
    api.post(&format!("payments/{made}/refund"), &json!({"amount": "4.00"})).await.status(201);
    let (_, _, order) = paid(app, api, hook).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let (_, _, order) = paid(app, api, hook).await;
    hook.reported(&Message::new(&order, "dispute_lost").shifted(2).keeping("15.00")).await;
    let (_, _, order) = paid(app, api, hook).await;
    hook.reported(&Message::new(&order, "refund").of("3.00", "EUR")).await;
    let cancelled = app.request(api, &json!({"amount": "25.00"})).await;
    let (_, late) = app.start_payment(&cancelled).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    hook.reported(&Message::new(&late, "approve")).await;
    app.start_payment(&app.request(api, &json!({"amount": "9.00"})).await).await;
    (code, payment)
}

async fn paid_with(app: &App, api: &Api, hook: &Hook) -> (String, String, String) {
    let code = app.request(api, &json!({"amount": "25.00", "reference": "INV-1"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").keeping("0.63")).await;
    (code.clone(), crate::settlement::refunds::only_payment(api, &code).await, order)
}

fn names(verdicts: &[AuditVerdict]) -> Vec<String> {
    let found = verdicts.iter().flat_map(|verdict| &verdict.findings);
    found.map(|finding| format!("{} {}", finding.name(), finding.row)).collect()
}

async fn verdicts(ctx: &Context) -> Vec<AuditVerdict> {
    audit(ctx).await.expect("an audit")
}

fn content(verdicts: &[AuditVerdict]) -> bool {
    verdicts.iter().all(AuditVerdict::holds)
}

async fn every_change_of_a_covered_column_is_found_by_name(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment) = story(&app, &api, &hook).await;
    let ctx = context(&mut app).await;
    assert!(content(&verdicts(&ctx).await), "{:?}", verdicts(&ctx).await);
    let id = app.db().texts("select id from payees").await.remove(0);
    let refund = |way: &str| format!("select id from refunds where way = '{way}' order by created_at limit 1");
    let refund = app.db().texts(&refund("hand")).await.remove(0);
    let refunded = app.db().texts(&format!("select payment_id from refunds where id = '{refund}'")).await.remove(0);
    let line = format!("select id from ledger_entries where payment_id = '{payment}' and kind = 'settlement'");
    let line = app.db().texts(&line).await.remove(0);
    let rows = BTreeMap::from([
        ("payees", ("id", id.clone())),
        ("requests", ("code", code.clone())),
        ("payments", ("id", payment.clone())),
        ("refunds", ("id", refund.clone())),
        ("ledger_heads", ("payee_id", id.clone())),
        ("ledger_entries", ("id", line)),
    ]);
    drop(payee);
    for (table, columns) in COLUMNS {
        let Some((key, row)) = rows.get(table) else {
            assert!(columns.iter().all(|(_, known)| matches!(known, Not(_))), "{table} has no row to change");
            continue;
        };
        app.db().execute(&format!("create table kept_{table} as select * from {table}")).await;
        for (column, kind, nullable) in catalogue(&app, table).await {
            let known = columns.iter().find(|(name, _)| *name == column).expect("classified").1;
            if matches!(known, Not(_)) {
                continue;
            }
            // SQLite takes null for a primary key of texts.
            for value in others(table, &column, &kind, nullable && column != *key) {
                let differs = format!("({column} is null) <> ({value} is null) or {column} <> {value}");
                let change = format!("update {table} set {column} = {value} where {key} = '{row}' and ({differs})");
                if app.db().tamper(&change).await == 0 {
                    continue;
                }
                let found = verdicts(&ctx).await;
                let said = names(&found);
                match known {
                    Chain => {
                        assert!(found.iter().any(|v| v.chain.is_err()), "{table}.{column} = {value}: no chain broke")
                    }
                    Named | As(_) => {
                        let own = format!("{table}.{column}");
                        let name = if let As(name) = known { name } else { &own };
                        let of = if table == &"refunds" && name.starts_with("payments.") { &refunded } else { row };
                        let wanted = format!("{name} {of}");
                        assert!(said.contains(&wanted), "{table}.{column} = {value}: {wanted} is not in {said:?}");
                    }
                    Not(_) => {}
                }
                let changed = if column == *key { value.trim_matches('\'') } else { row };
                app.db().tamper(&format!("delete from {table} where {key} in ('{row}', '{changed}')")).await;
                app.db().tamper(&format!("insert into {table} select * from kept_{table} where {key} = '{row}'")).await;
                let again = verdicts(&ctx).await;
                assert!(content(&again), "{table}.{column} = {value} was put back: {:?}", names(&again));
            }
        }
        app.db().execute(&format!("drop table kept_{table}")).await;
    }
    ctx.store.close().await;
}

async fn a_row_that_is_gone_is_found_from_its_lines(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment) = story(&app, &api, &hook).await;
    let ctx = context(&mut app).await;
    let id = app.db().texts("select id from payees").await.remove(0);
    for (table, key, row, name) in [
        ("requests", "code", &code, "requests.missing"),
        ("payments", "id", &payment, "payments.missing"),
        ("payees", "id", &id, "payees.missing"),
        ("refunds", "payment_id", &payment, "payments.refund_sums"),
    ] {
        app.db().execute(&format!("create table kept as select * from {table} where {key} = '{row}'")).await;
        assert_eq!(app.db().tamper(&format!("delete from {table} where {key} = '{row}'")).await, 1, "{table}");
        let said = names(&verdicts(&ctx).await);
        assert!(said.contains(&format!("{name} {row}")), "{name} {row} is not in {said:?}");
        let told = app.cli(&["audit", "--json"]);
        assert_eq!(told.status.code(), Some(1));
        has(&String::from_utf8_lossy(&told.stdout), &[&format!("\"name\":\"{name}\",\"row\":\"{row}\"")]);
        app.db().tamper(&format!("insert into {table} select * from kept")).await;
        app.db().execute("drop table kept").await;
        app.audit();
    }
    // With the end as well, the lines alone remember.
    app.db().tamper("delete from payees").await;
    app.db().tamper("delete from ledger_heads").await;
    has(&names(&verdicts(&ctx).await).join("\n"), &[&format!("payees.missing {id}")]);
    ctx.store.close().await;
}

async fn rows_that_say_more_than_the_books_are_found(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    story(&app, &api, &hook).await;
    let pending = app.db().texts("select id from payments where state = 'pending'").await.remove(0);
    let open = app.db().texts("select code from requests where state = 'open'").await.remove(0);
    let ctx = context(&mut app).await;
    for (change, undo, name) in [
        ("payments set state = 'settled'", "payments set state = 'pending'", "payments.unbooked"),
        ("payments set received = 900", "payments set received = null", "payments.unbooked"),
        ("payments set fee = 1", "payments set fee = 0", "payments.fee"),
        ("payments set evidence = 'manual'", "payments set evidence = null", "payments.evidence"),
    ] {
        assert_eq!(app.db().execute(&format!("update {change} where id = '{pending}'")).await, 1);
        has(&names(&verdicts(&ctx).await).join("\n"), &[&format!("{name} {pending}")]);
        app.db().execute(&format!("update {undo} where id = '{pending}'")).await;
        assert!(content(&verdicts(&ctx).await), "{undo}");
    }
    app.db().execute(&format!("update requests set state = 'paid' where code = '{open}'")).await;
    has(&names(&verdicts(&ctx).await).join("\n"), &[&format!("requests.state {open}")]);
    ctx.store.close().await;
}

/// Two refunds of which one took what the other gave come to the same sum; each one's own line knows better.
async fn refunds_are_held_against_their_own_lines(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, payment, _) = paid_with(&app, &api, &hook).await;
    for amount in ["5.00", "7.00"] {
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": amount})).await.status(201);
    }
    let ctx = context(&mut app).await;
    assert!(content(&verdicts(&ctx).await), "{:?}", names(&verdicts(&ctx).await));
    let smaller = app.db().texts("select id from refunds where amount = 700").await.remove(0);
    app.db().tamper("update refunds set amount = 1200 - amount").await;
    assert_eq!(names(&verdicts(&ctx).await), [format!("refunds.amount {smaller}")]);
    ctx.store.close().await;
}

async fn an_export_has_lines_without_a_request(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, _) = story(&app, &api, &hook).await;
    let orders = ["by=created", "by=settled", "after=0"];
    let mut before = Vec::new();
    for order in orders {
        before.push(api.get(&format!("exports/movements?{order}")).await.status(200).body);
    }
    assert_eq!(app.db().tamper(&format!("delete from requests where code = '{code}'")).await, 1);
    for (order, before) in orders.into_iter().zip(&before) {
        let after = api.get(&format!("exports/movements?{order}")).await.status(200).body;
        assert_eq!(column(&after, "movement_id"), column(before, "movement_id"), "{order}");
    }
    app.kill();
}

/// More than a chunk of rows, of lines of one row, and of lines whose rows are gone.
async fn many_lines_and_rows_are_walked_in_chunks(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = crate::house::store::payee(&ctx, "anna").await;
    let movements = crate::house::store::fill(&ctx, &anna, 2300, |_| None).await;
    assert!(content(&verdicts(&ctx).await), "{:?}", names(&verdicts(&ctx).await));
    let last = movements.iter().map(|movement| movement.payment_id.to_string()).max().expect("one");
    app.db().execute(&format!("update payments set fee = 7 where id = '{last}'")).await;
    assert_eq!(names(&verdicts(&ctx).await), [format!("payments.fee {last}")]);
    app.db().tamper("delete from payments").await;
    let found = verdicts(&ctx).await.remove(0);
    assert_eq!((found.findings.len(), found.more), (100, 2200), "each is found once, and a hundred are listed");
    assert!(found.findings.iter().all(|finding| finding.name() == "payments.missing"));
    ctx.store.close().await;
}

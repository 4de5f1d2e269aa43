//! The audit: whatever is changed in a row that the books speak of is found, by name.

use std::collections::BTreeMap;

use chit::actions::Context;
use chit::actions::books::audit::{Verdict, audit};
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::{column, context};
use crate::settlement::refunds::paid;
use crate::support::{Api, App, Backend, Hook, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        every_column_is_covered_or_says_why_not,
        every_change_of_a_covered_column_is_found_by_name,
        a_row_that_is_gone_is_found_from_its_lines,
        rows_that_say_more_than_the_books_are_found,
        refunds_are_held_against_their_own_lines,
        an_export_has_lines_without_a_request,
        many_lines_and_rows_are_walked_in_chunks,
    ]
}

/// How the audit knows a column.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Known {
    /// Any other value is found under `table.column`.
    Named,
    /// A value that comes to something else is found under this name.
    As(&'static str),
    /// A change breaks the chain.
    Chain,
    /// Not compared, for this reason.
    Not(&'static str),
}
use Known::{As, Chain, Named, Not};

const SETTING: Not0 = "a setting of the payee, in no line";
const TERM: Not0 = "a term or a text of the request, in no line";
const SERVICE: Not0 = "the service’s own progress, of which no money follows";
const PROVIDER: Not0 = "the provider’s moment; the open dispute that follows of both is compared as the state";
type Not0 = &'static str;

const COLUMNS: &[(&str, &[(&str, Known)])] = &[
    (
        "payees",
        &[
            ("id", As("payees.missing")),
            ("handle", Not(SETTING)),
            ("skeleton", Not(SETTING)),
            ("name", Not(SETTING)),
            ("currency", Not(SETTING)),
            ("created_at", Not(SETTING)),
            ("disabled_at", Not(SETTING)),
            ("language", Not(SETTING)),
            ("accent", Not(SETTING)),
            ("suggested", Not(SETTING)),
            ("asks_note", Not(SETTING)),
            ("zone", Not(SETTING)),
        ],
    ),
    (
        "requests",
        &[
            ("code", As("requests.missing")),
            ("payee_id", Named),
            ("origin", Not(TERM)),
            ("currency", Named),
            // More asked, or more often, would leave it open.
            ("amount", As("requests.state")),
            ("min_amount", Not(TERM)),
            ("max_amount", Not(TERM)),
            ("memo", Not(TERM)),
            ("reference", Named),
            ("rf", Named),
            ("preview", Not(TERM)),
            ("items", Not(TERM)),
            ("state", Named),
            ("max_payments", As("requests.state")),
            ("paid_count", Named),
            ("paid_total", Named),
            ("due_on", Not(TERM)),
            ("expires_at", Not(TERM)),
            ("created_at", Not(TERM)),
            ("paid_at", Named),
            ("cancelled_at", As("requests.state")),
            ("disabled_at", Not(SETTING)),
            ("language", Not(TERM)),
            ("suggested", Not(TERM)),
            ("asks_note", Not(TERM)),
            ("lapsed", Not(SERVICE)),
            ("words_version", Not(SERVICE)),
        ],
    ),
    (
        "payments",
        &[
            ("id", As("payments.missing")),
            ("request_code", Named),
            ("payee_id", Named),
            // Another of the same payee and rail would pass: a line has the rail, not the method.
            ("method_id", Named),
            ("rail", Named),
            ("currency", Named),
            ("amount", Not("what was asked of the payer; what arrived is booked")),
            ("received", Named),
            ("refunded", Named),
            ("state", Named),
            ("evidence", Named),
            ("external_id", Named),
            ("token_hash", Not("opens the payer’s page")),
            ("instructions", Not("what the payer was shown, sealed")),
            ("note", Not("a remark, which may be erased")),
            ("created_at", Not(SERVICE)),
            ("expires_at", Not(SERVICE)),
            ("claimed_at", Not(SERVICE)),
            ("settled_at", Named),
            ("fee", Named),
            ("refund_reported", As("payments.refund_sums")),
            ("refund_elsewhere", As("payments.refund_sums")),
            ("refund_lost", As("payments.refund_sums")),
            ("dispute_opened_at", Not(PROVIDER)),
            ("dispute_closed_at", Not(PROVIDER)),
            ("next_poll_at", Not(SERVICE)),
            ("polls", Not(SERVICE)),
            ("polled_at", Not(SERVICE)),
            ("test", Named),
            ("payer_note", Not("the payer’s words, which may be erased")),
            ("set_aside_at", Not(SERVICE)),
            ("lost_at", Not("when the key of the sealed instructions was given up, of which no money follows")),
            ("booking_date", Named),
            ("fee_unknown", As("payments.fee")),
            ("over_at", Not(SERVICE)),
            ("end_try_at", Not(SERVICE)),
            ("end_attempts", Not(SERVICE)),
            ("end_outcome", Not(SERVICE)),
            // By hand the RF reference and the QR reference that says the same would pass for each other.
            ("provider_ref", Named),
        ],
    ),
    (
        "refunds",
        &[
            ("id", Not("the lines name a refund’s payment, not the refund")),
            ("payment_id", As("refunds.movement_id")),
            ("payee_id", Named),
            ("currency", Named),
            ("amount", As("payments.refund_sums")),
            ("state", As("payments.refund_sums")),
            ("way", Named),
            ("attempts", Not(SERVICE)),
            ("next_try_at", Not(SERVICE)),
            ("created_at", Not(SERVICE)),
            ("ended_at", Not(SERVICE)),
            ("external_id", Not("the provider’s name for it, in no line")),
            ("stage", Not("the provider’s progress; the state that follows is compared")),
            ("movement_id", Named),
        ],
    ),
    ("ledger_heads", &[("payee_id", Chain), ("seq", Chain), ("hash", Chain), ("not_before", Chain), ("seal", Chain)]),
    (
        "ledger_entries",
        &[
            ("id", Chain),
            ("payee_id", Chain),
            ("seq", Chain),
            ("prev_hash", Chain),
            ("hash", Chain),
            ("kind", Chain),
            ("request_code", Chain),
            ("payment_id", Chain),
            ("reference", Chain),
            ("rf", Chain),
            ("currency", Chain),
            ("gross", Chain),
            ("fee", Chain),
            ("fee_unknown", Chain),
            ("rail", Chain),
            ("evidence", Chain),
            ("evidence_ref", Chain),
            ("booking_date", Chain),
            ("created_at", Chain),
            ("settled_at", Chain),
            ("reverses_id", Chain),
            ("batch_id", Chain),
        ],
    ),
];

/// Values that a column might have as well, beside those of its type.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("requests", "currency", &["'USD'"]),
    ("requests", "state", &["'open'", "'cancelled'", "'paid '"]),
    ("requests", "amount", &["amount + 100"]),
    ("requests", "max_payments", &["max_payments + 5"]),
    ("payments", "currency", &["'USD'"]),
    ("payments", "state", &["'settled'", "'refunded'", "'disputed'", "'pending'", "'failed'"]),
    ("payments", "evidence", &["'manual'", "'poll'"]),
    ("payments", "rail", &["'manual'", "'stripe'"]),
    ("payments", "refund_reported", &["refund_reported + 1000000"]),
    ("payments", "refund_elsewhere", &["refund_elsewhere + 1000000"]),
    ("payments", "refund_lost", &["refund_lost + 1"]),
    ("refunds", "amount", &["amount + 1", "amount - 1"]),
    ("refunds", "state", &["'failed'", "'asked'", "'sent'"]),
    ("refunds", "way", &["'rail'"]),
    ("ledger_entries", "kind", &["'refund'", "'correction'"]),
    ("ledger_entries", "currency", &["'USD'", "'???'"]),
    ("ledger_entries", "evidence", &["'manual'"]),
    ("ledger_entries", "seq", &["seq + 100"]),
];

/// Columns whose null, or whose value in place of null, says the same.
const SAME: &[(&str, &str, &str)] = &[
    ("refunds", "movement_id", "null"),
    // What may be paid once is paid by one payment, whether or not an amount was asked.
    ("requests", "amount", "null"),
];

/// The columns of a table as the database's own catalogue has them, with their types and whether they may be null.
async fn catalogue(app: &App, table: &str) -> Vec<(String, String, bool)> {
    let sql = match app.db().backend {
        Backend::Sqlite => format!(
            "select name || '|' || lower(type) || '|' || (1 - \"notnull\") from pragma_table_info('{table}') order by cid"
        ),
        Backend::Postgres => format!(
            "select column_name || '|' || data_type || '|' || case is_nullable when 'YES' then 1 else 0 end \
            from information_schema.columns where table_name = '{table}' order by ordinal_position"
        ),
    };
    let columns = app.db().texts(&sql).await;
    let split = |column: &String| {
        let parts: Vec<_> = column.split('|').collect();
        (parts[0].to_owned(), parts[1].to_owned(), parts[2] == "1")
    };
    columns.iter().map(split).collect()
}

fn known(table: &str, column: &str) -> Known {
    let columns = COLUMNS.iter().find(|(name, _)| *name == table).map(|(_, columns)| *columns).unwrap_or_default();
    let found = columns.iter().find(|(name, _)| *name == column);
    found.unwrap_or_else(|| panic!("{table}.{column} is new: say how the audit knows it, or why it doesn’t")).1
}

async fn every_column_is_covered_or_says_why_not(app: App) {
    for (table, columns) in COLUMNS {
        let there: Vec<_> = catalogue(&app, table).await.into_iter().map(|(name, _, _)| name).collect();
        for column in &there {
            known(table, column);
        }
        for (column, _) in *columns {
            assert!(there.iter().any(|name| name == column), "{table}.{column} is gone");
        }
    }
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

fn names(verdicts: &[Verdict]) -> Vec<String> {
    let found = verdicts.iter().flat_map(|verdict| &verdict.findings);
    found.map(|finding| format!("{} {}", finding.name(), finding.row)).collect()
}

async fn verdicts(ctx: &Context) -> Vec<Verdict> {
    audit(ctx).await.expect("an audit")
}

fn content(verdicts: &[Verdict]) -> bool {
    verdicts.iter().all(Verdict::holds)
}

/// Other values than a column has.
fn others(table: &str, column: &str, kind: &str, nullable: bool) -> Vec<String> {
    let own = VALUES.iter().find(|(t, c, _)| (*t, *c) == (table, column)).map(|(_, _, values)| *values);
    let mut values: Vec<String> = match own {
        Some(values) => values.iter().map(|&value| value.to_owned()).collect(),
        None => vec![match kind {
            "bigint" => format!("coalesce({column}, 0) + 1"),
            "boolean" => format!("not {column}"),
            "date" => "'2020-01-01'".to_owned(),
            kind if kind.starts_with("timestamp") => "'2020-01-01T00:00:00+00:00'".to_owned(),
            _ => "'changed'".to_owned(),
        }],
    };
    if nullable {
        values.push("null".to_owned());
    }
    values.retain(|value| !SAME.contains(&(table, column, value.as_str())));
    values
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
        let (key, row) = &rows[table];
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

//! Closes, batches and sums of days that were changed behind the books.

use chit::actions::books::audit::audit;
use libtest_mimic::Trial;
use serde_json::json;

use super::columns::catalogue;
use crate::house::store::context;
use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![a_change_of_what_was_closed_or_delivered_is_found]
}

/// A column, another value, and the name under which that is found, or why it isn't.
type Change = (&'static str, &'static str, Result<&'static str, &'static str>);

/// Each column with another value, and the name under which that is found, or why it isn't.
const CHANGES: &[(&str, &[Change])] = &[
    (
        "closes",
        &[
            ("id", "'cls_other'", Ok("closes.seal")),
            ("payee_id", "'pye_other'", Err("a later batch closed more days than it did")),
            ("until", "'2026-02-20'", Ok("closes.until")),
            ("cause", "'calendar'", Ok("closes.seal")),
            ("closed_at", "'2020-01-01T00:00:00+00:00'", Ok("closes.seal")),
            ("seq", "seq - 1", Ok("closes.hash")),
            ("hash", "'changed'", Ok("closes.hash")),
            ("seal", "'changed'", Ok("closes.seal")),
        ],
    ),
    (
        "batches",
        &[
            ("id", "'bat_other'", Ok("batches.sha256")),
            ("payee_id", "'pye_other'", Ok("ledger_heads.open_from")),
            ("number", "number + 1", Ok("batches.number")),
            ("from_seq", "from_seq + 1", Ok("batches.from_seq")),
            ("to_seq", "to_seq - 1", Ok("batches.hash")),
            ("hash", "'changed'", Ok("batches.hash")),
            ("currency", "'JPY'", Ok("batches.sha256")),
            ("format", "'mp3'", Ok("batches.sha256")),
            ("zone", "'Asia/Tokyo'", Ok("batches.sha256")),
            ("open_from", "'2020-01-01'", Ok("ledger_heads.open_from")),
            ("created_at", "'2020-01-01T00:00:00+00:00'", Ok("batches.seal")),
            ("line_count", "line_count + 1", Ok("batches.line_count")),
            ("first_day", "'2020-01-01'", Ok("batches.first_day")),
            ("last_day", "'2020-01-01'", Ok("batches.last_day")),
            ("sha256", "'changed'", Ok("batches.sha256")),
            ("totals", "'[]'", Ok("batches.totals")),
            ("accounts", "'{\"bank\": \"1\"}'", Ok("batches.seal")),
            ("seal", "null", Ok("batches.seal")),
        ],
    ),
    (
        "ledger_days",
        &[
            ("payee_id", "'pye_other'", Ok("ledger_days.sums")),
            ("accounting_date", "'2020-01-01'", Ok("ledger_days.sums")),
            ("currency", "'USD'", Ok("ledger_days.sums")),
            ("rail", "'stripe'", Ok("ledger_days.sums")),
            ("kind", "'refund'", Ok("ledger_days.sums")),
            ("lines", "lines + 1", Ok("ledger_days.sums")),
            ("gross", "gross + 1", Ok("ledger_days.sums")),
            ("tip", "tip + 1", Ok("ledger_days.sums")),
            ("fee", "fee + 1", Ok("ledger_days.sums")),
            ("unknown_fees", "unknown_fees + 1", Ok("ledger_days.sums")),
        ],
    ),
];

async fn a_change_of_what_was_closed_or_delivered_is_found(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    for day in ["2026-01-30", "2026-02-03", "2026-02-05"] {
        let body = json!({"amount": "1.00", "paid_on": day});
        api.post(&format!("requests/{code}/payments"), &body).await.status(201);
        if day == "2026-01-30" {
            api.post("closes", &json!({"until": "2026-01-31"})).await.status(201);
        }
    }
    api.post("batches", &json!({})).await.status(201);
    let ctx = context(&mut app).await;
    let names = async || {
        let verdicts = audit(&ctx).await.expect("an audit");
        verdicts.iter().flat_map(|verdict| &verdict.findings).map(|finding| finding.name()).collect::<Vec<_>>()
    };
    assert_eq!(names().await, [""; 0]);
    for (table, changes) in CHANGES {
        let columns: Vec<_> = catalogue(&app, table).await.into_iter().map(|(name, _, _)| name).collect();
        assert_eq!(
            columns,
            changes.iter().map(|(name, _, _)| *name).collect::<Vec<_>>(),
            "{table}: say how it is known"
        );
        app.db().execute(&format!("create table kept_{table} as select * from {table}")).await;
        for (column, value, found) in *changes {
            let one = if *table == "ledger_days" { "where accounting_date = '2026-01-30'" } else { "" };
            let change = format!("update {table} set {column} = {value} {one}");
            assert_eq!(app.db().tamper(&change).await, 1, "{table}.{column}");
            match found {
                Ok(name) => {
                    assert!(names().await.iter().any(|found| found == name), "{table}.{column}: {:?}", names().await)
                }
                Err(_) => assert_eq!(names().await, [""; 0], "{table}.{column} is found: say under which name"),
            }
            app.db().tamper(&format!("delete from {table}")).await;
            app.db().tamper(&format!("insert into {table} select * from kept_{table}")).await;
            assert_eq!(names().await, [""; 0], "{table}.{column} was put back");
        }
        app.db().tamper(&format!("delete from {table}")).await;
        let gone = names().await;
        let expected = if *table == "ledger_days" { Some("ledger_days.sums") } else { None };
        assert!(expected.is_none_or(|name| gone.iter().any(|found| found == name)), "{table}: {gone:?}");
        app.db().tamper(&format!("insert into {table} select * from kept_{table}")).await;
    }
    let told = app.db().tamper("update batches set sha256 = 'changed'").await;
    assert_eq!(told, 1);
    has(&String::from_utf8_lossy(&app.cli(&["audit"]).stdout), &["anna: BROKEN: batch bat_", "the column sha256"]);
    ctx.store.close().await;
}

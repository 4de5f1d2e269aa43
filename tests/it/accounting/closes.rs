//! Closes: what was closed never changes, and what comes late is booked on the first open day.

use chit::actions::books::close::close_months;
use futures_util::future::join;
use libtest_mimic::Trial;
use serde_json::json;

use super::books::{by_clock, line_under_way, record, request};
use crate::house::store::{column, context, payee};
use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_late_fact_gets_the_first_open_day,
        a_day_is_closed_once_it_is_over,
        a_month_closes_by_itself,
        a_close_waits_for_a_line_under_way,
    ]
}

async fn a_late_fact_gets_the_first_open_day(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let record = async |day: &str| {
        let body = json!({"amount": "1.00", "paid_on": day});
        api.post(&format!("requests/{code}/payments"), &body).await.status(201);
    };
    for day in ["2026-01-30", "2026-01-31", "2026-02-01"] {
        record(day).await;
    }
    let january = "exports/movements?from=2026-01-01&to=2026-02-01";
    let open = api.get(january).await.status(200);
    assert_eq!(open.header("chit-final"), "false");
    let closed = api.post("closes", &json!({"until": "2026-01-31"})).await.status(201).json();
    assert_eq!(
        (&closed["until"], &closed["cause"], &closed["seq"]),
        (&json!("2026-01-31"), &json!("payee"), &json!(3))
    );
    let file = api.get(january).await.status(200);
    assert_eq!((file.header("chit-final"), &file.body), ("true", &open.body));
    has(file.header("content-disposition"), &["\"movements.csv\""]);
    record("2026-01-15").await;
    record("2026-02-02").await;
    assert!(api.get(january).await.body == file.body, "what was closed has changed");
    // The rest has every line that January hasn't.
    let rest = api.get("exports/movements?from=2026-02-01").await.status(200).body;
    assert_eq!(column(&rest, "seq"), ["3", "4", "5"]);
    assert_eq!(column(&rest, "accounting_date"), ["2026-02-01", "2026-02-01", "2026-02-02"]);
    assert_eq!(column(&rest, "belongs_to"), ["", "2026-01-15", ""]);
    app.audit();
}

async fn a_day_is_closed_once_it_is_over(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    for until in [json!(null), json!(""), json!("31.01.2026"), json!(20_260_131), json!("9000-01-01")] {
        let problem = api.post("closes", &json!({"until": until})).await.status(400).json();
        assert_eq!(problem["errors"][0]["field"], "until", "{until}: {problem}");
    }
    let id = |close: &serde_json::Value| close["id"].as_str().expect("an id").to_owned();
    let february = api.post("closes", &json!({"until": "2026-02-28"})).await.status(201).json();
    // It is closed, whoever says so again, and so is what comes before.
    for until in ["2026-02-28", "2026-01-31"] {
        let again = api.post("closes", &json!({"until": until})).await.status(200).json();
        assert_eq!(id(&again), id(&february), "{until}");
    }
    has(&app.cli_ok(&["close", "2026-03-31", "--payee", "anna"]), &["anna: the books are closed up to 2026-03-31"]);
    has(&app.cli_ok(&["close", "2026-03-31", "--key", &payee.api_key]), &["were closed already"]);
    let refused = app.cli(&["close", "9000-01-01"]);
    assert_eq!(refused.status.code(), Some(2));
    has(&String::from_utf8_lossy(&refused.stderr), &["until: Only a day that is over can be closed"]);
    let first = api.get("closes?limit=1").await.status(200).json();
    assert_eq!((&first["data"][0]["until"], &first["has_more"]), (&json!("2026-03-31"), &json!(true)));
    let next = format!("closes?limit=1&cursor={}", first["next_cursor"].as_str().expect("a cursor"));
    let next = api.get(&next).await.status(200).json();
    assert_eq!((id(&next["data"][0]), &next["has_more"]), (id(&february), &json!(false)));
    let (_, others, _) = app.seller("berta").await;
    assert_eq!(others.get("closes").await.json()["data"], json!([]));
    app.audit();
}

/// By the payee's clocks, once, and where there is something to close.
async fn a_month_closes_by_itself(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, berta) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    let created = anna.created_at.date_naive();
    let closing = chit::domain::ledger::ClosingDay::default();
    let first = closing.next(created).expect("a day");
    let until = closing.closed_by(first).expect("a day");
    let code = request(&ctx, &anna).await;
    let eve = by_clock(&ctx, &format!("{}T23:59:59Z", first.pred_opt().expect("a day")));
    record(&eve, &anna, &code, Some(&until.to_string())).await;
    let sql = "select cause || ' ' || until || ' ' || seq from closes order by until";
    assert_eq!(close_months(&eve).await.expect("done"), 0);
    let day = by_clock(&ctx, &format!("{first}T00:00:00Z"));
    // Two replicas at a time; a ledger without lines gets no close.
    let (one, two) = join(close_months(&day), close_months(&day)).await;
    assert!(one.expect("done") + two.expect("done") >= 2);
    assert_eq!(app.db().texts(sql).await, [format!("calendar {until} 1")]);
    assert_eq!(close_months(&day).await.expect("done"), 0, "until next month");
    let open = ctx.store.ledger_head(&anna.id).await.expect("a head").expect("a ledger").open_from;
    assert_eq!(open, until.succ_opt());
    assert_eq!(ctx.store.ledger_head(&berta.id).await.expect("a head").expect("a ledger").open_from, None);
    record(&day, &anna, &code, Some(&until.to_string())).await;
    let late = ctx.store.ledger_after(&anna.id, 1).await.expect("lines").remove(0).day;
    assert_eq!((Some(late.accounting_date), late.belongs_to), (open, Some(until)));
    app.audit();
    ctx.store.close().await;
}

/// A transaction that has booked its line and not committed yet when its day is closed.
async fn a_close_waits_for_a_line_under_way(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let october = by_clock(&ctx, "2026-10-31T12:00:00Z");
    let code = request(&october, &anna).await;
    record(&october, &anna, &code, None).await;
    let (writing, has_begun, go_on) = line_under_way(&ctx, &anna).await;
    let closing = async {
        let day = has_begun.await.expect("it has begun");
        assert_eq!(day.accounting_date.to_string(), "2026-10-31");
        let november = by_clock(&ctx, "2026-11-01T00:00:00Z");
        let closing = async {
            let closed =
                chit::actions::books::close::close_books(&november, &anna, Some("2026-10-31"), vec![], None).await;
            assert_eq!(closed.expect("closed").close.seq, 2, "a line of a closed day came after its close");
        };
        let letting_go = async {
            for _ in 0..20 {
                ctx.store.ready().await.expect("it answers");
            }
            go_on.send(()).expect("it waits");
        };
        join(closing, letting_go).await;
    };
    let (written, ()) = join(writing, closing).await;
    written.expect("written");
    ctx.store.close().await;
}

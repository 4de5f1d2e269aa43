//! What was exported stays as it was, nothing falls between two exports, and a day is that day in every zone.

use std::sync::{Arc, Mutex};

use chit::actions::books::export::{ExportDraft, export_movements};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::id::MovementId;
use chit::domain::ledger::{AccountingDay, LedgerEntry, Movement};
use chit::domain::payee::Payee;
use chit::domain::request::Origin;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::RequestDraft;
use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use libtest_mimic::Trial;
use serde_json::json;
use tokio::sync::oneshot;

use crate::house::store::{column, context, export, fill, payee, terms};
use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_booking_date_is_that_day_in_every_zone,
        days_and_moments_are_in_one_order,
        what_was_exported_stays,
        a_line_under_way_is_waited_for,
        lines_are_dated_in_their_order,
        an_open_period_is_provisional,
        lines_after_a_number_have_no_gap,
    ]
}

/// The farthest zones, days of 23 and 25 hours, and days that begin at one.
const ZONES: [&str; 8] = [
    "UTC",
    "Etc/GMT+12",
    "America/St_Johns",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
];

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn by_clock(ctx: &Context, text: &str) -> Context {
    Context { clock: Clock::fixed(at(text)), ..ctx.clone() }
}

pub async fn request(ctx: &Context, payee: &Payee) -> RequestCode {
    create_request(ctx, &payee.id, &terms(RequestDraft::default()), Origin::Api, None).await.expect("a request").code
}

pub async fn record(ctx: &Context, payee: &Payee, code: &RequestCode, paid_on: Option<&str>) {
    let draft = ManualDraft { amount: Some("1.00".into()), paid_on: paid_on.map(Into::into), ..ManualDraft::default() };
    record_payment(ctx, &payee.id, code, draft, None).await.expect("recorded");
}

/// A period by the time of writing.
fn period(from: &str, to: &str) -> ExportDraft {
    ExportDraft { from: Some(from.into()), to: Some(to.into()), by: Some("created".into()), ..ExportDraft::default() }
}

async fn a_booking_date_is_that_day_in_every_zone(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // The days on which clocks go forward and back in Europe, the longest month's end, and a leap day.
    for day in ["2026-01-31", "2025-03-30", "2025-10-26", "2024-02-29"] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        api.post(&format!("requests/{code}/payments"), &json!({"paid_on": day})).await.status(201);
        let date: NaiveDate = day.parse().expect("a day");
        let [before, next, after] = [date - Days::new(1), date + Days::new(1), date + Days::new(2)];
        for zone in ZONES {
            let file = async |from: NaiveDate, to: NaiveDate| {
                let query = format!("by=settled&zone={}&from={from}&to={to}", zone.replace('+', "%2B"));
                api.get(&format!("exports/movements?{query}")).await.status(200).body
            };
            let locals = column(&file(date, next).await, "settled_at_local");
            assert_eq!(locals.len(), 1, "{day} in {zone}");
            has(&locals[0], &[&format!("{day}T12:00:00")]);
            assert_eq!(column(&file(before, date).await, "seq").len(), 0, "{day} in {zone}");
            assert_eq!(column(&file(next, after).await, "seq").len(), 0, "{day} in {zone}");
        }
        for offset in ["-12:00", "-03:30", "Z", "%2B05:45", "%2B14:00"] {
            let found = async |from: NaiveDate, to: NaiveDate| {
                let query = format!("settled_from={from}T00:00:00{offset}&settled_to={to}T00:00:00{offset}");
                let list = api.get(&format!("payments?{query}")).await.status(200).json();
                list["data"].as_array().expect("a list").iter().map(|p| p["paid_on"].clone()).collect::<Vec<_>>()
            };
            assert_eq!(found(date, next).await, [json!(day)], "{day} at {offset}");
            assert!(found(before, date).await.is_empty() && found(next, after).await.is_empty(), "{day} at {offset}");
        }
    }
}

/// Lines with days and lines with moments, more than a chunk of each, are in the order that the local column shows; a period has what
/// that column says, and two that meet have all.
async fn days_and_moments_are_in_one_order(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let first = DateTime::from_timestamp(1_790_000_000, 0).expect("in range").date_naive();
    fn booked(n: i64) -> Option<NaiveDate> {
        let first = DateTime::from_timestamp(1_790_000_000, 0)?.date_naive();
        (n % 2 == 0).then(|| first + TimeDelta::days(n % 5 - 2))
    }
    fill(&ctx, &anna, 2300, booked).await;
    for zone in ZONES {
        let draft = ExportDraft { zone: Some(zone.into()), by: Some("settled".into()), ..ExportDraft::default() };
        let (whole, _) = export(&ctx, &anna, &draft).await;
        let key = |file: &[u8]| -> Vec<(Timestamp, i64)> {
            let locals = column(file, "settled_at_local").into_iter().map(|local| at(&local));
            locals.zip(column(file, "seq").into_iter().map(|seq| seq.parse().expect("a number"))).collect()
        };
        let all = key(&whole);
        assert_eq!(all.len(), 2300, "{zone}");
        // The column shows whole seconds; within one the microseconds go before the numbers.
        assert!(all.is_sorted_by_key(|(moment, _)| *moment), "{zone}");
        let mut parts = Vec::new();
        for day in 0..6 {
            let [from, to] = [day, day + 1].map(|day| first + TimeDelta::days(day - 2));
            let (part, _) = export(
                &ctx,
                &anna,
                &ExportDraft {
                    by: Some("settled".into()),
                    zone: Some(zone.into()),
                    ..period(&from.to_string(), &to.to_string())
                },
            )
            .await;
            let locals = column(&part, "settled_at_local");
            assert!(locals.iter().all(|local| local.starts_with(&from.to_string())), "{zone} {from}");
            parts.extend(key(&part));
        }
        assert!(parts == all, "{zone}: days together are the whole");
    }
    ctx.store.close().await;
}

/// October is exported; later somebody records a payment for October, and a replica whose clock is slow writes one.
async fn what_was_exported_stays(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let (october, november) = (by_clock(&ctx, "2026-10-20T12:00:00Z"), by_clock(&ctx, "2026-11-02T09:00:00Z"));
    let code = request(&october, &anna).await;
    record(&october, &anna, &code, Some("2026-10-19")).await;
    let month = period("2026-10-01", "2026-11-01");
    let delivery = export_movements(&november, &anna, month.check().expect("good")).await.expect("it begins");
    assert!(delivery.is_final);
    let (delivered, _) = export(&november, &anna, &month).await;
    assert_eq!(column(&delivered, "seq"), ["1"]);
    record(&november, &anna, &code, Some("2026-10-31")).await;
    record(&by_clock(&ctx, "2026-10-31T23:59:59Z"), &anna, &code, None).await;
    let (again, _) = export(&november, &anna, &month).await;
    assert!(again == delivered, "what was delivered has changed");
    // Both are in the next one, and only there.
    let december = by_clock(&ctx, "2026-12-01T00:00:00Z");
    let (next, _) = export(&december, &anna, &period("2026-11-01", "2026-12-01")).await;
    assert_eq!(column(&next, "seq"), ["2", "3"]);
    assert!(column(&next, "created_at_utc").iter().all(|written| written.as_str() >= "2026-11-01"));
    // By when money moved, October has all three: it is for looking, not for booking.
    let (moved, _) = export(&december, &anna, &ExportDraft { by: Some("settled".into()), ..month }).await;
    assert_eq!(column(&moved, "seq").len(), 3);
    app.audit();
    ctx.store.close().await;
}

/// Appends a line like the payee's first one. The transaction says on which day the line is, and doesn't commit before it may go on.
pub async fn line_under_way(
    ctx: &Context,
    payee: &Payee,
) -> (impl Future<Output = Result<(), Error>>, oneshot::Receiver<AccountingDay>, oneshot::Sender<()>) {
    let line = ctx.store.ledger_after(&payee.id, 0).await.expect("lines").remove(0).movement;
    let (begun, has_begun) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let writing = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            let id = MovementId::draw(&Chance::secure());
            let entry = tx.append(Movement { id, ..line }).await?;
            begun.send(entry.day).expect("somebody waits");
            may_go_on.await.expect("somebody lets it go on");
            Ok::<_, Error>(())
        })
    });
    (writing, has_begun, go_on)
}

/// A transaction that has dated its line and not committed yet when the month is exported.
async fn a_line_under_way_is_waited_for(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let october = by_clock(&ctx, "2026-10-31T23:59:59Z");
    let code = request(&october, &anna).await;
    record(&october, &anna, &code, None).await;
    let (writing, has_begun, go_on) = line_under_way(&ctx, &anna).await;
    let exporting = async {
        has_begun.await.expect("it has begun");
        let month = period("2026-10-01", "2026-11-01");
        let november = by_clock(&ctx, "2026-11-01T00:00:00Z");
        let file = Arc::new(Mutex::new(None));
        let reading = async {
            *file.lock().expect("no panic") = Some(export(&november, &anna, &month).await.0);
        };
        let letting_go = async {
            // An export that doesn't wait needs four reads; it gets the time of many.
            for _ in 0..100 {
                ctx.store.ready().await.expect("it answers");
            }
            assert!(file.lock().expect("no panic").is_none(), "an export that calls itself final did not wait");
            go_on.send(()).expect("it waits");
        };
        futures_util::future::join(reading, letting_go).await;
        let file = file.lock().expect("no panic").take().expect("a file");
        assert_eq!(column(&file, "seq"), ["1", "2"]);
        assert!(export(&november, &anna, &month).await.0 == file);
    };
    let (written, ()) = futures_util::future::join(writing, exporting).await;
    written.expect("written");
    ctx.store.close().await;
}

async fn lines_are_dated_in_their_order(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let code = request(&ctx, &anna).await;
    for clock in ["2026-10-05T00:00:00Z", "2026-10-05T00:00:07Z", "2026-10-04T23:59:00Z", "2026-10-05T00:01:00Z"] {
        record(&by_clock(&ctx, clock), &anna, &code, None).await;
    }
    let lines = ctx.store.ledger_after(&anna.id, 0).await.expect("lines");
    let dated = |line: &LedgerEntry| line.movement.created_at;
    assert!(lines.is_sorted_by_key(dated));
    assert_eq!(dated(&lines[2]), at("2026-10-05T00:00:07Z"), "no earlier than the line before it");
    assert_eq!(lines[2].movement.settled_at, at("2026-10-04T23:59:00Z"), "when it moved is another matter");
    app.audit();
    ctx.store.close().await;
}

async fn an_open_period_is_provisional(app: App) {
    let (_, api, _) = app.seller("anna").await;
    for (query, is_final) in [
        ("", false),
        ("?from=2026-01-01", false),
        ("?to=9000-01-01", false),
        ("?after=0", false),
        ("?from=2026-01-01&to=2026-02-01", false),
        ("?from=2026-01-01&to=2026-02-01&by=created", true),
        ("?to=2026-02-01T12:00:00Z&by=created", true),
        ("?from=2026-01-01&to=2026-02-01&by=settled", false),
    ] {
        let answer = api.get(&format!("exports/movements{query}")).await.status(200);
        assert_eq!(answer.header("chit-final"), is_final.to_string(), "{query}");
        let named = answer.header("content-disposition").to_owned();
        assert_eq!(named.contains("provisional"), !is_final, "{query}: {named}");
    }
}

async fn lines_after_a_number_have_no_gap(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    for day in ["2026-02-03", "2026-01-31", "2026-03-01", "2025-12-31"] {
        let body = json!({"amount": "1.00", "paid_on": day});
        api.post(&format!("requests/{code}/payments"), &body).await.status(201);
    }
    let seqs =
        async |query: &str| column(&api.get(&format!("exports/movements?{query}")).await.status(200).body, "seq");
    assert_eq!(seqs("after=0").await, ["1", "2", "3", "4"]);
    assert_eq!(seqs("after=2").await, ["3", "4"]);
    assert!(seqs("after=4").await.is_empty());
    assert_eq!(seqs("by=settled").await, ["4", "2", "1", "3"]);
    let printed = app.cli_ok(&["export", "--after", "3"]);
    assert_eq!(column(printed.as_bytes(), "seq"), ["4"]);
    let page = app.signed_in(&payee).await.get("app/books").await.status(200).text();
    has(
        &page,
        &[
            "The day in the books",
            "The day on which the money moved",
            "aria-describedby=\"by-accounting-hint\" checked",
        ],
    );
    has_not(&page, &["aria-describedby=\"by-settled-hint\" checked"]);
}

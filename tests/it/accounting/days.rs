//! The day of a line in the books: by the payee's clocks, fixed when the line is written.

use chit::actions::books::export::ExportDraft;
use chit::actions::{Context, Error};
use chit::domain::ledger::LedgerEntry;
use chit::domain::payee::Payee;
use chit::domain::zone::Zone;
use chit::store::PayeeChange;
use libtest_mimic::Trial;

use super::books::{by_clock, record, request};
use crate::house::store::{column, context, export, payee};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![a_line_is_booked_on_the_payees_day, a_period_has_the_lines_of_its_days]
}

/// A payee whose clocks are those of a zone.
pub async fn payee_in(ctx: &Context, handle: &str, zone: &str) -> Payee {
    let payee = payee(ctx, handle).await;
    let zone = Zone::parse(zone).expect("a zone");
    let change = PayeeChange {
        name: None,
        currency_before: None,
        currency: None,
        language: None,
        zone: Some(zone),
        accent: None,
        suggested: None,
        asks_note: None,
        takes_tips: None,
    };
    let id = payee.id.clone();
    let write =
        ctx.store.write(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.change_payee(&id, &change).await?) }));
    assert!(write.await.expect("stored"));
    Payee { zone, ..payee }
}

async fn booked(ctx: &Context, payee: &Payee) -> Vec<LedgerEntry> {
    ctx.store.ledger_after(&payee.id, 0).await.expect("lines")
}

/// Midnights around the days on which clocks change, at the ends of the world.
async fn a_line_is_booked_on_the_payees_day(mut app: App) {
    let ctx = context(&mut app).await;
    for (n, (zone, moments)) in [
        ("UTC", [("2026-10-31T23:59:59.999999Z", "2026-10-31"), ("2026-11-01T00:00:00Z", "2026-11-01")]),
        ("Europe/Berlin", [("2026-03-28T22:59:59Z", "2026-03-28"), ("2026-03-29T21:59:59Z", "2026-03-29")]),
        ("Europe/Vienna", [("2026-10-24T22:00:00Z", "2026-10-25"), ("2026-10-25T22:59:59Z", "2026-10-25")]),
        ("Asia/Beirut", [("2026-03-28T21:59:59Z", "2026-03-28"), ("2026-03-28T22:00:00Z", "2026-03-29")]),
        ("Pacific/Kiritimati", [("2026-10-31T09:59:59Z", "2026-10-31"), ("2026-10-31T10:00:00Z", "2026-11-01")]),
        ("Etc/GMT+12", [("2026-11-01T11:59:59Z", "2026-10-31"), ("2026-11-01T12:00:00Z", "2026-11-01")]),
    ]
    .into_iter()
    .enumerate()
    {
        let anna = payee_in(&ctx, &format!("anna{n}"), zone).await;
        let code = request(&by_clock(&ctx, "2026-01-01T00:00:00Z"), &anna).await;
        for (moment, _) in moments {
            record(&by_clock(&ctx, moment), &anna, &code, None).await;
        }
        // A booking day is that day whatever the clocks say.
        record(&by_clock(&ctx, "2026-12-01T12:00:00Z"), &anna, &code, Some("2026-10-25")).await;
        let days: Vec<_> = booked(&ctx, &anna).await.iter().map(|e| e.day.accounting_date.to_string()).collect();
        assert_eq!(days, [moments[0].1, moments[1].1, "2026-10-25"], "{zone}");
    }
    app.audit();
    ctx.store.close().await;
}

async fn a_period_has_the_lines_of_its_days(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee_in(&ctx, "anna", "Pacific/Auckland").await;
    let code = request(&by_clock(&ctx, "2026-01-01T00:00:00Z"), &anna).await;
    // Written in another order than that of their days, which are not those of UTC.
    for (moment, day) in
        [("2026-10-31T11:30:00Z", None), ("2026-10-30T20:00:00Z", None), ("2026-11-02T00:00:00Z", Some("2026-10-30"))]
    {
        record(&by_clock(&ctx, moment), &anna, &code, day).await;
    }
    let days = async |draft: ExportDraft| {
        let (file, _) = export(&ctx, &anna, &draft).await;
        let seqs = column(&file, "seq");
        seqs.into_iter()
            .zip(column(&file, "accounting_date"))
            .map(|(seq, day)| format!("{seq} {day}"))
            .collect::<Vec<_>>()
    };
    let period = |from: &str, to: &str| ExportDraft {
        from: Some(from.into()),
        to: Some(to.into()),
        // Days in the books are the payee's, whatever the clocks that the file shows.
        zone: Some("America/St_Johns".into()),
        ..ExportDraft::default()
    };
    assert_eq!(days(ExportDraft::default()).await, ["3 2026-10-30", "2 2026-10-31", "1 2026-11-01"]);
    assert_eq!(days(period("2026-10-01", "2026-11-01")).await, ["3 2026-10-30", "2 2026-10-31"]);
    assert_eq!(days(period("2026-10-31", "2026-11-02")).await, ["2 2026-10-31", "1 2026-11-01"]);
    assert!(days(period("2026-11-02", "2026-12-01")).await.is_empty());
    ctx.store.close().await;
}

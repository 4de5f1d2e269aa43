//! What charts tell agrees with the ledger, and with the payee's clocks: sums of what was received, and outcomes of requests.

use std::collections::BTreeMap;

use chit::accounting::span::{Span, Unit};
use chit::actions::Context;
use chit::actions::books::received::received;
use chit::actions::refunds::send::{RefundDraft, refund_payment};
use chit::actions::requests::change::cancel_request;
use chit::actions::requests::create::create_request;
use chit::actions::requests::outcomes::outcomes;
use chit::actions::settle::{ManualDraft, record_payment, withdraw_payment};
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::payee::Payee;
use chit::domain::request::Origin;
use chit::domain::request::code::RequestCode;
use chit::domain::request::outcomes::{Outcomes, Wait};
use chit::domain::request::terms::RequestDraft;
use chrono::TimeDelta;
use libtest_mimic::Trial;

use super::books::{by_clock, record, request};
use super::days::payee_in;
use crate::house::store::{context, payee, terms};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_day_is_as_long_as_the_payees_clocks_make_it,
        sums_are_those_of_the_ledger,
        every_request_has_one_outcome,
        links_that_payers_begin_have_none,
        a_request_is_paid_when_its_money_arrives,
        a_payment_that_never_was_is_not_counted,
    ]
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn at_time(ctx: &Context, at: Timestamp) -> Context {
    Context { clock: Clock::fixed(at), ..ctx.clone() }
}

fn one(draft: RequestDraft) -> RequestDraft {
    RequestDraft { amount: Some("1.00".into()), max_payments: Some(1), ..draft }
}

async fn made(ctx: &Context, payee: &Payee, draft: RequestDraft, origin: Origin) -> RequestCode {
    create_request(ctx, &payee.id, &terms(draft), origin, None).await.expect("a request").code
}

/// The day on which clocks go back has 25 hours, and a week from Monday to Sunday ends with it.
async fn a_day_is_as_long_as_the_payees_clocks_make_it(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee_in(&ctx, "anna", "Europe/Berlin").await;
    let code = request(&by_clock(&ctx, "2026-01-01T00:00:00Z"), &anna).await;
    for moment in ["2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"] {
        record(&by_clock(&ctx, moment), &anna, &code, None).await;
    }
    let now = at("2026-10-26T12:00:00Z");
    for (unit, last) in [(Unit::Day, vec![100, 200, 100]), (Unit::Week, vec![0, 300, 100]), (Unit::Month, vec![0, 400])]
    {
        let all = received(&ctx, &anna, unit, now).await.expect("sums");
        assert_eq!((all.spans.len(), all.currencies.len()), (unit.count(), 1), "{unit:?}");
        let each: Vec<_> = all.currencies[0].all.each.iter().map(|amounts| amounts.received).collect();
        assert_eq!(each[each.len() - last.len()..], last, "{unit:?}");
        assert_eq!(all.currencies[0].all.total.received, 400, "{unit:?}");
    }
    // The first of thirty days begins with its first second.
    let first = Unit::Day.spans(anna.zone.day_of(now))[0];
    assert_eq!(first.first.to_string(), "2026-09-27");
    for moment in ["2026-09-26T21:59:59Z", "2026-09-26T22:00:00Z"] {
        made(&by_clock(&ctx, moment), &anna, one(RequestDraft::default()), Origin::Api).await;
    }
    let found = outcomes(&ctx, &anna, &Unit::Day.spans(anna.zone.day_of(now)), now).await.expect("outcomes");
    assert_eq!(found.outcomes.all(), 1);
    ctx.store.close().await;
}

async fn sums_are_those_of_the_ledger(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, other) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    let now = at("2026-11-26T12:00:00Z");
    for owner in [&anna, &other] {
        for (currency, before) in [("EUR", 0), ("JPY", 3), ("KWD", 40), ("EUR", 200)] {
            let then = at_time(&ctx, now - TimeDelta::days(before));
            let draft =
                RequestDraft { currency: Some(currency.into()), max_payments: Some(100), ..RequestDraft::default() };
            let code = made(&then, owner, draft, Origin::Api).await;
            for _ in 0..=before % 3 {
                let draft = ManualDraft { amount: Some("25".into()), ..ManualDraft::default() };
                record_payment(&then, &owner.id, &code, draft, None).await.expect("recorded");
            }
        }
    }
    // A part goes back on another day than it came.
    for line in ctx.store.ledger_after(&anna.id, 0).await.expect("lines").iter().take(2) {
        let draft = RefundDraft { amount: Some("9".into()), ..RefundDraft::default() };
        let later = at_time(&ctx, now - TimeDelta::days(1));
        let id = &line.movement.payment_id;
        refund_payment(&later, &anna.id, id, draft, None).await.expect("it goes back");
    }
    for unit in Unit::ALL {
        let all = received(&ctx, &anna, unit, now).await.expect("sums");
        let mut lines: BTreeMap<(&str, String, usize), i64> = BTreeMap::new();
        for entry in ctx.store.ledger_after(&anna.id, 0).await.expect("lines") {
            let day = entry.day.accounting_date;
            if let Some(at) = all.spans.iter().position(|span| span.has(day)) {
                let key = (entry.movement.currency.code(), entry.movement.rail, at);
                *lines.entry(key).or_default() += entry.movement.gross;
            }
        }
        let mut told = BTreeMap::new();
        for each in &all.currencies {
            for (rail, series) in &each.rails {
                let sums = series.each.iter().enumerate().filter(|(_, amounts)| !amounts.is_nothing());
                told.extend(sums.map(|(at, amounts)| ((each.currency.code(), rail.clone(), at), amounts.received)));
            }
            for (at, amounts) in each.all.each.iter().enumerate() {
                let by_rail: i64 = each.rails.iter().map(|(_, series)| series.each[at].received).sum();
                assert_eq!((amounts.received, amounts.came_in + amounts.went_back), (by_rail, by_rail), "{unit:?}");
            }
            let sum: i64 = each.all.each.iter().map(|amounts| amounts.received).sum();
            assert_eq!(each.all.total.received, sum);
        }
        assert!(told.len() >= 3, "{unit:?}: {told:?}");
        assert_eq!(told, lines, "{unit:?}");
    }
    let codes = |unit| {
        let (ctx, anna) = (&ctx, &anna);
        async move {
            let all = received(ctx, anna, unit, now).await.expect("sums");
            all.currencies.iter().map(|each| each.currency.code()).collect::<Vec<_>>()
        }
    };
    assert_eq!(codes(Unit::Day).await, ["EUR", "JPY"], "forty days are too long ago");
    assert_eq!(codes(Unit::Month).await, ["EUR", "KWD", "JPY"]);
    ctx.store.close().await;
    app.audit();
}

fn thirty_days(payee: &Payee, now: Timestamp) -> Vec<Span> {
    Unit::Day.spans(payee.zone.day_of(now))
}

async fn every_request_has_one_outcome(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, other) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    let now = now();
    let ago = |hours: i64| now - TimeDelta::hours(hours);
    // Lines are dated in the order in which they are written.
    for (hours, minutes) in [(690, 60 * 24 * 8), (400, 60 * 24 * 3), (100, 60 * 24 * 2), (30, 5), (30, 61)] {
        let code = made(&at_time(&ctx, ago(hours)), &anna, one(RequestDraft::default()), Origin::Page).await;
        record(&at_time(&ctx, ago(hours) + TimeDelta::minutes(minutes)), &anna, &code, None).await;
    }
    let soon = (now + TimeDelta::hours(1)).to_rfc3339();
    let expiring = || RequestDraft { expires_at: Some(soon.clone()), ..one(RequestDraft::default()) };
    for _ in 0..2 {
        made(&ctx, &anna, expiring(), Origin::Api).await;
    }
    // One is paid, and then its time is over.
    let paid = made(&ctx, &anna, expiring(), Origin::Api).await;
    record(&ctx, &anna, &paid, None).await;
    let cancelled = made(&ctx, &anna, one(RequestDraft::default()), Origin::Api).await;
    cancel_request(&ctx, &anna.id, &cancelled, None).await.expect("cancelled");
    made(&ctx, &anna, one(RequestDraft::default()), Origin::Api).await;
    // It is too long ago, takes any number of payments, or is somebody else's.
    made(&at_time(&ctx, ago(24 * 40)), &anna, one(RequestDraft::default()), Origin::Api).await;
    let many = made(&ctx, &anna, RequestDraft { max_payments: Some(3), ..expiring() }, Origin::Api).await;
    record(&ctx, &anna, &many, None).await;
    made(&ctx, &other, expiring(), Origin::Api).await;

    let before = outcomes(&ctx, &anna, &thirty_days(&anna, now), now).await.expect("outcomes");
    let told = |all: &Outcomes| (all.paid(), all.expired, all.cancelled, all.open);
    assert_eq!((told(&before.outcomes), before.is_cut), ((6, 0, 1, 3), false));
    assert_eq!(Wait::ALL.map(|step| before.outcomes.paid_after(step)), [2, 1, 2, 0, 1, 0]);
    let median = before.outcomes.median().expect("some are paid");
    assert_eq!(median.num_minutes(), i64::midpoint(61, 60 * 24 * 2));
    let later = now + TimeDelta::hours(2);
    // The same days, whether or not another one has begun by then.
    let after = outcomes(&ctx, &anna, &thirty_days(&anna, now), later).await.expect("outcomes");
    assert_eq!((after.outcomes.paid(), after.outcomes.expired, after.outcomes.cancelled), (6, 2, 1));
    ctx.store.close().await;
}

async fn links_that_payers_begin_have_none(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, now) = (payee(&ctx, "anna").await, now());
    made(&ctx, &anna, one(RequestDraft::default()), Origin::Link).await;
    let found = outcomes(&ctx, &anna, &thirty_days(&anna, now), now).await.expect("outcomes");
    assert_eq!((found.outcomes.all(), found.outcomes.median()), (0, None));
    // However many there are, they take no place of an older request.
    let earlier = at_time(&ctx, now - TimeDelta::hours(1));
    made(&earlier, &anna, one(RequestDraft::default()), Origin::Page).await;
    let (from, until) = (now - TimeDelta::days(1), now + TimeDelta::days(1));
    let newest = ctx.store.made_requests(&anna.id, from, until, 1).await.expect("requests");
    assert_eq!(newest.first().map(|request| request.created_at), Some(now - TimeDelta::hours(1)));
    ctx.store.close().await;
}

/// A payment that is noted at the end of the month was made on its own day.
async fn a_request_is_paid_when_its_money_arrives(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, now) = (payee(&ctx, "anna").await, at("2026-11-30T12:00:00Z"));
    let code = made(&by_clock(&ctx, "2026-11-02T09:00:00Z"), &anna, one(RequestDraft::default()), Origin::Page).await;
    record(&by_clock(&ctx, "2026-11-30T08:00:00Z"), &anna, &code, Some("2026-11-04")).await;
    let found = outcomes(&ctx, &anna, &thirty_days(&anna, now), now).await.expect("outcomes");
    assert_eq!(Wait::ALL.map(|step| found.outcomes.paid_after(step)), [0, 0, 1, 0, 0, 0]);
    ctx.store.close().await;
}

async fn a_payment_that_never_was_is_not_counted(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, now) = (payee(&ctx, "anna").await, now());
    let code = made(&ctx, &anna, one(RequestDraft::default()), Origin::Page).await;
    let draft = ManualDraft { amount: Some("1.00".into()), ..ManualDraft::default() };
    let wrong = record_payment(&ctx, &anna.id, &code, draft, None).await.expect("recorded");
    withdraw_payment(&ctx, &anna.id, &wrong.id).await.expect("withdrawn");
    record(&ctx, &anna, &code, None).await;
    let all = received(&ctx, &anna, Unit::Day, now).await.expect("sums");
    let total = all.currencies[0].all.total;
    assert_eq!((total.payments, total.came_in, total.went_back, total.received), (1, 200, -100, 100));
    ctx.store.close().await;
}

//! Lists: every combination of filters finds what each of them says, in one order, whatever the length of a page.

use chit::actions::Context;
use chit::actions::precondition::Precondition;
use chit::actions::requests::change::{Change, cancel_request, change_request};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::upkeep::upkeep;
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::id::PayeeId;
use chit::domain::money::currency::Currency;
use chit::domain::payment::{Payment, PaymentState};
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Origin, PaymentRequest, Status};
use chit::domain::zone::{Zone, first_day};
use chit::store::{PaymentFilter, PaymentPosition, RequestFilter};
use chrono::{DateTime, FixedOffset, TimeDelta};
use libtest_mimic::Trial;

use crate::house::store::{context, payee, pending_payment, store_payment, terms, whole_list};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![requests_are_found_by_every_filter, payments_are_found_by_every_filter]
}

const REQUESTS: i64 = 36;

fn start() -> Timestamp {
    DateTime::from_timestamp(1_790_000_000, 0).expect("in range")
}

fn at(minutes: i64) -> Timestamp {
    start() + TimeDelta::minutes(minutes)
}

fn by_clock(ctx: &Context, now: Timestamp) -> Context {
    Context { clock: Clock::fixed(now), ..ctx.clone() }
}

/// Requests of every status, two at each moment, some with a reference that others have as well.
async fn stock(ctx: &Context, payee: &PayeeId) {
    for n in 0..REQUESTS {
        let ctx = by_clock(ctx, at(n / 2));
        let draft = RequestDraft {
            amount: Some("10.00".into()),
            reference: ["A-1", "A-2", ""].map(|r| Some(r).filter(|r| !r.is_empty()))
                [usize::try_from(n % 3).expect("small")]
            .map(Into::into),
            expires_at: (n % 4 < 2).then(|| at(60 + n % 4 * 60).to_rfc3339()),
            ..RequestDraft::default()
        };
        let terms = draft.check(Currency::EUR, chit::domain::language::Language::En, at(n / 2)).expect("good terms");
        let request = create_request(&ctx, payee, &terms, Origin::Api, None).await.expect("a request");
        if n % 5 == 0 {
            cancel_request(&ctx, payee, &request.code, None).await.expect("withdrawn");
        } else if n % 7 == 0 {
            record_payment(&ctx, payee, &request.code, ManualDraft::default(), None).await.expect("paid");
        }
    }
}

/// A whole list, read in pages.
async fn requests(
    ctx: &Context,
    payee: &PayeeId,
    filter: &RequestFilter,
    now: Timestamp,
    length: usize,
) -> Vec<PaymentRequest> {
    let most = 2 * usize::try_from(REQUESTS).expect("small");
    whole_list(ctx, payee, filter, now, length, most).await
}

async fn requests_are_found_by_every_filter(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, bob) = (payee(&ctx, "anna").await.id, payee(&ctx, "bob").await.id);
    stock(&ctx, &anna).await;
    stock(&ctx, &bob).await;
    // Nobody has noted yet whose time is over; then somebody has, of those of the first hour; then one of them is opened again.
    compare_requests(&ctx, &anna, at(90)).await;
    upkeep(&by_clock(&ctx, at(90))).await.expect("upkeep");
    assert!(app.db().number("select count(*) from requests where lapsed").await > 2);
    compare_requests(&ctx, &anna, at(90)).await;
    compare_requests(&ctx, &anna, at(150)).await;
    let expired = RequestFilter { status: Some(Status::Expired), ..RequestFilter::default() };
    let reopened = requests(&ctx, &anna, &expired, at(90), 3).await.remove(0);
    let later = Change { expires_at: Some(Some(at(500))), ..Change::default() };
    change_request(&by_clock(&ctx, at(91)), &anna, &reopened.code, later, Precondition::none())
        .await
        .expect("open again");
    compare_requests(&ctx, &anna, at(150)).await;
    let open = RequestFilter { status: Some(Status::Open), ..RequestFilter::default() };
    assert!(requests(&ctx, &anna, &open, at(150), 5).await.iter().any(|request| request.code == reopened.code));
    ctx.store.close().await;
}

async fn compare_requests(ctx: &Context, payee: &PayeeId, now: Timestamp) {
    let all = requests(ctx, payee, &RequestFilter::default(), now, 100).await;
    assert_eq!(all.len(), usize::try_from(REQUESTS).expect("small"));
    assert!(all.is_sorted_by_key(|r| std::cmp::Reverse((r.created_at, r.code.to_string()))));
    let reference = |text: &str| chit::domain::text::OwnReference::parse(text).expect("a reference");
    let statuses = [None, Some(Status::Open), Some(Status::Paid), Some(Status::Cancelled), Some(Status::Expired)];
    let references = [None, Some(reference("A-1")), Some(reference("a-1")), Some(reference("nobody's"))];
    let periods = [(None, None), (Some(at(3)), Some(at(9))), (None, Some(at(5))), (Some(at(12)), None)];
    let mut met = 0;
    for status in statuses {
        for reference in &references {
            for rf in [None, Some(&all[0].rf), Some(&all[7].rf)] {
                for (created_from, created_to) in periods {
                    let (reference, rf) = (reference.clone(), rf.cloned());
                    let filter =
                        RequestFilter { status, reference, rf, created_from, created_to, ..RequestFilter::default() };
                    let expected = all.iter().filter(|r| {
                        status.is_none_or(|status| r.status(now) == status)
                            && filter.reference.as_ref().is_none_or(|wanted| r.reference.as_ref() == Some(wanted))
                            && filter.rf.as_ref().is_none_or(|rf| r.rf == *rf)
                            && created_from.is_none_or(|from| r.created_at >= from)
                            && created_to.is_none_or(|to| r.created_at < to)
                    });
                    let expected: Vec<_> = expected.map(|r| r.code.clone()).collect();
                    met += usize::from(!expected.is_empty());
                    for length in [2, 100] {
                        let found = requests(ctx, payee, &filter, now, length).await;
                        let found: Vec<_> = found.into_iter().map(|r| r.code).collect();
                        assert_eq!(found, expected, "{filter:?} in pages of {length}");
                    }
                }
            }
        }
    }
    assert!(met > 30, "only {met} filters had anything to find");
}

async fn payments(ctx: &Context, payee: &PayeeId, filter: &PaymentFilter, length: usize) -> Vec<Payment> {
    let (mut all, mut filter) = (Vec::new(), filter.clone());
    loop {
        let page = ctx.store.payments(payee, &filter, length).await.expect("a page");
        assert!(page.len() <= length);
        let Some(last) = page.last() else { return all };
        filter.after = Some(PaymentPosition { at: filter.moment_of(last), id: last.id.to_string() });
        all.extend(page);
        assert!(all.len() <= 1000, "the list has no end");
    }
}

/// Payments in every state; those with money have a moment or a day, several the same.
async fn stock_payments(ctx: &Context, request: &PaymentRequest) {
    for n in 0..54_i64 {
        let state = PaymentState::ALL[usize::try_from(n % 9).expect("small")];
        let has_money = PaymentState::WITH_MONEY.contains(&state);
        let settled_at = has_money.then(|| start() + TimeDelta::hours(n % 13 * 6));
        let payment = Payment {
            received: has_money.then_some(1000),
            state,
            settled_at,
            booking_date: settled_at.filter(|_| n % 2 == 0).map(|at| at.date_naive()),
            ..pending_payment(ctx, request, at(n / 2))
        };
        store_payment(ctx, payment).await;
    }
}

async fn payments_are_found_by_every_filter(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, bob) = (payee(&ctx, "anna").await.id, payee(&ctx, "bob").await.id);
    let mut codes = Vec::new();
    for owner in [&anna, &anna, &bob] {
        let request =
            create_request(&ctx, owner, &terms(RequestDraft::default()), Origin::Api, None).await.expect("a request");
        stock_payments(&ctx, &request).await;
        codes.push(request.code);
    }
    let all = payments(&ctx, &anna, &PaymentFilter::default(), 1000).await;
    assert_eq!(all.len(), 108);
    let states = [None].into_iter().chain(PaymentState::ALL.map(Some));
    let offset = |text: &str| text.parse::<DateTime<FixedOffset>>().expect("a moment");
    let (early, late) = (offset("2026-09-22T12:00:00+02:00"), offset("2026-09-23T03:00:00-11:00"));
    let periods = [(None, None), (Some(early), None), (None, Some(late)), (Some(early), Some(late))];
    let mut met = 0;
    for state in states {
        for request in [None, Some(&codes[0]), Some(&codes[2])] {
            for (settled_from, settled_to) in periods {
                let filter = PaymentFilter { request: request.cloned(), state, settled_from, settled_to, after: None };
                let by_settling = settled_from.is_some() || settled_to.is_some();
                let mut expected: Vec<_> = all
                    .iter()
                    .filter(|p| {
                        let within = match (p.booking_date, p.settled_at) {
                            (Some(day), _) => {
                                settled_from.is_none_or(|from| day >= first_day(&from))
                                    && settled_to.is_none_or(|to| day < first_day(&to))
                            }
                            (None, Some(at)) => {
                                settled_from.is_none_or(|from| at >= from) && settled_to.is_none_or(|to| at < to)
                            }
                            (None, None) => !by_settling,
                        };
                        state.is_none_or(|state| p.state == state)
                            && request.is_none_or(|code| p.request_code == *code)
                            && within
                    })
                    .collect();
                if by_settling {
                    let moved = |p: &Payment| p.booking_date.map(|day| Zone::UTC.noon(day)).or(p.settled_at);
                    expected.sort_by_key(|p| std::cmp::Reverse((moved(p), p.id.to_string())));
                }
                let expected: Vec<_> = expected.into_iter().map(|p| p.id.clone()).collect();
                met += usize::from(!expected.is_empty());
                for length in [3, 1000] {
                    let found = payments(&ctx, &anna, &filter, length).await;
                    let found: Vec<_> = found.into_iter().map(|p| p.id).collect();
                    assert_eq!(found, expected, "{filter:?} in pages of {length}");
                }
            }
        }
    }
    assert!(met > 30, "only {met} filters had anything to find");
    ctx.store.close().await;
}

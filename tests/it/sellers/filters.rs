//! Filters of the list: every combination finds what each of them says, and adds up what it finds.

use chit::actions::Context;
use chit::actions::requests::archive::archive_request;
use chit::actions::requests::change::cancel_request;
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::upkeep::upkeep;
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::id::PayeeId;
use chit::domain::language::Language;
use chit::domain::money::currency::Currency;
use chit::domain::payment::{MANUAL, Payment, PaymentState};
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Origin, PaymentRequest, Status};
use chit::domain::text::Label;
use chit::store::{RequestFilter, RequestTotals};
use chrono::{DateTime, NaiveDate, TimeDelta};
use libtest_mimic::Trial;

use crate::house::store::{context, payee, pending_payment, store_payment, whole_list};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![every_combination_of_filters_has_its_requests_and_sums]
}

const REQUESTS: i64 = 48;

fn at(minutes: i64) -> Timestamp {
    DateTime::from_timestamp(1_790_000_000, 0).expect("in range") + TimeDelta::minutes(minutes)
}

fn today() -> NaiveDate {
    at(0).date_naive()
}

/// Requests of every kind; of a few of them a payer says that the money was sent.
async fn stock(ctx: &Context, payee: &PayeeId) -> Vec<String> {
    let mut looked = Vec::new();
    for n in 0..REQUESTS {
        let ctx = Context { clock: Clock::fixed(at(n)), ..ctx.clone() };
        let labels = [(n % 2 == 0, "Market"), (n % 5 == 0, "Wedding, 100 %")];
        let draft = RequestDraft {
            amount: (n % 8 != 7).then(|| format!("{}.50", n + 10)),
            currency: (n % 3 == 0).then(|| "CHF".into()),
            memo: Some(if n % 4 < 2 { "Rye bread" } else { "Cake" }.into()),
            due_on: (n % 4 < 2).then(|| if n % 4 == 0 { "2026-09-20" } else { "2026-10-30" }.to_owned()),
            expires_at: (n % 9 == 0).then(|| at(60 + n * 2).to_rfc3339()),
            max_payments: (n % 11 == 3).then_some(3),
            labels: labels.into_iter().filter(|(has, _)| *has).map(|(_, label)| label.to_owned()).collect(),
            ..RequestDraft::default()
        };
        let terms = draft.check(Currency::EUR, Language::En, at(n)).expect("good terms");
        let request = create_request(&ctx, payee, &terms, Origin::Api, None).await.expect("a request");
        if n % 6 == 0 {
            cancel_request(&ctx, payee, &request.code, None).await.expect("cancelled");
        } else if n % 7 == 0 || n % 8 == 7 || n % 11 == 3 {
            let part = ManualDraft { amount: Some("7.00".into()), ..ManualDraft::default() };
            let paid = if n % 7 == 0 {
                ManualDraft {
                    amount: terms.asked.fixed().map(|m| m.to_decimal()).or(Some("7.00".into())),
                    ..ManualDraft::default()
                }
            } else {
                part
            };
            record_payment(&ctx, payee, &request.code, paid, None).await.expect("paid");
        }
        if n % 12 == 0 {
            archive_request(&ctx, payee, &request.code, true, None).await.expect("archived");
        }
        if n % 10 == 3 {
            // A payment that was begun and brought nothing is no way by which the request was paid.
            let begun = pending_payment(&ctx, &request, at(n));
            store_payment(&ctx, Payment { rail: "paypal".to_owned(), ..begun }).await;
        }
        if n % 13 == 1 {
            store_payment(&ctx, claim(&request, at(n), &ctx)).await;
            looked.push(request.code.to_string());
        }
    }
    looked
}

fn claim(request: &PaymentRequest, at: Timestamp, ctx: &Context) -> Payment {
    let begun = pending_payment(ctx, request, at);
    Payment { state: PaymentState::Claimed, claimed_at: Some(at), rail: "sepa".to_owned(), ..begun }
}

fn codes(requests: &[PaymentRequest]) -> Vec<String> {
    requests.iter().map(|request| request.code.to_string()).collect()
}

fn fits(request: &PaymentRequest, filter: &RequestFilter, looked: &[String], now: Timestamp) -> bool {
    let status = request.status(now);
    let amount = request.asked.fixed().map_or(request.paid_total, |money| money.minor());
    filter.status.is_none_or(|wanted| status == wanted)
        && filter.label.as_ref().is_none_or(|label| request.labels.contains(label))
        && filter.overdue.is_none_or(|today| status == Status::Open && request.due_on.is_some_and(|due| due < today))
        && filter.way.as_ref().is_none_or(|way| match way.as_str() {
            MANUAL => request.paid_count > 0,
            "sepa" => looked.contains(&request.code.to_string()),
            _ => false,
        })
        && (!filter.look || looked.contains(&request.code.to_string()))
        && filter.archived.is_none_or(|archived| request.archived_at.is_some() == archived)
        && filter.currency.is_none_or(|currency| request.asked.currency() == currency)
        && filter.min.is_none_or(|min| amount >= min)
        && filter.max.is_none_or(|max| amount <= max)
        && filter.created_from.is_none_or(|from| request.created_at >= from)
        && filter.search.as_ref().is_none_or(|_| request.memo.as_ref().is_some_and(|memo| memo.as_str() == "Rye bread"))
}

async fn every_combination_of_filters_has_its_requests_and_sums(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, bob) = (payee(&ctx, "anna").await.id, payee(&ctx, "bob").await.id);
    let looked = stock(&ctx, &anna).await;
    stock(&ctx, &bob).await;
    let now = at(100);
    // Upkeep has noted some of those whose time is over, and not the others.
    upkeep(&Context { clock: Clock::fixed(at(80)), ..ctx.clone() }).await.expect("upkeep");
    let every = whole_list(&ctx, &anna, &RequestFilter::default(), now, 100, 100).await;
    assert_eq!(every.len(), usize::try_from(REQUESTS).expect("small"));
    let label = |text: &str| Some(Label::parse(text).expect("a label"));
    let statuses = [None, Some(Status::Open), Some(Status::Paid), Some(Status::Cancelled), Some(Status::Expired)];
    let (francs, euros, bread) = ((Some("CHF"), None, None), (Some("EUR"), Some(1500), Some(4000)), Some("bread"));
    let further = [
        ((None, None, None), None, None),
        (francs, None, Some("sepa")),
        (euros, None, None),
        (euros, bread, Some(MANUAL)),
        ((None, None, None), None, Some("paypal")),
    ];
    let mut met = 0;
    for status in statuses {
        for label in [None, label("Wedding, 100 %"), label("market")] {
            for (overdue, look) in [(None, false), (Some(today()), false), (None, true)] {
                for archived in [None, Some(true), Some(false)] {
                    for ((currency, min, max), search, way) in further {
                        let filter = RequestFilter {
                            status,
                            label: label.clone(),
                            way: way.map(str::to_owned),
                            overdue,
                            look,
                            archived,
                            currency: currency.map(|code| Currency::parse(code).expect("a currency")),
                            min,
                            max,
                            search: search.map(str::to_owned),
                            created_from: min.map(|_| at(5)),
                            ..RequestFilter::default()
                        };
                        let expected: Vec<_> =
                            every.iter().filter(|r| fits(r, &filter, &looked, now)).cloned().collect();
                        let found = whole_list(&ctx, &anna, &filter, now, 7, 100).await;
                        assert_eq!(codes(&found), codes(&expected), "{filter:?}");
                        let totals = ctx.store.request_totals(&anna, &filter, now).await.expect("totals");
                        assert_eq!(totals, RequestTotals::of(&expected, &filter, now).expect("sums"), "{filter:?}");
                        met += usize::from(!expected.is_empty());
                    }
                }
            }
        }
    }
    assert!(met > 50, "only {met} filters had anything to find");
    // The sums themselves, by hand: what is still asked for of open requests, what came in of paid ones.
    let sum = async |filter: RequestFilter| {
        let totals = ctx.store.request_totals(&anna, &filter, now).await.expect("totals");
        totals.sums.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let paid: i64 = every
        .iter()
        .filter(|r| r.status(now) == Status::Paid && r.asked.currency() == Currency::EUR)
        .map(|r| r.paid_total)
        .sum();
    let euros = RequestFilter { status: Some(Status::Paid), currency: Some(Currency::EUR), ..RequestFilter::default() };
    assert_eq!(sum(euros).await, [chit::domain::money::Money::new(paid, Currency::EUR).to_string()]);
    ctx.store.close().await;
}

//! Writes that fail beside others, kept answers, and the rule of what is done.

use chit::actions::{Context, Error};
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::money::Money;
use chit::domain::payee::Payee;
use chit::domain::request::terms::{RequestDraft, Terms};
use chit::domain::request::{Origin, PaymentRequest, RequestState, is_done};
use chit::store::{self, AnswerRecord, StoredAnswer};
use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;

use super::{context, drawn, payee, stored, ten, terms};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_failing_write_disturbs_no_other,
        a_panic_in_a_write_is_an_error,
        an_answer_is_kept_with_what_it_answers,
        requests_are_done_by_one_rule,
    ]
}

/// Stores a request, and then goes wrong, or not.
async fn store_request(ctx: &Context, request: &PaymentRequest, then: Then) -> Result<(), Error> {
    let request = request.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_request(&request, Origin::Api).await?;
                match then {
                    Then::Keep => Ok(()),
                    Then::Fail => Err(Error::NotFound),
                    // The database itself refuses, in the middle of it.
                    Then::Clash => Ok(tx.insert_request(&request, Origin::Api).await?),
                    Then::Panic => panic!("on purpose"),
                }
            })
        })
        .await
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    Keep,
    Fail,
    Clash,
    Panic,
}

async fn a_failing_write_disturbs_no_other(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let jobs: Vec<_> = (0..400)
        .map(|n| (drawn(&anna, &ten()), [Then::Keep, Then::Fail, Then::Keep, Then::Clash, Then::Keep][n % 5]))
        .collect();
    let done = join_all(jobs.iter().map(|(request, then)| store_request(&ctx, request, *then))).await;
    for ((_, then), done) in jobs.iter().zip(&done) {
        let expected = match then {
            Then::Keep => done.is_ok(),
            Then::Fail => matches!(done, Err(Error::NotFound)),
            Then::Clash => matches!(done, Err(Error::Store(store::Error::Taken))),
            Then::Panic => false,
        };
        assert!(expected, "{then:?}: {done:?}");
    }
    let kept = jobs.iter().filter(|(_, then)| *then == Then::Keep);
    let mut kept: Vec<_> = kept.map(|(request, _)| request.code.to_string()).collect();
    kept.sort();
    assert_eq!(stored(&app).await, kept);
    ctx.store.close().await;
}

async fn a_panic_in_a_write_is_an_error(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let jobs: Vec<_> =
        (0..60).map(|n| (drawn(&anna, &ten()), if n % 20 == 10 { Then::Panic } else { Then::Keep })).collect();
    let done = join_all(jobs.iter().map(|(request, then)| store_request(&ctx, request, *then))).await;
    // Others may have shared its commit and failed with it, but nobody was told what isn't so.
    let mut acknowledged = Vec::new();
    for ((request, then), done) in jobs.iter().zip(&done) {
        match done {
            Ok(()) => acknowledged.push(request.code.to_string()),
            Err(Error::Store(store::Error::Defect(_))) => {}
            Err(other) => panic!("{other}"),
        }
        assert!(*then == Then::Keep || done.is_err());
    }
    acknowledged.sort();
    assert_eq!(stored(&app).await, acknowledged);
    let next = drawn(&anna, &ten());
    store_request(&ctx, &next, Then::Keep).await.expect("it goes on");
    assert!(stored(&app).await.contains(&next.code.to_string()));
    ctx.store.close().await;
}

async fn an_answer_is_kept_with_what_it_answers(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let answer = StoredAnswer { status: 201, location: Some("here".into()), body: "{}".into() };
    let answer = AnswerRecord { fingerprint: "print".into(), answer };
    let (now, hour) = (Clock::system().now(), TimeDelta::hours(1));
    let kept = async |payee: &Payee, at| ctx.store.find_answer(&payee.id, "key", at).await.expect("a look");
    let act = async |request: &PaymentRequest, at: Timestamp, fail: bool| {
        let (request, answer) = (request.clone(), answer.clone());
        ctx.store
            .write(move |mut tx| {
                Box::pin(async move {
                    tx.insert_request(&request, Origin::Api).await?;
                    tx.record_answer(&request.payee_id, "key", &answer, at, at + hour).await?;
                    if fail { Err(Error::NotFound) } else { Ok(()) }
                })
            })
            .await
    };
    let [failed, first, second] = [0; 3].map(|_| drawn(&anna, &ten()));
    act(&failed, now, true).await.expect_err("it fails after the answer");
    assert_eq!(kept(&anna, now).await, None);
    act(&first, now, false).await.expect("done");
    assert_eq!(kept(&anna, now).await, Some(answer.clone()));
    let refused = act(&second, now, false).await.expect_err("the key is taken");
    assert!(matches!(refused, Error::Store(store::Error::Taken)), "{refused}");
    assert_eq!(stored(&app).await, [first.code.as_str()]);
    // An answer that has expired is none: the key is as good as new.
    let later = now + hour;
    assert_eq!(kept(&anna, later).await, None);
    act(&second, later, false).await.expect("done");
    assert_eq!(kept(&anna, later).await, Some(answer.clone()));
    // A key belongs to its payee.
    let berta = payee(&ctx, "berta").await;
    assert_eq!(kept(&berta, now).await, None);
    act(&drawn(&berta, &ten()), now, false).await.expect("done");
    ctx.store.close().await;
}

/// The statement that counts a settlement and the function that says when a request is done, side by side.
async fn requests_are_done_by_one_rule(mut app: App) {
    const AMOUNTS: [Option<&str>; 2] = [Some("10.00"), None];
    const TIMES: [Option<i64>; 4] = [None, Some(1), Some(2), Some(3)];
    const RECEIVED: [&[i64]; 9] = [
        &[1000],
        &[999, 1, 1],
        &[1, 998, 1],
        &[1001, 1000],
        &[500, 500, 500, 500],
        &[400, 400, 400],
        &[1, 1, 1, 1],
        &[5000, 1],
        &[1000, 1000, 1000, 1000],
    ];
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let at = now();
    for (amount, times) in AMOUNTS.into_iter().flat_map(|amount| TIMES.map(|times| (amount, times))) {
        let checked =
            terms(RequestDraft { amount: amount.map(Into::into), max_payments: times, ..RequestDraft::default() });
        // A fixed amount is paid once unless it is said otherwise, so without limit is said here.
        let terms = Terms { max_payments: times, ..checked };
        for cancelled in [false, true] {
            for received in RECEIVED {
                let (request, terms) = (drawn(&anna, &terms), terms.clone());
                let counted = ctx.store.write(move |mut tx| {
                    Box::pin(async move {
                        tx.insert_request(&request, Origin::Api).await?;
                        if cancelled {
                            assert!(tx.cancel_request(&request.payee_id, &request.code, at).await?);
                        }
                        let (mut done_at, mut total) = (None, 0);
                        for (count, received) in (1..).zip(received) {
                            let moment = at + TimeDelta::seconds(count);
                            let money = Money::new(*received, request.asked.currency());
                            tx.count_settlement(&request, money, moment).await?;
                            total += received;
                            let done = is_done(&terms.asked, terms.max_payments, count, total);
                            done_at = done_at.or_else(|| (done && !cancelled).then_some(moment));
                            let now = tx.request(&request.code).await?.expect("stored");
                            let state = match (cancelled, done_at) {
                                (true, _) => RequestState::Cancelled,
                                (false, Some(_)) => RequestState::Paid,
                                (false, None) => RequestState::Open,
                            };
                            assert_eq!(
                                (now.state, now.paid_at, now.paid_count, now.paid_total),
                                (state, done_at, count, total),
                                "{:?} at most {:?} times, payment {count} of {received:?}",
                                terms.asked,
                                terms.max_payments
                            );
                        }
                        Ok::<_, Error>(())
                    })
                });
                counted.await.expect("counted");
            }
        }
    }
    ctx.store.close().await;
}

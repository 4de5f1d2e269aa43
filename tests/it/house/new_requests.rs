//! New requests that are stored by one statement: each is whole, and each is answered for itself.

use std::collections::HashSet;

use chit::domain::money::notation::Notation;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Item, Origin, PaymentRequest};
use chit::store::Error;
use chrono::{NaiveDate, TimeDelta};
use futures_util::future::join_all;
use libtest_mimic::Trial;

use crate::house::store::{context, drawn, payee, terms};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![each_of_many_is_answered_for_itself, each_is_stored_whole]
}

async fn each_of_many_is_answered_for_itself(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, berta) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    app.db().execute("update payees set disabled_at = '2026-01-02T03:04:05+00:00' where handle = 'berta'").await;
    let ten = terms(RequestDraft { amount: Some("10.00".into()), ..RequestDraft::default() });
    let there = drawn(&anna, &ten);
    ctx.store.insert_request(there.clone(), Origin::Api).await.expect("stored");
    let twice = drawn(&anna, &ten);
    // Batches without any trouble, with one kind of it, and with several.
    let kind = |n: usize| match n {
        0..48 => "good",
        48..96 if n % 16 == 5 => "disabled",
        96..144 if n % 16 == 7 => "clash",
        144..192 => ["good", "disabled", "clash", "twice"][n % 4],
        _ => "good",
    };
    let requests: Vec<(&str, PaymentRequest)> = (0..200)
        .map(|n| {
            let fresh = drawn(if kind(n) == "disabled" { &berta } else { &anna }, &ten);
            let request = match kind(n) {
                // The code is there, or the bank's reference.
                "clash" if n % 8 == 2 => PaymentRequest { rf: there.rf.clone(), ..fresh },
                "clash" => PaymentRequest { code: there.code.clone(), ..fresh },
                "twice" => PaymentRequest { code: twice.code.clone(), ..fresh },
                _ => fresh,
            };
            (kind(n), request)
        })
        .collect();
    let outcomes = join_all(requests.iter().map(|(_, r)| ctx.store.insert_request(r.clone(), Origin::Api))).await;
    let mut expected: HashSet<RequestCode> = [there.code, twice.code.clone()].into();
    let mut stored_twice = 0;
    for ((kind, request), outcome) in requests.iter().zip(&outcomes) {
        match *kind {
            "good" => assert!(outcome.is_ok(), "{outcome:?}"),
            "disabled" => assert!(matches!(outcome, Err(Error::Disabled)), "{outcome:?}"),
            "clash" => assert!(matches!(outcome, Err(Error::Taken)), "{outcome:?}"),
            _ => {
                stored_twice += usize::from(outcome.is_ok());
                assert!(matches!(outcome, Ok(()) | Err(Error::Taken)), "{outcome:?}");
            }
        }
        if *kind == "good" {
            expected.insert(request.code.clone());
        }
    }
    assert_eq!(stored_twice, 1, "of all with one code");
    let stored = app.db().texts("select code from requests").await;
    assert_eq!(stored.len(), expected.len());
    assert!(stored.iter().all(|code| RequestCode::parse(code).is_some_and(|code| expected.contains(&code))));
    ctx.store.close().await;
}

async fn each_is_stored_whole(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let draft = |n: usize| RequestDraft {
        notation: Notation::Api,
        amount: n.is_multiple_of(2).then(|| format!("{n}.10")),
        min_amount: (n % 2 == 1).then(|| format!("{n}.00")),
        max_amount: (n % 4 == 1).then(|| "90.00".into()),
        suggested: if n % 2 == 1 { vec![format!("{n}.50")] } else { Vec::new() },
        memo: n.is_multiple_of(3).then(|| format!("Number {n}")),
        reference: n.is_multiple_of(5).then(|| format!("R-{n}")),
        ..RequestDraft::default()
    };
    let requests: Vec<PaymentRequest> = (2..50)
        .map(|n| PaymentRequest {
            items: vec![Item::fixed(format!("Loaf “{n}”"), 2, "1.05"); n % 3],
            due_on: NaiveDate::from_ymd_opt(2031, 5, 6).filter(|_| n % 2 == 0),
            expires_at: (n % 3 == 1).then(|| now() + TimeDelta::days(7)),
            asks_note: n % 2 == 1,
            max_payments: (n % 4 != 1).then_some(1),
            ..drawn(&anna, &terms(draft(n)))
        })
        .collect();
    let stored = join_all(requests.iter().map(|r| ctx.store.insert_request(r.clone(), Origin::Api))).await;
    assert!(stored.iter().all(Result::is_ok), "{stored:?}");
    for request in requests {
        let found = ctx.store.request(&anna.id, &request.code).await.expect("an answer").expect("it is there");
        assert_eq!(format!("{found:?}"), format!("{request:?}"));
    }
    assert_eq!(app.db().number("select count(*) from requests where origin = 'api'").await, 48);
    ctx.store.close().await;
}

//! Codes of new requests, and links that are opened together.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use chit::actions::idempotency::AnswerKey;
use chit::actions::requests::create::create_request;
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::reference::rf::RfReference;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Origin, PaymentRequest};
use chit::store::{self, StoredAnswer};
use futures_util::future::join_all;
use libtest_mimic::Trial;

use super::{context, payee, recorded, ten, terms};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_code_that_exists_is_drawn_again,
        a_broken_source_of_codes_leaves_nothing_behind,
        links_opened_together_are_told_apart,
    ]
}

/// What was written down, once more, as far as it is of the length that is asked for; then what is random.
fn replayed(drawn: &Arc<Mutex<VecDeque<Vec<u8>>>>) -> Chance {
    let (drawn, secure) = (Arc::clone(drawn), Chance::secure());
    Chance::scripted(move |length| {
        let mut drawn = drawn.lock().expect("no panic");
        match drawn.front() {
            Some(bytes) if bytes.len() == length => drawn.pop_front().expect("looked at"),
            _ => secure.bytes(length),
        }
    })
}

async fn a_code_that_exists_is_drawn_again(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let make = async |chance: Chance, keep| {
        let ctx = Context { chance, ..ctx.clone() };
        create_request(&ctx, &anna.id, &ten(), Origin::Api, keep).await.expect("a request")
    };

    let (chance, drawn) = recorded();
    let first = make(chance, None).await;
    let answer =
        |request: &PaymentRequest| StoredAnswer { status: 201, location: None, body: request.code.to_string() };
    let second = make(replayed(&drawn), Some(AnswerKey::new("key".into(), "print".into(), answer))).await;
    assert!(drawn.lock().expect("no panic").is_empty(), "the first draw was another one");
    assert_ne!((&first.code, &first.rf), (&second.code, &second.rf));
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
    assert_eq!(app.db().texts("select body from idempotency_keys").await, [second.code.as_str()]);

    // The bank's reference alone is taken.
    let (chance, drawn) = recorded();
    let third = make(chance, None).await;
    let rf = {
        let (chance, drawn) = recorded();
        RfReference::draw(&chance);
        drawn.lock().expect("no panic").front().expect("drawn").len()
    };
    drawn.lock().expect("no panic").retain(|bytes| bytes.len() == rf);
    assert!(!drawn.lock().expect("no panic").is_empty());
    let fourth = make(replayed(&drawn), None).await;
    assert!(drawn.lock().expect("no panic").is_empty(), "the reference was not drawn");
    assert_ne!(third.rf, fourth.rf);
    assert_eq!(app.db().number("select count(distinct rf) from requests").await, 4);
    ctx.store.close().await;
}

async fn a_broken_source_of_codes_leaves_nothing_behind(mut app: App) {
    let sound = context(&mut app).await;
    let anna = payee(&sound, "anna").await;
    let ctx = Context { chance: Chance::scripted(|length| vec![7; length]), ..sound.clone() };
    let make = async || {
        let keep = AnswerKey::new("key".into(), "print".into(), |_: &PaymentRequest| StoredAnswer {
            status: 201,
            location: None,
            body: String::new(),
        });
        create_request(&ctx, &anna.id, &ten(), Origin::Api, Some(keep)).await
    };
    make().await.expect("the first");
    let before = app.db().rows().await;
    for _ in 0..3 {
        let refused = make().await.expect_err("every code is the same");
        assert!(matches!(refused, Error::Store(store::Error::Taken)), "{refused}");
    }
    assert_eq!(app.db().rows().await, before);
    create_request(&sound, &anna.id, &ten(), Origin::Api, None).await.expect("a sound source goes on");
    ctx.store.close().await;
}

/// Many look at many links at the same moment, some at the same one, some at one that isn't there: they share queries, and each
/// sees its own.
async fn links_opened_together_are_told_apart(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let mut codes = Vec::new();
    for n in 1..=40 {
        let asked = terms(RequestDraft {
            amount: Some(format!("{n}.00")),
            memo: Some(format!("Number {n}")),
            ..RequestDraft::default()
        });
        codes.push(create_request(&ctx, &anna.id, &asked, Origin::Api, None).await.expect("a request").code);
    }
    let missing = RequestCode::draw(&Chance::secure());
    let looks = (0..400).map(|n| {
        let (ctx, code) = (&ctx, if n % 7 == 0 { &missing } else { &codes[n * n % 40] });
        async move { (code, ctx.store.public_request(code, now()).await.expect("an answer")) }
    });
    for (code, seen) in join_all(looks).await {
        let number = codes.iter().position(|one| one == code).map(|at| format!("Number {}", at + 1));
        let seen = seen.map(|request| (request.code.to_string(), request.memo.map(|memo| memo.to_string())));
        assert_eq!(seen, number.map(|memo| (code.to_string(), Some(memo))));
    }
    // Nothing is kept: what was written is what is seen next.
    let withdrawn = codes[0].clone();
    chit::actions::requests::change::cancel_request(&ctx, &anna.id, &withdrawn, None).await.expect("withdrawn");
    let seen = ctx.store.public_request(&withdrawn, now()).await.expect("an answer").expect("there");
    assert_eq!(seen.status, chit::domain::request::Status::Cancelled);
    ctx.store.close().await;
}

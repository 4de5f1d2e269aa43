//! The store and the actions, called as the library calls them: collisions, failing writes, counting, a ledger that was tampered
//! with, and exports of many lines.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use chit::actions::books::audit::audit;
use chit::actions::books::export::{ExportDraft, export_movements};
use chit::actions::idempotency::AnswerKey;
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::{Context, Error};
use chit::config::Config;
use chit::domain::chance::Chance;
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::id::{MovementId, PaymentId};
use chit::domain::language::Language;
use chit::domain::ledger::{LedgerEntry, Movement, MovementKind};
use chit::domain::money::currency::Currency;
use chit::domain::payee::Payee;
use chit::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use chit::domain::reference::rf::RfReference;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::{Draft, Terms};
use chit::domain::request::{Origin, PaymentRequest, RequestState, is_done};
use chit::store::{self, AnswerRecord, NewPayment, StoredAnswer, Tx};
use chrono::{NaiveDate, TimeDelta};
use futures_util::future::join_all;
use futures_util::{StreamExt, pin_mut};
use libtest_mimic::Trial;

use crate::support::{App, SECRET_KEY, both, has, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_code_that_exists_is_drawn_again,
        a_broken_source_of_codes_leaves_nothing_behind,
        a_failing_write_disturbs_no_other,
        a_panic_in_a_write_is_an_error,
        an_answer_is_kept_with_what_it_answers,
        requests_are_done_by_one_rule,
        links_opened_together_are_told_apart,
        tampering_shows,
        an_audit_of_a_ledger_in_use_raises_no_alarm,
        an_export_is_complete_and_in_order,
        an_export_is_a_snapshot,
        an_exported_memo_is_no_formula,
    ]
}

/// The library on the test's database. The service makes room for it.
pub async fn context(app: &mut App) -> Context {
    context_with(app, &[]).await
}

/// The same with further settings.
pub async fn context_with(app: &mut App, further: &[(&str, &str)]) -> Context {
    app.kill();
    let url = app.db().url.clone();
    let settings = |name: &str| match name {
        "CHIT_DATABASE_URL" => Some(url.clone()),
        "CHIT_SECRET_KEY" => Some(SECRET_KEY.to_owned()),
        // Hundreds wait at once here, on a machine that has more to do.
        "CHIT_DATABASE_PATIENCE" => Some("60".to_owned()),
        _ => further.iter().find(|(further, _)| *further == name).map(|(_, value)| (*value).to_owned()),
    };
    let config = Config::read(&settings, "sqlite://chit.db").expect("good settings");
    chit::app::context(&config, None).await.expect("a store")
}

pub async fn payee(ctx: &Context, handle: &str) -> Payee {
    let wish = SignUp { handle: handle.to_owned(), ..SignUp::default() };
    sign_up(ctx, &wish, None).await.expect("a payee").payee
}

pub fn terms(draft: Draft) -> Terms {
    draft.check(Currency::EUR, Language::En, now()).expect("good terms")
}

fn ten() -> Terms {
    terms(Draft { amount: Some("10.00".into()), ..Draft::default() })
}

/// A request that isn't stored yet.
pub fn drawn(payee: &Payee, terms: &Terms) -> PaymentRequest {
    let chance = Chance::secure();
    PaymentRequest {
        code: RequestCode::draw(&chance),
        payee_id: payee.id.clone(),
        asked: terms.asked,
        memo: terms.memo.clone(),
        reference: terms.reference.clone(),
        rf: RfReference::draw(&chance),
        preview: terms.preview,
        items: Vec::new(),
        language: terms.language,
        suggested: terms.suggested.clone(),
        asks_note: terms.asks_note,
        state: RequestState::Open,
        max_payments: terms.max_payments,
        paid_count: 0,
        paid_total: 0,
        due_on: None,
        expires_at: None,
        created_at: now(),
        paid_at: None,
        cancelled_at: None,
        disabled_at: None,
    }
}

/// Randomness that is written down as it is drawn.
fn recorded() -> (Chance, Arc<Mutex<VecDeque<Vec<u8>>>>) {
    let drawn = Arc::new(Mutex::new(VecDeque::new()));
    let (log, secure) = (Arc::clone(&drawn), Chance::secure());
    let chance = Chance::scripted(move |length| {
        let bytes = secure.bytes(length);
        log.lock().expect("no panic").push_back(bytes.clone());
        bytes
    });
    (chance, drawn)
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
        let asked =
            terms(Draft { amount: Some(format!("{n}.00")), memo: Some(format!("Number {n}")), ..Draft::default() });
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

/// Stores a request, and then goes wrong, or not.
async fn store_request(ctx: &Context, request: &PaymentRequest, then: Then) -> Result<(), Error> {
    let request = request.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_request(&request, Origin::Api).await?;
                match then {
                    Then::AnswerKey => Ok(()),
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
    AnswerKey,
    Fail,
    Clash,
    Panic,
}

async fn stored(app: &App) -> Vec<String> {
    let mut codes = app.db().texts("select code from requests").await;
    codes.sort();
    codes
}

async fn a_failing_write_disturbs_no_other(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let jobs: Vec<_> = (0..400)
        .map(|n| {
            (drawn(&anna, &ten()), [Then::AnswerKey, Then::Fail, Then::AnswerKey, Then::Clash, Then::AnswerKey][n % 5])
        })
        .collect();
    let done = join_all(jobs.iter().map(|(request, then)| store_request(&ctx, request, *then))).await;
    for ((_, then), done) in jobs.iter().zip(&done) {
        let expected = match then {
            Then::AnswerKey => done.is_ok(),
            Then::Fail => matches!(done, Err(Error::NotFound)),
            Then::Clash => matches!(done, Err(Error::Store(store::Error::Taken))),
            Then::Panic => false,
        };
        assert!(expected, "{then:?}: {done:?}");
    }
    let kept = jobs.iter().filter(|(_, then)| *then == Then::AnswerKey);
    let mut kept: Vec<_> = kept.map(|(request, _)| request.code.to_string()).collect();
    kept.sort();
    assert_eq!(stored(&app).await, kept);
    ctx.store.close().await;
}

async fn a_panic_in_a_write_is_an_error(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let jobs: Vec<_> =
        (0..60).map(|n| (drawn(&anna, &ten()), if n % 20 == 10 { Then::Panic } else { Then::AnswerKey })).collect();
    let done = join_all(jobs.iter().map(|(request, then)| store_request(&ctx, request, *then))).await;
    // Others may have shared its commit and failed with it, but nobody was told what isn't so.
    let mut acknowledged = Vec::new();
    for ((request, then), done) in jobs.iter().zip(&done) {
        match done {
            Ok(()) => acknowledged.push(request.code.to_string()),
            Err(Error::Store(store::Error::Defect(_))) => {}
            Err(other) => panic!("{other}"),
        }
        assert!(*then == Then::AnswerKey || done.is_err());
    }
    acknowledged.sort();
    assert_eq!(stored(&app).await, acknowledged);
    let next = drawn(&anna, &ten());
    store_request(&ctx, &next, Then::AnswerKey).await.expect("it goes on");
    assert!(stored(&app).await.contains(&next.code.to_string()));
    ctx.store.close().await;
}

/// Stores a payment that nobody can open.
pub async fn store_payment(ctx: &Context, payment: Payment) {
    let stored = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            let new = NewPayment { payment: &payment, token: None, instructions: None };
            Ok::<_, Error>(tx.insert_payment(new).await?)
        })
    });
    stored.await.expect("stored");
}

async fn an_answer_is_kept_with_what_it_answers(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let answer = StoredAnswer { status: 201, location: Some("here".into()), body: "{}".into() };
    let answer = AnswerRecord { fingerprint: "print".into(), answer };
    let long_ago = Clock::system().now() - TimeDelta::days(2);
    let kept = async |payee: &Payee, since| ctx.store.find_answer(&payee.id, "key", since).await.expect("a look");
    let act = async |request: &PaymentRequest, since: Timestamp, fail: bool| {
        let (request, answer) = (request.clone(), answer.clone());
        ctx.store
            .write(move |mut tx| {
                Box::pin(async move {
                    tx.insert_request(&request, Origin::Api).await?;
                    tx.record_answer(&request.payee_id, "key", &answer, request.created_at, since).await?;
                    if fail { Err(Error::NotFound) } else { Ok(()) }
                })
            })
            .await
    };
    let [failed, first, second] = [0; 3].map(|_| drawn(&anna, &ten()));
    act(&failed, long_ago, true).await.expect_err("it fails after the answer");
    assert_eq!(kept(&anna, long_ago).await, None);
    act(&first, long_ago, false).await.expect("done");
    assert_eq!(kept(&anna, long_ago).await, Some(answer.clone()));
    let refused = act(&second, long_ago, false).await.expect_err("the key is taken");
    assert!(matches!(refused, Error::Store(store::Error::Taken)), "{refused}");
    assert_eq!(stored(&app).await, [first.code.as_str()]);
    // An answer from before the time that is asked for is none: the key is as good as new.
    let later = first.created_at + TimeDelta::seconds(1);
    assert_eq!(kept(&anna, later).await, None);
    act(&second, later, false).await.expect("done");
    assert_eq!(kept(&anna, long_ago).await, Some(answer.clone()));
    // A key belongs to its payee.
    let berta = payee(&ctx, "berta").await;
    assert_eq!(kept(&berta, long_ago).await, None);
    act(&drawn(&berta, &ten()), long_ago, false).await.expect("done");
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
        let checked = terms(Draft { amount: amount.map(Into::into), max_payments: times, ..Draft::default() });
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
                            tx.count_settlement(&request.code, *received, moment).await?;
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

/// A payee with a ledger of four lines.
pub async fn ledger(ctx: &Context, handle: &str) -> (Payee, Vec<LedgerEntry>) {
    let payee = payee(ctx, handle).await;
    let open = terms(Draft::default());
    let request = create_request(ctx, &payee.id, &open, Origin::Api, None).await.expect("a request");
    for amount in ["1.00", "2.00", "3.00", "4.00"] {
        let draft = ManualDraft { amount: Some(amount.into()), ..ManualDraft::default() };
        record_payment(ctx, &payee.id, &request.code, draft, None).await.expect("recorded");
    }
    let lines = ctx.store.ledger_after(&payee.id, 0).await.expect("lines");
    assert_eq!(lines.len(), 4);
    (payee, lines)
}

/// A line as somebody would rewrite it who knows how hashes are made.
pub fn forged(line: &LedgerEntry, after: Option<&LedgerEntry>, gross: i64) -> LedgerEntry {
    let movement = Movement { gross, ..line.movement.clone() };
    movement.chained(line.seq, after.map_or(&line.prev_hash, |before| &before.hash).clone())
}

/// The statement that puts a line in the place of the one with its number.
pub fn put(line: &LedgerEntry) -> String {
    let LedgerEntry { seq, prev_hash, hash, movement } = line;
    let (prev, hash) = (prev_hash.as_str(), hash.as_str());
    let set = format!("gross = {}, prev_hash = '{prev}', hash = '{hash}'", movement.gross);
    format!("update ledger_entries set {set} where payee_id = '{}' and seq = {seq}", movement.payee_id)
}

async fn tampering_shows(mut app: App) {
    type Tamper = fn(&Payee, &[LedgerEntry]) -> Vec<String>;
    const CASES: [(&str, &str, Tamper); 14] = [
        ("gross", "line 2 (", |payee, _| {
            vec![format!("update ledger_entries set gross = gross + 1 where payee_id = '{}' and seq = 2", payee.id)]
        }),
        ("currency", "line 1 (", |payee, _| {
            vec![format!("update ledger_entries set currency = 'USD' where payee_id = '{}' and seq = 1", payee.id)]
        }),
        ("settled", "line 3 (", |_, lines| {
            let (id, other) = (&lines[2].movement.id, &lines[1].movement.id);
            let at = format!("select settled_at from ledger_entries where id = '{other}'");
            vec![format!("update ledger_entries set settled_at = ({at}) where id = '{id}'")]
        }),
        ("reference", "line 4 (", |_, lines| {
            vec![format!("update ledger_entries set evidence_ref = 'x' where id = '{}'", lines[3].movement.id)]
        }),
        ("first", "line 1 is missing", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[0].movement.id)]
        }),
        ("middle", "line 2 is missing", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[1].movement.id)]
        }),
        ("last", "should end at line 4 and ends at line 3", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[3].movement.id)]
        }),
        ("all-gone", "should end at line 4 and ends at line 0", |payee, _| {
            vec![format!("delete from ledger_entries where payee_id = '{}'", payee.id)]
        }),
        ("added", "should end at line 4 and ends at line 5", |_, lines| {
            let rest = "kind, request_code, payment_id, reference, rf, currency, gross, fee, rail, evidence, \
                evidence_ref, booking_date, created_at, settled_at, reverses_id, batch_id, fee_unknown";
            let id = &lines[3].movement.id;
            vec![format!(
                "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, {rest}) \
                select 'mov_added', payee_id, 5, hash, hash, {rest} from ledger_entries where id = '{id}'"
            )]
        }),
        ("swapped", "line 2 (", |_, lines| {
            let number = |line: &LedgerEntry, seq| {
                format!("update ledger_entries set seq = {seq} where id = '{}'", line.movement.id)
            };
            vec![number(&lines[1], 99), number(&lines[2], 2), number(&lines[1], 3)]
        }),
        ("rewritten", "line 3 (", |_, lines| vec![put(&forged(&lines[1], None, 1))]),
        ("last-rewritten", "line 4", |_, lines| vec![put(&forged(&lines[3], None, 1))]),
        // The whole chain is new and sound, but the payments remember.
        ("new-chain", "payment pay_", |payee, lines| {
            let second = forged(&lines[1], None, 1);
            let third = forged(&lines[2], Some(&second), lines[2].movement.gross);
            let fourth = forged(&lines[3], Some(&third), lines[3].movement.gross);
            let hash = fourth.hash.as_str();
            let head = format!("update ledger_heads set hash = '{hash}' where payee_id = '{}'", payee.id);
            vec![put(&second), put(&third), put(&fourth), head]
        }),
        ("received", "payment pay_", |_, lines| {
            let payment = &lines[1].movement.payment_id;
            vec![format!("update payments set received = received + 1 where id = '{payment}'")]
        }),
    ];
    let ctx = context(&mut app).await;
    ledger(&ctx, "innocent").await;
    let mut made = Vec::new();
    for (handle, _, _) in CASES {
        made.push(ledger(&ctx, handle).await);
    }
    app.audit();
    for ((handle, expected, tamper), (payee, lines)) in CASES.into_iter().zip(&made) {
        for statement in tamper(payee, lines) {
            assert!(app.db().execute(&statement).await > 0, "{handle}: {statement}");
        }
        let done = app.cli(&["audit"]);
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(done.status.code(), Some(1), "{handle}: {said}");
        let verdict = said.lines().find(|line| line.starts_with(&format!("{handle}: BROKEN: ")));
        let verdict = verdict.unwrap_or_else(|| panic!("{handle} is not named in:\n{said}"));
        has(verdict, &[expected]);
        has(&said, &["innocent: 4 lines, unbroken"]);
    }
    // The one that was named is the one whose money was changed.
    let said = app.cli(&["audit"]).stdout;
    for at in [made.len() - 2, made.len() - 1] {
        has(&String::from_utf8_lossy(&said), &[made[at].1[1].movement.payment_id.as_str()]);
    }
    ctx.store.close().await;
}

async fn an_audit_of_a_ledger_in_use_raises_no_alarm(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, lines) = ledger(&ctx, "anna").await;
    let code = &lines[0].movement.request_code;
    let record = async || {
        let draft = ManualDraft { amount: Some("5.00".into()), ..ManualDraft::default() };
        record_payment(&ctx, &anna.id, code, draft, None).await.expect("recorded");
    };
    let writing = join_all((0..300).map(|_| record()));
    let auditing = async {
        let mut length = 0;
        while length < 304 {
            let verdict = audit(&ctx).await.expect("an audit").remove(0);
            length = verdict.chain.unwrap_or_else(|broken| panic!("after line {length}: {broken}"));
        }
    };
    futures_util::future::join(writing, auditing).await;
    ctx.store.close().await;
}

/// Movements of three requests in three currencies; when they settled has nothing to do with when they were written.
pub async fn fill(ctx: &Context, payee: &Payee, count: i64, booked: fn(i64) -> Option<NaiveDate>) -> Vec<Movement> {
    let mut requests = Vec::new();
    for currency in ["EUR", "USD", "JPY"] {
        let draft =
            Draft { currency: Some(currency.into()), memo: Some(format!("for {currency}")), ..Draft::default() };
        let terms = terms(draft);
        requests.push(create_request(ctx, &payee.id, &terms, Origin::Api, None).await.expect("a request"));
    }
    let begin = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
    let chance = Chance::secure();
    let movements = (0..count).map(|n| {
        let request = &requests[usize::try_from(n % 3).expect("small")];
        // Whole seconds, milliseconds and microseconds, many of them at the same moment.
        let fraction = [0, 500_000, 500_001, 7][usize::try_from(n % 4).expect("small")];
        Movement {
            id: MovementId::draw(&chance),
            payee_id: payee.id.clone(),
            kind: MovementKind::Settlement,
            request_code: request.code.clone(),
            payment_id: PaymentId::draw(&chance),
            reference: None,
            rf: request.rf.clone(),
            currency: request.asked.currency(),
            gross: 100 + n,
            fee: Some(0),
            rail: MANUAL.into(),
            evidence: Evidence::Manual,
            evidence_ref: None,
            booking_date: booked(n),
            created_at: begin + TimeDelta::microseconds(n / 2),
            settled_at: begin + TimeDelta::seconds(n * 7919 % 311) + TimeDelta::microseconds(fraction),
            reverses_id: None,
            batch_id: None,
        }
    });
    let movements: Vec<Movement> = movements.collect();
    let stored = movements.clone();
    let write = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            for movement in stored {
                arrive(&mut tx, movement).await?;
            }
            Ok::<_, Error>(())
        })
    });
    write.await.expect("stored");
    movements
}

/// Money that arrived, and its line.
pub async fn arrive(tx: &mut Tx<'_>, movement: Movement) -> Result<(), Error> {
    let payment = Payment {
        id: movement.payment_id.clone(),
        request_code: movement.request_code.clone(),
        payee_id: movement.payee_id.clone(),
        method_id: None,
        rail: movement.rail.clone(),
        test: false,
        amount: movement.gross,
        currency: movement.currency,
        received: Some(movement.gross),
        refunded: 0,
        fee: Some(0),
        state: PaymentState::Settled,
        evidence: Some(movement.evidence),
        external_id: None,
        note: None,
        provider_ref: None,
        payer_note: None,
        created_at: movement.created_at,
        expires_at: None,
        claimed_at: None,
        set_aside_at: None,
        settled_at: Some(movement.settled_at),
        booking_date: movement.booking_date,
    };
    tx.insert_payment(NewPayment { payment: &payment, token: None, instructions: None }).await?;
    tx.count_settlement(&movement.request_code, movement.gross, movement.created_at).await?;
    tx.append(movement).await?;
    Ok(())
}

/// A CSV file's lines, as the values of one column.
pub fn column(file: &[u8], name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(file);
    let at = reader.headers().expect("a header").iter().position(|column| column == name).expect("a column");
    reader.records().map(|record| record.expect("a record")[at].to_owned()).collect()
}

pub async fn export(ctx: &Context, payee: &Payee, draft: &ExportDraft) -> (Vec<u8>, usize) {
    let export = draft.check().expect("a good export");
    let chunks = export_movements(ctx, &payee.id, export).await.expect("it begins").chunks;
    pin_mut!(chunks);
    let (mut file, mut count) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        file.extend(chunk.expect("a chunk"));
        count += 1;
    }
    (file, count)
}

async fn an_export_is_complete_and_in_order(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, berta) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    let movements = fill(&ctx, &anna, 3300, |_| None).await;
    fill(&ctx, &berta, 10, |_| None).await;
    app.audit();
    let first = movements[0].created_at;
    let text = |at: Timestamp| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    for by in ["settled", "created"] {
        let time = |m: &Movement| if by == "created" { m.created_at } else { m.settled_at };
        // Edges that lie on movements: the first of them is in, the second is not.
        let edges = if by == "created" { [400, 1200] } else { [40, 120].map(|at| at * 1_000_000) };
        let edges = edges.map(|at| first + TimeDelta::microseconds(at));
        assert!(edges.iter().all(|edge| movements.iter().any(|m| time(m) == *edge)));
        for currency in [None, Some("EUR"), Some("JPY"), Some("CHF")] {
            for period in [None, Some(edges)] {
                let draft = ExportDraft {
                    from: period.map(|[from, _]| text(from)),
                    to: period.map(|[_, to]| text(to)),
                    currency: currency.map(Into::into),
                    by: Some(by.into()),
                    ..ExportDraft::default()
                };
                let mut wanted: Vec<_> = movements
                    .iter()
                    .enumerate()
                    .filter(|(_, m)| currency.is_none_or(|code| m.currency.code() == code))
                    .filter(|(_, m)| period.is_none_or(|[from, to]| (from..to).contains(&time(m))))
                    .map(|(seq, m)| (time(m), seq, m.id.to_string()))
                    .collect();
                wanted.sort();
                let wanted: Vec<_> = wanted.into_iter().map(|(_, _, id)| id).collect();
                let (file, chunks) = export(&ctx, &anna, &draft).await;
                assert!(column(&file, "movement_id") == wanted, "{draft:?}: not the {} lines it has", wanted.len());
                assert_eq!(chunks, 1 + wanted.len().div_ceil(1000), "{draft:?}");
                if period.is_none() {
                    let only = currency.map(|code| format!("and currency = '{code}'")).unwrap_or_default();
                    let sql = format!("select count(*) from ledger_entries where payee_id = '{}' {only}", anna.id);
                    assert_eq!(usize::try_from(app.db().number(&sql).await).ok(), Some(wanted.len()));
                }
            }
        }
    }
    ctx.store.close().await;
}

async fn an_export_is_a_snapshot(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let movements = fill(&ctx, &anna, 2100, |_| None).await;
    for by in ["settled", "created"] {
        let draft = ExportDraft { by: Some(by.into()), ..ExportDraft::default() };
        let (before, _) = export(&ctx, &anna, &draft).await;
        let chunks = export_movements(&ctx, &anna.id, draft.check().expect("good")).await.expect("it begins").chunks;
        pin_mut!(chunks);
        let mut file = Vec::new();
        while let Some(chunk) = chunks.next().await {
            file.extend(chunk.expect("a chunk"));
            // One that settled before all others, one in between, one now.
            for paid_on in [Some("2026-01-01"), Some("2026-09-21"), None] {
                let paid_on = paid_on.filter(|day| *day < now().date_naive().to_string().as_str());
                let amount = Some("7".into());
                let draft = ManualDraft { amount, paid_on: paid_on.map(Into::into), ..ManualDraft::default() };
                record_payment(&ctx, &anna.id, &movements[0].request_code, draft, None).await.expect("recorded");
            }
        }
        assert!(file == before, "{by}: what arrived meanwhile is in the file");
        let (after, _) = export(&ctx, &anna, &draft).await;
        assert!(column(&after, "movement_id").len() > column(&before, "movement_id").len());
    }
    ctx.store.close().await;
}

async fn an_exported_memo_is_no_formula(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    for memo in ["=1+1", "+49 30", "-1", "@SUM(A1)", "＝1", "plain, \"quoted\"", "1=1"] {
        let reference = Some(memo.into());
        let draft = Draft { amount: Some("5.00".into()), memo: Some(memo.into()), reference, ..Draft::default() };
        let request = create_request(&ctx, &anna.id, &terms(draft), Origin::Api, None).await.expect("a request");
        record_payment(&ctx, &anna.id, &request.code, ManualDraft::default(), None).await.expect("recorded");
    }
    let (file, _) = export(&ctx, &anna, &ExportDraft { by: Some("created".into()), ..ExportDraft::default() }).await;
    for name in ["memo", "reference"] {
        assert_eq!(
            column(&file, name),
            ["'=1+1", "'+49 30", "'-1", "'@SUM(A1)", "'＝1", "plain, \"quoted\"", "1=1"],
            "{name}"
        );
    }
    ctx.store.close().await;
}

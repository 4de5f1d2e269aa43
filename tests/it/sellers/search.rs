//! Search: what is found is what a walk over all requests finds, on both databases alike, and nothing is found by what is gone.

use std::collections::BTreeSet;

use chit::actions::Context;
use chit::actions::precondition::Precondition;
use chit::actions::requests::change::{Change, cancel_request, change_request};
use chit::actions::requests::create::create_request;
use chit::actions::requests::erase::erase_request;
use chit::actions::requests::words::fold_words;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::domain::clock::Clock;
use chit::domain::id::PayeeId;
use chit::domain::payment::Payment;
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Item, Origin, PaymentRequest, Status};
use chit::domain::search::{Search, words_of};
use chit::domain::text::Memo;
use chit::store::RequestFilter;
use chrono::TimeDelta;
use libtest_mimic::Trial;

use crate::house::store::{context, payee, pending_payment, store_payment, terms, whole_list};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![what_a_walk_finds_is_found, nothing_is_found_by_what_is_gone, older_requests_are_taken_up]
}

/// Words of several scripts, some the beginnings of others, frequent and rare.
const WORDS: [&str; 16] = [
    "Äpfel",
    "apfelmus",
    "Öl",
    "öliges",
    "Straße",
    "strassenfest",
    "пирожки",
    "ПИРОГ",
    "東京のパン",
    "ขนมปัง",
    "كِتاب",
    "brot",
    "Brot",
    "bröt",
    "2026",
    "Łódź",
];

/// The searches that are tried: words in other letters, beginnings, several, amounts, references and what is nowhere.
const SEARCHES: [&str; 26] = [
    "äpfel",
    "APFEL",
    "apf",
    "ol",
    "Öl",
    "STRASSE",
    "straß",
    "Пирож",
    "пир",
    "東京",
    "パン",
    "のパ",
    "ขนม",
    "كتاب",
    "brot",
    "BRO",
    "apf brot",
    "20 öl",
    "lodz",
    "12.00",
    "12",
    "€ 12,5",
    "inv-7",
    "INV-0007",
    "nowhere",
    "äpfel nowhere",
];

/// Sixty requests, two at each moment, of words that are drawn by a rule.
async fn stock(ctx: &Context, payee: &PayeeId) {
    let begin = now() - TimeDelta::days(1);
    for n in 0..60_usize {
        let at = begin + TimeDelta::minutes(i64::try_from(n / 2).expect("small"));
        let ctx = Context { clock: Clock::fixed(at), ..ctx.clone() };
        let memo = format!("{} {}, {}", WORDS[n % 16], WORDS[n * 7 % 16], WORDS[n * n % 16]);
        let draft = RequestDraft {
            memo: Some(memo),
            amount: Some(["12.00", "12.50", "1234.00"][n % 3].into()),
            reference: (n % 5 == 0).then(|| format!("INV-{n:04}")),
            ..RequestDraft::default()
        };
        let request = create_request(&ctx, payee, &terms(draft), Origin::Api, None).await.expect("a request");
        if n % 6 == 1 {
            cancel_request(&ctx, payee, &request.code, None).await.expect("withdrawn");
        } else if n % 6 == 3 {
            record_payment(&ctx, payee, &request.code, ManualDraft::default(), None).await.expect("paid");
        }
    }
}

async fn found(ctx: &Context, payee: &PayeeId, filter: &RequestFilter, length: usize) -> Vec<PaymentRequest> {
    whole_list(ctx, payee, filter, now(), length, 200).await
}

fn looking_for(text: &str, status: Option<Status>) -> RequestFilter {
    RequestFilter { search: Some(text.to_owned()), status, ..RequestFilter::default() }
}

/// A payment that begins with a reference of its provider's.
async fn begin_payment(ctx: &Context, request: &PaymentRequest, provider_ref: &str) {
    let carried = Some(provider_ref.to_owned());
    let payment = Payment { provider_ref: carried, ..pending_payment(ctx, request, now()) };
    store_payment(ctx, payment).await;
}

async fn what_a_walk_finds_is_found(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, bob) = (payee(&ctx, "anna").await.id, payee(&ctx, "bob").await.id);
    stock(&ctx, &anna).await;
    stock(&ctx, &bob).await;
    let all = found(&ctx, &anna, &RequestFilter::default(), 100).await;
    begin_payment(&ctx, &all[9], "cs_live_b1Zq8").await;
    let carried =
        |request: &PaymentRequest| if request.code == all[9].code { vec!["cs_live_b1Zq8"] } else { Vec::new() };
    let own = [
        all[3].code.to_string(),
        all[4].code.as_str()[..6].to_uppercase(),
        all[5].rf.printed(),
        "CS_LIVE_b1".to_owned(),
    ];
    let statuses = [None, Some(Status::Open), Some(Status::Paid), Some(Status::Cancelled), Some(Status::Expired)];
    for text in SEARCHES.map(ToOwned::to_owned).into_iter().chain(own) {
        let search = Search::parse(&text).expect("something to look for");
        let mut met = 0;
        for status in statuses {
            let expected = all
                .iter()
                .filter(|r| search.finds(&words_of(r, carried(r))) && status.is_none_or(|s| r.status(now()) == s));
            let expected: Vec<_> = expected.map(|r| r.code.clone()).collect();
            met += expected.len();
            for length in [2, 100] {
                let found = found(&ctx, &anna, &looking_for(&text, status), length).await;
                let found: Vec<_> = found.into_iter().map(|r| r.code).collect();
                assert_eq!(found, expected, "{text:?} {status:?} in pages of {length}");
            }
        }
        assert_eq!(met > 0, !text.contains("nowhere") && text != "INV-0007" && text != "inv-7", "{text}");
    }
    assert_eq!(
        found(&ctx, &anna, &looking_for(" ", None), 100).await.len(),
        60,
        "nothing to look for finds everything"
    );
    assert_eq!(found(&ctx, &anna, &looking_for("…", None), 100).await.len(), 0);
    ctx.store.close().await;
}

async fn nothing_is_found_by_what_is_gone(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await.id;
    let draft = RequestDraft {
        memo: Some("Äpfel brot".into()),
        reference: Some("R-77".into()),
        amount: Some("25.00".into()),
        ..RequestDraft::default()
    };
    let mut wanted = terms(draft);
    wanted.items = vec![Item::fixed("Quitten", 1, "25.00")];
    let request = create_request(&ctx, &anna, &wanted, Origin::Api, None).await.expect("a request");
    begin_payment(&ctx, &request, "tx-4711").await;
    let finds = async |text: &str| found(&ctx, &anna, &looking_for(text, None), 10).await.len() == 1;
    let words = async || -> BTreeSet<Vec<u8>> {
        // Bytes are compared as hexadecimal digits on either database.
        let sql = match app.db().backend {
            crate::support::Backend::Sqlite => "select lower(hex(word)) from request_words",
            crate::support::Backend::Postgres => "select encode(word, 'hex') from request_words",
        };
        app.db().texts(sql).await.iter().map(|text| hex::decode(text).expect("hex")).collect()
    };
    for text in ["apfel", "quitten", "R-77", "25,00", "tx-4711", request.code.as_str()] {
        assert!(finds(text).await, "{text}");
    }
    let change = Change { memo: Some(Some(Memo::parse("Birnen").expect("a memo"))), ..Change::default() };
    change_request(&ctx, &anna, &request.code, change, Precondition::none()).await.expect("changed");
    assert!(finds("birn").await && finds("quitten").await && finds("tx-4711").await && !finds("apfel").await);
    assert!(!words().await.contains("apfel".as_bytes()));
    cancel_request(&ctx, &anna, &request.code, None).await.expect("withdrawn");
    erase_request(&ctx, &anna, &request.code, None).await.expect("erased");
    for text in ["birnen", "quitten", "brot"] {
        assert!(!finds(text).await, "{text}");
    }
    // What the books go by still finds it.
    assert!(finds("r-77").await && finds("tx-4711").await && finds("25").await && finds(request.code.as_str()).await);
    let left: Vec<String> = words().await.into_iter().map(|word| String::from_utf8(word).expect("UTF-8")).collect();
    assert!(left.iter().all(|word| word.starts_with(['#', '=']) || ["r", "77"].contains(&word.as_str())), "{left:?}");
    ctx.store.close().await;
}

/// A database of before there was a search has no words. They come in steps, and as often as the service starts nothing more is done.
async fn older_requests_are_taken_up(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await.id;
    for _ in 0..2 {
        stock(&ctx, &anna).await;
    }
    let before = app.db().number("select count(*) from request_words").await;
    app.db().execute("delete from request_words").await;
    app.db().execute("update requests set words_version = 0").await;
    assert_eq!(found(&ctx, &anna, &looking_for("apf", None), 10).await.len(), 0);
    // One of them is changed meanwhile.
    let newest = found(&ctx, &anna, &RequestFilter { status: Some(Status::Open), ..RequestFilter::default() }, 200)
        .await
        .remove(0);
    let change = Change { memo: Some(Some(Memo::parse("apfelbaum").expect("a memo"))), ..Change::default() };
    change_request(&ctx, &anna, &newest.code, change, Precondition::none()).await.expect("changed");
    assert_eq!(found(&ctx, &anna, &looking_for("apf", None), 10).await.len(), 1);
    let mut steps = 0;
    let mut after = None;
    while let Some(last) = fold_words(&ctx, after).await.expect("a step") {
        after = Some(last);
        steps += 1;
    }
    assert_eq!((steps, app.db().number("select count(*) from requests where words_version < 1").await), (2, 0));
    let after = app.db().number("select count(*) from request_words").await;
    assert!((before - 20..=before).contains(&after), "{after} words after {before}");
    assert!(found(&ctx, &anna, &looking_for("apf", None), 10).await.len() > 10);
    ctx.store.close().await;
}

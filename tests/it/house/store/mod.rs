//! The store and the actions, called as the library calls them: collisions, failing writes, counting, a ledger that was tampered
//! with, and exports of many lines.

mod benchmark;
mod chain;
mod codes;
mod exports;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use chit::actions::books::export::{ExportDraft, export_movements};
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::{Context, Error};
use chit::config::Config;
use chit::domain::chance::Chance;
use chit::domain::clock::Timestamp;
use chit::domain::id::{MovementId, PayeeId, PaymentId};
use chit::domain::language::Language;
use chit::domain::ledger::{LedgerEntry, Movement, MovementKind};
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payee::Payee;
use chit::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use chit::domain::reference::rf::RfReference;
use chit::domain::request::code::RequestCode;
use chit::domain::request::picks::{Picked, Stocks};
use chit::domain::request::terms::{RequestDraft, Terms};
use chit::domain::request::{Origin, PaymentRequest, RequestState};
use chit::store::{NewPayment, RequestFilter, RequestPosition, Tx};
use chrono::{NaiveDate, TimeDelta};
use futures_util::{StreamExt, pin_mut};
use libtest_mimic::Trial;

use crate::support::{App, SECRET_KEY, now};

pub fn tests() -> Vec<Trial> {
    [benchmark::tests(), codes::tests(), writes::tests(), chain::tests(), exports::tests()]
        .into_iter()
        .flatten()
        .collect()
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

pub fn terms(draft: RequestDraft) -> Terms {
    draft.check(Currency::EUR, Language::En, now()).expect("good terms")
}

fn ten() -> Terms {
    terms(RequestDraft { amount: Some("10.00".into()), ..RequestDraft::default() })
}

/// A request that isn't stored yet.
pub fn drawn(payee: &Payee, terms: &Terms) -> PaymentRequest {
    let chance = Chance::secure();
    PaymentRequest {
        code: RequestCode::draw(&chance),
        payee_id: payee.id.clone(),
        asked: terms.asked,
        prices: terms.prices.clone(),
        memo: terms.memo.clone(),
        reference: terms.reference.clone(),
        rf: RfReference::draw(&chance),
        preview: terms.preview,
        items: Vec::new(),
        stocks: Stocks::default(),
        language: terms.language,
        suggested: terms.suggested.clone(),
        asks_note: terms.asks_note,
        takes_tips: terms.takes_tips,
        state: RequestState::Open,
        max_payments: terms.max_payments,
        paid_count: 0,
        paid_total: 0,
        parts: terms.parts.clone(),
        due_on: terms.due_on,
        expires_at: None,
        created_at: now(),
        paid_at: None,
        cancelled_at: None,
        disabled_at: None,
        archived_at: None,
        labels: terms.labels.clone(),
        order: None,
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

async fn stored(app: &App) -> Vec<String> {
    let mut codes = app.db().texts("select code from requests").await;
    codes.sort();
    codes
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

/// A payment of a request, recorded by hand and pending, that isn't stored yet.
pub fn pending_payment(ctx: &Context, request: &PaymentRequest, at: Timestamp) -> Payment {
    Payment {
        id: PaymentId::draw(&ctx.chance),
        request_code: request.code.clone(),
        payee_id: request.payee_id.clone(),
        method_id: None,
        rail: MANUAL.to_owned(),
        test: false,
        amount: 1000,
        tip: 0,
        picked: Picked::default(),
        currency: request.asked.currency(),
        received: None,
        refunded: 0,
        pays_ahead: false,
        fee: Some(0),
        state: PaymentState::Pending,
        evidence: None,
        external_id: None,
        provider_ref: None,
        note: None,
        payer_note: None,
        created_at: at,
        expires_at: None,
        claimed_at: None,
        set_aside_at: None,
        put_off_until: None,
        kept_at: None,
        settled_at: None,
        booking_date: None,
    }
}

/// A whole list of at most `most` requests, read in pages of `length`.
pub async fn whole_list(
    ctx: &Context,
    payee: &PayeeId,
    filter: &RequestFilter,
    now: Timestamp,
    length: usize,
    most: usize,
) -> Vec<PaymentRequest> {
    let (mut all, mut filter) = (Vec::new(), filter.clone());
    loop {
        let page = ctx.store.requests(payee, &filter, length, now).await.expect("a page");
        assert!(page.len() <= length);
        let Some(last) = page.last() else { return all };
        filter.after = Some(RequestPosition { created_at: last.created_at, code: last.code.to_string() });
        all.extend(page);
        assert!(all.len() <= most, "the list has no end");
    }
}

/// A payee with a ledger of four lines.
pub async fn ledger(ctx: &Context, handle: &str) -> (Payee, Vec<LedgerEntry>) {
    let payee = payee(ctx, handle).await;
    let open = terms(RequestDraft::default());
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
    movement.chained(line.seq, line.day, after.map_or(&line.prev_hash, |before| &before.hash).clone())
}

/// The statement that puts a line in the place of the one with its number.
pub fn put(line: &LedgerEntry) -> String {
    let LedgerEntry { seq, prev_hash, hash, day: _, movement } = line;
    let (prev, hash) = (prev_hash.as_str(), hash.as_str());
    let set = format!("gross = {}, prev_hash = '{prev}', hash = '{hash}'", movement.gross);
    format!("update ledger_entries set {set} where payee_id = '{}' and seq = {seq}", movement.payee_id)
}

/// Movements of three requests in three currencies; when they settled has nothing to do with when they were written.
pub async fn fill(ctx: &Context, payee: &Payee, count: i64, booked: fn(i64) -> Option<NaiveDate>) -> Vec<Movement> {
    let mut requests = Vec::new();
    for currency in ["EUR", "USD", "JPY"] {
        let draft = RequestDraft {
            currency: Some(currency.into()),
            memo: Some(format!("for {currency}")),
            ..RequestDraft::default()
        };
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
            tip: 0,
            fee: Some(0),
            rail: MANUAL.into(),
            evidence: Evidence::Manual,
            evidence_ref: None,
            booking_date: booked(n),
            created_at: begin + TimeDelta::microseconds(n / 2),
            settled_at: begin + TimeDelta::seconds(n * 7919 % 311) + TimeDelta::microseconds(fraction),
            reverses_id: None,
            statement_id: None,
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
        tip: 0,
        picked: Picked::default(),
        currency: movement.currency,
        received: Some(movement.gross),
        refunded: 0,
        pays_ahead: false,
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
        put_off_until: None,
        kept_at: None,
        settled_at: Some(movement.settled_at),
        booking_date: movement.booking_date,
    };
    tx.insert_payment(NewPayment { payment: &payment, token: None, instructions: None }).await?;
    let request = tx.request(&movement.request_code).await?.expect("stored");
    tx.count_settlement(&request, Money::new(movement.gross, movement.currency), movement.created_at).await?;
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
    let chunks = export_movements(ctx, payee, export).await.expect("it begins").chunks;
    pin_mut!(chunks);
    let (mut file, mut count) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        file.extend(chunk.expect("a chunk"));
        count += 1;
    }
    (file, count)
}

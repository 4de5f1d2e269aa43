//! Histories: over random days of payments, refunds, disputes, corrections, imports and their undoing, in zones whose clocks change, the sum of
//! the lines is the balance of each currency, and each line stands on the day that is right for it.

mod checks;
mod steps;

use chit::actions::books::audit::audit;
use chit::actions::books::batches::{BatchDraft, make_batch};
use chit::actions::books::close::close_books;
use chit::actions::books::import::{import_statement, read_statement, undo_statement};
use chit::actions::methods::manage::{MethodDraft, add_method};
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::payments::payer_input::{PayerAmount, PayerInput};
use chit::actions::payments::start::start_payment;
use chit::actions::refunds::send::{RefundDraft, refund_payment};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, apply_event, record_payment, withdraw_payment};
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::{Clock, Timestamp};
use chit::domain::id::{PaymentId, StatementId};
use chit::domain::method::Method;
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payee::Payee;
use chit::domain::payment::refund::RefundStage;
use chit::domain::request::terms::RequestDraft;
use chit::domain::request::{Origin, PaymentRequest};
use chit::rails::{EventKind, NamedRefund, RailEvent};
use chit::store::PaymentFilter;
use chrono::{NaiveDate, TimeDelta};
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use self::steps::{Happening, step};
use crate::house::store::{context, terms};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![the_lines_of_any_history_come_to_the_balance]
}

/// The number of histories that are tried on each database.
const CASES: u32 = 8;

/// Of no decimals, two and three.
const CURRENCIES: [&str; 3] = ["JPY", "EUR", "KWD"];

/// Zones whose clocks change: by an hour, by half an hour, at midnight, south of the equator; and one whose clocks don't.
const ZONES: [&str; 7] = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Santiago",
    "Asia/Kathmandu",
];

/// Days around which clocks change in one of the zones.
const BEGINNINGS: [&str; 4] =
    ["2026-03-06T22:00:00Z", "2026-03-27T21:30:00Z", "2026-09-04T20:00:00Z", "2026-10-23T21:00:00Z"];

/// A payment as the test knows it.
#[derive(Debug, Clone)]
struct Known {
    id: PaymentId,
    /// The provider's name for it; none for what was recorded by hand.
    external: Option<String>,
    currency: usize,
    left: i64,
    is_disputed: bool,
}

struct History {
    ctx: Context,
    payee: Payee,
    method: Method,
    zone: chrono_tz::Tz,
    now: Timestamp,
    /// The requests that payers pay, and those that transfers pay, by currency.
    paid: Vec<PaymentRequest>,
    transferred: Vec<PaymentRequest>,
    known: Vec<Known>,
    recorded: Vec<usize>,
    imports: Vec<(StatementId, usize, i64)>,
    /// The first open day by the number of the last line before it was opened: by closes, and by deliveries.
    closes: Vec<(i64, NaiveDate)>,
    /// The sums that should be in the books, and those that were delivered.
    balance: [i64; 3],
    delivered: [i64; 3],
    delivered_lines: i64,
    events: usize,
}

impl History {
    async fn begin(ctx: &Context, zone: &str, beginning: &str) -> Self {
        let now: Timestamp = beginning.parse().expect("a moment");
        let ctx = Context { clock: Clock::fixed(now), ..ctx.clone() };
        let handle = format!("m{}", Chance::secure().base58(12).to_lowercase());
        let wish = SignUp { handle, zone: zone.to_owned(), ..SignUp::default() };
        let payee = sign_up(&ctx, &wish, None).await.expect("a payee").payee;
        let demo = MethodDraft { id: None, rail: "demo", label: None, settings: &serde_json::Map::new(), misread: &[] };
        let method = add_method(&ctx, &payee.id, demo, None).await.expect("a method").method;
        let (mut paid, mut transferred) = (Vec::new(), Vec::new());
        for currency in CURRENCIES {
            let terms = terms(RequestDraft { currency: Some(currency.into()), ..RequestDraft::default() });
            for list in [&mut paid, &mut transferred] {
                list.push(create_request(&ctx, &payee.id, &terms, Origin::Api, None).await.expect("a request"));
            }
        }
        Self {
            ctx,
            payee,
            method,
            zone: zone.parse().expect("a zone"),
            now,
            paid,
            transferred,
            known: Vec::new(),
            recorded: Vec::new(),
            imports: Vec::new(),
            closes: Vec::new(),
            balance: [0; 3],
            delivered: [0; 3],
            delivered_lines: 0,
            events: 0,
        }
    }

    /// A day before today, by the payee's clocks.
    fn day(&self, before: i64) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive() - TimeDelta::days(before)
    }

    fn money(currency: usize, minor: i64) -> Money {
        Money::new(minor, Currency::parse(CURRENCIES[currency]).expect("a currency"))
    }

    /// The provider tells of a payment.
    async fn told(
        &mut self,
        at: usize,
        kind: EventKind,
        (amount, fee): (i64, Option<i64>),
        refund: Option<NamedRefund>,
    ) {
        let Known { external, currency, .. } = &self.known[at];
        self.events += 1;
        let event = RailEvent {
            event_id: format!("{}:{}", self.payee.id, self.events),
            external_id: external.clone().expect("a payment by the provider"),
            kind,
            money: Self::money(*currency, amount),
            fee,
            occurred_at: self.now,
            refund,
        };
        apply_event(&self.ctx, &self.method, event).await.expect("no error");
    }

    /// One of the payments that something can still go back of.
    fn one(&self, which: &prop::sample::Index, by_provider: bool) -> Option<usize> {
        let fits = |known: &Known| known.left > 0 && !known.is_disputed && (!by_provider || known.external.is_some());
        let fitting: Vec<usize> = (0..self.known.len()).filter(|at| fits(&self.known[*at])).collect();
        (!fitting.is_empty()).then(|| fitting[which.index(fitting.len())])
    }

    fn went_back(&mut self, at: usize, amount: i64) {
        self.known[at].left -= amount;
        self.balance[self.known[at].currency] -= amount;
    }

    async fn take(&mut self, (minutes, happening): &(i64, Happening)) {
        self.now += TimeDelta::minutes(*minutes);
        self.ctx.clock = Clock::fixed(self.now);
        match happening.clone() {
            Happening::Pays { currency, amount, fee, late } => self.pays(currency, amount, fee, late).await,
            Happening::Records { currency, amount, before } => {
                let draft = ManualDraft {
                    amount: Some(Self::money(currency, amount).to_decimal()),
                    paid_on: Some(self.day(before).to_string()),
                    ..ManualDraft::default()
                };
                let code = &self.paid[currency].code;
                let made = record_payment(&self.ctx, &self.payee.id, code, draft, None).await.expect("recorded");
                self.recorded.push(self.known.len());
                self.known.push(Known { id: made.id, external: None, currency, left: amount, is_disputed: false });
                self.balance[currency] += amount;
            }
            Happening::Withdraws => {
                let Some(at) = self.recorded.pop() else { return };
                // What has gone back in part, or is of a closed day, stays.
                match withdraw_payment(&self.ctx, &self.payee.id, &self.known[at].id).await {
                    Ok(_) => self.went_back(at, self.known[at].left),
                    Err(Error::Conflict(_)) => {}
                    Err(e) => panic!("{e}"),
                }
            }
            Happening::SendsBack { which, part } => {
                let Some(at) = self.one(&which, false) else { return };
                let amount = part.min(self.known[at].left);
                let wish = RefundDraft {
                    amount: Some(Self::money(self.known[at].currency, amount).to_decimal()),
                    ..RefundDraft::default()
                };
                let sent = refund_payment(&self.ctx, &self.payee.id, &self.known[at].id, wish, None).await;
                let own = sent.expect("what is there can be sent back").latest.expect("it was asked for");
                self.went_back(at, amount);
                if self.known[at].external.is_some() {
                    let named = NamedRefund { external_id: format!("demo_{own}"), our_id: Some(own) };
                    self.told(at, EventKind::Refund(RefundStage::Done), (amount, Some(0)), Some(named)).await;
                }
            }
            Happening::GoesBack { which, part, fails } => {
                let Some(at) = self.one(&which, true) else { return };
                let amount = part.min(self.known[at].left);
                let named = NamedRefund { external_id: format!("there_{}", self.events), our_id: None };
                let kind = EventKind::Refund(RefundStage::Done);
                self.told(at, kind, (amount, Some(0)), Some(named.clone())).await;
                self.went_back(at, amount);
                if fails {
                    let kind = EventKind::Refund(RefundStage::Failed);
                    self.told(at, kind, (amount, Some(0)), Some(named)).await;
                    self.went_back(at, -amount);
                }
            }
            Happening::Disputed { which, lost, ends } => {
                let Some(at) = self.one(&which, true) else { return };
                let left = self.known[at].left;
                self.told(at, EventKind::DisputeOpened, (left, Some(0)), None).await;
                self.known[at].is_disputed = true;
                if !ends {
                    return;
                }
                match lost.map(|lost| lost.min(left)) {
                    Some(lost) => {
                        self.told(at, EventKind::DisputeLost, (lost, Some(0)), None).await;
                        self.went_back(at, lost);
                    }
                    None => self.told(at, EventKind::DisputeWon, (left, Some(0)), None).await,
                }
                self.known[at].is_disputed = false;
            }
            Happening::Imports { currency, amounts, before } => self.imports(currency, &amounts, before).await,
            Happening::Undoes => {
                let Some((id, currency, sum)) = self.imports.pop() else { return };
                match undo_statement(&self.ctx, &self.payee, &id, None).await {
                    Ok(_) => self.balance[currency] -= sum,
                    Err(Error::Conflict(_) | Error::DayClosed(_)) => {}
                    Err(e) => panic!("{e}"),
                }
            }
            Happening::Closes { before } => {
                let until = self.day(before);
                let closed = close_books(&self.ctx, &self.payee, Some(&until.to_string()), vec![], None).await;
                let close = closed.expect("closed").close;
                self.closes.push((close.seq, close.until.succ_opt().expect("a day")));
            }
            Happening::Delivers { currency } => self.delivers(currency).await,
        }
    }

    async fn pays(&mut self, currency: usize, amount: i64, fee: Option<i64>, late: i64) {
        let input = PayerInput {
            amount: PayerAmount::Picked(Self::money(currency, amount).to_decimal()),
            ..PayerInput::default()
        };
        let code = self.paid[currency].code.clone();
        start_payment(&self.ctx, &code, &input).await.expect("started");
        let filter = PaymentFilter { request: Some(code), ..PaymentFilter::default() };
        let all = self.ctx.store.payments(&self.payee.id, &filter, 100).await.expect("payments");
        let new = all.into_iter().find(|payment| payment.received.is_none()).expect("it was started");
        let external = new.external_id.clone();
        self.known.push(Known { id: new.id, external, currency, left: amount, is_disputed: false });
        self.balance[currency] += amount;
        let at = self.known.len() - 1;
        self.told(at, EventKind::Settled, (amount, fee), None).await;
        // What is told late is booked late, on the day on which the money moved.
        self.now += TimeDelta::minutes(late);
        self.ctx.clock = Clock::fixed(self.now);
    }

    async fn imports(&mut self, currency: usize, amounts: &[i64], before: i64) {
        let (day, rf) = (self.day(before), self.transferred[currency].rf.as_str());
        let mut table = String::from("Date;Amount;Currency;Text\n");
        for (place, amount) in amounts.iter().enumerate() {
            let amount = Self::money(currency, *amount).to_decimal();
            let text = format!("{rf} transfer {}x{place}", self.imports.len() + self.events);
            table.push_str(&format!("{day};{amount};{};{text}\n", CURRENCIES[currency]));
        }
        let marked = Some(r#"{"decimal_mark":"."}"#.to_owned());
        let found = read_statement(&self.ctx, &self.payee, std::io::Cursor::new(table.into_bytes()), marked).await;
        let found = found.expect("a statement");
        let imported = import_statement(&self.ctx, &self.payee, found, false, None).await.expect("imported");
        assert_eq!(imported.row.counts.matched, i64::try_from(amounts.len()).expect("few"), "{:?}", imported.row);
        self.events += 1;
        let sum: i64 = amounts.iter().sum();
        self.imports.push((imported.row.id, currency, sum));
        self.balance[currency] += sum;
    }

    async fn delivers(&mut self, currency: Option<usize>) {
        let draft = BatchDraft { currency: currency.map(|at| CURRENCIES[at].to_owned()), ..BatchDraft::default() };
        let made = make_batch(&self.ctx, &self.payee, draft, None).await.expect("a batch");
        // What was delivered isn't added to: the next line of an earlier day stands on the day of the delivery.
        self.closes.push((made.batch.to_seq, self.day(0)));
        let tally = made.contents.expect("complete").tally;
        for total in tally.totals {
            let at = CURRENCIES.iter().position(|code| *code == total.currency.code()).expect("one of ours");
            self.delivered[at] += total.gross;
        }
        self.delivered_lines += tally.lines;
    }
}

async fn the_lines_of_any_history_come_to_the_balance(mut app: App) {
    app.kill();
    // The runner shrinks what fails, and so can't wait for a future: it gets a thread and a runtime of its own.
    let mut app = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ctx = runtime.block_on(context(&mut app));
        let config = Config { cases: CASES, max_shrink_iters: 50, failure_persistence: None, ..Config::default() };
        let histories = (
            prop::sample::select(&ZONES[..]),
            prop::sample::select(&BEGINNINGS[..]),
            prop::collection::vec(step(), 10..40),
        );
        let told = TestRunner::new(config).run(&histories, |(zone, beginning, steps)| {
            runtime.block_on(async {
                let mut history = History::begin(&ctx, zone, beginning).await;
                for step in &steps {
                    history.take(step).await;
                }
                history.check().await
            })
        });
        if let Err(failed) = told {
            panic!("{failed}");
        }
        runtime.block_on(async {
            let verdicts = audit(&ctx).await.expect("an audit");
            assert!(verdicts.iter().all(|verdict| verdict.holds()), "{verdicts:?}");
            assert!(verdicts.iter().any(|verdict| matches!(verdict.chain, Ok(5..))), "something was booked");
            ctx.store.close().await;
        });
        app
    })
    .join()
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    app.kill();
}

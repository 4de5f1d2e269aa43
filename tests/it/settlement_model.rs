//! Settlement against a model: a world in which a payer pays, a provider and a payee send money back, banks dispute, and everything
//! that is told of it arrives late, twice, out of order, under other names. At every step the service believes nothing that isn't
//! so, and its books agree with one another; once everything has been told, it knows what is so.

use chit::actions::books::audit::audit;
use chit::actions::methods::manage::{MethodDraft, add_method};
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::payments::start::{PayerInput, start_payment};
use chit::actions::refunds::send::{RefundDraft, refund_payment};
use chit::actions::requests::change::cancel_request;
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, apply_answer, apply_event, record_payment};
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::Timestamp;
use chit::domain::id::{PayeeId, PaymentId};
use chit::domain::language::Language;
use chit::domain::ledger::MovementKind;
use chit::domain::method::Method;
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::domain::payment::{Payment, PaymentState};
use chit::domain::request::Origin;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::Draft;
use chit::rails::{EventKind, NamedRefund, RailEvent};
use chit::store::PaymentFilter;
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::store::context;
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![the_books_say_what_happened]
}

/// The number of worlds that are tried on each database.
const CASES: u32 = 40;
/// The number of payers.
const PAYERS: usize = 2;

/// Something that happens in the world, or is told of it.
#[derive(Debug, Clone)]
enum Step {
    OnItsWay(usize),
    Fails(usize),
    Pays(usize, i64),
    /// The provider's own pages send so much back.
    SentBackThere(usize, i64),
    /// One of the refunds comes to its end, or fails after that.
    Turns(prop::sample::Index, bool),
    /// The payee sends so much back through the service.
    SentBackHere(usize, i64),
    Disputed(usize),
    DisputeEnds(usize, Option<i64>),
    /// One of the things that can be told is told, again perhaps, or under another name.
    Told(prop::sample::Index, bool),
    GivenUp(usize),
    Cancelled,
    ByHand(i64),
    ByHandBack(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, amount) = (0..PAYERS, 1..2500i64);
    prop_oneof![
        1 => who.clone().prop_map(Step::OnItsWay),
        1 => who.clone().prop_map(Step::Fails),
        3 => (who.clone(), prop::sample::select(vec![2500, 2000, 3000])).prop_map(|(p, a)| Step::Pays(p, a)),
        3 => (who.clone(), amount.clone()).prop_map(|(p, a)| Step::SentBackThere(p, a)),
        3 => (who.clone(), amount.clone()).prop_map(|(p, a)| Step::SentBackHere(p, a)),
        3 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(i, f)| Step::Turns(i, f)),
        2 => who.clone().prop_map(Step::Disputed),
        2 => (who.clone(), prop::option::of(amount.clone())).prop_map(|(p, a)| Step::DisputeEnds(p, a)),
        12 => (any::<prop::sample::Index>(), prop::bool::weighted(0.2)).prop_map(|(i, n)| Step::Told(i, n)),
        1 => who.prop_map(Step::GivenUp),
        1 => Just(Step::Cancelled),
        1 => amount.clone().prop_map(Step::ByHand),
        1 => amount.prop_map(Step::ByHandBack),
    ]
}

/// The truth about one payer's payment.
#[derive(Debug, Clone, Default)]
struct Truth {
    received: i64,
    by_rail: i64,
    /// The amount of refunds that aren't finished.
    pending: i64,
    /// The part of it that failed after it had gone back.
    undone: i64,
    lost: i64,
    disputed: bool,
    failed: bool,
}

impl Truth {
    fn gone(&self) -> i64 {
        self.by_rail + self.lost
    }

    fn left(&self) -> i64 {
        self.received - self.gone() - self.pending
    }

    fn state(&self) -> &'static str {
        match self.gone() {
            _ if self.disputed => "disputed",
            0 => "settled",
            gone if gone < self.received => "partially_refunded",
            _ => "refunded",
        }
    }
}

/// A refund at the provider.
#[derive(Debug, Clone)]
struct There {
    payment: usize,
    named: NamedRefund,
    amount: i64,
    stage: RefundStage,
}

struct World {
    ctx: Context,
    payee: PayeeId,
    method: Method,
    code: RequestCode,
    payments: Vec<Payment>,
    truths: Vec<Truth>,
    /// The messages that can be told: a payment, and the event.
    told: Vec<(usize, RailEvent)>,
    by_hand: Vec<(PaymentId, i64, i64)>,
    refunds: Vec<There>,
    begun: Timestamp,
}

impl World {
    async fn new(ctx: &Context) -> Self {
        let handle = format!("m{}", Chance::secure().base58(12).to_lowercase());
        let payee = sign_up(ctx, &SignUp { handle, ..SignUp::default() }, None).await.expect("a payee").payee;
        let method = add_method(
            ctx,
            &payee.id,
            MethodDraft { id: None, rail: "demo", settings: &serde_json::Map::new(), misread: &[] },
            None,
        )
        .await
        .expect("a method")
        .method;
        let draft = Draft { amount: Some("25.00".into()), ..Draft::default() };
        let terms = draft.check(Currency::EUR, Language::En, now()).expect("good terms");
        let request = create_request(ctx, &payee.id, &terms, Origin::Api, None).await.expect("made");
        for _ in 0..PAYERS {
            start_payment(ctx, &request.code, &PayerInput::default()).await.expect("started");
        }
        let filter = PaymentFilter { request: Some(request.code.clone()), ..PaymentFilter::default() };
        let payments = ctx.store.payments(&payee.id, &filter, 10).await.expect("payments");
        Self {
            ctx: ctx.clone(),
            payee: payee.id,
            method,
            code: request.code,
            truths: vec![Truth::default(); payments.len()],
            payments,
            told: Vec::new(),
            by_hand: Vec::new(),
            refunds: Vec::new(),
            begun: now(),
        }
    }

    /// Something happened that can be told from now on. Each at a second of its own.
    fn happened(&mut self, at: usize, kind: EventKind, amount: i64) {
        let second = i64::try_from(self.told.len()).expect("few");
        let event = RailEvent {
            event_id: format!("{}:{second}", self.payments[at].id),
            external_id: self.payments[at].external_id.clone().expect("the provider's name"),
            kind,
            money: Money::new(amount, Currency::EUR),
            fee: Some(0),
            occurred_at: self.begun + chrono::TimeDelta::seconds(second),
            refund: None,
        };
        self.told.push((at, event));
    }

    /// A refund stands so from now on, which can be told.
    fn refund_is(&mut self, which: usize, stage: RefundStage) {
        let There { payment, named, amount, stage: before } = self.refunds[which].clone();
        let truth = &mut self.truths[payment];
        match before {
            RefundStage::Pending => truth.pending -= amount,
            RefundStage::Done => (truth.by_rail, truth.undone) = (truth.by_rail - amount, truth.undone + amount),
            RefundStage::Failed => {}
        }
        match stage {
            RefundStage::Pending => truth.pending += amount,
            RefundStage::Done => truth.by_rail += amount,
            RefundStage::Failed => {}
        }
        self.refunds[which].stage = stage;
        self.happened(payment, EventKind::Refund(stage), amount);
        self.told.last_mut().expect("it can be told").1.refund = Some(named);
    }

    /// A refund is made at the provider.
    fn refund_begins(&mut self, payment: usize, named: NamedRefund, amount: i64, stage: RefundStage) {
        self.refunds.push(There { payment, named, amount, stage: RefundStage::Failed });
        self.refund_is(self.refunds.len() - 1, stage);
    }

    async fn known(&self, at: usize) -> Payment {
        self.ctx.store.payment(&self.payee, &self.payments[at].id).await.expect("a read").expect("it is there")
    }

    async fn tell(&self, at: usize, renamed: bool) {
        let mut event = self.told[at].1.clone();
        // A provider that is asked may call a fact by another name. A decision against the payee has one name everywhere.
        if renamed && event.kind != EventKind::DisputeLost {
            event.event_id.push_str(":asked");
            apply_answer(&self.ctx, &self.method, event).await.expect("no error");
        } else {
            apply_event(&self.ctx, &self.method, event).await.expect("no error");
        }
    }

    async fn take(&mut self, step: &Step) {
        match step.clone() {
            Step::OnItsWay(p) if self.truths[p].received == 0 => self.happened(p, EventKind::Processing, 2500),
            Step::Fails(p) if self.truths[p].received == 0 => {
                self.truths[p].failed = true;
                self.happened(p, EventKind::Failed, 2500);
            }
            Step::Pays(p, amount) if self.truths[p].received == 0 => {
                self.truths[p].received = amount;
                self.happened(p, EventKind::Settled, amount);
            }
            Step::SentBackThere(p, amount) if self.truths[p].left() > 0 => {
                let named = NamedRefund { external_id: format!("there_{}", self.refunds.len()), our_id: None };
                let stage = if amount % 2 == 0 { RefundStage::Done } else { RefundStage::Pending };
                self.refund_begins(p, named, amount.min(self.truths[p].left()), stage);
            }
            Step::Turns(which, fails) if !self.refunds.is_empty() => {
                let which = which.index(self.refunds.len());
                match (self.refunds[which].stage, fails) {
                    (RefundStage::Pending, false) => self.refund_is(which, RefundStage::Done),
                    (RefundStage::Pending | RefundStage::Done, true) => self.refund_is(which, RefundStage::Failed),
                    _ => {}
                }
            }
            Step::SentBackHere(p, amount) if self.truths[p].left() > 0 => self.send_back(p, amount).await,
            Step::Disputed(p) if self.truths[p].received > 0 && !self.truths[p].disputed => {
                self.truths[p].disputed = true;
                self.happened(p, EventKind::DisputeOpened, self.truths[p].received);
            }
            Step::DisputeEnds(p, lost) if self.truths[p].disputed => {
                self.truths[p].disputed = false;
                match lost.map(|amount| amount.min(self.truths[p].left())).filter(|amount| *amount > 0) {
                    Some(amount) => {
                        self.truths[p].lost += amount;
                        self.happened(p, EventKind::DisputeLost, amount);
                    }
                    None => self.happened(p, EventKind::DisputeWon, self.truths[p].received),
                }
            }
            Step::Told(which, renamed) if !self.told.is_empty() => {
                self.tell(which.index(self.told.len()), renamed).await
            }
            Step::GivenUp(p) => {
                let id = self.payments[p].id.clone();
                let moved = self.ctx.store.write(move |mut tx| {
                    Box::pin(
                        async move { tx.move_payment(&id, PaymentState::Pending, PaymentState::Expired, now()).await },
                    )
                });
                moved.await.expect("no error");
            }
            Step::Cancelled => match cancel_request(&self.ctx, &self.payee, &self.code, None).await {
                Ok(_) | Err(Error::NotOpen(_) | Error::Conflict(_)) => {}
                Err(e) => panic!("{e}"),
            },
            Step::ByHand(amount) => {
                let amount = Some(Money::new(amount, Currency::EUR).to_decimal());
                let draft = ManualDraft { amount, ..ManualDraft::default() };
                let made = record_payment(&self.ctx, &self.payee, &self.code, draft, None).await.expect("recorded");
                self.by_hand.push((made.id, made.received.expect("it arrived"), 0));
            }
            Step::ByHandBack(amount) => {
                let Some((id, received, gone)) = self.by_hand.last_mut() else { return };
                let wish = RefundDraft {
                    amount: Some(Money::new(amount, Currency::EUR).to_decimal()),
                    ..RefundDraft::default()
                };
                match refund_payment(&self.ctx, &self.payee, id, wish, None).await {
                    Ok(_) => *gone += amount,
                    Err(Error::Invalid(_) | Error::Conflict(_)) => assert!(*gone + amount > *received),
                    Err(e) => panic!("{e}"),
                }
            }
            // It can't happen now.
            _ => {}
        }
    }

    /// A provider sends nothing back that isn't there; so only what is there is asked for.
    async fn send_back(&mut self, p: usize, amount: i64) {
        let amount = amount.min(self.truths[p].left());
        let known = self.known(p).await;
        let wish =
            RefundDraft { amount: Some(Money::new(amount, Currency::EUR).to_decimal()), ..RefundDraft::default() };
        let sent = refund_payment(&self.ctx, &self.payee, &known.id, wish, None).await;
        let fails = self.refunds.iter().any(|refund| refund.payment == p && refund.stage == RefundStage::Failed);
        if known.state.has_settled() && known.state != PaymentState::Disputed {
            match sent {
                Ok(sent) => {
                    let own = sent.latest.expect("it was asked for");
                    let named = NamedRefund { external_id: format!("demo_{own}"), our_id: Some(own) };
                    self.refund_begins(p, named, amount, RefundStage::Done);
                }
                // That something came back isn't known yet.
                Err(Error::Invalid(_) | Error::Conflict(_)) if fails => {}
                Err(e) => panic!("what is there can be sent back: {e}"),
            }
        } else {
            assert!(matches!(sent, Err(Error::Conflict(_))), "{sent:?}");
        }
    }

    /// The books agree with one another, and believe nothing that isn't so.
    async fn check(&mut self) -> Result<(), TestCaseError> {
        let lines = self.ctx.store.ledger_after(&self.payee, 0).await.expect("a read");
        let sum = |id: &PaymentId, kind: MovementKind| -> (i64, usize) {
            let lines = lines.iter().filter(|l| l.movement.payment_id == *id && l.movement.kind == kind);
            let gross: Vec<_> = lines.map(|l| l.movement.gross).collect();
            (gross.iter().sum(), gross.len())
        };
        let filter = PaymentFilter { request: Some(self.code.clone()), ..PaymentFilter::default() };
        let all = self.ctx.store.payments(&self.payee, &filter, 100).await.expect("payments");
        let (mut total, mut count) = (0, 0);
        for payment in &all {
            let received = payment.received.unwrap_or_default();
            let (arrived, times) = sum(&payment.id, MovementKind::Settlement);
            let (back, _) = sum(&payment.id, MovementKind::Refund);
            let (undone, _) = sum(&payment.id, MovementKind::Correction);
            prop_assert_eq!((arrived, times), (received, usize::from(payment.state.has_settled())));
            prop_assert_eq!(-back - undone, payment.refunded);
            prop_assert!(undone >= 0);
            prop_assert!((0..=received).contains(&payment.refunded));
            total += received - payment.refunded;
            count += i64::from(payment.state.has_settled());
        }
        let request = self.ctx.store.request(&self.payee, &self.code).await.expect("a read").expect("it is there");
        prop_assert_eq!((request.paid_total, request.paid_count), (total, count));
        for (at, truth) in self.truths.iter().enumerate() {
            let known = all.iter().find(|p| p.id == self.payments[at].id).expect("it is there");
            // What failed may not have been heard of.
            let most = truth.gone() + truth.undone;
            prop_assert!(known.refunded <= most, "{} of {most} went back", known.refunded);
            prop_assert!(known.received.is_none_or(|received| received == truth.received));
        }
        Ok(())
    }

    /// Everything has been told: it is known.
    async fn end(&mut self) -> Result<(), TestCaseError> {
        // The latest first, as far from the truth's own order as can be.
        for at in (0..self.told.len()).rev() {
            self.tell(at, false).await;
        }
        self.check().await?;
        for (at, truth) in self.truths.clone().into_iter().enumerate() {
            let known = self.known(at).await;
            if truth.received > 0 {
                prop_assert_eq!(known.state.as_str(), truth.state());
                prop_assert_eq!((known.received, known.refunded), (Some(truth.received), truth.gone()));
            } else {
                prop_assert_eq!(known.received, None);
                prop_assert!(!truth.failed || known.state == PaymentState::Failed, "{:?}", known.state);
            }
        }
        for (id, received, gone) in &self.by_hand {
            let known = self.ctx.store.payment(&self.payee, id).await.expect("a read").expect("it is there");
            prop_assert_eq!((known.received, known.refunded), (Some(*received), *gone));
        }
        Ok(())
    }
}

async fn the_books_say_what_happened(mut app: App) {
    app.kill();
    // The runner shrinks what fails, and so can't wait for a future: it gets a thread and a runtime of its own.
    let mut app = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ctx = runtime.block_on(context(&mut app));
        let config = Config { cases: CASES, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
            runtime.block_on(async {
                let mut world = World::new(&ctx).await;
                for step in &steps {
                    world.take(step).await;
                    world.check().await?;
                }
                world.end().await
            })
        });
        if let Err(failed) = told {
            panic!("{failed}");
        }
        runtime.block_on(async {
            let verdicts = audit(&ctx).await.expect("an audit");
            assert!(verdicts.iter().all(|verdict| verdict.holds()), "{verdicts:?}");
            assert!(verdicts.iter().any(|verdict| matches!(verdict.chain, Ok(2..))), "something was booked");
            ctx.store.close().await;
        });
        app
    })
    .join()
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    app.kill();
}

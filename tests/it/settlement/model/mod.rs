//! Settlement against a model: a world in which a payer pays, a provider and a payee send money back, banks dispute, and everything
//! that is told of it arrives late, twice, out of order, under other names. At every step the service believes nothing that isn't
//! so, and its books agree with one another; once everything has been told, it knows what is so.

mod books;
mod steps;
mod worlds;

use chit::actions::methods::manage::{MethodDraft, add_method};
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::payments::payer_input::PayerInput;
use chit::actions::payments::start::start_payment;
use chit::actions::refunds::send::{RefundDraft, refund_payment};
use chit::actions::requests::change::cancel_request;
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, apply_answer, apply_event, record_payment};
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::Timestamp;
use chit::domain::id::{PayeeId, PaymentId};
use chit::domain::language::Language;
use chit::domain::method::Method;
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::domain::payment::tip::TipChoice;
use chit::domain::payment::{Payment, PaymentState};
use chit::domain::request::Origin;
use chit::domain::request::code::RequestCode;
use chit::domain::request::terms::RequestDraft;
use chit::rails::{EventKind, NamedRefund, RailEvent};
use chit::store::PaymentFilter;
use libtest_mimic::Trial;

use self::steps::Step;
use crate::support::now;

pub fn tests() -> Vec<Trial> {
    [worlds::tests()].into_iter().flatten().collect()
}

/// The number of payers.
const PAYERS: usize = 2;

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
            MethodDraft { id: None, rail: "demo", label: None, settings: &serde_json::Map::new(), misread: &[] },
            None,
        )
        .await
        .expect("a method")
        .method;
        let draft = RequestDraft { amount: Some("25.00".into()), takes_tips: true, ..RequestDraft::default() };
        let terms = draft.check(Currency::EUR, Language::En, now()).expect("good terms");
        let request = create_request(ctx, &payee.id, &terms, Origin::Api, None).await.expect("made");
        for payer in 0..PAYERS {
            // Every other payer adds a tip of 2.50.
            let tip = if payer % 2 == 0 { TipChoice::None } else { TipChoice::Share(10) };
            start_payment(ctx, &request.code, &PayerInput { tip, ..PayerInput::default() }).await.expect("started");
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
}

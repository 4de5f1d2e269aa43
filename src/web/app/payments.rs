//! The payments on the payee's page of a request: what may be done about each beside the next step.

use chrono::NaiveDate;

use crate::actions::Context;
use crate::domain::id::PaymentId;
use crate::domain::ledger::{LedgerEntry, MovementKind};
use crate::domain::money::Money;
use crate::domain::payment::refund::Refund;
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use crate::domain::reference::carried::CarriedReference;
use crate::domain::request::PaymentRequest;
use crate::domain::request::order::in_words;
use crate::domain::zone::Zone;
use crate::locale::Words;
use crate::web::pay::payment::tip_sentence;

/// The length up to which lines that were picked are told, in characters.
const LONGEST_PICKED: usize = 300;

/// A payment as the forms of its payee name it.
pub struct PaymentView {
    pub id: String,
    /// The amount that arrived, or else the one that was asked, formatted.
    pub amount: String,
    /// The way of paying, and the time.
    pub about: String,
    /// The reference that the payer's bank or provider transmitted.
    pub reference: Option<String>,
    pub state: &'static str,
    /// Set for a transfer whose arrival the payee may confirm.
    pub can_confirm: bool,
    /// The question to answer before the payment can be confirmed.
    pub doubt: Option<DoubtView>,
    /// Set while the provider reports the payment as processing.
    pub can_set_aside: bool,
    /// Set while the payee may take back its word that the payment arrived.
    pub can_withdraw: bool,
    /// Set while something of it may go back.
    pub can_refund: bool,
    /// Refunds that the payee has to conclude, for want of a provider's answer.
    pub stuck: Vec<StuckView>,
}

impl PaymentView {
    /// Returns whether the payee has tried to confirm the transfer, and has to answer a question first.
    pub fn is_doubted(&self) -> bool {
        self.doubt.as_ref().is_some_and(|doubt| doubt.open)
    }
}

/// The question before confirming a transfer that exceeds the request, since the same money may be recorded already.
pub struct DoubtView {
    /// The sentence that names the booked amount.
    pub text: String,
    /// The mark of the booked sums, see [`PaymentRequest::totals_mark`].
    pub seen: i64,
    /// Set once the payee has tried to confirm the transfer.
    pub open: bool,
}

/// A refund of which the provider never told the outcome.
pub struct StuckView {
    pub id: String,
    /// The refund's amount, formatted.
    pub amount: String,
    /// The refund's state, as a sentence.
    pub text: String,
}

/// The rows about a request that its payments' views are made of.
pub(super) struct PaymentViewFacts<'f> {
    pub ctx: &'f Context,
    pub request: &'f PaymentRequest,
    pub zone: Zone,
    pub refunds: &'f [Refund],
    pub reversals: &'f [(PaymentId, Reversals)],
    /// The ledger's lines about the request.
    pub lines: &'f [LedgerEntry],
    /// The first open day of the books; `None` while nothing is closed.
    pub open_from: Option<NaiveDate>,
    /// The transfer about which the page asks, since the request is paid already.
    pub doubted: Option<&'f PaymentId>,
}

impl PaymentViewFacts<'_> {
    pub fn view(&self, payment: &Payment, t: &Words) -> PaymentView {
        let Self { ctx, request, zone, .. } = *self;
        let locale = t.locale();
        let can_confirm = ctx.rails.is_confirmed_by_payee(payment) && payment.state.may_settle();
        let day = payment.settled_on(zone).unwrap_or_else(|| zone.day_of(payment.created_at));
        let doubt = (can_confirm && !request.has_room_for(Money::new(payment.due(), payment.currency))).then(|| {
            let texts = Words::new(locale)
                .with("booked", locale.money(&request.paid_total()))
                .with("amount", locale.money(&payment.shown()));
            DoubtView {
                text: texts.say("request-as-well-help").into_owned(),
                seen: request.totals_mark(),
                open: self.doubted == Some(&payment.id),
            }
        });
        let about = [
            Some(rail_name(ctx, payment, t)),
            Some(locale.day(day)),
            tip_sentence(payment.tip_shown(), locale),
            picked_words(payment),
        ];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let stuck = self.refunds.iter().filter(|refund| refund.payment_id == payment.id && refund.is_stuck());
        PaymentView {
            id: payment.id.to_string(),
            amount: locale.money(&payment.shown()),
            about,
            reference: reference(payment),
            state: payment.state.as_str(),
            can_confirm,
            doubt,
            can_set_aside: payment.state == PaymentState::Processing,
            can_withdraw: self.can_withdraw(payment),
            can_refund: payment.state != PaymentState::Disputed && left(payment, self.reversals) > 0,
            stuck: stuck.map(|refund| stuck_view(refund, t)).collect(),
        }
    }

    /// Returns whether the payee's word is all that proves the payment, nothing went back of it, and its day is open. The action checks the
    /// same.
    fn can_withdraw(&self, payment: &Payment) -> bool {
        let line = || {
            let mut of_it = self.lines.iter().filter(|line| line.movement.payment_id == payment.id);
            of_it.find(|line| line.movement.kind == MovementKind::Settlement)
        };
        payment.state == PaymentState::Settled
            && payment.evidence == Some(Evidence::Manual)
            && payment.refunded == 0
            && line().is_some_and(|line| {
                let day = line.day.accounting_date;
                line.day.belongs_to.is_none() && self.open_from.is_none_or(|first| first <= day)
            })
    }
}

fn stuck_view(refund: &Refund, t: &Words) -> StuckView {
    let locale = t.locale();
    let amount = locale.money(&refund.money());
    let text = Words::new(locale).with("amount", &*amount).say("request-refund-stuck").into_owned();
    StuckView { id: refund.id.to_string(), amount, text }
}

/// The payer's picks in one line: "2 × rye, 1 × cake". `None` where there was no choice.
pub(super) fn picked_words(payment: &Payment) -> Option<String> {
    let words = in_words(&payment.picked.lines, LONGEST_PICKED);
    (!words.is_empty()).then_some(words)
}

/// The name of a payment's way of paying, in the reader's language.
pub(super) fn rail_name(ctx: &Context, payment: &Payment, t: &Words) -> String {
    way_name(ctx, &payment.rail, t)
}

/// The name of a way of paying, which is a rail or [`MANUAL`], in the reader's language.
pub(super) fn way_name(ctx: &Context, rail: &str, t: &Words) -> String {
    match ctx.rails.kind(rail) {
        _ if rail == MANUAL => t.say("request-by-you").into_owned(),
        Some(kind) => t.say(kind.payer.name).into_owned(),
        None => rail.to_owned(),
    }
}

/// The refundable amount of a payment, in minor units.
pub(super) fn left(payment: &Payment, reversals: &[(PaymentId, Reversals)]) -> i64 {
    let reversals = reversals.iter().find(|(id, _)| *id == payment.id).map(|(_, reversals)| reversals);
    payment.received.zip(reversals).map_or(0, |(received, reversals)| reversals.left(received))
}

/// The reference that the payer's bank or provider transmits, printed.
pub(super) fn reference(payment: &Payment) -> Option<String> {
    payment.provider_ref.as_deref().and_then(CarriedReference::parse).map(|text| text.printed())
}

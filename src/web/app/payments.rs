//! The payments on a request's page, to its payee: how each stands, what went back, and what can be done about it.

use crate::actions::Context;
use crate::actions::refunds::send::is_sent_by_rail;
use crate::domain::id::PaymentId;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Difference, MANUAL, Payment, PaymentState};
use crate::domain::reference::carried::CarriedReference;
use crate::domain::zone::Zone;
use crate::web::pay::payment::difference;
use crate::web::view::{FieldErrorView, day, moment};

/// One payment.
pub struct PaymentView {
    pub id: String,
    pub amount: String,
    pub rail: String,
    /// No money moved.
    pub test: bool,
    pub state: &'static str,
    pub when: String,
    /// What the payer's bank or provider says beside the amount.
    pub reference: Option<String>,
    pub difference: Option<String>,
    pub fee: Option<String>,
    pub refunded: Option<String>,
    pub refunds: Vec<RefundView>,
    pub disputed: bool,
    pub can_confirm: bool,
    /// What is asked before it is confirmed.
    pub doubt: Option<DoubtView>,
    /// On its way by its provider's word: the payee may give it up.
    pub can_set_aside: bool,
    /// When the payee did.
    pub set_aside: Option<String>,
    pub refund: Option<RefundForm>,
    pub note: Option<String>,
    pub payer_note: Option<String>,
}

/// A question before a transfer is confirmed for which the request has no room: it may have been booked by another way already.
pub struct DoubtView {
    /// What is booked, for people.
    pub booked: String,
    /// The same in minor units.
    pub seen: i64,
    /// Whether somebody has tried to confirm it.
    pub open: bool,
}

/// A refund that the payee asked for.
pub struct RefundView {
    pub id: String,
    /// How much, for people.
    pub amount: String,
    /// How it stands, as a sentence.
    pub text: String,
    /// Only the payee can find out what came of it.
    pub stuck: bool,
}

/// The form that sends money back.
pub struct RefundForm {
    /// What is left, or what was typed.
    pub amount: String,
    /// What was left when the page was made, in minor units.
    pub seen: i64,
    /// What is left, for people.
    pub left: String,
    /// What came too much, if that is what is filled in.
    pub too_much: Option<String>,
    /// Whether the provider sends it; otherwise the payee does, and it is written down.
    pub by_rail: bool,
    pub errors: Vec<FieldErrorView>,
}

/// A refund's form that was refused.
pub struct Retyped {
    pub payment: PaymentId,
    pub amount: String,
    pub errors: Vec<(&'static str, String)>,
}

impl PaymentView {
    /// Whether a payer said it sent the money, and nothing speaks against it.
    pub fn is_claimed(&self) -> bool {
        self.can_confirm && self.doubt.is_none() && self.state == PaymentState::Claimed.as_str()
    }

    pub(super) fn of(
        (ctx, zone): (&Context, Zone),
        payment: &Payment,
        refunds: &[Refund],
        reversals: &[(PaymentId, Reversals)],
        excess: Option<i64>,
        retyped: Option<&Retyped>,
    ) -> Self {
        let kind = ctx.rails.kind(&payment.rail);
        let rail = match kind {
            _ if payment.rail == MANUAL => "Recorded by you",
            Some(kind) => kind.label,
            None => payment.rail.as_str(),
        };
        let money = |minor| Money::new(minor, payment.currency);
        let left = left(payment, reversals);
        let disputed = payment.state == PaymentState::Disputed;
        let by_rail = is_sent_by_rail(ctx, payment);
        let over = match payment.difference() {
            Difference::Over(over) if payment.refunded == 0 => Some(over.minor()),
            _ => None,
        };
        // What is too much is what most likely goes back.
        let too_much = excess.or(over).filter(|more| *more < left);
        let difference = difference(payment.difference(), Language::En.into());
        Self {
            id: payment.id.to_string(),
            amount: payment.shown().human(),
            rail: rail.to_owned(),
            test: payment.test,
            state: payment.state.as_str(),
            when: payment
                .booking_date
                .map_or_else(|| moment(payment.settled_at.unwrap_or(payment.created_at), zone), day),
            reference: payment.provider_ref.as_deref().and_then(CarriedReference::parse).map(|text| text.printed()),
            difference: difference.map(|text| match over {
                Some(_) => format!("{text} Send the difference back below, or keep it."),
                None => text,
            }),
            fee: match payment.fee {
                Some(0) => None,
                Some(fee) => {
                    let net = payment.received.unwrap_or_default() - fee;
                    Some(format!("{} fee, {} net", money(fee), money(net)))
                }
                None => Some("The provider doesn’t tell its fee".to_owned()),
            },
            refunded: (payment.refunded > 0).then(|| payment.refunded().human()),
            refunds: refunds
                .iter()
                .filter(|refund| refund.payment_id == payment.id)
                .map(|r| RefundView::of(r, zone))
                .collect(),
            disputed,
            doubt: None,
            can_set_aside: payment.state == PaymentState::Processing,
            set_aside: payment.set_aside_at.filter(|_| payment.received.is_none()).map(|at| moment(at, zone)),
            can_confirm: kind.is_some_and(|k| k.by_hand) && payment.state.may_settle(),
            refund: (left > 0 && !disputed).then(|| {
                let retyped = retyped.filter(|retyped| retyped.payment == payment.id);
                RefundForm {
                    amount: retyped
                        .map_or_else(|| money(too_much.unwrap_or(left)).to_decimal(), |retyped| retyped.amount.clone()),
                    too_much: too_much.filter(|_| retyped.is_none()).map(|more| money(more).human()),
                    seen: left,
                    left: money(left).human(),
                    by_rail,
                    errors: retyped.map(|retyped| retyped.errors.iter().map(field).collect()).unwrap_or_default(),
                }
            }),
            note: payment.note.as_ref().map(ToString::to_string),
            payer_note: payment.payer_note.as_ref().map(ToString::to_string),
        }
    }
}

/// What of a payment may still be sent back.
fn left(payment: &Payment, reversals: &[(PaymentId, Reversals)]) -> i64 {
    let reversals = reversals.iter().find(|(id, _)| *id == payment.id).map(|(_, reversals)| reversals);
    payment.received.zip(reversals).map_or(0, |(received, reversals)| reversals.left(received))
}

/// Which payment is the one to send back what a request was paid too much: the last that arrived and has something left.
pub(super) fn last_arrived<'p>(payments: &'p [Payment], reversals: &[(PaymentId, Reversals)]) -> Option<&'p PaymentId> {
    let can = payments.iter().filter(|payment| payment.state != PaymentState::Disputed && left(payment, reversals) > 0);
    can.max_by_key(|payment| (payment.settled_at, payment.created_at)).map(|payment| &payment.id)
}

fn field((field, detail): &(&'static str, String)) -> FieldErrorView {
    FieldErrorView { field: (*field).into(), detail: detail.clone() }
}

impl RefundView {
    fn of(refund: &Refund, zone: Zone) -> Self {
        let (id, amount, text) = (refund.id.to_string(), refund.money().human(), said(refund, zone));
        Self { id, amount, text, stuck: refund.is_stuck() }
    }
}

/// How a refund stands, as a sentence.
fn said(refund: &Refund, zone: Zone) -> String {
    let (money, when) = (refund.money(), moment(refund.ended_at.unwrap_or(refund.created_at), zone));
    match (refund.state, refund.way) {
        (RefundState::Done, RefundWay::Rail) => format!("{money} sent back by the provider, {when}."),
        (RefundState::Done, RefundWay::Elsewhere) => {
            format!("{money} sent back from the provider’s own pages, {when}.")
        }
        (RefundState::Done, RefundWay::Hand) => format!("{money} sent back by you, {when}."),
        (RefundState::Sent, _) if refund.is_stuck() => format!(
            "Whether {money} went back isn’t known: the provider accepted it, and has not finished it for a month. The amount stays \
            reserved until you say what you find there."
        ),
        (RefundState::Sent, _) => format!(
            "{money} is being sent back: the provider has accepted it and not finished it yet. The amount is reserved, and booked when it \
            has gone."
        ),
        (RefundState::Asked, _) if refund.is_stuck() => format!(
            "Whether {money} went back isn’t known: the provider has not answered for a day. The amount stays reserved until you \
            say what you find there."
        ),
        (RefundState::Asked, _) => {
            format!("{money} is being sent back: the provider has not confirmed it yet. It is asked again by itself.")
        }
        (RefundState::Failed, _) if refund.movement_id.is_some() => format!(
            "{money} was sent back and came back to you: the refund failed, {when}. Your books are corrected. Send it again, or by other means."
        ),
        (RefundState::Failed, _) => format!("{money} was not sent back, {when}. Send it again, or by other means."),
    }
}

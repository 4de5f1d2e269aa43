//! The payments on a request's page, to its payee: how each stands, what went back, and what can be done about it.

use super::payment::difference;
use super::view::{FieldErrorView, moment};
use crate::actions::Context;
use crate::domain::aftermath::Aftermath;
use crate::domain::currency::Currency;
use crate::domain::id::PaymentId;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::{Difference, Evidence, MANUAL, Payment, PaymentState};
use crate::domain::refund::{Refund, RefundState, RefundWay};
use crate::store::RailEventRow;

/// One payment.
pub struct PaymentView {
    pub id: String,
    pub amount: String,
    pub rail: String,
    /// No money moved.
    pub test: bool,
    pub state: &'static str,
    pub when: String,
    pub difference: Option<String>,
    pub fee: Option<String>,
    pub refunded: Option<String>,
    pub refunds: Vec<RefundView>,
    pub disputed: bool,
    pub can_confirm: bool,
    pub refund: Option<RefundForm>,
    pub note: Option<String>,
    pub payer_note: Option<String>,
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

/// One line of what providers said.
pub struct EventView {
    pub when: String,
    pub text: String,
}

impl PaymentView {
    pub(super) fn of(
        ctx: &Context,
        payment: &Payment,
        refunds: &[Refund],
        aftermaths: &[(PaymentId, Aftermath)],
        retyped: Option<&Retyped>,
    ) -> Self {
        let kind = ctx.rails.kind(&payment.rail);
        let rail = match kind {
            _ if payment.rail == MANUAL => "Recorded by you",
            Some(kind) => kind.label,
            None => payment.rail.as_str(),
        };
        let money = |minor| Money::new(minor, payment.currency);
        let net = payment.received.unwrap_or_default() - payment.fee;
        let aftermath = aftermaths.iter().find(|(id, _)| *id == payment.id).map(|(_, aftermath)| aftermath);
        let left = payment.received.zip(aftermath).map_or(0, |(received, aftermath)| aftermath.left(received));
        let disputed = payment.state == PaymentState::Disputed;
        let by_rail = payment.evidence != Some(Evidence::Manual) && payment.external_id.is_some();
        let over = matches!(payment.difference(), Difference::Over(_)) && payment.refunded == 0;
        let difference = difference(payment.difference(), Language::En.into());
        Self {
            id: payment.id.to_string(),
            amount: payment.shown().human(),
            rail: rail.to_owned(),
            test: payment.test,
            state: payment.state.as_str(),
            when: moment(payment.settled_at.unwrap_or(payment.created_at)),
            difference: difference.map(|text| if over { format!("{text}. Refund it or leave it.") } else { text }),
            fee: (payment.fee > 0).then(|| format!("{} fee, {} net", money(payment.fee), money(net))),
            refunded: (payment.refunded > 0).then(|| payment.refunded().human()),
            refunds: refunds.iter().filter(|refund| refund.payment_id == payment.id).map(RefundView::of).collect(),
            disputed,
            can_confirm: kind.is_some_and(|k| k.by_hand) && payment.state.may_settle(),
            refund: (left > 0 && !disputed).then(|| {
                let retyped = retyped.filter(|retyped| retyped.payment == payment.id);
                RefundForm {
                    amount: retyped.map_or_else(|| money(left).to_decimal(), |retyped| retyped.amount.clone()),
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

fn field((field, detail): &(&'static str, String)) -> FieldErrorView {
    FieldErrorView { field: (*field).into(), detail: detail.clone() }
}

impl RefundView {
    fn of(refund: &Refund) -> Self {
        Self { id: refund.id.to_string(), amount: refund.money().human(), text: said(refund), stuck: refund.is_stuck() }
    }
}

/// How a refund stands, as a sentence.
fn said(refund: &Refund) -> String {
    let (money, when) = (refund.money(), moment(refund.ended_at.unwrap_or(refund.created_at)));
    match (refund.state, refund.way) {
        (RefundState::Done, RefundWay::Rail) => format!("{money} sent back by the provider, {when}."),
        (RefundState::Done, RefundWay::Hand) => format!("{money} sent back by you, {when}."),
        (RefundState::Asked, _) if refund.is_stuck() => format!(
            "Whether {money} went back isn’t known: the provider has not answered for a day. The amount stays reserved until you \
            say what you find there."
        ),
        (RefundState::Asked, _) => {
            format!("{money} is being sent back: the provider has not confirmed it yet. It is asked again by itself.")
        }
        (RefundState::Failed, _) => format!("{money} was not sent back, {when}. Send it again, or by other means."),
    }
}

/// What a provider said, where the payee should know more of it than the payment's state.
pub(super) fn event_view(event: &RailEventRow, payments: &[Payment]) -> Option<EventView> {
    let money = event.amount.zip(event.currency.as_deref().and_then(|c| Currency::parse(c).ok()));
    let money = money.map(|(minor, currency)| Money::new(minor, currency).human()).unwrap_or_default();
    let text = match (event.outcome.as_str(), event.kind.as_str()) {
        ("applied_late", _) => format!(
            "{money} arrived although this was no longer open: its time was over. It is counted. Refund it or leave it."
        ),
        ("applied_cancelled", _) => format!(
            "{money} arrived although this was no longer open: you had cancelled it. It is counted. Refund it or leave it."
        ),
        ("applied_twice", _) => format!(
            "{money} arrived although this was no longer open: it was paid before. It is counted. Refund it, or the other \
            payment, or leave it."
        ),
        ("early", _) => format!(
            "The provider reported {} {money} before any money arrived. It is booked as soon as the money does.",
            word(&event.kind)
        ),
        ("over_refunded", _) => format!(
            "The provider reported {} {money}. With what went back before, that is more than arrived. All of it is booked \
            as sent back, and nothing beyond: look there.",
            word(&event.kind)
        ),
        ("wrong_currency", _) => format!(
            "The provider reported {money}, which is not the currency that was asked for. It is not counted: look there."
        ),
        ("wrong_amount", _) => {
            "The provider reported a payment without an amount. It is not counted: look there.".to_owned()
        }
        // Who is asked says again what arrived.
        ("unchanged", "settled") if arrived(event, payments) => return None,
        ("unchanged", kind) => format!("The provider reported again: {} {money}. Nothing changed.", word(kind)),
        ("applied", "refunded") => format!("The provider reported that {money} has gone back in all."),
        ("applied", "dispute_opened") => format!(
            "The payer’s bank disputed {money}. Answer at the provider before its deadline. Nothing is booked until it is decided."
        ),
        ("applied", "dispute_won") => "The dispute was decided for you: the money stays.".to_owned(),
        ("applied", "dispute_lost") => format!("The dispute was decided for the payer: {money} went back."),
        _ => return None,
    };
    Some(EventView { when: moment(event.received_at), text })
}

/// Whether an event says of a settled payment what is known of it.
fn arrived(event: &RailEventRow, payments: &[Payment]) -> bool {
    let payment = payments.iter().find(|payment| event.payment_id.as_ref() == Some(&payment.id));
    payment.is_some_and(|payment| payment.received.is_some() && payment.received == event.amount)
}

/// An event's kind, for people.
fn word(kind: &str) -> &str {
    match kind {
        "refunded" => "refunds of",
        "dispute_opened" => "a dispute of",
        "dispute_won" => "a dispute decided for you, of",
        "dispute_lost" => "a lost dispute of",
        other => other,
    }
}

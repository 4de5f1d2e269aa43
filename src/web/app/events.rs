//! Providers' reports that the payments' states don't cover, as sentences for the payee, with the amount and the options.

use super::step::{Shape, StepView};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::event::{EventKind, EventOutcome};
use crate::domain::payment::refund::RefundStage;
use crate::domain::payment::{Payment, PaymentState};
use crate::locale::{Locale, Words};
use crate::store::{RailEventRow, UnknownEvent};

/// A step for a provider's report. `None` where another step says the same. `way` is the provider's name.
pub(super) fn event_step(event: &RailEventRow, about: Option<&Payment>, way: &str, t: &Words) -> Option<StepView> {
    let locale = t.locale();
    let money = money(event.amount, event.currency, locale);
    let what = Words::new(locale).with("amount", &*money).say(phrase(event.kind)).into_owned();
    let texts = Words::new(locale).with("amount", &*money).with("way", way).with("what", what);
    let can = match about.map(|payment| payment.state) {
        Some(PaymentState::Refunded) => "request-late-gone",
        Some(PaymentState::Disputed) => "request-late-disputed",
        _ => "request-late-keep",
    };
    let (shape, key, more) = match event.outcome {
        EventOutcome::AppliedLate => (Shape::Waiting, "request-late-expired", Some(can)),
        EventOutcome::AppliedCancelled => (Shape::Waiting, "request-late-cancelled", Some(can)),
        EventOutcome::AppliedTwice => (Shape::Waiting, "request-late-twice", Some(can)),
        EventOutcome::Early => (Shape::Waiting, "request-early", None),
        EventOutcome::OverRefunded => (Shape::Failed, "request-over-refunded", None),
        EventOutcome::WrongCurrency if event.kind == EventKind::Settled => {
            (Shape::Failed, "request-wrong-currency", Some("request-wrong-currency-help"))
        }
        EventOutcome::WrongCurrency => (Shape::Failed, "request-wrong-currency", None),
        EventOutcome::WrongAmount => (Shape::Failed, "request-wrong-amount", None),
        EventOutcome::Unchanged if is_shown_already(event, about) => return None,
        EventOutcome::Unchanged => (Shape::Plain, "request-unchanged", None),
        EventOutcome::Applied => {
            let (shape, key) = applied(event.kind)?;
            (shape, key, None)
        }
        // Unknown payments have a list of their own; the other two outcomes don't outlast the transaction.
        EventOutcome::Received | EventOutcome::Repeated | EventOutcome::UnknownPayment => return None,
    };
    let text = texts.say(key).into_owned();
    let lines = more.map(|key| t.say(key).into_owned()).into_iter().collect();
    Some(StepView { lines, ..StepView::new(event.received_at, shape, text) })
}

/// Returns whether a repeated report is told already: a poll repeats the amount that is known to have arrived, and each refund has a step.
fn is_shown_already(event: &RailEventRow, about: Option<&Payment>) -> bool {
    match event.kind {
        EventKind::Settled => {
            about.is_some_and(|payment| payment.received.is_some() && payment.received == event.amount)
        }
        EventKind::Refund(_) => true,
        EventKind::Processing
        | EventKind::Failed
        | EventKind::Refunded
        | EventKind::DisputeOpened
        | EventKind::DisputeWon
        | EventKind::DisputeLost => false,
    }
}

/// The step of an event that changed its payment. `None` where the ledger or a refund has one.
fn applied(kind: EventKind) -> Option<(Shape, &'static str)> {
    Some(match kind {
        EventKind::Settled | EventKind::Refunded | EventKind::Refund(_) => return None,
        EventKind::Processing => (Shape::Waiting, "request-step-processing"),
        EventKind::Failed => (Shape::Failed, "request-step-failed"),
        EventKind::DisputeOpened => (Shape::Failed, "request-step-disputed"),
        EventKind::DisputeWon => (Shape::Paid, "request-step-won"),
        EventKind::DisputeLost => (Shape::Failed, "request-step-lost"),
    })
}

/// The key of a clause for the kind of an event, with the amount.
fn phrase(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Settled => "request-what-settled",
        EventKind::Processing => "request-what-processing",
        EventKind::Failed => "request-what-failed",
        EventKind::Refunded | EventKind::Refund(RefundStage::Pending | RefundStage::Done) => "request-what-refund",
        EventKind::Refund(RefundStage::Failed) => "request-what-refund-failed",
        EventKind::DisputeOpened => "request-what-dispute",
        EventKind::DisputeWon => "request-what-won",
        EventKind::DisputeLost => "request-what-lost",
    }
}

fn money(amount: Option<i64>, currency: Option<Currency>, locale: Locale) -> String {
    let money = amount.zip(currency).map(|(minor, currency)| Money::new(minor, currency));
    money.map(|money| locale.money(&money)).unwrap_or_default()
}

/// Describes a provider's report of a payment that isn't known here. `way` is the provider's name.
pub(super) fn unknown_report(event: &UnknownEvent, way: &str, t: &Words) -> String {
    let money = money(event.amount, event.currency, t.locale());
    let what = Words::new(t.locale()).with("amount", money).say(phrase(event.kind)).into_owned();
    Words::new(t.locale()).with("way", way).with("what", what).say("request-unknown").into_owned()
}

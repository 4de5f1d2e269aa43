//! Providers' reports that the payments' states don't cover, as sentences for the payee, with the amount and the options.

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::event::{EventKind, Outcome};
use crate::domain::payment::refund::RefundStage;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::zone::Zone;
use crate::store::RailEventRow;
use crate::web::view::moment;

/// A provider's report, as one line of the page.
pub struct EventView {
    pub when: String,
    pub text: String,
}

/// Describes a provider's report. `None` where another part of the page says the same.
pub(super) fn event_view(event: &RailEventRow, payments: &[Payment], zone: Zone) -> Option<EventView> {
    let money = money(event.amount, event.currency);
    let about = payments.iter().find(|payment| event.payment_id.as_ref() == Some(&payment.id));
    let can = match about.map(|payment| payment.state) {
        Some(PaymentState::Refunded) => "It has gone back since.",
        Some(PaymentState::Disputed) => "The outcome of the dispute decides who gets it.",
        _ => "Send it back by “Send money back”, or keep it.",
    };
    let kind = event.kind;
    let text = match event.outcome {
        Outcome::AppliedLate => {
            format!("{money} arrived although this was no longer open: its time was over. It is counted. {can}")
        }
        Outcome::AppliedCancelled => {
            format!("{money} arrived although this was no longer open: you had cancelled it. It is counted. {can}")
        }
        Outcome::AppliedTwice => {
            format!("{money} arrived although this was no longer open: it was paid before. It is counted. {can}")
        }
        Outcome::Early => format!(
            "The provider reported {} {money} before any money arrived. It is booked as soon as the money does.",
            phrase(kind)
        ),
        Outcome::OverRefunded => format!(
            "The provider reported {} {money}. With what went back before, that is more than arrived. All of it is booked \
            as sent back, and nothing beyond: look there.",
            phrase(kind)
        ),
        Outcome::WrongCurrency if kind == EventKind::Settled => format!(
            "The provider reported {money}, which is not the currency that was asked for. It is not counted: send it back there, or \
            write down what it is worth by “It was paid another way”."
        ),
        Outcome::WrongCurrency => format!(
            "The provider reported {money}, which is not the currency that was asked for. It is not counted: look there."
        ),
        Outcome::WrongAmount => {
            "The provider reported a payment without an amount. It is not counted: look there.".to_owned()
        }
        Outcome::Unchanged => {
            // A poll repeats the amount that is known to have arrived, and each refund has a line of its own.
            let shown_already = match kind {
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
            };
            if shown_already {
                return None;
            }
            format!("The provider reported again: {} {money}. Nothing changed.", phrase(kind))
        }
        Outcome::Applied => applied(kind, &money)?,
        // Unknown payments have a list of their own; the other two outcomes don't outlast the transaction.
        Outcome::Received | Outcome::Repeated | Outcome::UnknownPayment => return None,
    };
    Some(EventView { when: moment(event.received_at, zone), text })
}

/// Describes an event that changed its payment. `None` where the payment's state says the same.
fn applied(kind: EventKind, money: &str) -> Option<String> {
    Some(match kind {
        EventKind::Settled | EventKind::Processing | EventKind::Failed => return None,
        EventKind::Refunded => format!("The provider reported that {money} has gone back in all."),
        EventKind::Refund(RefundStage::Pending) => {
            format!("The provider reported a refund of {money}. It is not finished yet.")
        }
        EventKind::Refund(RefundStage::Done) => {
            format!("The provider reported that a refund of {money} went through.")
        }
        EventKind::Refund(RefundStage::Failed) => format!(
            "The provider reported that a refund of {money} failed: the payer doesn’t have it. What was booked of it is taken back by a \
            correction, and it can be sent again."
        ),
        EventKind::DisputeOpened => format!(
            "The payer’s bank disputed {money}. Answer at the provider before its deadline. Nothing is booked until it is decided."
        ),
        EventKind::DisputeWon => "The dispute was decided for you: you keep the money.".to_owned(),
        EventKind::DisputeLost => format!("The dispute was decided for the payer: {money} went back."),
    })
}

/// A phrase for the kind of an event, to be followed by the amount.
fn phrase(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Settled => "settled",
        EventKind::Processing => "processing",
        EventKind::Failed => "failed",
        EventKind::Refunded => "refunds of",
        EventKind::Refund(RefundStage::Pending | RefundStage::Done) => "a refund of",
        EventKind::Refund(RefundStage::Failed) => "a failed refund of",
        EventKind::DisputeOpened => "a dispute of",
        EventKind::DisputeWon => "a dispute decided for you, of",
        EventKind::DisputeLost => "a lost dispute of",
    }
}

fn money(amount: Option<i64>, currency: Option<Currency>) -> String {
    amount.zip(currency).map(|(minor, currency)| Money::new(minor, currency).human()).unwrap_or_default()
}

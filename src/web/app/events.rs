//! What providers said beside the payments' states, to the payee: in words, with the sum, and what can be done.

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::zone::Zone;
use crate::store::{RailEventRow, UnknownEvent};
use crate::web::view::moment;

/// One line of what providers said.
pub struct EventView {
    pub when: String,
    pub text: String,
}

/// What a provider said, where the payee should know more of it than the payment's state.
pub(super) fn event_view(event: &RailEventRow, payments: &[Payment], zone: Zone) -> Option<EventView> {
    let money = money(event.amount, event.currency.as_deref());
    let about = payments.iter().find(|payment| event.payment_id.as_ref() == Some(&payment.id));
    let can = match about.map(|payment| payment.state) {
        Some(PaymentState::Refunded) => "It has gone back since.",
        Some(PaymentState::Disputed) => "The outcome of the dispute decides who gets it.",
        _ => "Send it back by “Send money back”, or keep it.",
    };
    let text = match (event.outcome.as_str(), event.kind.as_str()) {
        ("applied_late", _) => {
            format!("{money} arrived although this was no longer open: its time was over. It is counted. {can}")
        }
        ("applied_cancelled", _) => {
            format!("{money} arrived although this was no longer open: you had cancelled it. It is counted. {can}")
        }
        ("applied_twice", _) => {
            format!("{money} arrived although this was no longer open: it was paid before. It is counted. {can}")
        }
        ("early", _) => format!(
            "The provider reported {} {money} before any money arrived. It is booked as soon as the money does.",
            word(&event.kind)
        ),
        ("over_refunded", _) => format!(
            "The provider reported {} {money}. With what went back before, that is more than arrived. All of it is booked \
            as sent back, and nothing beyond: look there.",
            word(&event.kind)
        ),
        ("wrong_currency", "settled") => format!(
            "The provider reported {money}, which is not the currency that was asked for. It is not counted: send it back there, or \
            write down what it is worth by “It was paid another way”."
        ),
        ("wrong_currency", _) => format!(
            "The provider reported {money}, which is not the currency that was asked for. It is not counted: look there."
        ),
        ("wrong_amount", _) => {
            "The provider reported a payment without an amount. It is not counted: look there.".to_owned()
        }
        // Who is asked says again what arrived.
        ("unchanged", "settled")
            if about.is_some_and(|payment| payment.received.is_some() && payment.received == event.amount) =>
        {
            return None;
        }
        // Each refund's own line says how it stands.
        ("unchanged", "refund_pending" | "refund_done" | "refund_failed") => return None,
        ("unchanged", kind) => format!("The provider reported again: {} {money}. Nothing changed.", word(kind)),
        ("applied", "refunded") => format!("The provider reported that {money} has gone back in all."),
        ("applied", "refund_pending") => format!("The provider reported a refund of {money}. It is not finished yet."),
        ("applied", "refund_done") => format!("The provider reported that a refund of {money} went through."),
        ("applied", "refund_failed") => format!(
            "The provider reported that a refund of {money} failed: the payer doesn’t have it. What was booked of it is taken back by a \
            correction, and it can be sent again."
        ),
        ("applied", "dispute_opened") => format!(
            "The payer’s bank disputed {money}. Answer at the provider before its deadline. Nothing is booked until it is decided."
        ),
        ("applied", "dispute_won") => "The dispute was decided for you: you keep the money.".to_owned(),
        ("applied", "dispute_lost") => format!("The dispute was decided for the payer: {money} went back."),
        _ => return None,
    };
    Some(EventView { when: moment(event.received_at, zone), text })
}

/// An event's kind, for people.
fn word(kind: &str) -> &str {
    match kind {
        "refunded" => "refunds of",
        "refund_pending" | "refund_done" => "a refund of",
        "refund_failed" => "a failed refund of",
        "dispute_opened" => "a dispute of",
        "dispute_won" => "a dispute decided for you, of",
        "dispute_lost" => "a lost dispute of",
        other => other,
    }
}

fn money(amount: Option<i64>, currency: Option<&str>) -> String {
    let money = amount.zip(currency.and_then(|code| Currency::parse(code).ok()));
    money.map(|(minor, currency)| Money::new(minor, currency).human()).unwrap_or_default()
}

/// What a provider said of a payment that isn't known here. `label` is the method's.
pub(super) fn unknown_view(event: &UnknownEvent, label: &str, zone: Zone) -> EventView {
    let money = money(event.amount, event.currency.as_deref());
    let what = match event.kind.as_str() {
        "settled" => "money that arrived:",
        "processing" => "money on its way:",
        "failed" => "a payment that failed:",
        other => word(other),
    };
    EventView {
        when: moment(event.received_at, zone),
        text: format!("{label} reported {what} {money}. No payment here goes by that name."),
    }
}

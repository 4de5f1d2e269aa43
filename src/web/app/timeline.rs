//! The timeline of a request: what happened, when, and how it is known. Nothing in it tells who opened the link.

use chrono::SecondsFormat;

use super::events::event_step;
use super::payments::{picked_words, rail_name, reference};
use super::step::{Shape, StepView};
use crate::actions::Context;
use crate::domain::clock::Timestamp;
use crate::domain::ledger::{LedgerEntry, MovementKind};
use crate::domain::money::Money;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::{Difference, Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::zone::Zone;
use crate::locale::Words;
use crate::store::RailEventRow;
use crate::web::pay::payment::{difference, tip_sentence};

/// The rows that a timeline is made of.
pub(super) struct Story<'s> {
    pub ctx: &'s Context,
    pub request: &'s PaymentRequest,
    pub payments: &'s [Payment],
    /// The ledger's lines about the request.
    pub lines: &'s [LedgerEntry],
    pub events: &'s [RailEventRow],
    pub refunds: &'s [Refund],
    pub zone: Zone,
    pub now: Timestamp,
}

impl Story<'_> {
    /// The steps, newest first.
    pub fn steps(&self, t: &Words) -> Vec<StepView> {
        let (locale, request) = (t.locale(), self.request);
        let plain = |at, key: &str| StepView::new(at, Shape::Plain, t.say(key).into_owned());
        // In the order in which they follow one another at the same moment.
        let made = if request.order.is_some() { "request-step-ordered" } else { "request-step-made" };
        let mut steps = vec![plain(request.created_at, made)];
        steps.extend(self.payments.iter().rev().flat_map(|payment| self.begun(payment, t)));
        steps.extend(self.events.iter().filter_map(|event| {
            let about = self.payments.iter().find(|payment| event.payment_id.as_ref() == Some(&payment.id));
            let way = about.map(|payment| rail_name(self.ctx, payment, t)).unwrap_or_default();
            event_step(event, about, &way, t)
        }));
        steps.extend(self.lines.iter().rev().map(|line| self.booked(line, t)));
        steps.extend(self.refunds.iter().filter_map(|refund| unfinished(refund, t)));
        steps.extend(request.cancelled_at.map(|at| plain(at, "request-step-cancelled")));
        if request.status(self.now) == Status::Expired {
            steps.extend(request.expires_at.map(|at| plain(at, "request-step-expired")));
        }
        steps.sort_by_key(|step| step.at);
        steps.reverse();
        for step in &mut steps {
            let at = step.at;
            step.when = [locale.brief(at, self.now, self.zone), locale.moment(at, self.zone), exact(at)];
        }
        steps
    }

    /// The steps of a payment before its money: begun and claimed by its payer, or set aside.
    fn begun(&self, payment: &Payment, t: &Words) -> Vec<StepView> {
        let texts = Words::new(t.locale())
            .with("amount", t.locale().money(&payment.requested()))
            .with("way", rail_name(self.ctx, payment, t));
        let say = |key: &str| texts.say(key).into_owned();
        let mut steps = Vec::new();
        if payment.rail != MANUAL {
            let key = match payment.state {
                PaymentState::Expired if payment.set_aside_at.is_none() => "request-step-begun-expired",
                _ => "request-step-begun",
            };
            let quote = payment.payer_note.as_ref().map(ToString::to_string);
            // A later step of the payment, if there is one, says it.
            let is_last = payment.claimed_at.is_none() && payment.received.is_none();
            let lines = reference(payment).filter(|_| is_last).map(|text| said_reference(t, &text));
            let lines = picked_words(payment).filter(|_| payment.received.is_none()).into_iter().chain(lines);
            let step = StepView::new(payment.created_at, Shape::Plain, say(key));
            steps.push(StepView { quote, lines: lines.collect(), ..step });
        }
        if let Some(at) = payment.claimed_at {
            let lines = reference(payment).map(|text| said_reference(t, &text)).into_iter().collect();
            steps.push(StepView { lines, ..StepView::new(at, Shape::Waiting, say("request-step-claimed")) });
        }
        if let Some(at) = payment.set_aside_at {
            let step = StepView::new(at, Shape::Plain, say("request-step-set-aside"));
            // Money that arrived after all is a step of its own.
            let lines = payment.received.is_none().then(|| t.say("request-set-aside-later").into_owned());
            steps.push(StepView { lines: lines.into_iter().collect(), ..step });
        }
        steps
    }

    /// The step of a line of the ledger.
    fn booked(&self, line: &LedgerEntry, t: &Words) -> StepView {
        let (movement, locale) = (&line.movement, t.locale());
        let payment = self.payments.iter().find(|payment| payment.id == movement.payment_id);
        let way = payment.map_or_else(|| movement.rail.clone(), |payment| rail_name(self.ctx, payment, t));
        let amount = Money::new(movement.gross.abs(), movement.currency);
        let texts = Words::new(locale).with("amount", locale.money(&amount)).with("way", way);
        let (shape, text) = match movement.kind {
            MovementKind::Settlement => (Shape::Paid, "request-step-settled"),
            MovementKind::Refund => (Shape::Plain, "request-step-refunded"),
            MovementKind::Correction if movement.gross > 0 => (Shape::Failed, "request-step-came-back"),
            MovementKind::Correction => (Shape::Failed, "request-step-corrected"),
        };
        let mut lines = vec![texts.say(self.evidence(line)).into_owned()];
        let tip = Some(movement.tip.abs()).filter(|tip| *tip > 0).map(|tip| Money::new(tip, movement.currency));
        lines.extend(tip_sentence(tip, locale));
        if let Some(day) = movement.booking_date {
            lines.push(Words::new(locale).with("day", locale.day(day)).say("request-booked-on").into_owned());
        }
        let mut step = StepView::new(movement.created_at, shape, texts.say(text).into_owned());
        if let Some(payment) = payment.filter(|_| movement.kind == MovementKind::Settlement) {
            lines.extend(picked_words(payment));
            lines.extend(self.facts(payment, movement.fee, t));
            step.note = payment.note.as_ref().map(ToString::to_string);
            if payment.rail == MANUAL {
                step.quote = payment.payer_note.as_ref().map(ToString::to_string);
            }
        }
        StepView { lines, ..step }
    }

    /// The key of the sentence that tells how a line is known.
    fn evidence(&self, line: &LedgerEntry) -> &'static str {
        let movement = &line.movement;
        let refund = self.refunds.iter().find(|refund| refund.movement_id.as_ref() == Some(&movement.id));
        match (movement.kind, movement.evidence) {
            (MovementKind::Settlement, Evidence::Webhook) => "request-by-webhook",
            (MovementKind::Settlement, Evidence::Poll) => "request-by-poll",
            (MovementKind::Settlement | MovementKind::Refund, Evidence::Statement) => "request-by-statement",
            (MovementKind::Settlement, Evidence::Manual) => "request-by-hand",
            (MovementKind::Refund, Evidence::Manual) => "request-back-by-hand",
            (MovementKind::Refund, Evidence::Webhook | Evidence::Poll) => match refund.map(|refund| refund.way) {
                Some(RefundWay::Rail) => "request-back-by-provider",
                Some(RefundWay::Elsewhere) => "request-back-elsewhere",
                Some(RefundWay::Hand) => "request-back-by-hand",
                None => "request-by-webhook",
            },
            (MovementKind::Correction, Evidence::Statement) => "request-corrected-statement",
            (MovementKind::Correction, Evidence::Manual) => "request-corrected-hand",
            (MovementKind::Correction, Evidence::Webhook | Evidence::Poll) => "request-corrected-refund",
        }
    }

    /// Sentences about money that arrived: the difference to what was asked, the fee, the reference.
    fn facts(&self, payment: &Payment, fee: Option<i64>, t: &Words) -> Vec<String> {
        let (locale, mut lines) = (t.locale(), Vec::new());
        let money = |minor| locale.money(&Money::new(minor, payment.currency));
        if payment.test {
            lines.push(t.say("test-only").into_owned());
        }
        // A payment below its amount isn't remarked on once others have covered the rest.
        let lacks = matches!(payment.difference(), Difference::Under(_));
        lines.extend(difference(payment.difference(), locale).filter(|_| !(lacks && self.request.is_covered())));
        match fee {
            Some(0) => {}
            Some(fee) => {
                let net = money(payment.received.unwrap_or_default() - fee);
                let texts = Words::new(locale).with("fee", money(fee)).with("net", net);
                lines.push(texts.say("request-fee").into_owned());
            }
            // A fee that isn't reported isn't zero: the net amount is unknown.
            None => lines.push(t.say("request-fee-unknown").into_owned()),
        }
        lines.extend(reference(payment).map(|text| said_reference(t, &text)));
        lines
    }
}

fn said_reference(t: &Words, text: &str) -> String {
    t.say_with("request-reference", "reference", text).into_owned()
}

/// A time as pages' markup has it: HTML takes no microseconds.
fn exact(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The step of a refund that isn't done. What was done has a line in the ledger, and so has what came back later.
fn unfinished(refund: &Refund, t: &Words) -> Option<StepView> {
    let (shape, key) = match refund.state {
        RefundState::Done => return None,
        RefundState::Failed if refund.movement_id.is_some() => return None,
        RefundState::Failed => (Shape::Failed, "request-refund-failed"),
        RefundState::Asked | RefundState::Sent if refund.is_stuck() => (Shape::Failed, "request-refund-stuck"),
        RefundState::Asked => (Shape::Waiting, "request-refund-asked"),
        RefundState::Sent => (Shape::Waiting, "request-refund-sent"),
    };
    let text = Words::new(t.locale()).with("amount", t.locale().money(&refund.money())).say(key).into_owned();
    Some(StepView::new(refund.ended_at.unwrap_or(refund.created_at), shape, text))
}

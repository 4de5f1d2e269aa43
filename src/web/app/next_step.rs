//! The step that the state of a request makes likely, and what a payee may do beside it.

use chrono::NaiveDate;

use super::payments::{left, rail_name, reference};
use crate::actions::Context;
use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Difference, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::zone::Zone;
use crate::locale::Words;

/// The next step of a request's page. Its main action is the page's one filled button.
#[derive(Debug, PartialEq, Eq)]
pub enum SellerStep {
    /// The link waits for its payer: share it.
    Share,
    /// Its day has passed: remind the payer. The text says when it was due.
    Remind(String),
    /// A part arrived: share the link for the rest, or close it. The text says how much arrived.
    ShareRest(String),
    /// The payer says that the money was sent: confirm it, or put it off.
    Confirm(ClaimedPayment),
    /// A provider has the payment under way: nothing to do but ask it.
    Wait {
        /// The payment's id.
        payment: String,
        /// The sentence about it.
        text: String,
        /// The name of the provider.
        way: String,
    },
    /// More arrived than was asked: keep it, or send it back.
    Keep {
        /// The payment that the excess is sent back from.
        payment: String,
        /// The sentence about it.
        text: String,
        /// The excess, formatted.
        excess: String,
        /// The mark of the sums that the excess is of, see [`PaymentRequest::totals_mark`].
        seen: i64,
    },
    /// It is paid: make another one like it.
    Another,
    /// A payment is disputed: answer at the provider.
    Answer {
        /// The sentence about it.
        text: String,
        /// The name of the provider.
        way: String,
        /// The provider's page of disputes, where it has one.
        place: Option<&'static str>,
    },
    /// It has ended without money: make it again.
    Again,
    /// Nothing: the operator has disabled the link.
    Nothing,
}

/// A claimed payment, with the facts to compare with an account.
#[derive(Debug, PartialEq, Eq)]
pub struct ClaimedPayment {
    /// The payment's id.
    pub payment: String,
    /// The amount, formatted.
    pub amount: String,
    /// The way in which it should arrive.
    pub way: String,
    /// The time of the claim, as a sentence.
    pub said: String,
    /// The reference that travels with the money.
    pub reference: Option<String>,
    /// Set while the question is put off, as a sentence.
    pub put_off: Option<String>,
}

/// The facts that the step is derived from.
pub(super) struct Situation<'s> {
    pub ctx: &'s Context,
    pub request: &'s PaymentRequest,
    pub payments: &'s [Payment],
    pub reversals: &'s [(PaymentId, Reversals)],
    pub zone: Zone,
    pub now: Timestamp,
}

impl Situation<'_> {
    /// The next step, in the reader's language.
    pub fn next_step(&self, t: &Words) -> SellerStep {
        let Self { request, payments, now, .. } = *self;
        let locale = t.locale();
        let with = |name, money: Money| Words::new(locale).with(name, locale.money(&money));
        let in_state = |state| payments.iter().find(|payment| payment.state == state);
        if let Some(payment) = in_state(PaymentState::Disputed) {
            return SellerStep::Answer {
                text: with("amount", payment.shown()).say("request-todo-dispute").into_owned(),
                way: rail_name(self.ctx, payment, t),
                place: dispute_page(&payment.rail, payment.test),
            };
        }
        if let Some(payment) = self.claimed() {
            return SellerStep::Confirm(self.claim(payment, t));
        }
        if let Some((payment, more)) = self.too_much() {
            return SellerStep::Keep {
                payment: payment.id.to_string(),
                text: with("amount", more).say("request-todo-over").into_owned(),
                excess: locale.money(&more),
                seen: request.totals_mark(),
            };
        }
        if let Some(payment) = in_state(PaymentState::Processing) {
            let way = rail_name(self.ctx, payment, t);
            let text = with("amount", payment.shown()).with("way", &*way).say("request-todo-processing").into_owned();
            return SellerStep::Wait { payment: payment.id.to_string(), text, way };
        }
        match request.status(now) {
            Status::Paid => SellerStep::Another,
            Status::Cancelled | Status::Expired => SellerStep::Again,
            Status::Open if request.disabled_at.is_some() => SellerStep::Nothing,
            Status::Open => self.share(t),
        }
    }

    /// The step of a link that waits for its payer.
    fn share(&self, t: &Words) -> SellerStep {
        let (request, locale) = (self.request, t.locale());
        if let Some(asked) = request.asked.fixed().filter(|_| request.is_short()) {
            let texts = Words::new(locale)
                .with("paid", locale.money(&request.paid_total()))
                .with("asked", locale.money(&asked));
            return SellerStep::ShareRest(texts.say("request-todo-part").into_owned());
        }
        match self.overdue() {
            Some(day) => SellerStep::Remind(
                Words::new(locale).with("day", locale.day(day)).say("request-todo-overdue").into_owned(),
            ),
            None => SellerStep::Share,
        }
    }

    /// The day on which the request was due, if it has passed in the payee's zone.
    fn overdue(&self) -> Option<NaiveDate> {
        self.request.due_on.filter(|day| *day < self.zone.day_of(self.now))
    }

    /// The oldest claim that isn't put off, or else the oldest, which the request has room for.
    fn claimed(&self) -> Option<&Payment> {
        let claims = self.payments.iter().filter(|payment| {
            payment.state == PaymentState::Claimed
                && self.ctx.rails.is_confirmed_by_payee(payment)
                && self.request.has_room_for(Money::new(payment.due(), payment.currency))
        });
        claims.min_by_key(|payment| (self.is_put_off(payment), payment.created_at))
    }

    fn is_put_off(&self, payment: &Payment) -> bool {
        payment.put_off_until.is_some_and(|until| self.now < until)
    }

    fn claim(&self, payment: &Payment, t: &Words) -> ClaimedPayment {
        let (locale, zone) = (t.locale(), self.zone);
        let at = payment.claimed_at.unwrap_or(payment.created_at);
        let said = Words::new(locale).with("when", locale.moment(at, zone));
        let until = payment.put_off_until.filter(|until| self.now < *until);
        ClaimedPayment {
            payment: payment.id.to_string(),
            amount: locale.money(&payment.shown()),
            way: rail_name(self.ctx, payment, t),
            said: said.say("request-claimed-when").into_owned(),
            reference: reference(payment),
            put_off: until.map(|until| {
                let day = locale.day(zone.day_of(until));
                Words::new(locale).with("day", day).say("request-put-off").into_owned()
            }),
        }
    }

    /// The payment that an excess is sent back from, with the excess; `None` once the payee keeps it. Several payments together exceed a
    /// request that is paid once; otherwise one exceeds what was asked of it.
    fn too_much(&self) -> Option<(&Payment, Money)> {
        let last = self.request.excess();
        let last = last.and_then(|more| Some((last_arrived(self.payments, self.reversals, more)?, more)));
        // What arrived after the payee decided makes another difference.
        let since = self.payments.iter().filter_map(|payment| payment.settled_at).max();
        let last = last.filter(|(payment, _)| payment.kept_at.is_none() || payment.kept_at < since);
        let over = self.payments.iter().find_map(|payment| match payment.difference() {
            // After a refund the excess may be back already.
            Difference::Over(more) if payment.refunded == 0 && self.request.max_payments != Some(1) => {
                Some((payment, more)).filter(|(payment, _)| payment.kept_at.is_none())
            }
            _ => None,
        });
        last.or(over).filter(|(payment, more)| {
            payment.state != PaymentState::Disputed && left(payment, self.reversals) >= more.minor()
        })
    }
}

/// The payment that a request's excess is refunded from: the last that arrived in its currency and has a refundable amount.
pub(super) fn last_arrived<'p>(
    payments: &'p [Payment],
    reversals: &[(PaymentId, Reversals)],
    excess: Money,
) -> Option<&'p Payment> {
    let can = payments.iter().filter(|payment| {
        payment.currency == excess.currency() && payment.state != PaymentState::Disputed && left(payment, reversals) > 0
    });
    can.max_by_key(|payment| (payment.settled_at, payment.created_at))
}

/// The page on which a provider takes answers to disputes.
fn dispute_page(rail: &str, test: bool) -> Option<&'static str> {
    match (rail, test) {
        ("stripe", false) => Some("https://dashboard.stripe.com/disputes"),
        ("stripe", true) => Some("https://dashboard.stripe.com/test/disputes"),
        ("paypal", false) => Some("https://www.paypal.com/resolutioncenter"),
        ("paypal", true) => Some("https://www.sandbox.paypal.com/resolutioncenter"),
        _ => None,
    }
}

impl SellerStep {
    /// The state that the request's mark tells: what waits for the payee or a provider, else the request's own.
    pub fn mark(&self, status: &'static str) -> &'static str {
        match (self, status) {
            (Self::Confirm(_), "open") => "claimed",
            (Self::Wait { .. }, "open") => "processing",
            (Self::Answer { .. }, _) => "disputed",
            _ => status,
        }
    }

    /// A word that differs whenever the buttons differ, so that the page's script knows whether they still fit.
    pub fn word(&self) -> String {
        match self {
            Self::Share => "share".into(),
            Self::Remind(_) => "remind".into(),
            Self::ShareRest(text) => format!("rest {text}"),
            Self::Confirm(claim) => format!("confirm {} {}", claim.payment, claim.put_off.is_some()),
            Self::Wait { payment, .. } => format!("wait {payment}"),
            Self::Keep { payment, excess, .. } => format!("keep {payment} {excess}"),
            Self::Another => "another".into(),
            Self::Answer { .. } => "answer".into(),
            Self::Again => "again".into(),
            Self::Nothing => "nothing".into(),
        }
    }
}

//! Stripe's word as facts: told by a webhook, or asked for.

use chrono::{DateTime, TimeDelta};
use serde::de::DeserializeOwned;

use super::objects::{
    Dispute, PaymentStatus, Session, SessionStatus, StripeCharge, StripeEvent, StripeEventHead, StripeRefund,
};
use super::{Stripe, amount, signature};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::rails::{EventKind, RailError, RailEvent, WebhookMessage};

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, RailError> {
    serde_json::from_slice(body).map_err(|_| RailError::Unreadable("Stripe’s event"))
}

fn at(seconds: i64) -> Result<Timestamp, RailError> {
    DateTime::from_timestamp(seconds, 0).ok_or(RailError::Unreadable("a time"))
}

pub(super) fn money(units: i64, currency: &str) -> Result<Money, RailError> {
    amount::money(units, currency).ok_or(RailError::Unreadable("an amount"))
}

impl Session {
    fn money(&self) -> Result<Money, RailError> {
        let (units, currency) =
            self.amount_total.zip(self.currency.as_deref()).ok_or(RailError::Unreadable("an amount"))?;
        money(units, currency)
    }

    fn charge(&self) -> Option<&StripeCharge> {
        self.payment_intent.as_ref()?.whole()?.latest_charge.as_ref()?.whole()
    }

    /// The fee that Stripe kept, where it kept it in the payment's own currency. In another, it can't be set against it.
    fn fee(&self) -> Option<i64> {
        let kept = self.charge().and_then(|c| c.balance_transaction.as_ref()?.whole());
        let kept = kept.and_then(|kept| amount::money(kept.fee, &kept.currency));
        let same = |fee: &Money| self.money().is_ok_and(|money| money.currency() == fee.currency());
        kept.filter(same).map(|fee| fee.minor())
    }

    pub(super) fn event(&self, event_id: String, kind: EventKind, money: Money, occurred_at: Timestamp) -> RailEvent {
        RailEvent { event_id, external_id: self.id.clone(), kind, money, fee: Some(0), occurred_at, refund: None }
    }
}

/// The name of an event that is asked for.
fn poll_name(session: &Session, what: &str) -> String {
    format!("poll:{}:{what}", session.id)
}

impl StripeCharge {
    /// When its money arrived, in seconds.
    fn arrived_at(&self) -> i64 {
        let arrived = self.balance_transaction.as_ref().and_then(|moved| moved.whole()?.created);
        arrived.unwrap_or(self.created)
    }
}

impl Dispute {
    /// The way it ended, if it has. A warning that came to nothing and a dispute that was prevented leave the money where it is; what
    /// was sent back to prevent one is a refund.
    fn outcome(&self) -> Option<EventKind> {
        match self.status.as_str() {
            "lost" => Some(EventKind::DisputeLost),
            "won" | "warning_closed" | "prevented" => Some(EventKind::DisputeWon),
            _ => None,
        }
    }

    /// Stripe's charges for a dispute that is lost, in minor units, where all are in the currency of what is disputed. Others can't be
    /// set against it.
    fn fee(&self, kind: EventKind) -> Option<i64> {
        if kind != EventKind::DisputeLost {
            return Some(0);
        }
        let disputed = amount::money(self.amount, &self.currency)?;
        if self.balance_transactions.is_empty() {
            return None;
        }
        let charges = self.balance_transactions.iter().map(|moved| amount::money(moved.fee, &moved.currency));
        let same = charges.map(|fee| fee.filter(|fee| fee.currency() == disputed.currency()));
        let sum = same.map(|fee| fee.map(|fee| fee.minor())).try_fold(0_i64, |sum, fee| sum.checked_add(fee?));
        sum.map(|sum| sum.max(0))
    }

    /// A name that is the same whether it is told or asked for.
    fn event_id(&self, kind: EventKind) -> String {
        format!("{}:{}", self.id, kind.as_str())
    }
}

impl Stripe {
    /// A webhook: the signature first, then the mode, then what it is about. The payee knows the secret that signs it, so the message
    /// only says what to ask for; every fact is taken from Stripe's answer. What is none of ours is taken and left at that.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        signature::verify(&self.webhook_secret, message.headers, message.body, message.now)?;
        let head: StripeEventHead = read(message.body)?;
        if head.livemode != self.api.is_live() {
            return Err(RailError::Unreadable("it is of the other mode"));
        }
        match head.kind.as_str() {
            "checkout.session.completed"
            | "checkout.session.async_payment_succeeded"
            | "checkout.session.async_payment_failed"
            | "checkout.session.expired" => {
                let told = read::<StripeEvent<Session>>(message.body)?.data.object;
                self.session_told(&head, told, message.now).await
            }
            "charge.refunded" => {
                let charge = read::<StripeEvent<StripeCharge>>(message.body)?.data.object;
                self.refunds_told(charge.payment_intent.as_deref(), at(head.created)?).await
            }
            "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => {
                let refund = read::<StripeEvent<StripeRefund>>(message.body)?.data.object;
                self.refunds_told(refund.payment_intent.as_deref(), at(head.created)?).await
            }
            "charge.dispute.created" | "charge.dispute.closed" => {
                let dispute = read::<StripeEvent<Dispute>>(message.body)?.data.object;
                self.dispute_told(&head, &dispute).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The session that an event names, as Stripe has it: what the event says of it has to be about a session of ours, and is not
    /// believed beyond that. A key that may not read payment intents can't tell a debit that failed from one that is under way, and the
    /// event's word alone would be the payee's: it stays under way until Stripe says more, or the payee sets it aside.
    async fn session_told(
        &self,
        head: &StripeEventHead,
        told: Session,
        now: Timestamp,
    ) -> Result<Vec<RailEvent>, RailError> {
        if told.livemode != head.livemode {
            return Err(RailError::Unreadable("it is of two modes"));
        }
        let Some(payment) = told.payment() else { return Ok(Vec::new()) };
        let Some(session) = self.api.session(&told.id).await?.filter(|known| known.payment() == Some(payment)) else {
            return Ok(Vec::new());
        };
        self.facts(&session, now).await
    }

    /// A dispute that an event names, as Stripe has it. Stripe doesn't say when one was closed, so that is the event's time.
    async fn dispute_told(&self, head: &StripeEventHead, told: &Dispute) -> Result<Vec<RailEvent>, RailError> {
        let Some(intent) = told.payment_intent.as_deref() else { return Ok(Vec::new()) };
        let Some(session) = self.api.session_of(intent).await?.and_then(Self::our_session) else {
            return Ok(Vec::new());
        };
        let disputes = self.api.disputes(intent).await?.ok_or_else(|| {
            RailError::Refused("Stripe does not let this key read disputes: a permission is missing.".into())
        })?;
        let Some(dispute) = disputes.into_iter().find(|known| known.id == told.id) else { return Ok(Vec::new()) };
        let (kind, occurred_at) = match (head.kind.as_str(), dispute.outcome()) {
            ("charge.dispute.closed", Some(outcome)) => (outcome, at(head.created)?),
            _ => (EventKind::DisputeOpened, at(dispute.created)?),
        };
        let disputed = money(dispute.amount, &dispute.currency)?;
        let fee = dispute.fee(kind);
        Ok(vec![RailEvent { fee, ..session.event(dispute.event_id(kind), kind, disputed, occurred_at) }])
    }

    /// A session's state.
    pub(super) async fn payment_events(&self, session: &str, now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        match self.api.session(session).await?.and_then(Self::our_session) {
            Some(session) => self.facts(&session, now).await,
            None => Ok(Vec::new()),
        }
    }

    /// A session's facts. The events are named after it, so that saying it again is no news.
    async fn facts(&self, session: &Session, now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        let intent = session.payment_intent.as_ref().and_then(|intent| intent.whole());
        let kind = match (session.status, session.payment_status) {
            (Some(SessionStatus::Complete), PaymentStatus::Paid) => EventKind::Settled,
            // A method that takes days was chosen, and it came to nothing.
            (Some(SessionStatus::Complete), PaymentStatus::Unpaid)
                if intent.is_some_and(|i| matches!(i.status.as_str(), "requires_payment_method" | "canceled")) =>
            {
                EventKind::Failed
            }
            (Some(SessionStatus::Complete), PaymentStatus::Unpaid) => EventKind::Processing,
            (Some(SessionStatus::Expired), _) => EventKind::Failed,
            _ => return Ok(Vec::new()),
        };
        let charge = session.charge().filter(|_| kind == EventKind::Settled);
        let arrived = charge.map(|charge| charge.arrived_at());
        let occurred_at = arrived.map_or(Ok(now), at)?;
        let mut first = session.event(poll_name(session, kind.as_str()), kind, session.money()?, occurred_at);
        first.fee = if kind == EventKind::Settled { session.fee() } else { Some(0) };
        let mut events = vec![first];
        if let Some(intent) = session.payment_intent.as_ref().filter(|_| kind == EventKind::Settled) {
            events.extend(self.refunds(session, intent.id(), now).await?.unwrap_or_default());
        }
        if let Some(intent) = intent.filter(|_| charge.is_some_and(|charge| charge.disputed)) {
            events.extend(self.disputes(session, &intent.id, now).await?);
        }
        Ok(events)
    }

    /// A payment's disputes and their ends. Stripe says when each was opened, but not when it was closed: at the latest when it is asked,
    /// and before the next one.
    async fn disputes(&self, session: &Session, intent: &str, now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        let disputes = self.api.disputes(intent).await?.unwrap_or_default();
        let opened: Vec<_> = disputes.iter().map(|dispute| at(dispute.created)).collect::<Result<_, _>>()?;
        let closed = opened.iter().skip(1).map(|next| *next - TimeDelta::seconds(1)).chain([now]);
        let mut events = Vec::new();
        for ((dispute, opened), closed) in disputes.iter().zip(&opened).zip(closed) {
            let disputed = money(dispute.amount, &dispute.currency)?;
            let first = (EventKind::DisputeOpened, *opened);
            for (kind, occurred_at) in [first].into_iter().chain(dispute.outcome().map(|kind| (kind, closed))) {
                let event = session.event(dispute.event_id(kind), kind, disputed, occurred_at);
                events.push(RailEvent { fee: dispute.fee(kind), ..event });
            }
        }
        Ok(events)
    }
}

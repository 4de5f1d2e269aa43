//! What Stripe says, as facts: told by a webhook, or asked for.

use chrono::{DateTime, TimeDelta};
use serde::de::DeserializeOwned;

use super::super::{Asking, EventKind, Message, RailError, RailEvent, RefundOrder, Refunded};
use super::objects::{Charge, Dispute, Event, Head, PaymentStatus, Session, SessionStatus};
use super::{Stripe, amount, signature};
use crate::domain::clock::Instant;
use crate::domain::money::Money;

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, RailError> {
    serde_json::from_slice(body).map_err(|_| RailError::Unreadable("Stripe’s event"))
}

fn at(seconds: i64) -> Result<Instant, RailError> {
    DateTime::from_timestamp(seconds, 0).ok_or(RailError::Unreadable("a time"))
}

fn money(units: i64, currency: &str) -> Result<Money, RailError> {
    amount::money(units, currency).ok_or(RailError::Unreadable("an amount"))
}

impl Session {
    fn money(&self) -> Result<Money, RailError> {
        let (units, currency) =
            self.amount_total.zip(self.currency.as_deref()).ok_or(RailError::Unreadable("an amount"))?;
        money(units, currency)
    }

    fn charge(&self) -> Option<&Charge> {
        self.payment_intent.as_ref()?.whole()?.latest_charge.as_ref()?.whole()
    }

    /// What Stripe kept, where it kept it in the payment's own currency. In another, it can't be set against it.
    fn fee(&self) -> i64 {
        let kept = self.charge().and_then(|c| c.balance_transaction.as_ref()?.whole());
        let kept = kept.and_then(|kept| amount::money(kept.fee, &kept.currency));
        let same = |fee: &Money| self.money().is_ok_and(|money| money.currency() == fee.currency());
        kept.filter(same).map_or(0, |fee| fee.minor())
    }

    fn event(&self, event_id: String, kind: EventKind, money: Money, occurred_at: Instant) -> RailEvent {
        RailEvent { event_id, external_id: self.id.clone(), kind, money, fee: 0, occurred_at }
    }
}

impl Dispute {
    /// How it ended, if it has. A warning that came to nothing and a dispute that was prevented leave the money where it is; what
    /// was sent back to prevent one is a refund.
    fn outcome(&self) -> Option<EventKind> {
        match self.status.as_str() {
            "lost" => Some(EventKind::DisputeLost),
            "won" | "warning_closed" | "prevented" => Some(EventKind::DisputeWon),
            _ => None,
        }
    }

    /// A name that is the same whether it is told or asked for.
    fn event_id(&self, kind: EventKind) -> String {
        format!("{}:{}", self.id, kind.as_str())
    }
}

impl Stripe {
    /// A webhook: the signature first, then the mode, then what it is about. What is none of ours is taken and left at that.
    pub(super) async fn hear(&self, message: Message<'_>) -> Result<Vec<RailEvent>, RailError> {
        signature::verify(&self.webhook_secret, message.headers, message.body, message.now)?;
        let head: Head = read(message.body)?;
        if head.livemode != self.api.is_live() {
            return Err(RailError::Unreadable("it is of the other mode"));
        }
        match head.kind.as_str() {
            "checkout.session.completed"
            | "checkout.session.async_payment_succeeded"
            | "checkout.session.async_payment_failed"
            | "checkout.session.expired" => {
                self.session_told(head, read::<Event<Session>>(message.body)?.data.object).await
            }
            "charge.refunded" => {
                let charge = read::<Event<Charge>>(message.body)?.data.object;
                let back = money(charge.amount_refunded, &charge.currency)?;
                let told = (head.id, EventKind::Refunded, at(head.created)?);
                self.charge_told(told, charge.payment_intent.as_deref(), back).await
            }
            "charge.dispute.created" | "charge.dispute.closed" => {
                let dispute = read::<Event<Dispute>>(message.body)?.data.object;
                let (kind, occurred_at) = match head.kind.as_str() {
                    "charge.dispute.created" => (EventKind::DisputeOpened, at(dispute.created)?),
                    _ => (dispute.outcome().unwrap_or(EventKind::DisputeWon), at(head.created)?),
                };
                let disputed = money(dispute.amount, &dispute.currency)?;
                let told = (dispute.event_id(kind), kind, occurred_at);
                self.charge_told(told, dispute.payment_intent.as_deref(), disputed).await
            }
            _ => Ok(Vec::new()),
        }
    }

    async fn session_told(&self, head: Head, session: Session) -> Result<Vec<RailEvent>, RailError> {
        if session.livemode != head.livemode {
            return Err(RailError::Unreadable("it is of two modes"));
        }
        let Some(session) = Self::own(session) else { return Ok(Vec::new()) };
        let kind = match (head.kind.as_str(), session.payment_status) {
            ("checkout.session.expired" | "checkout.session.async_payment_failed", _) => EventKind::Failed,
            (_, PaymentStatus::Paid) => EventKind::Settled,
            (_, PaymentStatus::Unpaid) => EventKind::Processing,
            (_, PaymentStatus::Other) => return Err(RailError::Unreadable("payment_status")),
        };
        let mut event = session.event(head.id, kind, session.money()?, at(head.created)?);
        if kind == EventKind::Settled {
            // The event doesn't say what Stripe kept; the session does. When it can't be read now, Stripe comes again: a ledger's line
            // is not mended later.
            event.fee = match self.api.session(&session.id).await {
                Ok(whole) => whole.map_or(0, |whole| whole.fee()),
                Err(RailError::Refused(_)) => 0,
                Err(error) => return Err(error),
            };
        }
        Ok(vec![event])
    }

    /// Events of charges name the payment intent; which session it belongs to has to be asked.
    async fn charge_told(
        &self,
        (event_id, kind, occurred_at): (String, EventKind, Instant),
        intent: Option<&str>,
        money: Money,
    ) -> Result<Vec<RailEvent>, RailError> {
        let Some(intent) = intent else { return Ok(Vec::new()) };
        let session = self.api.session_of(intent).await?.and_then(Self::own);
        Ok(session.map(|session| session.event(event_id, kind, money, occurred_at)).into_iter().collect())
    }

    /// How a session stands. The events are named after what they say, so that saying it again is no news.
    pub(super) async fn look(&self, asked: Asking<'_>) -> Result<Vec<RailEvent>, RailError> {
        let Some(session) = self.api.session(asked.external_id).await?.and_then(Self::own) else {
            return Ok(Vec::new());
        };
        let named = |what: &str| format!("poll:{}:{what}", session.id);
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
        let occurred_at = charge.map_or(Ok(asked.now), |charge| at(charge.created))?;
        let mut first = session.event(named(kind.as_str()), kind, session.money()?, occurred_at);
        first.fee = if kind == EventKind::Settled { session.fee() } else { 0 };
        let mut events = vec![first];
        if let Some(charge) = charge.filter(|charge| charge.amount_refunded > 0) {
            let name = named(&format!("refunded:{}", charge.amount_refunded));
            let back = money(charge.amount_refunded, &charge.currency)?;
            events.push(session.event(name, EventKind::Refunded, back, asked.now));
        }
        if let Some(intent) = intent.filter(|_| charge.is_some_and(|charge| charge.disputed)) {
            events.extend(self.disputes(&session, &intent.id, asked.now).await?);
        }
        Ok(events)
    }

    /// What became of a payment's disputes. Stripe says when each was opened, but not when it was closed: at the latest when it is asked,
    /// and before the next one.
    async fn disputes(&self, session: &Session, intent: &str, now: Instant) -> Result<Vec<RailEvent>, RailError> {
        let disputes = self.api.disputes(intent).await?;
        let opened: Vec<_> = disputes.iter().map(|dispute| at(dispute.created)).collect::<Result<_, _>>()?;
        let closed = opened.iter().skip(1).map(|next| *next - TimeDelta::seconds(1)).chain([now]);
        let mut events = Vec::new();
        for ((dispute, opened), closed) in disputes.iter().zip(&opened).zip(closed) {
            let disputed = money(dispute.amount, &dispute.currency)?;
            let first = (EventKind::DisputeOpened, *opened);
            for (kind, occurred_at) in [first].into_iter().chain(dispute.outcome().map(|kind| (kind, closed))) {
                events.push(session.event(dispute.event_id(kind), kind, disputed, occurred_at));
            }
        }
        Ok(events)
    }

    /// Sends money back to whoever paid. Stripe keeps its fee.
    pub(super) async fn send_back(&self, order: &RefundOrder) -> Result<Refunded, RailError> {
        // What goes back may be less than may be charged, so only the notation matters.
        let units = amount::notation(&order.money).ok_or(RailError::Unsupported)?;
        let session = self.api.session(&order.external_id).await?.and_then(Self::own);
        let intent = session.and_then(|session| session.payment_intent);
        let intent = intent.ok_or_else(|| RailError::Refused("Stripe knows no payment to send back.".into()))?;
        let fields = [
            ("payment_intent", intent.id().to_owned()),
            ("amount", units.to_string()),
            ("metadata[chit]", order.id.clone()),
        ];
        let refund = self.api.refund(&fields, &order.id).await?;
        match refund.status.as_deref() {
            Some("failed" | "canceled") => Err(RailError::Refused("Stripe could not send it back.".into())),
            _ => Ok(Refunded { external_id: refund.id }),
        }
    }
}

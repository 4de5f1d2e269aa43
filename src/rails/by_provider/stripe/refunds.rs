//! Refunds at Stripe, one by one. A charge's `amount_refunded` isn't used: it includes pending refunds and decreases when one fails
//! (<https://docs.stripe.com/refunds#failed-refunds>).

use super::events::money;
use super::objects::{Session, StripeRefund};
use super::{Stripe, amount};
use crate::domain::clock::Timestamp;
use crate::domain::id::RefundId;
use crate::domain::payment::refund::RefundStage;
use crate::rails::{EventKind, MadeRefund, NamedRefund, RailError, RailEvent, RefundOrder, RefundOutcome};

impl StripeRefund {
    /// The stage of the refund. A status that is unknown counts as pending.
    fn stage(&self) -> RefundStage {
        match self.status.as_deref() {
            Some("succeeded") => RefundStage::Done,
            Some("failed" | "canceled") => RefundStage::Failed,
            // pending, requires_action
            _ => RefundStage::Pending,
        }
    }

    /// The service's id of the refund; `None` if it was made in the dashboard.
    fn our_id(&self) -> Option<RefundId> {
        RefundId::parse(self.metadata.as_ref()?.chit.as_deref()?)
    }

    /// The refund's event, with the same id by webhook and by poll.
    fn event(&self, session: &Session, now: Timestamp) -> Result<RailEvent, RailError> {
        let stage = self.stage();
        let kind = EventKind::Refund(stage);
        let event_id = format!("{}:{}", self.id, kind.as_str());
        let refund = Some(NamedRefund { external_id: self.id.clone(), our_id: self.our_id() });
        Ok(RailEvent { refund, ..session.event(event_id, kind, money(self.amount, &self.currency)?, now) })
    }
}

impl Stripe {
    /// The events of a payment intent's refunds. Messages about charges and refunds name only the intent, so its session is fetched.
    pub(super) async fn refunds_told(&self, intent: Option<&str>, at: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        let Some(intent) = intent else { return Ok(Vec::new()) };
        let Some(session) = self.api.session_of(intent).await?.and_then(Self::our_session) else {
            return Ok(Vec::new());
        };
        let known = self.refunds(&session, intent, at).await?;
        known.ok_or_else(|| {
            RailError::Refused("Stripe does not let this key read refunds: a permission is missing.".into())
        })
    }

    /// The events of a payment's refunds. `None` if the key may not read them.
    pub(super) async fn refunds(
        &self,
        session: &Session,
        intent: &str,
        now: Timestamp,
    ) -> Result<Option<Vec<RailEvent>>, RailError> {
        let Some(refunds) = self.api.refunds_of(intent).await? else { return Ok(None) };
        refunds.iter().map(|refund| refund.event(session, now)).collect::<Result<_, _>>().map(Some)
    }

    /// Refunds a payment. Stripe keeps its fee.
    pub(super) async fn send_back(&self, order: &RefundOrder) -> Result<RefundOutcome, RailError> {
        // A refund may be below the smallest charge, so only the notation is checked. An amount that it can't express was never sent.
        let Some(units) = amount::notation(&order.money) else { return Ok(RefundOutcome::Refused) };
        let session = self.api.session(&order.external_id).await?.and_then(Self::our_session);
        let intent = session.and_then(|session| session.payment_intent);
        let intent = intent.ok_or_else(|| RailError::Refused("Stripe knows no payment to send back.".into()))?;
        let fields = [
            ("payment_intent", intent.id().to_owned()),
            ("amount", units.to_string()),
            ("metadata[chit]", order.id.clone()),
        ];
        let made = self.api.refund(&fields, &order.id).await?;
        Ok(made.map_or(RefundOutcome::Refused, |refund| {
            let stage = refund.stage();
            RefundOutcome::Made(MadeRefund { external_id: refund.id, stage })
        }))
    }
}

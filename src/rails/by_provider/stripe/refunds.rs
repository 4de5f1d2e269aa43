//! Refunds at Stripe, one by one. A charge's `amount_refunded` is not looked at: it has refunds in it that are not finished, and falls when
//! one fails (<https://docs.stripe.com/refunds#failed-refunds>).

use super::events::money;
use super::objects::{Session, StripeRefund};
use super::{Stripe, amount};
use crate::domain::clock::Timestamp;
use crate::domain::id::RefundId;
use crate::domain::payment::refund::RefundStage;
use crate::rails::{EventKind, MadeRefund, NamedRefund, RailError, RailEvent, RefundOrder, RefundOutcome};

impl StripeRefund {
    /// How far it has come. A state that Stripe may add one day is one that isn't finished.
    fn stage(&self) -> RefundStage {
        match self.status.as_deref() {
            Some("succeeded") => RefundStage::Done,
            Some("failed" | "canceled") => RefundStage::Failed,
            // pending, requires_action
            _ => RefundStage::Pending,
        }
    }

    /// Our name for it; `None` for one that was made in the dashboard.
    fn our_id(&self) -> Option<RefundId> {
        RefundId::parse(self.metadata.as_ref()?.chit.as_deref()?)
    }

    /// What it says, under a name that is the same whether it is told or asked for.
    fn event(&self, session: &Session, now: Timestamp) -> Result<RailEvent, RailError> {
        let stage = self.stage();
        let kind = EventKind::Refund(stage);
        let event_id = format!("{}:{}", self.id, kind.as_str());
        let refund = Some(NamedRefund { external_id: self.id.clone(), our_id: self.our_id() });
        Ok(RailEvent { refund, ..session.event(event_id, kind, money(self.amount, &self.currency)?, now) })
    }
}

impl Stripe {
    /// Events of charges and refunds name the payment intent: which session it belongs to is asked, and how its refunds stand.
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

    /// How the refunds of a payment stand. `None` where the key may not read them.
    pub(super) async fn refunds(
        &self,
        session: &Session,
        intent: &str,
        now: Timestamp,
    ) -> Result<Option<Vec<RailEvent>>, RailError> {
        let Some(refunds) = self.api.refunds_of(intent).await? else { return Ok(None) };
        refunds.iter().map(|refund| refund.event(session, now)).collect::<Result<_, _>>().map(Some)
    }

    /// Sends money back to whoever paid. Stripe keeps its fee.
    pub(super) async fn send_back(&self, order: &RefundOrder) -> Result<RefundOutcome, RailError> {
        // What goes back may be less than may be charged, so only the notation matters. What can't be written was never sent.
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

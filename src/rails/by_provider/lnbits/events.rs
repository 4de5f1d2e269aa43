//! Events from an invoice's state at LNbits, by poll or after a webhook message.

use chrono::DateTime;

use super::Lnbits;
use super::objects::{LnbitsPayment, LnbitsStatus, PaymentHint};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::rails::by_provider::lightning::LightningInvoice;
use crate::rails::{ChargeQuery, EventKind, RailError, RailEvent, WebhookMessage};

impl LnbitsPayment {
    /// Returns whether the flag `paid` and the status agree.
    pub fn says(&self, paid: bool) -> bool {
        paid == (self.status == LnbitsStatus::Success)
    }

    /// The event of an invoice's state, if there is one. Its id derives from the payment hash, so that a repetition has the same id.
    fn event(&self, asked: Money, now: Timestamp) -> Option<RailEvent> {
        // Another payment in the wallet with this hash isn't the invoice that the service created.
        let invoice =
            LightningInvoice::read(&self.bolt11).filter(|invoice| invoice.is(&self.payment_hash, self.amount))?;
        let kind = match self.status {
            LnbitsStatus::Success => EventKind::Settled,
            // LNbits reports an expired invoice as failed. Its payment here expires by itself and needs no event.
            LnbitsStatus::Failed if invoice.ends_at > now => EventKind::Failed,
            LnbitsStatus::Failed | LnbitsStatus::Pending | LnbitsStatus::Other => return None,
        };
        let changed = self.updated_at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        Some(RailEvent {
            event_id: format!("{}:{}", self.payment_hash, kind.as_str()),
            external_id: self.payment_hash.clone(),
            kind,
            money: asked,
            fee: Some(0),
            occurred_at: changed.map_or(now, |at| at.to_utc()),
            refund: None,
        })
    }
}

impl Lnbits {
    /// Handles a webhook message: anyone who knows the invoice's mark can cause LNbits to be asked, and nothing more.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        let PaymentHint { payment_hash, extra } = PaymentHint::read(message.body).ok_or(RailError::Unsigned)?;
        extra.chit.and_then(|mark| mark.verified_money(&self.key)).ok_or(RailError::Unsigned)?;
        let Some(payment) = self.api.payment(&payment_hash).await? else { return Ok(Vec::new()) };
        // The amount is from the invoice at LNbits, not from the message.
        let asked = payment.extra.chit.as_ref().and_then(|mark| mark.verified_money(&self.key));
        Ok(asked.and_then(|asked| payment.event(asked, message.now)).into_iter().collect())
    }

    /// The events of an invoice, by its payment hash.
    pub(super) async fn payment_events(&self, query: ChargeQuery<'_>) -> Result<Vec<RailEvent>, RailError> {
        let payment = self.api.payment(query.external_id).await?;
        Ok(payment.and_then(|payment| payment.event(query.money, query.now)).into_iter().collect())
    }
}

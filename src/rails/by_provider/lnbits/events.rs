//! What LNbits says, as facts: asked for, also when a webhook says that there is news.

use chrono::DateTime;

use super::Lnbits;
use super::objects::{LnbitsPayment, LnbitsStatus, PaymentHint};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::rails::by_provider::lightning::LightningInvoice;
use crate::rails::{ChargeQuery, EventKind, RailError, RailEvent, WebhookMessage};

impl LnbitsPayment {
    /// Whether it is told twice how it stands, and both are one.
    pub fn says(&self, paid: bool) -> bool {
        paid == (self.status == LnbitsStatus::Success)
    }

    /// How an invoice stands, if there is something to say of it. LNbits repeats itself, and so do the facts' names.
    fn event(&self, asked: Money, now: Timestamp) -> Option<RailEvent> {
        // Whatever else is in the wallet under this hash, it is not what we had made.
        let invoice =
            LightningInvoice::read(&self.bolt11).filter(|invoice| invoice.is(&self.payment_hash, self.amount))?;
        let kind = match self.status {
            LnbitsStatus::Success => EventKind::Settled,
            // LNbits calls an invoice failed whose time is over. That is an end of its own, which needs no report.
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
    /// A webhook: whoever knows the invoice's mark makes us ask LNbits, and nothing more.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        let PaymentHint { payment_hash, extra } = PaymentHint::read(message.body).ok_or(RailError::Unsigned)?;
        extra.chit.and_then(|mark| mark.verified_money(&self.key)).ok_or(RailError::Unsigned)?;
        let Some(payment) = self.api.payment(&payment_hash).await? else { return Ok(Vec::new()) };
        // What was asked is what stands on the invoice at LNbits, whatever the message says.
        let asked = payment.extra.chit.as_ref().and_then(|mark| mark.verified_money(&self.key));
        Ok(asked.and_then(|asked| payment.event(asked, message.now)).into_iter().collect())
    }

    /// How an invoice stands.
    pub(super) async fn payment_events(&self, query: ChargeQuery<'_>) -> Result<Vec<RailEvent>, RailError> {
        let payment = self.api.payment(query.external_id).await?;
        Ok(payment.and_then(|payment| payment.event(query.money, query.now)).into_iter().collect())
    }
}

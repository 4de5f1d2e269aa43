//! How an invoice stands, as facts; and what makes us ask.

use super::api::MarkOutcome;
use super::objects::{Additional, Invoice, InvoiceHint, InvoiceMethod, InvoiceStatus};
use super::value::tally;
use super::{BtcPay, is_id, signature};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::rails::{Demand, EndOutcome, EventKind, RailError, RailEvent, WebhookMessage};

/// What an invoice says. The events are named after it, so that saying it again, by webhook or when asked, is no news.
///
/// An invoice whose time is over without any money says nothing: our payment ends at the same time. Nor does one that waits for the
/// rest of what was asked: if the rest doesn't come, what came counts when its time is over. The name of a settlement has its amount in
/// it: should more come later than was booked, the payee reads that it did.
///
/// The payee's mark that an invoice is invalid is its word that no money came. On a charge that is over, the mark may be the service's own
/// ([`BtcPay::invalidate`]) and says nothing: what came is what counts.
pub fn facts(
    invoice: &Invoice,
    methods: &[InvoiceMethod],
    now: Timestamp,
    demand: Demand,
) -> Result<Option<RailEvent>, RailError> {
    let asked = invoice.money().ok_or(RailError::Unreadable("an amount"))?;
    let came = tally(methods, asked.currency()).ok_or(RailError::Unreadable("an amount"))?;
    let event = |name: &str, kind, money: Money| {
        let occurred_at = came.last.filter(|_| kind == EventKind::Settled).unwrap_or(now);
        let event_id = format!("{}:{name}", invoice.id);
        Some(RailEvent {
            event_id,
            external_id: invoice.id.clone(),
            kind,
            money,
            fee: Some(0),
            occurred_at,
            refund: None,
        })
    };
    let settled =
        |minor: i64| event(&format!("settled:{minor}"), EventKind::Settled, Money::new(minor, asked.currency()));
    let processing = || event("processing", EventKind::Processing, asked);
    let failed = || event("failed", EventKind::Failed, asked);
    Ok(match (invoice.status, invoice.additional_status) {
        (InvoiceStatus::Processing, _) => processing(),
        // Also what came after it was settled, of which BTCPay's state doesn't tell.
        (InvoiceStatus::Settled, additional) if additional == Additional::PaidOver || !came.exact => {
            settled(came.arrived.max(asked.minor()))
        }
        // Whole.
        (InvoiceStatus::Settled, _) => settled(asked.minor()),
        (InvoiceStatus::Invalid, Additional::Marked) if demand == Demand::Open => failed(),
        // Late, or too little, or confirmed too late: BTCPay leaves it to the payee. But what is here has arrived.
        (InvoiceStatus::Expired, _) | (InvoiceStatus::Invalid, Additional::Marked) if came.pending => processing(),
        (InvoiceStatus::Expired | InvoiceStatus::Invalid, _) if came.arrived > 0 && !came.pending => {
            settled(if came.exact { asked.minor() } else { came.arrived })
        }
        (InvoiceStatus::Invalid, Additional::Marked) => None,
        (InvoiceStatus::Invalid, _) => failed(),
        // It was on its way, and was taken back.
        (InvoiceStatus::Expired, _) if came.withdrawn => failed(),
        (InvoiceStatus::New | InvoiceStatus::Expired | InvoiceStatus::Other, _) => None,
    })
}

impl BtcPay {
    /// A webhook: the signature first, then the invoice is asked.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        signature::verify(&self.webhook_secret, message.headers, message.body)?;
        let InvoiceHint { kind, store_id, invoice_id } =
            serde_json::from_slice(message.body).map_err(|_| RailError::Unreadable("BTCPay’s event"))?;
        let own = store_id.is_none_or(|store| store == self.api.store());
        // Of a new invoice there is nothing to say, and it may not be stored here yet.
        match invoice_id.filter(|id| own && kind.starts_with("Invoice") && kind != "InvoiceCreated" && is_id(id)) {
            Some(id) => self.payment_events(&id, message.now, message.demands.demand(&id).await?).await,
            None => Ok(Vec::new()),
        }
    }

    /// How an invoice stands.
    pub(super) async fn payment_events(
        &self,
        id: &str,
        now: Timestamp,
        demand: Demand,
    ) -> Result<Vec<RailEvent>, RailError> {
        let Some(invoice) = self.our_invoice(id).await? else { return Ok(Vec::new()) };
        if invoice.status == InvoiceStatus::New {
            return Ok(Vec::new());
        }
        let methods = self.api.methods(id).await?;
        Ok(facts(&invoice, &methods, now, demand)?.into_iter().collect())
    }

    /// Marks an invoice of which nothing has come as invalid. BTCPay has nothing that goes further: what a wallet sends to its address, or
    /// pays by its invoice of Lightning, still arrives, and is booked. Half an hour after it was made it ends by itself.
    pub(super) async fn invalidate(&self, id: &str) -> Result<EndOutcome, RailError> {
        let Some(invoice) = self.our_invoice(id).await? else { return Ok(EndOutcome::Closed) };
        match (invoice.status, invoice.additional_status) {
            (InvoiceStatus::Expired | InvoiceStatus::Invalid, _) => Ok(EndOutcome::Closed),
            (InvoiceStatus::New, Additional::None) => Ok(match self.api.invalidate(id).await? {
                MarkOutcome::Done => EndOutcome::Closed,
                MarkOutcome::NotAllowed => EndOutcome::Unsupported,
            }),
            // A part of it came, or all.
            _ => Ok(EndOutcome::Taken),
        }
    }

    async fn our_invoice(&self, id: &str) -> Result<Option<Invoice>, RailError> {
        Ok(self.api.invoice(id).await?.filter(|invoice| self.is_own(invoice) && invoice.id == id))
    }
}

//! Events from an invoice's state, and the webhook messages that cause it to be fetched.

use super::api::MarkOutcome;
use super::objects::{Additional, Invoice, InvoiceHint, InvoiceMethod, InvoiceStatus};
use super::value::tally;
use super::{BtcPay, is_id, signature};
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::rails::{Demand, EndOutcome, EventKind, RailError, RailEvent, WebhookMessage};

/// The event of an invoice's state, if there is one. Its id derives from the invoice, so that a repetition has the same id.
///
/// An invoice that expires unpaid has no event, since the payment here expires at the same time. Neither has one that is paid in part: if
/// the rest doesn't arrive, the part counts once the invoice has expired. The id of a settlement contains its amount: if more arrives
/// after it was booked, the payee sees the later event.
///
/// An invoice that the payee marks as invalid is its word that no money arrived. If the charge is over, the mark may be the service's own
/// ([`BtcPay::invalidate`]) and is ignored: only what arrived counts.
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
        // Includes payments after the settlement, which don't change BTCPay's status.
        (InvoiceStatus::Settled, additional) if additional == Additional::PaidOver || !came.exact => {
            settled(came.arrived.max(asked.minor()))
        }
        // Exactly the requested amount arrived.
        (InvoiceStatus::Settled, _) => settled(asked.minor()),
        (InvoiceStatus::Invalid, Additional::Marked) if demand == Demand::Open => failed(),
        // Late, too little or confirmed too late: BTCPay leaves the decision to the payee, but the money has arrived.
        (InvoiceStatus::Expired, _) | (InvoiceStatus::Invalid, Additional::Marked) if came.pending => processing(),
        (InvoiceStatus::Expired | InvoiceStatus::Invalid, _) if came.arrived > 0 && !came.pending => {
            settled(if came.exact { asked.minor() } else { came.arrived })
        }
        (InvoiceStatus::Invalid, Additional::Marked) => None,
        (InvoiceStatus::Invalid, _) => failed(),
        // An unconfirmed payment was reversed.
        (InvoiceStatus::Expired, _) if came.withdrawn => failed(),
        (InvoiceStatus::New | InvoiceStatus::Expired | InvoiceStatus::Other, _) => None,
    })
}

impl BtcPay {
    /// Handles a webhook message: checks the signature, then fetches the invoice's state.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        signature::verify(&self.webhook_secret, message.headers, message.body)?;
        let InvoiceHint { kind, store_id, invoice_id } =
            serde_json::from_slice(message.body).map_err(|_| RailError::Unreadable("BTCPay’s event"))?;
        let own = store_id.is_none_or(|store| store == self.api.store());
        // A new invoice has no events, and its payment may not be stored yet.
        match invoice_id.filter(|id| own && kind.starts_with("Invoice") && kind != "InvoiceCreated" && is_id(id)) {
            Some(id) => self.payment_events(&id, message.now, message.demands.demand(&id).await?).await,
            None => Ok(Vec::new()),
        }
    }

    /// The events of an invoice, by id.
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

    /// Marks an unpaid invoice as invalid. BTCPay can't cancel one: money that a wallet sends to its address or pays by its Lightning
    /// invoice still arrives and is booked. It expires half an hour after its creation.
    pub(super) async fn invalidate(&self, id: &str) -> Result<EndOutcome, RailError> {
        let Some(invoice) = self.our_invoice(id).await? else { return Ok(EndOutcome::Closed) };
        match (invoice.status, invoice.additional_status) {
            (InvoiceStatus::Expired | InvoiceStatus::Invalid, _) => Ok(EndOutcome::Closed),
            (InvoiceStatus::New, Additional::None) => Ok(match self.api.invalidate(id).await? {
                MarkOutcome::Done => EndOutcome::Closed,
                MarkOutcome::NotAllowed => EndOutcome::Unsupported,
            }),
            // The invoice is paid, at least in part.
            _ => Ok(EndOutcome::Taken),
        }
    }

    async fn our_invoice(&self, id: &str) -> Result<Option<Invoice>, RailError> {
        Ok(self.api.invoice(id).await?.filter(|invoice| self.is_own(invoice) && invoice.id == id))
    }
}

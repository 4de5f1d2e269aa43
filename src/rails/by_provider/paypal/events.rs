//! Events from an order's state, and the webhook messages that cause it to be fetched.

use super::PayPal;
use super::objects::{Order, PayPalAmount, PayPalEvent, PayPalEventHead, PayPalRefund, time};
use super::transmission::{Transmission, is_of_interest};
use crate::domain::clock::Timestamp;
use crate::domain::id::RefundId;
use crate::domain::money::Money;
use crate::domain::payment::refund::RefundStage;
use crate::rails::{
    Demand, EventKind, MadeRefund, NamedRefund, RailError, RailEvent, RefundOrder, RefundOutcome, WebhookMessage,
};

fn money(amount: Option<&PayPalAmount>) -> Result<Money, RailError> {
    amount.and_then(PayPalAmount::money).ok_or(RailError::Unreadable("an amount"))
}

impl PayPalRefund {
    /// The stage of the refund; `None` for a status that PayPal doesn't document.
    fn stage(&self) -> Option<RefundStage> {
        match self.status.as_str() {
            "PENDING" => Some(RefundStage::Pending),
            "COMPLETED" => Some(RefundStage::Done),
            "FAILED" | "CANCELLED" => Some(RefundStage::Failed),
            _ => None,
        }
    }

    /// The service's id of the refund; `None` if it was made on PayPal's own pages.
    fn our_id(&self) -> Option<RefundId> {
        RefundId::parse(self.custom_id.as_deref()?)
    }
}

/// An order's events. Their ids derive from the order, so that a repetition, by webhook or poll, has the same ids.
fn facts(order: &Order, now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
    let event = |event_id: String, kind, money, fee, occurred_at| RailEvent {
        event_id,
        external_id: order.id.clone(),
        kind,
        money,
        fee,
        occurred_at,
        refund: None,
    };
    let Some(capture) = order.capture() else {
        let asked = || money(order.unit().and_then(|unit| unit.amount.as_ref()));
        return match order.status.as_str() {
            "VOIDED" => Ok(vec![event(format!("{}:voided", order.id), EventKind::Failed, asked()?, Some(0), now)]),
            _ => Ok(Vec::new()),
        };
    };
    let kind = match capture.status.as_str() {
        "COMPLETED" | "PARTIALLY_REFUNDED" | "REFUNDED" => EventKind::Settled,
        "PENDING" => EventKind::Processing,
        "DECLINED" | "FAILED" => EventKind::Failed,
        _ => return Ok(Vec::new()),
    };
    let taken = money(capture.amount.as_ref())?;
    let fee = capture.seller_receivable_breakdown.as_ref().and_then(|kept| kept.paypal_fee.as_ref()?.money());
    let fee = fee.filter(|fee| fee.currency() == taken.currency()).map(|fee| fee.minor());
    let fee = if kind == EventKind::Settled { fee } else { Some(0) };
    let at = time(capture.create_time.as_deref()).unwrap_or(now);
    let mut events = vec![event(format!("{}:{}", capture.id, kind.as_str()), kind, taken, fee, at)];
    for refund in order.refunds() {
        let Some(stage) = refund.stage() else { continue };
        let kind = EventKind::Refund(stage);
        let named = NamedRefund { external_id: refund.id.clone(), our_id: refund.our_id() };
        let said =
            event(format!("{}:{}", refund.id, kind.as_str()), kind, money(refund.amount.as_ref())?, Some(0), now);
        events.push(RailEvent { refund: Some(named), ..said });
    }
    Ok(events)
}

impl PayPal {
    /// Handles a webhook message: PayPal verifies the signature, then the order's state is fetched.
    pub(super) async fn message_events(&self, message: WebhookMessage<'_>) -> Result<Vec<RailEvent>, RailError> {
        let transmission = Transmission::read(&message)?;
        if !self.api.is_signed(transmission.question(&self.webhook_id)?).await? {
            return Err(RailError::Unsigned);
        }
        let unreadable = |_| RailError::Unreadable("PayPal’s event");
        let PayPalEventHead { event_type } = serde_json::from_slice(message.body).map_err(unreadable)?;
        if !is_of_interest(&event_type) {
            return Ok(Vec::new());
        }
        let PayPalEvent { event_type, resource } = serde_json::from_slice(message.body).map_err(unreadable)?;
        let above = resource.capture().map(str::to_owned);
        let reversal = (event_type == "PAYMENT.CAPTURE.REVERSED").then(|| resource.id.clone());
        let order = match event_type.as_str() {
            "CHECKOUT.ORDER.APPROVED" => Some(resource.id),
            _ => match (resource.supplementary_data.and_then(|data| data.order()), above) {
                (Some(order), _) => Some(order),
                (None, Some(capture)) => self.api.order_of(&capture).await?,
                (None, None) => None,
            },
        };
        let Some(order) = order else { return Ok(Vec::new()) };
        let demand = message.demands.demand(&order).await?;
        let Some(order) = self.captured(&order, demand).await? else { return Ok(Vec::new()) };
        let mut events = facts(&order, message.now)?;
        if let Some(reversal) = reversal.filter(|_| !events.is_empty()) {
            // Reported as a dispute only, not as a refund too.
            events.retain(|event| event.refund.as_ref().is_none_or(|refund| refund.external_id != reversal));
            events.extend(self.reversed(&order, &reversal, message.now).await?);
        }
        Ok(events)
    }

    /// The events of a reversal that a message names: the payer's bank took the money back. The order doesn't distinguish it from the
    /// payee's own refund, so the message is needed; its amount, state and time are from PayPal's answer.
    async fn reversed(&self, order: &Order, id: &str, now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        let Some(capture) = order.capture().filter(|_| id.bytes().all(|b| b.is_ascii_alphanumeric())) else {
            return Ok(Vec::new());
        };
        let waits = || RailError::Unavailable("PayPal: it does not say yet how a reversal stands".into());
        let back = self.api.refunded(id).await?.ok_or_else(waits)?;
        if back.id != id || back.capture() != Some(&capture.id) {
            return Ok(Vec::new());
        }
        match back.stage() {
            Some(RefundStage::Done) => {}
            Some(RefundStage::Failed) => return Ok(Vec::new()),
            // An error makes PayPal deliver the message again.
            Some(RefundStage::Pending) | None => return Err(waits()),
        }
        let money = money(back.amount.as_ref())?;
        let occurred_at = time(back.create_time.as_deref()).unwrap_or(now);
        let event = |kind: EventKind| RailEvent {
            event_id: format!("{id}:{}", kind.as_str()),
            external_id: order.id.clone(),
            kind,
            money,
            // PayPal's fee for a reversal is only in its statements.
            fee: if kind == EventKind::DisputeLost { None } else { Some(0) },
            occurred_at,
            refund: None,
        };
        Ok(vec![event(EventKind::DisputeOpened), event(EventKind::DisputeLost)])
    }

    /// The events of an order, by id.
    pub(super) async fn payment_events(
        &self,
        id: &str,
        now: Timestamp,
        demand: Demand,
    ) -> Result<Vec<RailEvent>, RailError> {
        self.captured(id, demand).await?.map_or(Ok(Vec::new()), |order| facts(&order, now))
    }

    /// Fetches an order of the service and captures it if the payer has approved it, since an approval moves no money. An order that is
    /// [`Demand::Over`] isn't captured.
    async fn captured(&self, id: &str, demand: Demand) -> Result<Option<Order>, RailError> {
        let Some(order) = self.our_order(id).await? else { return Ok(None) };
        if order.status != "APPROVED" || order.capture().is_some() || demand == Demand::Over {
            return Ok(Some(order));
        }
        self.api.capture(&order.id).await?;
        // Captured by this call or by a concurrent one: the order has the result.
        self.our_order(id).await
    }

    /// An order that the service created.
    async fn our_order(&self, id: &str) -> Result<Option<Order>, RailError> {
        Ok(self.api.order(id).await?.filter(|order| order.id == id && order.payment().is_some()))
    }

    /// Refunds the payment of an order.
    pub(super) async fn send_back(&self, order: &RefundOrder) -> Result<RefundOutcome, RailError> {
        // An amount that PayPal's notation can't express was never sent.
        let Some(amount) = PayPalAmount::of(&order.money) else { return Ok(RefundOutcome::Refused) };
        let paid = self.our_order(&order.external_id).await?;
        let capture = paid.as_ref().and_then(Order::capture);
        let capture = capture.ok_or_else(|| RailError::Refused("PayPal knows no payment to send back.".into()))?;
        let made = self.api.refund(&capture.id, &amount, &order.id).await?;
        Ok(made.map_or(RefundOutcome::Refused, |refund| {
            // An unknown status counts as pending.
            let stage = refund.stage().unwrap_or(RefundStage::Pending);
            RefundOutcome::Made(MadeRefund { external_id: refund.id, stage })
        }))
    }
}

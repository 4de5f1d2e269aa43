//! Events of providers, from webhooks or from polls.
//!
//! Events are repeated, arrive out of order, and may be about payments that were settled by other means. Each is stored once, by its id,
//! with its outcome. A refund or dispute that is reported before its settlement is stored and applied in the settlement's transaction.

use super::{NewSettlement, Reversal, apply_reversals, raced, record_refund, settle};
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::chance::Chance;
use crate::domain::clock::{Timestamp, foreign};
use crate::domain::id::{MovementId, RefundId};
use crate::domain::method::Method;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::notice::NoticeKind;
use crate::domain::payment::event::{EventKind, EventOutcome};
use crate::domain::payment::refund::{Refund, RefundStage};
use crate::domain::payment::{Evidence, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, Status};
use crate::rails::{MadeRefund, NamedRefund, RailError, RailEvent};
use crate::store::{EarlyEvent, NewEvent, Settlement, Tx};

/// The most early events that are applied with a settlement. A provider reports three or four per payment.
const EARLY: i64 = 100;

/// Applies an event from a verified webhook message, exactly once.
///
/// # Errors
/// The database's. An event that can't be applied is no error: it is stored with its outcome, and the provider need not repeat it.
pub async fn apply_event(ctx: &Context, method: &Method, event: RailEvent) -> Result<EventOutcome, Error> {
    apply_once(ctx, method, event, Evidence::Webhook).await
}

/// Applies an event from the answer to a poll, exactly once.
///
/// # Errors
/// As [`apply_event`].
pub async fn apply_answer(ctx: &Context, method: &Method, event: RailEvent) -> Result<EventOutcome, Error> {
    apply_once(ctx, method, event, Evidence::Poll).await
}

async fn apply_once(
    ctx: &Context,
    method: &Method,
    event: RailEvent,
    evidence: Evidence,
) -> Result<EventOutcome, Error> {
    let refund = event.refund.as_ref().map(|refund| &refund.external_id);
    let is_name = |id: &String| (1..=255).contains(&id.len()) && !id.contains('\0');
    if ![&event.event_id, &event.external_id].into_iter().chain(refund).all(is_name) {
        return Err(RailError::Unreadable("an id").into());
    }
    // A provider may send any timestamp: it is limited to those that both databases can store.
    let event = RailEvent { occurred_at: foreign(event.occurred_at), ..event };
    let (method, now, chance) = (method.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let kept = NewEvent {
                    event_id: &event.event_id,
                    kind: event.kind,
                    money: event.money,
                    fee: event.fee,
                    occurred_at: event.occurred_at,
                    evidence,
                    refund: event.refund.as_ref().map(|refund| (refund.external_id.as_str(), refund.our_id.as_ref())),
                };
                // The insert does nothing for an event id that is stored already, also when both deliveries arrive at the same moment.
                if !tx.record_event(&method.id, &kept, now).await? {
                    return Ok(EventOutcome::Repeated);
                }
                let Some(found) = tx.payment_by_external(&method.id, &event.external_id).await? else {
                    let outcome = EventOutcome::UnknownPayment;
                    tx.record_outcome(&method.id, &event.event_id, None, outcome).await?;
                    return Ok(outcome);
                };
                // The request is locked first and the payment read again, so that the state that decides doesn't change until the commit.
                let request = tx.hold_request(&found.request_code).await?.ok_or(Error::NotFound)?;
                let mut applier = EventApplier { tx: &mut tx, request, chance: &chance, now };
                let payment = applier.payment(&found).await?;
                let outcome = applier.apply(&payment, &event, evidence).await?;
                applier.tx.record_outcome(&method.id, &event.event_id, Some(&payment.id), outcome).await?;
                // Refunds and disputes that were reported before this settlement belong to the same commit.
                if event.kind == EventKind::Settled && !payment.state.has_settled() {
                    applier.apply_early_events(&payment).await?;
                }
                Ok(outcome)
            })
        })
        .await
}

/// Applies events inside a transaction that holds the request.
struct EventApplier<'a, 'c> {
    tx: &'a mut Tx<'c>,
    request: PaymentRequest,
    chance: &'a Chance,
    now: Timestamp,
}

impl EventApplier<'_, '_> {
    /// A payment as stored now, after earlier events of this transaction.
    async fn payment(&mut self, payment: &Payment) -> Result<Payment, Error> {
        self.tx.payment(&payment.id).await?.ok_or(Error::NotFound)
    }

    /// Applies the events that were stored before the payment's settlement, in the order of their timestamps.
    async fn apply_early_events(&mut self, payment: &Payment) -> Result<(), Error> {
        for early in self.tx.early_events(&payment.id, EARLY).await? {
            let Some((event, evidence)) = stored_event(&early, payment) else { continue };
            let payment = self.payment(payment).await?;
            let outcome = self.apply(&payment, &event, evidence).await?;
            self.tx.record_outcome(&early.method_id, &early.event_id, Some(&payment.id), outcome).await?;
        }
        Ok(())
    }

    async fn apply(&mut self, payment: &Payment, event: &RailEvent, evidence: Evidence) -> Result<EventOutcome, Error> {
        if event.money.currency() != payment.currency {
            return Ok(EventOutcome::WrongCurrency);
        }
        // The amount of a dispute that is open or won may be missing: only a lost one moves money.
        let moves = !matches!(event.kind, EventKind::DisputeOpened | EventKind::DisputeWon);
        if moves && !(1..=MAX_MINOR).contains(&event.money.minor()) {
            return Ok(EventOutcome::WrongAmount);
        }
        match event.kind {
            EventKind::Settled => self.apply_settlement(payment, event, evidence).await,
            EventKind::Processing => self.advance(payment, PaymentState::Processing).await,
            EventKind::Failed => self.advance(payment, PaymentState::Failed).await,
            EventKind::Refund(stage) => self.apply_refund(payment, event, stage, evidence).await,
            EventKind::Refunded | EventKind::DisputeOpened | EventKind::DisputeWon | EventKind::DisputeLost => {
                self.apply_reversal(payment, event, evidence).await
            }
        }
    }

    async fn apply_settlement(
        &mut self,
        payment: &Payment,
        event: &RailEvent,
        evidence: Evidence,
    ) -> Result<EventOutcome, Error> {
        if !payment.state.may_settle() {
            return Ok(EventOutcome::Unchanged);
        }
        // The provider's clock may be off, but money arrives neither in the future nor before the payment was started.
        let settled_at = event.occurred_at.max(payment.created_at).min(self.now);
        let new = NewSettlement {
            movement: MovementId::draw(self.chance),
            evidence_ref: Some(event.external_id.clone()),
            statement_id: None,
            settlement: Settlement {
                received: event.money.minor(),
                fee: event.fee.map(|fee| fee.clamp(0, MAX_MINOR)),
                evidence,
                settled_at,
                booking_date: None,
                next_poll_at: backoff::after_settling(settled_at, self.now, self.chance).map(|pause| self.now + pause),
            },
        };
        settle(self.tx, &self.request, payment, new, self.now).await.map(settlement_outcome)
    }

    async fn advance(&mut self, payment: &Payment, next: PaymentState) -> Result<EventOutcome, Error> {
        // A payment that its payee has set aside stays given up until money arrives.
        let given_up = payment.set_aside_at.is_some() && next == PaymentState::Processing;
        if given_up || !payment.state.may_become(next) {
            return Ok(EventOutcome::Unchanged);
        }
        if !self.tx.move_payment(&payment.id, payment.state, next, self.now).await? {
            return Err(raced());
        }
        // An expired payment had its last poll, so its polls are scheduled again.
        if payment.state == PaymentState::Expired && next == PaymentState::Processing {
            let at = self.now + backoff::pause(0, self.chance);
            self.tx.schedule_poll(&payment.id, at).await?;
        }
        if next == PaymentState::Failed {
            let (code, payee) = (&payment.request_code, &payment.payee_id);
            self.tx.note(code, payee, NoticeKind::PaymentFailed, Some(&payment.id), self.now).await?;
        }
        self.tx.announce(&payment.request_code).await?;
        Ok(EventOutcome::Applied)
    }

    /// Applies an event about a refund that the provider names. An unknown refund was made in the provider's dashboard.
    async fn apply_refund(
        &mut self,
        payment: &Payment,
        event: &RailEvent,
        stage: RefundStage,
        evidence: Evidence,
    ) -> Result<EventOutcome, Error> {
        let Some(received) = payment.received else { return Ok(EventOutcome::Early) };
        let Some(named) = &event.refund else { return Ok(EventOutcome::Unchanged) };
        let known = self.tx.named_refund(&payment.id, &named.external_id, named.our_id.as_ref()).await?;
        let refund = match known {
            Some(refund) if refund.amount != event.money.minor() => return Ok(EventOutcome::WrongAmount),
            Some(refund) => refund,
            None => {
                let refund = Refund::elsewhere(RefundId::draw(self.chance), payment, event.money, self.now);
                self.tx.insert_refund(&refund).await?;
                refund
            }
        };
        let reversal = Reversal {
            chance: self.chance.clone(),
            fee: Some(0),
            rail: payment.booked_rail(),
            evidence,
            evidence_ref: Some(event.event_id.clone()),
            returned_at: event.occurred_at,
            refund: None,
            statement: None,
        };
        let made = MadeRefund { external_id: named.external_id.clone(), stage };
        if !record_refund(self.tx, &self.request, payment, &refund, &made, reversal, self.now).await? {
            return Ok(EventOutcome::Unchanged);
        }
        let reversals = self.tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
        Ok(if stage == RefundStage::Done && reversals.exceeds(received) {
            EventOutcome::OverRefunded
        } else {
            EventOutcome::Applied
        })
    }

    async fn apply_reversal(
        &mut self,
        payment: &Payment,
        event: &RailEvent,
        evidence: Evidence,
    ) -> Result<EventOutcome, Error> {
        let Some(received) = payment.received else { return Ok(EventOutcome::Early) };
        let mut reversals = self.tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
        let (before, exceeded) = (reversals.clone(), reversals.exceeds(received));
        let (amount, at) = (event.money.minor(), event.occurred_at);
        match event.kind {
            EventKind::DisputeOpened => reversals.open_dispute(at),
            EventKind::DisputeWon => reversals.win_dispute(at),
            EventKind::DisputeLost => reversals.lose_dispute(amount, at),
            _ => reversals.record_reported_total(amount),
        }
        if reversals == before {
            return Ok(EventOutcome::Unchanged);
        }
        let reversal = Reversal {
            chance: self.chance.clone(),
            // A total of refunds doesn't tell the fee of each; a lost dispute has its own.
            fee: match event.kind {
                EventKind::DisputeLost => event.fee.map(|fee| fee.clamp(0, MAX_MINOR)),
                _ => Some(0),
            },
            rail: payment.booked_rail(),
            evidence,
            evidence_ref: Some(event.event_id.clone()),
            returned_at: at,
            refund: None,
            statement: None,
        };
        let more = apply_reversals(self.tx, &self.request, payment, &reversals, reversal, self.now).await?;
        let moved = more > 0 || reversals.state(received) != payment.state;
        Ok(match reversals.exceeds(received) {
            true if !exceeded || moved => EventOutcome::OverRefunded,
            _ if moved => EventOutcome::Applied,
            _ => EventOutcome::Unchanged,
        })
    }
}

/// The outcome of a settlement, by the request's status before it.
fn settlement_outcome(before: Status) -> EventOutcome {
    match before {
        Status::Open => EventOutcome::Applied,
        Status::Paid => EventOutcome::AppliedTwice,
        Status::Cancelled => EventOutcome::AppliedCancelled,
        Status::Expired => EventOutcome::AppliedLate,
    }
}

/// A stored event as the rail reported it; `None` if the payment has no provider's id.
fn stored_event(early: &EarlyEvent, payment: &Payment) -> Option<(RailEvent, Evidence)> {
    let EarlyEvent {
        method_id: _,
        event_id,
        kind,
        amount,
        currency,
        fee,
        occurred_at,
        evidence,
        refund_external_id,
        refund_id,
    } = early;
    let refund = refund_external_id.clone().map(|external_id| NamedRefund { external_id, our_id: refund_id.clone() });
    let event = RailEvent {
        event_id: event_id.clone(),
        external_id: payment.external_id.clone()?,
        kind: *kind,
        money: Money::new(*amount, *currency),
        fee: *fee,
        occurred_at: *occurred_at,
        refund,
    };
    Some((event, *evidence))
}

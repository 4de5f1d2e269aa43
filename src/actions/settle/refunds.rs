//! Refunds that providers name: what they say of one moves it on, books it, and takes it back where it failed after that.

use chrono::TimeDelta;

use super::{Departure, follow, raced};
use crate::actions::Error;
use crate::domain::backoff;
use crate::domain::clock::Instant;
use crate::domain::id::MovementId;
use crate::domain::ledger::{Movement, MovementKind};
use crate::domain::payment::Payment;
use crate::domain::payment::refund::{Refund, RefundStage, RefundWay};
use crate::domain::request::PaymentRequest;
use crate::rails::MadeRefund;
use crate::store::{self, Tx};

/// Records what a provider says of a refund, by an answer or by a message. `request` is held. Answers whether it was news: a provider
/// repeats itself, and its messages overtake one another.
pub(in crate::actions) async fn record_refund(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    refund: &Refund,
    made: &MadeRefund,
    departure: Departure,
    now: Instant,
) -> Result<bool, Error> {
    if !refund.is_moved_by(made.stage) {
        return Ok(false);
    }
    // What isn't finished is looked at again by itself; what we didn't ask for, with the payment.
    let looked_at = made.stage == RefundStage::Pending && refund.way == RefundWay::Rail;
    let next = looked_at.then(|| now + backoff::pause(0, &departure.chance));
    if !tx.advance_refund(refund, (&made.external_id, made.stage), next, now).await? {
        return Err(raced());
    }
    let mut known = tx.aftermath(&payment.id).await?.ok_or(Error::NotFound)?;
    if made.stage == RefundStage::Failed {
        known.retract(refund.amount, refund.way);
    } else {
        // It may fail, or end, long after the payment has settled: its provider is asked anew.
        tx.schedule_poll_by(&payment.id, now + TimeDelta::days(1)).await?;
    }
    follow(tx, request, payment, &known, Departure { refund: Some(refund.id.clone()), ..departure }, now).await?;
    tx.announce(&payment.request_code).await?;
    Ok(true)
}

/// Takes back lines of refunds that failed after they were booked: the refund's own line, and where that is not enough, because a total
/// had been told before, the newest of the others.
pub(super) async fn correct(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    amount: i64,
    departure: Departure,
    now: Instant,
) -> Result<(), Error> {
    let Departure { chance, fee: _, rail: _, evidence, evidence_ref, gone_at, refund } = departure;
    let refunds = tx.refunds(&payment.id).await?;
    let own = refunds.into_iter().find(|known| Some(&known.id) == refund.as_ref()).and_then(|known| known.movement_id);
    let mut lines = tx.refund_lines(&payment.id).await?;
    lines.sort_by_key(|line| Some(&line.id) != own.as_ref());
    let (mut rest, mut written_at) = (amount, now);
    for line in lines {
        let part = line.standing.min(rest);
        if part == 0 {
            break;
        }
        rest -= part;
        let corrected = tx
            .append(Movement {
                id: MovementId::draw(&chance),
                payee_id: payment.payee_id.clone(),
                kind: MovementKind::Correction,
                request_code: payment.request_code.clone(),
                payment_id: payment.id.clone(),
                reference: request.reference.clone(),
                rf: request.rf.clone(),
                currency: payment.currency,
                gross: part,
                fee: Some(0),
                rail: line.rail,
                evidence,
                evidence_ref: evidence_ref.clone(),
                booking_date: None,
                created_at: now,
                // A refund doesn't come back before it went.
                settled_at: gone_at.max(line.settled_at).min(now),
                reverses_id: Some(line.id),
                batch_id: None,
            })
            .await?;
        written_at = corrected.movement.created_at;
    }
    if rest != 0 {
        return Err(store::Error::Defect(format!("payment {} has no lines to take back {rest} of", payment.id)).into());
    }
    tx.restore_paid_total(&payment.request_code, amount, written_at).await?;
    Ok(())
}

//! Refunds that providers name: what they say of one moves it on, books it, and takes it back where it failed after that.

use chrono::TimeDelta;

use super::{Reversal, apply_reversals, raced};
use crate::actions::Error;
use crate::domain::backoff;
use crate::domain::clock::Timestamp;
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
    reversal: Reversal,
    now: Timestamp,
) -> Result<bool, Error> {
    if !refund.is_moved_by(made.stage) {
        return Ok(false);
    }
    // What isn't finished is looked at again by itself; what we didn't ask for, with the payment.
    let looked_at = made.stage == RefundStage::Pending && refund.way == RefundWay::Rail;
    let next = looked_at.then(|| now + backoff::pause(0, &reversal.chance));
    if !tx.advance_refund(refund, (&made.external_id, made.stage), next, now).await? {
        return Err(raced());
    }
    let mut reversals = tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
    if made.stage == RefundStage::Failed {
        reversals.retract(refund.amount, refund.way);
    } else {
        // It may fail, or end, long after the payment has settled: its provider is asked anew.
        tx.schedule_poll_by(&payment.id, now + TimeDelta::days(1)).await?;
    }
    apply_reversals(tx, request, payment, &reversals, Reversal { refund: Some(refund.id.clone()), ..reversal }, now)
        .await?;
    tx.announce(&payment.request_code).await?;
    Ok(true)
}

/// Takes back lines of refunds that failed after they were booked: the refund's own line, and where that is not enough, because a total
/// had been told before, the newest of the others.
pub(super) async fn book_correction(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    amount: i64,
    reversal: Reversal,
    now: Timestamp,
) -> Result<(), Error> {
    let Reversal { chance, fee: _, rail: _, evidence, evidence_ref, returned_at, refund } = reversal;
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
                settled_at: returned_at.max(line.settled_at).min(now),
                reverses_id: Some(line.id),
                batch_id: None,
            })
            .await?;
        written_at = corrected.movement.created_at;
    }
    if rest != 0 {
        return Err(store::Error::Defect(format!("payment {} has no lines to take back {rest} of", payment.id)).into());
    }
    tx.add_to_paid_total(&payment.request_code, amount, written_at).await?;
    Ok(())
}

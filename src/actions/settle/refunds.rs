//! Refunds that providers name: progress, booking, and correction of those that failed after they were booked.

use chrono::TimeDelta;

use super::{Reversal, apply_reversals, notes, raced};
use crate::actions::Error;
use crate::domain::backoff;
use crate::domain::clock::Timestamp;
use crate::domain::id::MovementId;
use crate::domain::ledger::{Movement, MovementKind};
use crate::domain::money::Money;
use crate::domain::payment::Payment;
use crate::domain::payment::refund::{Refund, RefundStage, RefundWay};
use crate::domain::request::PaymentRequest;
use crate::rails::MadeRefund;
use crate::store::{self, Tx};

/// Records the stage of a refund, from an answer or a message. `request` is held. Returns whether the stage was new: providers repeat
/// messages and deliver them out of order.
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
    // A pending refund of the service's own has its own schedule; one made at the provider is polled with its payment.
    let looked_at = made.stage == RefundStage::Pending && refund.way == RefundWay::Rail;
    let next = looked_at.then(|| now + backoff::pause(0, &reversal.chance));
    if !tx.advance_refund(refund, (&made.external_id, made.stage), next, now).await? {
        return Err(raced());
    }
    let mut reversals = tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
    if made.stage == RefundStage::Failed {
        reversals.retract(refund.amount, refund.way);
    } else {
        // A refund may complete or fail long after the payment settled, so the payment is polled again.
        tx.schedule_poll_by(&payment.id, now + TimeDelta::days(1)).await?;
    }
    apply_reversals(tx, request, payment, &reversals, Reversal { refund: Some(refund.id.clone()), ..reversal }, now)
        .await?;
    tx.announce(&payment.request_code).await?;
    Ok(true)
}

/// Books corrections of refunds that failed after they were booked: first of the refund's own line, then, if a total that included it was
/// reported earlier, of the newest other lines. `tip` is the part of the amount that is tip.
pub(super) async fn book_correction(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    (amount, tip): (i64, i64),
    reversal: Reversal,
    now: Timestamp,
) -> Result<(), Error> {
    let Reversal { chance, fee: _, rail: _, evidence, evidence_ref, returned_at, refund, statement } = reversal;
    let (statement_id, booking_date) = statement.unzip();
    let refunds = tx.refunds(&payment.id).await?;
    let own = refunds.into_iter().find(|known| Some(&known.id) == refund.as_ref()).and_then(|known| known.movement_id);
    let mut lines = tx.refund_lines(&payment.id).await?;
    // A stable sort: the refund's own line first, then the others, still newest first.
    lines.sort_by_key(|line| Some(&line.id) != own.as_ref());
    let (mut rest, mut rest_of_tip, mut written_at) = (amount, tip, now);
    for line in lines {
        // Earlier corrections may have left only part of a line, so several may be needed.
        let part = line.standing.min(rest);
        if part == 0 {
            break;
        }
        rest -= part;
        let tip = rest_of_tip.min(part);
        rest_of_tip -= tip;
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
                tip,
                fee: Some(0),
                rail: line.rail,
                evidence,
                evidence_ref: evidence_ref.clone(),
                booking_date,
                created_at: now,
                // A refund comes back no earlier than it went.
                settled_at: returned_at.max(line.settled_at).min(now),
                reverses_id: Some(line.id),
                statement_id: statement_id.clone(),
            })
            .await?;
        written_at = corrected.movement.created_at;
    }
    // A correction without lines to reverse would falsify the books: the transaction is rolled back.
    if rest != 0 {
        return Err(store::Error::Defect(format!("payment {} has no lines to take back {rest} of", payment.id)).into());
    }
    // Uses the last correction's time for a request that is paid again, as a settlement does.
    // Read again: a settlement in this transaction may have paid it.
    let before = tx.request(&payment.request_code).await?.ok_or(Error::NotFound)?;
    tx.add_to_paid_total(&before, Money::new(amount - tip, payment.currency), written_at).await?;
    notes::note_if_paid(tx, &before, now).await
}

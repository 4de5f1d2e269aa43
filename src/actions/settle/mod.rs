//! Settlement: that money arrived, or went back, becomes a fact. One transaction: the payment's state, the ledger's line, the
//! request's totals. There is one place where money arrives, [`settle`], and one where it goes back, [`apply_reversals`]; both run while the
//! request is held, so that what they decide by stands still.

mod events;
mod manual;
mod refunds;

use std::cmp::Ordering;

pub use self::events::{apply_answer, apply_event};
pub use self::manual::{Confirmation, ManualDraft, confirm_payment, record_payment};
pub(super) use self::refunds::record_refund;
use super::Error;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, RefundId};
use crate::domain::ledger::{Movement, MovementKind};
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Evidence, Payment};
use crate::domain::request::{PaymentRequest, Status};
use crate::store::{self, Settlement, Tx};

/// Money that arrived for a payment, and the ledger's line about it.
struct NewSettlement {
    movement: MovementId,
    evidence_ref: Option<String>,
    settlement: Settlement,
}

/// The one place where money arrives. `request` is held. Answers how it stood before.
async fn settle(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    new: NewSettlement,
    now: Timestamp,
) -> Result<Status, Error> {
    let NewSettlement { movement, evidence_ref, settlement } = new;
    let Settlement { received, fee, evidence, settled_at, booking_date, next_poll_at: _ } = settlement;
    if !tx.settle_payment(&payment.id, payment.state, settlement).await? {
        return Err(raced());
    }
    let before = request.status(now);
    let line = tx
        .append(Movement {
            id: movement,
            payee_id: payment.payee_id.clone(),
            kind: MovementKind::Settlement,
            request_code: payment.request_code.clone(),
            payment_id: payment.id.clone(),
            reference: request.reference.clone(),
            rf: request.rf.clone(),
            currency: payment.currency,
            gross: received,
            fee,
            rail: payment.booked_rail(),
            evidence,
            evidence_ref,
            booking_date,
            created_at: now,
            settled_at,
            reverses_id: None,
            batch_id: None,
        })
        .await?;
    // Paid at the moment of the line, which may be dated later than now: the audit compares them.
    tx.count_settlement(&payment.request_code, received, line.movement.created_at).await?;
    // What others have begun to pay is paid by now, or is of another amount than what is left.
    tx.end_charges(&payment.request_code, now).await?;
    tx.announce(&payment.request_code).await?;
    Ok(before)
}

/// How it is known that money of a payment went back, should it have.
pub(super) struct Reversal {
    /// Where the ledger lines' ids come from.
    pub chance: Chance,
    /// The provider's charge for it, in minor units; none where it charges for it and doesn't tell how much.
    pub fee: Option<i64>,
    /// By which rail it went.
    pub rail: String,
    /// How it is known.
    pub evidence: Evidence,
    /// The provider's name for the evidence.
    pub evidence_ref: Option<String>,
    /// When it went; or came back, where a refund failed after it was booked.
    pub returned_at: Timestamp,
    /// The refund that is booked, or is taken back, where it is known by name.
    pub refund: Option<RefundId>,
}

/// The one place where money goes back. Puts a payment where its reversals say it stands; what is gone beyond what was known to be
/// is a line in the ledger, and what is not gone after all because a refund failed is a correction. `request` is held. Answers how much
/// that was, in minor units; less than zero for a correction.
pub(super) async fn apply_reversals(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    reversals: &Reversals,
    reversal: Reversal,
    now: Timestamp,
) -> Result<i64, Error> {
    let Some((received, settled_at)) = payment.received.zip(payment.settled_at) else { return Err(raced()) };
    let (returned, state) = (reversals.returned(received), reversals.state(received));
    let more = returned - payment.refunded;
    // Only a refund that failed by name brings anything back.
    if (more < 0 && reversal.refund.is_none()) || (state != payment.state && !payment.state.may_become(state)) {
        let what = format!("{} of {} went back of payment {}: {state:?}", returned, payment.refunded, payment.id);
        return Err(store::Error::Defect(what).into());
    }
    if !tx.update_reversals(payment, reversals, state, returned).await? {
        return Err(raced());
    }
    match more.cmp(&0) {
        Ordering::Equal => {}
        Ordering::Less => refunds::book_correction(tx, request, payment, -more, reversal, now).await?,
        Ordering::Greater => book_reversal(tx, request, payment, (more, settled_at), reversal, now).await?,
    }
    if more != 0 {
        // An open request asks for another amount by now.
        tx.end_charges(&payment.request_code, now).await?;
    }
    if more != 0 || state != payment.state {
        tx.announce(&payment.request_code).await?;
    }
    Ok(more)
}

/// Books money that went back, and takes it off what the request was paid.
async fn book_reversal(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    (amount, settled_at): (i64, Timestamp),
    reversal: Reversal,
    now: Timestamp,
) -> Result<(), Error> {
    let Reversal { chance, fee, rail, evidence, evidence_ref, returned_at, refund } = reversal;
    let reverses_id = tx.settlement_line(&payment.id).await?;
    let line = tx
        .append(Movement {
            id: MovementId::draw(&chance),
            payee_id: payment.payee_id.clone(),
            kind: MovementKind::Refund,
            request_code: payment.request_code.clone(),
            payment_id: payment.id.clone(),
            reference: request.reference.clone(),
            rf: request.rf.clone(),
            currency: payment.currency,
            gross: -amount,
            fee,
            rail,
            evidence,
            evidence_ref,
            booking_date: None,
            created_at: now,
            // Money doesn't go back before it came, nor in the future.
            settled_at: returned_at.max(settled_at).min(now),
            reverses_id,
            batch_id: None,
        })
        .await?;
    if let Some(refund) = refund {
        tx.book_refund(&refund, &line.movement.id).await?;
    }
    if !tx.subtract_from_paid_total(&payment.request_code, amount).await? {
        return Err(store::Error::Defect(format!("request {} was paid less", payment.request_code)).into());
    }
    Ok(())
}

/// Somebody else moved the payment between our look and our step. Nothing was done; the provider (or the payee) comes again.
fn raced() -> Error {
    store::Error::Unavailable("a payment was moved at the same moment".into()).into()
}

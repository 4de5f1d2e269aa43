//! Settlement: recording that money arrived or went back. One transaction updates the payment's state, the ledger and the request's
//! totals. Money arrives only through `settle` and goes back only through `apply_reversals`; both run while the request is held, so
//! that the state they decide by doesn't change.

mod events;
mod manual;
mod notes;
mod refunds;
mod statement;

use std::cmp::Ordering;

use chrono::NaiveDate;

pub use self::events::{apply_answer, apply_event};
pub use self::manual::{ManualDraft, TransferConfirmation, confirm_payment, record_payment, withdraw_payment};
pub(super) use self::refunds::record_refund;
pub(super) use self::statement::{
    StatementMoney, can_be_taken, reverse_by_statement, settle_by_statement, undo_reversal, undo_settlement,
};
use super::Error;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, RefundId, StatementId};
use crate::domain::ledger::{LedgerEntry, Movement, MovementKind};
use crate::domain::money::Money;
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Evidence, Payment};
use crate::domain::request::{PaymentRequest, Status};
use crate::store::{self, Settlement, Tx};

/// The facts of money that arrived for a payment, for [`settle`].
struct NewSettlement {
    movement: MovementId,
    evidence_ref: Option<String>,
    /// The bank statement that proved it.
    statement_id: Option<StatementId>,
    settlement: Settlement,
}

/// Books money that arrived; nothing else does. `request` is held. Returns the request's status before.
async fn settle(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    new: NewSettlement,
    now: Timestamp,
) -> Result<Status, Error> {
    let NewSettlement { movement, evidence_ref, statement_id, settlement } = new;
    let Settlement { received, fee, evidence, settled_at, booking_date, next_poll_at: _ } = settlement;
    if !tx.settle_payment(&payment.id, payment.state, settlement).await? {
        return Err(raced());
    }
    let before = request.status(now);
    let tip = payment.tip_of(received);
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
            tip,
            fee,
            rail: payment.booked_rail(),
            evidence,
            evidence_ref,
            booking_date,
            created_at: now,
            settled_at,
            reverses_id: None,
            statement_id,
        })
        .await?;
    // Uses the line's time, which may be later than `now`: the audit compares both.
    // Without the tip, which pays nothing of the request.
    let pays = Money::new(received - tip, payment.currency);
    tx.count_settlement(request, pays, line.movement.created_at).await?;
    notes::note_arrival(tx, request, payment, evidence, now).await?;
    // Other open charges of the request are no longer wanted, or ask for more than is left.
    tx.end_charges(&payment.request_code, now).await?;
    tx.announce(&payment.request_code).await?;
    Ok(before)
}

/// The facts of money that may have gone back from a payment, for [`apply_reversals`].
pub(super) struct Reversal {
    /// The source of the ledger lines' ids.
    pub chance: Chance,
    /// The provider's fee for the reversal in minor units; `None` if it charges one but doesn't report it.
    pub fee: Option<i64>,
    /// The rail that the money went back by.
    pub rail: String,
    /// The evidence of the reversal.
    pub evidence: Evidence,
    /// The provider's id of the evidence.
    pub evidence_ref: Option<String>,
    /// The time at which the money went back; or came back, for a refund that failed after it was booked.
    pub returned_at: Timestamp,
    /// The refund that is booked or corrected, if it is known by name.
    pub refund: Option<RefundId>,
    /// The bank statement that reported it, and the bank's booking day.
    pub statement: Option<(StatementId, NaiveDate)>,
}

/// Books money that went back; nothing else does. Moves a payment to the state that its reversals prove. An increase of the returned
/// total becomes a refund line in the ledger, a decrease (a refund that failed after it was booked) a correction. `request` is held.
/// Returns the change in minor units, negative for a correction.
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
    // The tip goes back last, whatever the order of refunds was: it follows from the sums.
    let tip = payment.tip_in_returned(returned) - payment.tip_in_returned(payment.refunded);
    // The returned total falls only if a refund known by name failed.
    if (more < 0 && reversal.refund.is_none()) || (state != payment.state && !payment.state.may_become(state)) {
        let what = format!("{} of {} went back of payment {}: {state:?}", returned, payment.refunded, payment.id);
        return Err(store::Error::Defect(what).into());
    }
    if !tx.update_reversals(payment, reversals, state, returned).await? {
        return Err(raced());
    }
    match more.cmp(&0) {
        Ordering::Equal => {}
        Ordering::Less => refunds::book_correction(tx, request, payment, (-more, -tip), reversal, now).await?,
        Ordering::Greater => book_reversal(tx, request, payment, (more, tip, settled_at), reversal, now).await?,
    }
    notes::note_reversals(tx, payment, state, more, now).await?;
    if more != 0 {
        // An open request is owed a different amount now.
        tx.end_charges(&payment.request_code, now).await?;
    }
    if more != 0 || state != payment.state {
        tx.announce(&payment.request_code).await?;
    }
    Ok(more)
}

/// Books a refund line, and subtracts its amount, without the tip in it, from the request's paid total.
async fn book_reversal(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    (amount, tip, settled_at): (i64, i64, Timestamp),
    reversal: Reversal,
    now: Timestamp,
) -> Result<(), Error> {
    let Reversal { chance, fee, rail, evidence, evidence_ref, returned_at, refund, statement } = reversal;
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
            tip: -tip,
            fee,
            rail,
            evidence,
            evidence_ref,
            booking_date: statement.as_ref().map(|(_, day)| *day),
            created_at: now,
            // Money goes back neither before it arrived nor in the future.
            settled_at: returned_at.max(settled_at).min(now),
            reverses_id,
            statement_id: statement.map(|(id, _)| id),
        })
        .await?;
    if let Some(refund) = refund {
        tx.book_refund(&refund, &line.movement.id).await?;
    }
    let back = Money::new(amount - tip, payment.currency);
    if !tx.subtract_from_paid_total(request, back, line.movement.created_at).await? {
        return Err(store::Error::Defect(format!("request {} was paid less", payment.request_code)).into());
    }
    Ok(())
}

/// Evidence of a settlement that was withdrawn, for [`unsettle`].
struct Withdrawn {
    evidence: Evidence,
    evidence_ref: Option<String>,
    booking_date: Option<NaiveDate>,
    statement_id: Option<StatementId>,
}

/// Takes a settlement back whose evidence was withdrawn: a correction in the ledger, the request's totals and the payment's state. `request`
/// is held. Returns the correction; `None` if other evidence settled the payment, or something went back of it.
async fn unsettle(
    tx: &mut Tx<'_>,
    chance: &Chance,
    request: &PaymentRequest,
    payment: &Payment,
    withdrawn: Withdrawn,
    now: Timestamp,
) -> Result<Option<LedgerEntry>, Error> {
    let Withdrawn { evidence, evidence_ref, booking_date, statement_id } = withdrawn;
    let Some((settled_at, received)) = payment.settled_at.zip(payment.received) else { return Ok(None) };
    let reverses_id = tx.settlement_line(&payment.id).await?;
    if !tx.unsettle_payment(&payment.id, evidence).await? {
        return Ok(None);
    }
    let line = tx
        .append(Movement {
            id: MovementId::draw(chance),
            payee_id: payment.payee_id.clone(),
            kind: MovementKind::Correction,
            request_code: payment.request_code.clone(),
            payment_id: payment.id.clone(),
            reference: request.reference.clone(),
            rf: request.rf.clone(),
            currency: payment.currency,
            gross: -received,
            tip: -payment.tip_of(received),
            // A settlement that never was had no fee either.
            fee: payment.fee.map(|fee| -fee),
            rail: payment.booked_rail(),
            evidence,
            evidence_ref,
            booking_date,
            created_at: now,
            settled_at,
            reverses_id,
            statement_id,
        })
        .await?;
    let back = Money::new(received - payment.tip_of(received), payment.currency);
    if !tx.discount_settlement(request, back, line.movement.created_at).await? {
        return Err(raced());
    }
    // The next payer owes more again, so a charge of what was left is over.
    tx.end_charges(&payment.request_code, now).await?;
    tx.announce(&payment.request_code).await?;
    Ok(Some(line))
}

/// The error for a payment that another transaction changed after it was read. Everything is rolled back; the provider or the payee
/// repeats the call.
fn raced() -> Error {
    store::Error::Unavailable("a payment was moved at the same moment".into()).into()
}

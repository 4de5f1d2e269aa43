//! Money that a bank statement reports.

use chrono::NaiveDate;

use super::manual::{by_hand, stand_in};
use super::{NewSettlement, Reversal, Withdrawn, apply_reversals, settle, unsettle};
use crate::actions::Error;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::{EntryId, MovementId, PaymentId, RefundId, StatementId};
use crate::domain::money::Money;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::PaymentRequest;
use crate::rails::registry::Rails;
use crate::store::{NewPayment, Settlement, Tx};

/// The money of an entry, or a part of it.
#[derive(Debug, Clone)]
pub(in crate::actions) struct StatementMoney {
    pub statement: StatementId,
    pub entry: EntryId,
    /// The amount, more than zero.
    pub money: Money,
    pub booking_date: NaiveDate,
}

/// Books the money of an entry for a request, which is held, with the fee that was kept of it. It settles the transfer of this amount that a
/// payer began, or else a payment of its own. Returns the payment and the ledger's line.
pub(in crate::actions) async fn settle_by_statement(
    tx: &mut Tx<'_>,
    rails: &Rails,
    chance: &Chance,
    request: &PaymentRequest,
    (arrived, fee): (&StatementMoney, Option<i64>),
    now: Timestamp,
) -> Result<(PaymentId, MovementId), Error> {
    let payment = match awaited(tx, rails, request, arrived.money).await? {
        Some(payment) => payment,
        None => {
            let payment = by_hand(PaymentId::draw(chance), request, arrived.money, None, now);
            tx.insert_payment(NewPayment { payment: &payment, token: None, instructions: None }).await?;
            payment
        }
    };
    let movement = MovementId::draw(chance);
    let new = NewSettlement {
        movement: movement.clone(),
        evidence_ref: Some(arrived.entry.to_string()),
        statement_id: Some(arrived.statement.clone()),
        settlement: Settlement {
            received: arrived.money.minor(),
            fee,
            evidence: Evidence::Statement,
            settled_at: stand_in(arrived.booking_date, now),
            booking_date: Some(arrived.booking_date),
            next_poll_at: None,
        },
    };
    settle(tx, request, &payment, new, now).await?;
    Ok((payment.id, movement))
}

/// The transfer that the money is of: one that its payer says was sent, or else the only one that was begun. Which of several that were
/// begun arrived, nobody can tell. Payments by a provider are reported by that provider.
async fn awaited(
    tx: &mut Tx<'_>,
    rails: &Rails,
    request: &PaymentRequest,
    money: Money,
) -> Result<Option<Payment>, Error> {
    let mut found = tx.awaited_transfers(&request.code, money).await?;
    found.retain(|payment| rails.kind(&payment.rail).is_some_and(|kind| kind.by_hand));
    // A payer who left the tip out after all is looked for only where nobody is to pay exactly this.
    if found.iter().any(|payment| payment.amount == money.minor()) {
        found.retain(|payment| payment.amount == money.minor());
    }
    let is_certain = found.len() == 1 || found.first().is_some_and(|first| first.state == PaymentState::Claimed);
    Ok(found.into_iter().next().filter(|_| is_certain))
}

/// Books that the bank took money of a payment back, and returns the ledger's line. `request` is held, and that much is left of the payment:
/// see [`can_be_taken`].
pub(in crate::actions) async fn reverse_by_statement(
    tx: &mut Tx<'_>,
    chance: &Chance,
    request: &PaymentRequest,
    payment: &Payment,
    taken: &StatementMoney,
    now: Timestamp,
) -> Result<Option<MovementId>, Error> {
    let refund = Refund {
        id: RefundId::draw(chance),
        payment_id: payment.id.clone(),
        payee_id: payment.payee_id.clone(),
        amount: taken.money.minor(),
        currency: payment.currency,
        state: RefundState::Done,
        way: RefundWay::Hand,
        attempts: 0,
        next_try_at: None,
        created_at: now,
        ended_at: Some(now),
        external_id: None,
        stage: None,
        movement_id: None,
    };
    tx.insert_refund(&refund).await?;
    let reversals = tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
    let reversal = by_bank(chance, payment, taken, &refund.id, now);
    apply_reversals(tx, request, payment, &reversals, reversal, now).await?;
    let refunds = tx.refunds(&payment.id).await?;
    Ok(refunds.into_iter().find(|known| known.id == refund.id).and_then(|refund| refund.movement_id))
}

/// The facts of money that a bank took back, or of its return because the import is undone.
fn by_bank(chance: &Chance, payment: &Payment, taken: &StatementMoney, refund: &RefundId, now: Timestamp) -> Reversal {
    // The balance of a provider isn't touched by what a bank takes back.
    let outside = matches!(payment.evidence, Some(Evidence::Manual | Evidence::Statement));
    Reversal {
        chance: chance.clone(),
        fee: Some(0),
        rail: if outside { payment.booked_rail() } else { MANUAL.to_owned() },
        evidence: Evidence::Statement,
        evidence_ref: Some(taken.entry.to_string()),
        returned_at: stand_in(taken.booking_date, now),
        refund: Some(refund.clone()),
        statement: Some((taken.statement.clone(), taken.booking_date)),
    }
}

/// Books that what [`reverse_by_statement`] booked by this line never was, because its import is undone: a correction in the ledger, the
/// request's totals and the payment's state. `request` is held. Returns whether there was something to correct.
pub(in crate::actions) async fn undo_reversal(
    tx: &mut Tx<'_>,
    chance: &Chance,
    request: &PaymentRequest,
    payment: &Payment,
    (line, taken): (&MovementId, &StatementMoney),
    now: Timestamp,
) -> Result<bool, Error> {
    let refunds = tx.refunds(&payment.id).await?;
    let refund = refunds.into_iter().find(|known| known.movement_id.as_ref() == Some(line));
    let Some(refund) = refund.filter(|refund| refund.state == RefundState::Done) else { return Ok(false) };
    if !tx.withdraw_refund(&refund.id, now).await? {
        return Ok(false);
    }
    let reversals = tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
    let reversal = by_bank(chance, payment, taken, &refund.id, now);
    apply_reversals(tx, request, payment, &reversals, reversal, now).await?;
    Ok(true)
}

/// Returns whether this amount is left of a payment. The request is held.
pub(in crate::actions) async fn can_be_taken(tx: &mut Tx<'_>, payment: &Payment, amount: i64) -> Result<bool, Error> {
    let reversals = tx.reversals(&payment.id).await?;
    let left = payment.received.zip(reversals).map_or(0, |(received, reversals)| reversals.left(received));
    Ok(left >= amount && payment.state != PaymentState::Disputed)
}

/// Takes back what an entry was booked as, because its import is undone: a correction in the ledger, the request's totals and the payment's
/// state. `request` is held.
pub(in crate::actions) async fn undo_settlement(
    tx: &mut Tx<'_>,
    chance: &Chance,
    request: &PaymentRequest,
    payment: &Payment,
    booked: &StatementMoney,
    now: Timestamp,
) -> Result<(), Error> {
    let withdrawn = Withdrawn {
        evidence: Evidence::Statement,
        evidence_ref: Some(booked.entry.to_string()),
        booking_date: Some(booked.booking_date),
        statement_id: Some(booked.statement.clone()),
    };
    if payment.received != Some(booked.money.minor())
        || unsettle(tx, chance, request, payment, withdrawn, now).await?.is_none()
    {
        return Err(Error::Conflict("books-refused-gone-back"));
    }
    Ok(())
}

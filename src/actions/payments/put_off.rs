//! Decisions of a payee about a payment that move no money: a claim that it puts off, and another amount than it asked for that it keeps.

use chrono::Days;

use crate::actions::{Context, Error};
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::payment::{Difference, Payment, PaymentState};
use crate::domain::request::PaymentRequest;

/// Puts the question of a claimed payment off until the payee's next day. One that is no longer claimed is left as it is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if nobody has claimed the payment.
pub async fn put_off_claim(ctx: &Context, payee: &PayeeId, id: &PaymentId) -> Result<Payment, Error> {
    let found = ctx.store.payment(payee, id).await?.ok_or(Error::NotFound)?;
    let (payee, now) = (payee.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let zone = tx.payee_zone(&payee).await?;
                let today = zone.day_of(now);
                let tomorrow = zone.midnight(today.checked_add_days(Days::new(1)).unwrap_or(today));
                if tx.put_off_payment(&found.id, tomorrow).await? {
                    tx.announce(&found.request_code).await?;
                }
                let payment = tx.payment(&found.id).await?.ok_or(Error::NotFound)?;
                // What arrived meanwhile needs no answer any more.
                match payment.state == PaymentState::Claimed || payment.claimed_at.is_some() {
                    true => Ok(payment),
                    false => Err(Error::Conflict("error-not-claimed")),
                }
            })
        })
        .await
}

/// Records that the payee keeps what arrived although it isn't the amount, so that nobody asks again until more arrives. Idempotent.
/// `seen` is the [`PaymentRequest::totals_mark`] that the payee decided about: if it is another one by now, or the total is the amount, the
/// payment is left as it is.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn keep_difference(ctx: &Context, payee: &PayeeId, id: &PaymentId, seen: i64) -> Result<Payment, Error> {
    let found = ctx.store.payment(payee, id).await?.ok_or(Error::NotFound)?;
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_request(&found.request_code).await?.ok_or(Error::NotFound)?;
                let payment = tx.payment(&found.id).await?.ok_or(Error::NotFound)?;
                let is_due = request.totals_mark() == seen && differs(&request, &payment);
                if !is_due || !tx.keep_payment(&payment.id, now).await? {
                    return Ok(payment);
                }
                tx.announce(&request.code).await?;
                tx.payment(&payment.id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}

/// Returns whether a payment, or the total of its request, is another amount than was asked for.
fn differs(request: &PaymentRequest, payment: &Payment) -> bool {
    request.is_short() || request.excess().is_some() || payment.difference() != Difference::None
}

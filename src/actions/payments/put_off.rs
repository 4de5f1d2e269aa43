//! Decisions of a payee about a payment that move no money: a claim that it puts off, and money beyond the amount that it keeps.

use chrono::Days;

use crate::actions::{Context, Error};
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::payment::{Payment, PaymentState};

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

/// Records that the payee keeps what arrived beyond the amount, so that nobody asks again. Idempotent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if no money has arrived.
pub async fn keep_excess(ctx: &Context, payee: &PayeeId, id: &PaymentId) -> Result<Payment, Error> {
    let found = ctx.store.payment(payee, id).await?.ok_or(Error::NotFound)?;
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if tx.keep_payment(&found.id, now).await? {
                    tx.announce(&found.request_code).await?;
                }
                let payment = tx.payment(&found.id).await?.ok_or(Error::NotFound)?;
                match payment.kept_at {
                    Some(_) => Ok(payment),
                    None => Err(Error::Conflict("error-nothing-to-keep")),
                }
            })
        })
        .await
}

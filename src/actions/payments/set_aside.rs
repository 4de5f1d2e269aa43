//! Payments that a provider reports as processing and that never arrive: the payee sets them aside, which frees the request for another.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::payment::{Payment, PaymentState};

/// Sets a payment aside. It counts as expired; its provider is polled for another half a year, and money that arrives is booked.
/// Idempotent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if the payment isn't processing.
pub async fn set_aside_payment(
    ctx: &Context,
    payee: &PayeeId,
    id: &PaymentId,
    answer_key: Option<AnswerKey<Payment>>,
) -> Result<Payment, Error> {
    let code = ctx.store.payment(payee, id).await?.ok_or(Error::NotFound)?.request_code;
    let (payee, id, now, chance) = (payee.clone(), id.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Held, so that no settlement comes in between.
                tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                let next = backoff::after_settling(now, now, &chance).map(|pause| now + pause);
                if tx.set_aside_payment(&id, now, next).await? {
                    tx.announce(&code).await?;
                }
                let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
                if payment.state != PaymentState::Expired || payment.set_aside_at.is_none() {
                    return Err(Error::Conflict("error-not-on-its-way"));
                }
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &payment, now).await?;
                Ok(payment)
            })
        })
        .await
}

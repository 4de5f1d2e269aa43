//! A payment that its provider calls on its way and that never arrives: the payee gives it up, and the request is free for another.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::payment::{Payment, PaymentState};

/// Sets a payment aside. It counts as given up; its provider is asked about it for another half a year, and what arrives after all is
/// booked. A second call answers the same.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the payment isn't on its way.
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
                // Held, so that no settlement comes between the look and the step.
                tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                let next = backoff::after_settling(now, now, &chance).map(|pause| now + pause);
                if tx.set_aside_payment(&id, now, next).await? {
                    tx.announce(&code).await?;
                }
                let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
                if payment.state != PaymentState::Expired || payment.set_aside_at.is_none() {
                    return Err(Error::Conflict(
                        "Only a payment that is on its way by its provider’s word can be set aside.",
                    ));
                }
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &payment, now).await?;
                Ok(payment)
            })
        })
        .await
}

//! Erasing what was written with a request, once it is over.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};

/// Erases the words of a request that is no longer open: memo, items, payers' notes and the payee's remarks. The ledger and what the
/// exports take from it stay as they are. A second call answers the same.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] while it is open: whoever pays should see what for.
pub async fn erase_request(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    let (payee, code, now) = (payee.clone(), code.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_request(&code).await?.filter(|r| r.payee_id == payee).ok_or(Error::NotFound)?;
                if request.status(now) == Status::Open {
                    return Err(Error::Conflict(
                        "What was written can be erased once the request is paid, cancelled or expired.",
                    ));
                }
                tx.erase_request(&payee, &code).await?;
                // Pages that are kept of it in memory go as well, on every replica.
                tx.announce(&code).await?;
                let request = PaymentRequest { memo: None, items: Vec::new(), ..request };
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &request, now).await?;
                Ok(request)
            })
        })
        .await
}

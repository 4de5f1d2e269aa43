//! Erasing the texts of a request that is over.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;
use crate::domain::request::picks::Stocks;
use crate::domain::request::{PaymentRequest, Status};

/// Erases the texts of a request that isn't open any more: memo, items, labels, its name as a share of a split, the text for payers who
/// have paid, payers' notes and the payee's remarks. The ledger, and the fields that exports read from it, stay. Idempotent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] while it is open, when payers need to see its purpose.
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
                let request = tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                if request.status(now) == Status::Open {
                    return Err(Error::Conflict("error-not-erasable"));
                }
                tx.erase_request(&payee, &code).await?;
                // Pages cached in memory are dropped too, on every replica.
                tx.announce(&code).await?;
                let request = PaymentRequest {
                    memo: None,
                    items: Vec::new(),
                    stocks: Stocks::default(),
                    labels: Vec::new(),
                    ..request
                };
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &request, now).await?;
                Ok(request)
            })
        })
        .await
}

//! Archiving requests that are over, which puts them out of the seller's list and changes nothing else.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;

/// Archives a request, or takes it out of the archive. Idempotent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when one that is open is to be archived.
pub async fn archive_request(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    archived: bool,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    let (payee, code, now) = (payee.clone(), code.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                if !tx.archive_request(&payee, &code, archived, now).await? {
                    return Err(Error::Conflict("error-not-archivable"));
                }
                let request = tx.request(&code).await?.ok_or(Error::NotFound)?;
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &request, now).await?;
                Ok(request)
            })
        })
        .await
}

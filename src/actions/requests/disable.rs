//! Taking a single link down, by the operator. [`crate::actions::payees::sign_up::disable_payee`] takes down all of a payee's.

use crate::actions::{Context, Error};
use crate::domain::request::code::RequestCode;

/// Disables a request, or enables it again. While disabled, its link behaves as if it didn't exist, and no payment can be started.
/// Payments that were started before and settle are booked. Open pages update.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn disable_request(ctx: &Context, code: &RequestCode, disabled: bool) -> Result<(), Error> {
    let (code, now) = (code.clone(), ctx.clock.now());
    let since = disabled.then_some(now);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                if !tx.disable_request(&code, since).await? {
                    return Err(Error::NotFound);
                }
                tx.end_charges(&code, now).await?;
                tx.announce(&code).await?;
                Ok(())
            })
        })
        .await
}

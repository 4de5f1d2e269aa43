//! Taking a request's link down, by whoever runs the service. [`crate::actions::payees::sign_up::disable_payee`] takes down all of a payee's.

use crate::actions::{Context, Error};
use crate::domain::request::code::RequestCode;

/// Takes a request down (or puts it up again): its link answers as if it did not exist, and no payment of it can begin. One that
/// began before and settles is booked: money is never dropped. Pages that are open turn.
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

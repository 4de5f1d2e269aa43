//! "I have sent the money": a payer's word. It moves no totals and writes no ledger line.

use crate::actions::{Context, Error};
use crate::domain::payment::PaymentState;
use crate::domain::secret::token::Token;

/// Notes that the payer says it sent the money. Saying it again, or after the money arrived, changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::ReportsItself`] where the rail does.
pub async fn claim_payment(ctx: &Context, token: &Token) -> Result<(), Error> {
    let payment = ctx.store.payment_by_token(&token.hash()).await?.ok_or(Error::NotFound)?.payment;
    if !ctx.rails.kind(&payment.rail).is_some_and(|kind| kind.by_hand) {
        return Err(Error::ReportsItself);
    }
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // The operator may have taken the link down since we looked.
                if payment.state == PaymentState::Pending && tx.hold_enabled(&payment.request_code).await?.is_none() {
                    return Err(Error::NotFound);
                }
                tx.move_payment(&payment.id, PaymentState::Pending, PaymentState::Claimed, now).await?;
                tx.announce(&payment.request_code).await?;
                Ok(())
            })
        })
        .await
}

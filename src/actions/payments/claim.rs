//! A payer's claim to have sent the money. It changes no totals and writes no ledger line.

use crate::actions::{Context, Error};
use crate::domain::alert::AlertKind;
use crate::domain::payment::PaymentState;
use crate::domain::secret::token::Token;

/// Records that the payer claims to have sent the money. A repetition, or a claim after the money arrived, changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::ReportsItself`] if the payment's provider reports or is asked.
pub async fn claim_payment(ctx: &Context, token: &Token) -> Result<(), Error> {
    let payment = ctx.store.payment_by_token(&token.hash()).await?.ok_or(Error::NotFound)?.payment;
    if !ctx.rails.is_confirmed_by_payee(&payment) {
        return Err(Error::ReportsItself);
    }
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // The operator may have taken the link down since the payment was read.
                if payment.state == PaymentState::Pending && tx.hold_enabled(&payment.request_code).await?.is_none() {
                    return Err(Error::NotFound);
                }
                let moved = tx.move_payment(&payment.id, PaymentState::Pending, PaymentState::Claimed, now).await?;
                if moved && !payment.test {
                    // One alert a request: a stranger can begin payments and claim them as often as it likes.
                    tx.alert(AlertKind::Claimed, &payment.payee_id, payment.request_code.as_str(), now).await?;
                }
                tx.announce(&payment.request_code).await?;
                Ok(())
            })
        })
        .await
}

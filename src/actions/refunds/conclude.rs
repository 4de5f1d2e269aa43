//! Refunds whose provider never answered or never finished: the payee has looked there and reports the outcome.

use super::send::{PaymentRefunds, payment_refunds};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::settle::{Reversal, apply_reversals};
use crate::actions::{Context, Error};
use crate::domain::id::{PayeeId, PaymentId, RefundId};
use crate::domain::payment::Evidence;
use crate::domain::payment::refund::RefundState;
use crate::store;

/// The outcome that the payee found at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// The money went back. The refund is booked on the payee's word.
    Sent,
    /// No money went back. The reserved amount is released.
    NotSent,
}

impl Conclusion {
    fn state(self) -> RefundState {
        match self {
            Self::Sent => RefundState::Done,
            Self::NotSent => RefundState::Failed,
        }
    }
}

/// Ends a refund on the payee's word. Idempotent. Later reports of the provider are compared with its totals as for any refund: one that
/// was concluded as sent isn't counted twice, one that was concluded as not sent is counted if it was.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] while the provider is still called, and if the refund ended with another outcome.
pub async fn conclude_refund(
    ctx: &Context,
    payee: &PayeeId,
    (payment, refund): (&PaymentId, &RefundId),
    conclusion: Conclusion,
    answer_key: Option<AnswerKey<PaymentRefunds>>,
) -> Result<PaymentRefunds, Error> {
    let code = ctx.store.payment(payee, payment).await?.ok_or(Error::NotFound)?.request_code;
    let (id, refund, chance, now) = (payment.clone(), refund.clone(), ctx.chance.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
                let refund = tx.refunds(&id).await?.into_iter().find(|r| r.id == refund).ok_or(Error::NotFound)?;
                if refund.is_stuck() {
                    if !tx.conclude_refund(&refund.id, conclusion.state(), now).await? {
                        return Err(store::Error::Unavailable("a refund was ended at the same moment".into()).into());
                    }
                    let mut reversals = tx.reversals(&id).await?.ok_or(Error::NotFound)?;
                    // A total that the provider reported is no longer explained by this refund.
                    if conclusion == Conclusion::NotSent {
                        reversals.recompute_external();
                    }
                    let reversal = Reversal {
                        chance,
                        fee: Some(0),
                        rail: payment.booked_rail(),
                        evidence: Evidence::Manual,
                        evidence_ref: None,
                        // The provider was called then; a refund that it hasn't made within a day it never made.
                        returned_at: refund.created_at,
                        refund: Some(refund.id.clone()),
                        statement: None,
                    };
                    apply_reversals(&mut tx, &request, &payment, &reversals, reversal, now).await?;
                    tx.announce(&code).await?;
                } else if refund.is_open() {
                    return Err(Error::Conflict("error-still-asked"));
                } else if refund.state != conclusion.state() {
                    return Err(Error::Conflict("error-refund-ended"));
                }
                // A repeated call with the same conclusion gets here without a change.
                let payment_refunds = payment_refunds(&mut tx, &id, &refund.id).await?;
                // The answer is stored in the commit that ends the refund.
                idempotency::record(answer_key.as_ref(), &mut tx, &payment.payee_id, &payment_refunds, now).await?;
                Ok(payment_refunds)
            })
        })
        .await
}

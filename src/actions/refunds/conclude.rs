//! What came of a refund whose provider never answered, or never finished: the payee has looked there, and says so.

use super::send::{PaymentRefunds, payment_refunds};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::settle::{Reversal, apply_reversals};
use crate::actions::{Context, Error};
use crate::domain::id::{PayeeId, PaymentId, RefundId};
use crate::domain::payment::Evidence;
use crate::domain::payment::refund::RefundState;
use crate::store;

/// What the payee found at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// The money went back: it is booked, by the payee's word.
    Sent,
    /// It didn't: what was reserved is free.
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

/// Ends a refund by the payee's word. Saying the same again changes nothing. Should the provider speak up later, it is compared with
/// its totals like any other refund: what was said to be sent is not counted twice, what was said not to be is counted when it was.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] while the provider is still asked, and when the refund has ended otherwise.
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
                    if conclusion == Conclusion::NotSent {
                        reversals.recompute_external();
                    }
                    let reversal = Reversal {
                        chance,
                        fee: Some(0),
                        rail: payment.booked_rail(),
                        evidence: Evidence::Manual,
                        evidence_ref: None,
                        // The provider was asked then, and what it doesn't know after a day it never knew.
                        returned_at: refund.created_at,
                        refund: Some(refund.id.clone()),
                    };
                    apply_reversals(&mut tx, &request, &payment, &reversals, reversal, now).await?;
                    tx.announce(&code).await?;
                } else if refund.is_open() {
                    return Err(Error::Conflict(
                        "The provider is still asked by itself. Wait until it has answered, or isn’t asked any more.",
                    ));
                } else if refund.state != conclusion.state() {
                    return Err(Error::Conflict("This refund has ended otherwise. Look at the payment again."));
                }
                let payment_refunds = payment_refunds(&mut tx, &id, &refund.id).await?;
                idempotency::record(answer_key.as_ref(), &mut tx, &payment.payee_id, &payment_refunds, now).await?;
                Ok(payment_refunds)
            })
        })
        .await
}

//! The rule by which payers read what is for those who have paid.

use super::{PaymentRequest, RequestState};
use crate::domain::payment::{Difference, Payment, PaymentState};

/// Returns whether the payer of a payment may read the request's [`AfterPayment`](super::after_payment::AfterPayment) now: its money has
/// arrived, in full or to the payee's content, and is at least in part still there. A request that is paid once in parts has to be paid as
/// a whole, or a cent would open it.
pub fn is_readable(request: &PaymentRequest, payment: &Payment) -> bool {
    let is_there = matches!(payment.state, PaymentState::Settled | PaymentState::PartiallyRefunded);
    let is_enough = match (request.asked.fixed(), request.max_payments) {
        (Some(_), Some(1)) => request.state == RequestState::Paid || request.is_covered(),
        _ => !matches!(payment.difference(), Difference::Under(_)) || payment.kept_at.is_some(),
    };
    is_there && is_enough
}

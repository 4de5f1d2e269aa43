//! A payee's own request, as its page and its stream of changes read it.

use crate::actions;
use crate::domain::clock::Timestamp;
use crate::domain::payment::Payment;
use crate::domain::payment::refund::{Refund, RefundState};
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::store::PaymentFilter;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;

/// The most payments that the page shows.
pub(super) const PAYMENTS: usize = 100;

/// The payments of a request.
pub(super) fn of(code: &RequestCode) -> PaymentFilter {
    PaymentFilter { request: Some(code.clone()), ..PaymentFilter::default() }
}

/// The request of this code, if it is the payee's.
pub(super) async fn own_request(app: &App, who: &SignedIn, code: &RequestCode) -> Result<PaymentRequest, PageError> {
    let request = app.ctx.store.request(&who.payee.id, code).await?;
    Ok(request.ok_or(actions::Error::NotFound)?)
}

/// The state of a request, its payments and their refunds, as a word that changes when the page would.
pub(super) fn standing(
    request: &PaymentRequest,
    payee_disabled: bool,
    payments: &[Payment],
    refunds: &[Refund],
    now: Timestamp,
) -> String {
    let state = |payment: &Payment| match payment.refunded {
        0 => payment.state.as_str().to_owned(),
        gone => format!("{}{gone}", payment.state.as_str()),
    };
    // One letter each: a request may have hundreds.
    let refund = |refund: &Refund| match refund.state {
        _ if refund.is_stuck() => 'x',
        RefundState::Asked => 'a',
        RefundState::Sent => 's',
        RefundState::Done => 'd',
        RefundState::Failed => 'f',
    };
    let states: Vec<_> = payments.iter().map(state).collect();
    let refunds: String = refunds.iter().map(refund).collect();
    let disabled = match (request.disabled_at.is_some(), payee_disabled) {
        (_, true) => "-payee-disabled",
        (true, false) => "-disabled",
        (false, false) => "",
    };
    format!("{}{disabled}-{}-{refunds}", request.status(now).as_str(), states.join("-"))
}

//! Reads of a payee's own request, for its page and the page's event stream.

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

/// The filter for the payments of a request.
pub(super) fn of(code: &RequestCode) -> PaymentFilter {
    PaymentFilter { request: Some(code.clone()), ..PaymentFilter::default() }
}

/// Reads the request of a code. 404 unless it belongs to the payee.
pub(super) async fn own_request(app: &App, who: &SignedIn, code: &RequestCode) -> Result<PaymentRequest, PageError> {
    let request = app.ctx.store.request(&who.payee.id, code).await?;
    Ok(request.ok_or(actions::Error::NotFound)?)
}

/// The state of a request, its payments and their refunds, as a word that differs whenever the page would look different.
pub(super) fn standing(
    request: &PaymentRequest,
    payee_disabled: bool,
    payments: &[Payment],
    refunds: &[Refund],
    now: Timestamp,
) -> String {
    let state = |payment: &Payment| {
        let gone = if payment.refunded > 0 { payment.refunded.to_string() } else { String::new() };
        let kept = if payment.kept_at.is_some() { "k" } else { "" };
        let put_off = if payment.put_off_until.is_some_and(|until| now < until) { "z" } else { "" };
        format!("{}{gone}{kept}{put_off}", payment.state.as_str())
    };
    // One letter each: a request may have hundreds, and the word is part of a URL.
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
    let order = request.order.as_ref().map(|order| order.state.as_str()).unwrap_or_default();
    format!("{}{disabled}{order}-{}-{refunds}", request.status(now).as_str(), states.join("-"))
}

//! Remarks for a payee on its requests. They don't make anything fail.

use crate::domain::clock::Timestamp;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::request::{PaymentRequest, RequestAmount, Status};
use crate::rails::Warning;
use crate::rails::registry::{Payability, Rails};

/// The remarks on a request, by its payee's current methods. A request that isn't open has none.
pub fn request_warnings(
    rails: &Rails,
    methods: &[OfferedMethod],
    request: &PaymentRequest,
    now: Timestamp,
) -> Vec<Warning> {
    if request.status(now) != Status::Open {
        return Vec::new();
    }
    let payability = rails.payability(methods, &request.asked, request.outstanding());
    let left_out = prices_left_out(rails, methods, request);
    if left_out.len() > request.alternatives().len() || request.prices.is_empty() {
        return payability.warning(request.asked.currency()).into_iter().collect();
    }
    let warning = |money: &Money| Warning {
        code: "price_not_offered",
        detail: format!("Payers aren’t offered {money}: none of your ways to be paid takes it.").into(),
    };
    left_out.iter().map(warning).collect()
}

/// The prices of an open request with several that no method takes, so that payers aren't offered them.
pub fn prices_left_out(rails: &Rails, methods: &[OfferedMethod], request: &PaymentRequest) -> Vec<Money> {
    let is_left_out =
        |money: &Money| rails.payability(methods, &RequestAmount::Fixed(*money), None) != Payability::Payable;
    let offers = request.outstanding().into_iter().chain(request.alternatives());
    offers.filter(|_| !request.prices.is_empty()).filter(is_left_out).collect()
}

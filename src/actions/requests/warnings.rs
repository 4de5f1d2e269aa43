//! Remarks for a payee on its requests. They don't make anything fail.

use crate::domain::clock::Timestamp;
use crate::domain::method::OfferedMethod;
use crate::domain::request::{PaymentRequest, Status};
use crate::rails::Warning;
use crate::rails::registry::Rails;

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
    payability.warning(request.asked.currency()).into_iter().collect()
}

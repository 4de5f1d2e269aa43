//! What a payee should know of a request it has made or looks at. Nothing is refused by it.

use crate::domain::clock::Timestamp;
use crate::domain::method::OfferedMethod;
use crate::domain::request::{PaymentRequest, Status};
use crate::rails::Warning;
use crate::rails::registry::Rails;

/// The remarks on a request, as its payee's methods are now. A request that isn't open has none.
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

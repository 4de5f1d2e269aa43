//! The test mark of requests. Payments and methods store theirs; a request's is derived from them.

use std::collections::HashSet;

use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, RequestAmount, Status};
use crate::rails::registry::Rails;

/// The data from which the test marks of some of a payee's requests follow.
#[derive(Debug, Clone)]
pub struct TestMarks {
    rails: Rails,
    methods: Vec<OfferedMethod>,
    /// The requests that were paid by test payments only.
    played: HashSet<RequestCode>,
    now: Timestamp,
}

impl TestMarks {
    /// Loads the data for these requests.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(ctx: &Context, payee: &PayeeId, requests: &[PaymentRequest]) -> Result<Self, Error> {
        let paid: Vec<_> = requests.iter().filter(|request| request.paid_count > 0).map(|r| r.code.clone()).collect();
        let played = if paid.is_empty() { Vec::new() } else { ctx.store.paid_in_play_money(&paid).await? };
        Ok(Self {
            rails: ctx.rails.clone(),
            methods: ctx.store.offered_methods(payee).await?,
            played: played.into_iter().collect(),
            now: ctx.clock.now(),
        })
    }

    /// The payee's methods, as loaded.
    pub fn methods(&self) -> &[OfferedMethod] {
        &self.methods
    }

    /// Returns whether only test methods could pay the request, whatever was paid so far. Its preview and message show this mark.
    pub fn is_offered_as_test(&self, request: &PaymentRequest) -> bool {
        self.all_are_tests(request, &request.named(), None)
    }

    fn all_are_tests(&self, request: &PaymentRequest, asked: &RequestAmount, outstanding: Option<Money>) -> bool {
        let Self { rails, methods, .. } = self;
        match outstanding {
            _ if request.prices.is_empty() => rails.only_tests(methods, asked, outstanding),
            None => rails.only_tests_of_any(methods, request.prices.iter().map(|price| price.asked)),
            Some(money) => rails.only_tests_of_any(methods, request.alternatives().into_iter().chain([money])),
        }
    }

    /// Returns whether only test payments arrived, or, while it is open, whether only test methods could pay it.
    pub fn is_test(&self, request: &PaymentRequest) -> bool {
        let payable = || {
            let open = request.status(self.now) == Status::Open;
            open && self.all_are_tests(request, &request.asked, request.outstanding())
        };
        self.played.contains(&request.code) || payable()
    }
}

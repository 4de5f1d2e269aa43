//! The mark of requests that are for trying things out. Payments and methods carry theirs; a request's follows from them.

use std::collections::HashSet;

use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::method::OfferedMethod;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::rails::registry::Rails;

/// What decides about the marks of some of a payee's requests.
#[derive(Debug, Clone)]
pub struct TestMarks {
    rails: Rails,
    methods: Vec<OfferedMethod>,
    /// Those of the requests for which money arrived, all of it play money.
    played: HashSet<RequestCode>,
    now: Timestamp,
}

impl TestMarks {
    /// Looks up what decides about these requests as they are now.
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

    /// The payee's methods, as they were looked up.
    pub fn methods(&self) -> &[OfferedMethod] {
        &self.methods
    }

    /// Whether nothing but test methods could pay what a request asks, whatever has been paid: what its preview and message say.
    pub fn is_offered_as_test(&self, request: &PaymentRequest) -> bool {
        self.rails.only_tests(&self.methods, &request.asked, None)
    }

    /// Whether what arrived for a request moved no money, or, while it is open, whether nothing but test methods could pay it.
    pub fn is_test(&self, request: &PaymentRequest) -> bool {
        let payable = || {
            let open = request.status(self.now) == Status::Open;
            open && self.rails.only_tests(&self.methods, &request.asked, request.outstanding())
        };
        self.played.contains(&request.code) || payable()
    }
}

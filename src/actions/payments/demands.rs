//! The service's demands, for rails that capture money themselves.

use crate::actions::Context;
use crate::domain::id::MethodId;
use crate::rails::{Demand, Demands, Future, RailError};

/// The demands for the charges of one method.
#[derive(Debug)]
pub struct MethodDemands<'a> {
    /// The store and the clock to read by.
    pub ctx: &'a Context,
    /// The method whose provider's ids are looked up.
    pub method: &'a MethodId,
}

impl Demands for MethodDemands<'_> {
    fn demand<'a>(&'a self, external_id: &'a str) -> Future<'a, Result<Demand, RailError>> {
        Box::pin(async move {
            let over = self.ctx.store.is_over(self.method, external_id, self.ctx.clock.now()).await;
            // The database's error is logged here, since an error of the provider must not contain it.
            let over = over.inspect_err(|error| tracing::warn!(%error, "a demand can’t be known now"));
            match over.map_err(|_| RailError::Unavailable("its demand can’t be known now".into()))? {
                true => Ok(Demand::Over),
                false => Ok(Demand::Open),
            }
        })
    }
}

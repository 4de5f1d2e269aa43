//! The open requests that only one of a payee's methods can pay: without it, nobody could.

use std::collections::HashMap;

use super::{Context, Error};
use crate::domain::id::{MethodId, PayeeId};
use crate::rails::registry::Reach;

/// How many of a payee's newest open requests are looked at.
const LOOKED_AT: i64 = 1000;

/// The number of open requests by the one method that can pay them.
#[derive(Debug, Default)]
pub struct NeededMethods {
    requests: HashMap<MethodId, usize>,
    /// Whether older requests were not looked at.
    pub more: bool,
}

impl NeededMethods {
    /// Looks at a payee's open requests.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(ctx: &Context, payee: &PayeeId) -> Result<Self, Error> {
        let methods = ctx.store.offered_methods(payee).await?;
        if methods.is_empty() {
            return Ok(Self::default());
        }
        let (open, more) = ctx.store.open_terms(payee, LOOKED_AT, ctx.clock.now()).await?;
        let mut requests = HashMap::new();
        for terms in open {
            let pays = |method: &&_| {
                ctx.rails.reach(std::slice::from_ref(*method), &terms.asked, terms.outstanding) == Reach::Payable
            };
            let mut able = methods.iter().filter(pays);
            if let (Some(only), None) = (able.next(), able.next()) {
                *requests.entry(only.id.clone()).or_default() += 1;
            }
        }
        Ok(Self { requests, more })
    }

    /// How many open requests nobody could pay without this method.
    pub fn by(&self, method: &MethodId) -> usize {
        self.requests.get(method).copied().unwrap_or_default()
    }
}

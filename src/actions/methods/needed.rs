//! Open requests that only one of a payee's methods can pay.

use std::collections::HashMap;

use crate::actions::{Context, Error};
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::money::Money;
use crate::domain::request::RequestAmount;
use crate::rails::Warning;
use crate::rails::registry::Payability;

/// The most open requests that are examined, newest first.
const LOOKED_AT: i64 = 1000;

/// The numbers of open requests by the only method that can pay them.
#[derive(Debug, Default)]
pub struct NeededMethods {
    requests: HashMap<MethodId, u32>,
    /// Older requests were not examined.
    more: bool,
}

impl NeededMethods {
    /// Examines a payee's open requests.
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
                let method = std::slice::from_ref(*method);
                let takes = |money: &Money| {
                    ctx.rails.payability(method, &RequestAmount::Fixed(*money), None) == Payability::Payable
                };
                ctx.rails.payability(method, &terms.asked, terms.outstanding) == Payability::Payable
                    || terms.alternatives.iter().any(takes)
            };
            let mut able = methods.iter().filter(pays);
            if let (Some(only), None) = (able.next(), able.next()) {
                *requests.entry(only.id.clone()).or_default() += 1;
            }
        }
        Ok(Self { requests, more })
    }

    /// The remark on a method that is needed for some request.
    pub fn remark(&self, method: &MethodId) -> Option<Warning> {
        let requests = self.requests.get(method)?;
        let among = if self.more { " of your newest ones" } else { "" };
        let detail = if *requests == 1 {
            format!("One open request{among} can be paid in no other way: without this, nobody could pay it.")
        } else {
            format!("{requests} open requests{among} can be paid in no other way: without this, nobody could pay them.")
        };
        Some(Warning { code: "only_way", detail: detail.into() })
    }
}

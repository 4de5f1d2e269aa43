//! Requests by the time at which they were made, with what became of them, for the payee's charts.

use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::request::{Origin, RequestState};

/// A request that was made in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct MadeRequest {
    /// The interface through which it was made.
    pub origin: Origin,
    /// The number of payments that it takes; `None` for any number.
    pub max_payments: Option<i64>,
    /// Its stored state.
    pub state: RequestState,
    /// The time at which it was made.
    pub created_at: Timestamp,
    /// The time at which it was paid.
    pub paid_at: Option<Timestamp>,
    /// The time from which it can't be paid.
    pub expires_at: Option<Timestamp>,
}

impl Store {
    /// The newest requests that a payee made from a time on and before another, `limit` at most.
    pub async fn made_requests(
        &self,
        payee: &PayeeId,
        from: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<MadeRequest>, Error> {
        const SQL: &str = "select origin, max_payments, state, created_at, paid_at, expires_at from requests \
            where payee_id = $1 and created_at >= $2 and created_at < $3 order by created_at desc, code desc limit $4";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(from).bind(until).bind(limit).fetch_all(db).await)?)
    }
}

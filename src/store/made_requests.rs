//! Requests by the time at which they were made, with what became of them, for the payee's charts.

use chrono::NaiveDate;

use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::request::RequestState;
use crate::domain::request::code::RequestCode;

/// A payment that settled a request, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeSettlement {
    /// The amount that arrived, in minor units.
    pub received: i64,
    /// No money moved.
    pub test: bool,
    /// The time at which it arrived; a time of its day where only that is known.
    pub settled_at: Timestamp,
    /// The day on which it arrived, by the word of the payee or its bank.
    pub booking_date: Option<NaiveDate>,
}

/// A request for one payment that was made in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRequest {
    /// The amount in minor units; `None` where the payer says how much.
    pub amount: Option<i64>,
    /// Its stored state.
    pub state: RequestState,
    /// The time at which it was made.
    pub created_at: Timestamp,
    /// The time at which the payment was booked that made it paid.
    pub paid_at: Option<Timestamp>,
    /// The time from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// Its payments that settled, in no order.
    pub settlements: Vec<MadeSettlement>,
}

/// A request beside one of its payments that settled, if there is any.
#[derive(sqlx::FromRow)]
struct PaidRequestRow {
    code: RequestCode,
    amount: Option<i64>,
    state: RequestState,
    created_at: Timestamp,
    paid_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    received: Option<i64>,
    test: Option<bool>,
    settled_at: Option<Timestamp>,
    booking_date: Option<NaiveDate>,
}

impl PaidRequestRow {
    fn settlement(&self) -> Option<MadeSettlement> {
        let booking_date = self.booking_date;
        Some(MadeSettlement { received: self.received?, test: self.test?, settled_at: self.settled_at?, booking_date })
    }
}

impl Store {
    /// The newest requests for one payment that a payee made from a time on and before another, `limit` at most. Those of personal links
    /// and the order page are left out.
    pub async fn made_requests(
        &self,
        payee: &PayeeId,
        from: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<MadeRequest>, Error> {
        const SQL: &str = "select f.code, f.amount, f.state, f.created_at, f.paid_at, f.expires_at, \
                x.received, x.test, x.settled_at, x.booking_date \
            from (select code, amount, state, created_at, paid_at, expires_at from requests \
                where payee_id = $1 and created_at >= $2 and created_at < $3 and max_payments = 1 and origin <> 'link' and origin <> 'order' \
                order by created_at desc, code desc limit $4) f \
            left join payments x on x.request_code = f.code and x.received is not null \
            order by f.created_at desc, f.code desc";
        let rows: Vec<PaidRequestRow> =
            read!(self, db => sqlx::query_as(SQL).bind(payee).bind(from).bind(until).bind(limit).fetch_all(db).await)?;
        Ok(rows.chunk_by(|one, next| one.code == next.code).filter_map(made).collect())
    }
}

/// The request of these rows.
fn made(rows: &[PaidRequestRow]) -> Option<MadeRequest> {
    let PaidRequestRow { amount, state, created_at, paid_at, expires_at, .. } = *rows.first()?;
    let settlements = rows.iter().filter_map(PaidRequestRow::settlement).collect();
    Some(MadeRequest { amount, state, created_at, paid_at, expires_at, settlements })
}

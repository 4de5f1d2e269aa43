//! Progress of requests with several prices: the columns that follow from what arrived in each currency.

use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::request::code::RequestCode;
use crate::domain::request::prices_progress::{ArrivalChange, PricesProgress};
use crate::store::{Error, Tx, execute};

impl Tx<'_> {
    /// Stores a change of what has arrived for a request with several prices: by the rule of [`PricesProgress::after`], in a statement that
    /// is guarded by what the rule was applied to. `false` when less has arrived than is taken.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when another transaction changed the request meanwhile; callers hold it, so that none does.
    pub(in crate::store) async fn move_prices(
        &mut self,
        code: &RequestCode,
        change: ArrivalChange,
        money: Money,
        now: Timestamp,
    ) -> Result<bool, Error> {
        // `currency`, `amount` and `paid_total` are those of the price by which the request counts, so that every list, sum and search of
        // requests by one amount holds for these as well.
        const SQL: &str = "update requests set currency = $4, amount = $5, paid_total = $6, prices = $7, paid_elsewhere = $8, \
                paid_count = $9, state = $10, \
                paid_at = case when state = $10 then paid_at when $10 = 'paid' then $11 else null end, \
                archived_at = case when state = 'paid' and $10 = 'open' then null else archived_at end \
            where code = $1 and prices = $2 and paid_count = $3 and state = $12";
        let request = self.request(code).await?.ok_or_else(|| Error::Defect(format!("request {code} is gone")))?;
        let (stored, paid_count, state) = (request.prices.to_json(), request.paid_count, request.state);
        let before = PricesProgress {
            currency: request.asked.currency(),
            prices: request.prices,
            max_payments: request.max_payments,
            paid_count,
            state,
        };
        if before.prices.get(money.currency()).is_none() {
            return Err(Error::Defect(format!("request {code} has no price in {}", money.currency())));
        }
        let Some(after) = before.after(change, money) else { return Ok(false) };
        let current = after.current().ok_or_else(|| Error::Defect(format!("request {code} counts by no price")))?;
        let rows = execute!(
            self,
            SQL,
            code,
            &stored,
            paid_count,
            after.currency.code(),
            current.asked.minor(),
            current.paid_total,
            after.prices.to_json(),
            after.is_paid_elsewhere(),
            after.paid_count,
            after.state,
            now,
            state
        )?;
        if rows == 1 { Ok(true) } else { Err(Error::Unavailable("a request was moved at the same moment".into())) }
    }
}

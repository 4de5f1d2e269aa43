//! Charges that are over (no money is wanted by them any more), and the queue of those to end at their providers.

use super::payments::select_payment;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PayeeId, PaymentId};
use crate::domain::payment::Payment;
use crate::domain::request::code::RequestCode;

/// A charge to end at its provider.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DueEnd {
    /// The payment whose charge is to be ended.
    #[sqlx(flatten)]
    pub payment: Payment,
    /// The number of earlier calls to end it.
    pub end_attempts: i64,
}

/// The condition that a table alias has a charge that can be paid at its provider and isn't marked as over.
macro_rules! is_charge {
    ($x:literal) => {
        concat!(
            $x,
            ".state = 'pending' and ",
            $x,
            ".received is null and ",
            $x,
            ".over_at is null and ",
            $x,
            ".external_id is not null"
        )
    };
}

/// The rule by which no money is wanted by a payment `x` any more, from its request `r`, payee `p` and method `m` at the time `$1`. The
/// amount that a request asks of the next payer is [`crate::domain::request::outstanding`]; a charge of any other amount, without its tip,
/// is over. Of several prices each may be paid until some money has arrived, and then the rest in its currency. Parts may be equal: a
/// charge that was begun before another payment was booked was begun for an earlier one.
macro_rules! is_over {
    () => {
        "(r.state <> 'open' or r.disabled_at is not null or p.disabled_at is not null or m.removed_at is not null \
            or r.expires_at <= $1 or (r.amount is not null and r.max_payments = 1 and case when x.currency = r.currency \
                then x.amount - x.tip <> coalesce(r.part_until, r.amount) - r.paid_total \
                else r.paid_total > 0 or r.prices not like \
                    ('%[\"' || x.currency || '\",' || cast(x.amount - x.tip as text) || ',%') end) \
            or (r.part_until is not null and exists (select 1 from ledger_entries y where y.request_code = r.code \
                and y.kind = 'settlement' and y.created_at > x.created_at)))"
    };
}

/// The payments `x` with the rows that the rule reads.
macro_rules! from_payments {
    () => {
        " from payments x join requests r on r.code = x.request_code join payees p on p.id = x.payee_id \
            join methods m on m.id = x.method_id "
    };
}

impl Store {
    /// Requests with charges that are over and not marked so, from at most `limit` charges: of expired requests, and of requests that
    /// changed while the charge was started.
    pub async fn requests_with_charges_over(&self, now: Timestamp, limit: i64) -> Result<Vec<RequestCode>, Error> {
        const SQL: &str = concat!(
            // The limit is inside: outside of it, an index would be chosen for its order of codes alone.
            "select distinct c.request_code from (select x.request_code",
            from_payments!(),
            "where ",
            is_charge!("x"),
            " and ",
            is_over!(),
            " limit $2) c"
        );
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// Returns whether the payment that a method's provider knows by this id is over. `false` as well when there is no such payment.
    pub async fn is_over(&self, method: &MethodId, external_id: &str, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = concat!(
            "select count(*)",
            from_payments!(),
            "where x.method_id = $2 and x.external_id = $3 and (x.over_at is not null or ",
            is_over!(),
            ")"
        );
        let count: i64 =
            read!(self, db => sqlx::query_scalar(SQL).bind(now).bind(method).bind(external_id).fetch_one(db).await)?;
        Ok(count > 0)
    }

    /// Charges that are due for a call to end them, the longest waiting first, `limit` at most.
    pub async fn charges_to_end(&self, now: Timestamp, limit: i64) -> Result<Vec<DueEnd>, Error> {
        const SQL: &str = select_payment!(
            ", x.end_attempts",
            "where x.end_try_at is not null and x.end_try_at <= $1 order by x.end_try_at limit $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// Completes when charges were marked as over on this replica since it completed last.
    pub async fn charges_over(&self) {
        self.wakes.over.notified().await;
    }
}

impl Tx<'_> {
    /// Holds the requests of a payee that have charges, of one method if one is given, and returns their codes. In the order of the codes,
    /// so that transactions that hold several requests don't deadlock; and before their payee, in the same order as by a starting payment.
    pub async fn hold_requests_with_charges(
        &mut self,
        payee: &PayeeId,
        method: Option<&MethodId>,
    ) -> Result<Vec<RequestCode>, Error> {
        const SQL: &str = concat!(
            "select distinct x.request_code from payments x where x.payee_id = $1 and ($2 = '' or x.method_id = $2) and ",
            is_charge!("x"),
            " order by x.request_code"
        );
        let method = method.map_or("", MethodId::as_str);
        let codes: Vec<RequestCode> =
            within!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(method).fetch_all(db).await)?;
        for code in &codes {
            self.hold_request(code).await?;
        }
        Ok(codes)
    }

    /// Marks the charges of a request that are over, as it stands inside this transaction, for the worker to end. The caller holds the
    /// request.
    pub async fn end_charges(&mut self, code: &RequestCode, now: Timestamp) -> Result<(), Error> {
        // By the request alone: for a list of payment ids, PostgreSQL would scan all charges as long as it estimates them to be few.
        const SQL: &str = concat!(
            "update payments as x set over_at = $1, end_try_at = $1 where x.request_code = $2 and ",
            is_charge!("x"),
            " and exists (select 1 from requests r join payees p on p.id = x.payee_id join methods m on m.id = x.method_id \
                where r.code = x.request_code and ",
            is_over!(),
            ")"
        );
        let rows = execute!(self, SQL, now, code)?;
        self.effects.over |= rows > 0;
        Ok(())
    }

    /// Reserves the next call that ends a charge, and schedules the one after that. `false` when another worker reserved it.
    pub async fn take_end(&mut self, due: &DueEnd, next_try_at: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update payments set end_attempts = end_attempts + 1, end_try_at = $3 \
            where id = $1 and end_attempts = $2 and end_try_at is not null";
        Ok(execute!(self, SQL, &due.payment.id, due.end_attempts, next_try_at)? == 1)
    }

    /// Concludes a due charge without another call. `false` when another worker reserved it.
    pub async fn drop_end(&mut self, due: &DueEnd, outcome: &str) -> Result<bool, Error> {
        const SQL: &str = "update payments set end_try_at = null, end_outcome = $3 \
            where id = $1 and end_attempts = $2 and end_try_at is not null";
        Ok(execute!(self, SQL, &due.payment.id, due.end_attempts, outcome)? == 1)
    }

    /// Records the outcome of ending a charge, after which no further call is made.
    pub async fn conclude_end(&mut self, id: &PaymentId, outcome: &str) -> Result<(), Error> {
        const SQL: &str =
            "update payments set end_try_at = null, end_outcome = $2 where id = $1 and end_outcome is null";
        execute!(self, SQL, id, outcome).map(drop)
    }
}

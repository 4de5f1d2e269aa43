//! Charges of which no money is wanted any more, and the worker's task to end them at their providers.

use super::payments::select_payment;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PayeeId, PaymentId};
use crate::domain::payment::Payment;
use crate::domain::request::code::RequestCode;

/// A charge to end at its provider.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DueEnd {
    /// Its payment.
    #[sqlx(flatten)]
    pub payment: Payment,
    /// The number of calls that were made before.
    pub end_attempts: i64,
}

/// A charge that can be paid at its provider, of a table alias; not yet found to be over.
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

/// The one rule that says when no money is wanted by a payment any more, of `x` and its request, payee and method, at `$1`. What a
/// request asks of the next payer is [`crate::domain::request::outstanding`]; a charge of any other amount is over.
macro_rules! is_over {
    () => {
        "(r.state <> 'open' or r.disabled_at is not null or p.disabled_at is not null or m.removed_at is not null \
            or r.expires_at <= $1 or (r.amount is not null and r.max_payments = 1 and x.amount <> r.amount - r.paid_total))"
    };
}

/// The payments `x` with what the rule looks at.
macro_rules! from_payments {
    () => {
        " from payments x join requests r on r.code = x.request_code join payees p on p.id = x.payee_id \
            join methods m on m.id = x.method_id "
    };
}

impl Store {
    /// Requests with charges that are over and not marked so, of `limit` charges at most: those whose time is over, and those that were begun while
    /// their request changed.
    pub async fn requests_with_charges_over(&self, now: Timestamp, limit: i64) -> Result<Vec<RequestCode>, Error> {
        const SQL: &str = concat!(
            // The limit stands inside, so that no index looks good for its order of codes alone.
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

    /// Tells that no money is wanted any more by the payment that a method's provider knows by this name. `false` as well where there is
    /// no such payment.
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

    /// Charges whose providers should be asked by now to end them, the longest waiting first, `limit` at most.
    pub async fn charges_to_end(&self, now: Timestamp, limit: i64) -> Result<Vec<DueEnd>, Error> {
        const SQL: &str = select_payment!(
            ", x.end_attempts",
            "where x.end_try_at is not null and x.end_try_at <= $1 order by x.end_try_at limit $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// Completes when charges were found to be over on this replica since it completed last.
    pub async fn charges_over(&self) {
        self.over.notified().await;
    }
}

impl Tx<'_> {
    /// The requests of a payee that have charges, of one method where one is named. In the order of their codes, so that those who hold
    /// several wait for one another and not in a circle.
    pub async fn requests_with_charges(
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
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(method).fetch_all(db).await)?)
    }

    /// Marks those charges of a request that are over, as it stands inside this transaction, for the worker to end. The request is held.
    pub async fn end_charges(&mut self, code: &RequestCode, now: Timestamp) -> Result<(), Error> {
        // By its request alone: PostgreSQL would look through all charges for those of a list of ids, as long as it believes them to be few.
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

    /// Takes the next call that ends a charge, and says when the one after that is due; never, when none. `false` when somebody else took
    /// it.
    pub async fn take_end(&mut self, due: &DueEnd, next_try_at: Option<Timestamp>) -> Result<bool, Error> {
        const SQL: &str = "update payments set end_attempts = end_attempts + 1, end_try_at = $3 \
            where id = $1 and end_attempts = $2 and end_try_at is not null";
        Ok(execute!(self, SQL, &due.payment.id, due.end_attempts, next_try_at)? == 1)
    }

    /// Records what came of ending a charge: no further call is made.
    pub async fn conclude_end(&mut self, id: &PaymentId, outcome: &str) -> Result<(), Error> {
        const SQL: &str =
            "update payments set end_try_at = null, end_outcome = $2 where id = $1 and end_outcome is null";
        execute!(self, SQL, id, outcome).map(drop)
    }
}

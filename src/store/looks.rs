//! The cases that need a look of a payee: disputes, refunds without an answer, claims, orders that wait for an answer, sums other than asked
//! for, and providers' reports of payments that aren't known here. Each kind has an index of those that wait, so that nothing else is read.

use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PayeeId, PaymentId, RefundId};
use crate::domain::money::currency::Currency;
use crate::domain::payment::event::EventKind;
use crate::domain::request::code::RequestCode;
use crate::domain::request::prices::Prices;

/// The number up to which the things of a kind are counted.
const COUNTED: i64 = 100;

/// A claim, a dispute or a refund without an answer, with what tells the payee which one it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Awaited {
    /// The payment.
    pub payment_id: PaymentId,
    /// The refund, if it is about one.
    pub refund_id: Option<RefundId>,
    /// The payment's request.
    pub request_code: RequestCode,
    /// The rail's name.
    pub rail: String,
    /// The currency of the amount.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The claimed, disputed or refunded amount in minor units.
    pub amount: i64,
    /// The moment of the claim, the payment's settlement or the refund's request.
    pub since: Timestamp,
    /// The reference that travels with the money.
    pub carried: Option<String>,
    /// The bank's reference of the request.
    pub rf: String,
    /// The memo of the request.
    pub memo: Option<String>,
    /// The payee's own reference of the request.
    pub reference: Option<String>,
}

/// A request that got more or less than it asked for, with the last payment that arrived.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MismatchedRequest {
    /// The request.
    pub code: RequestCode,
    /// The last payment that brought money.
    pub payment_id: PaymentId,
    /// The currency of the amounts.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The amount that was asked for, in minor units.
    pub amount: i64,
    /// The prices in several currencies, with what has arrived of each.
    #[sqlx(try_from = "String")]
    pub prices: Prices,
    /// The sum of what arrived and has not gone back.
    pub paid_total: i64,
    /// The moment at which the last payment arrived.
    pub since: Timestamp,
    /// The bank's reference of the request.
    pub rf: String,
    /// The memo of the request.
    pub memo: Option<String>,
    /// The payee's own reference of the request.
    pub reference: Option<String>,
}

/// An order that waits for its payee's answer, without which it can't be paid.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct WaitingOrder {
    /// The request.
    pub code: RequestCode,
    /// The currency of the amount.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The sum of the order, in minor units.
    pub amount: i64,
    /// The moment at which it was ordered.
    pub since: Timestamp,
}

impl MismatchedRequest {
    /// As [`crate::domain::request::PaymentRequest::totals_mark`].
    pub fn totals_mark(&self) -> i64 {
        self.prices.totals_mark().unwrap_or(self.paid_total)
    }
}

/// A provider's report of a payment that isn't known here, which the payee has not put aside.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UnseenEvent {
    /// The method whose provider reported it.
    pub method_id: MethodId,
    /// The provider's name for the event.
    pub event_id: String,
    /// The name of the rail.
    pub rail: String,
    /// The kind of the reported fact.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// The reported amount, in minor units.
    pub amount: Option<i64>,
    /// The currency of the reported amount.
    pub currency: Option<Currency>,
    /// The time at which the event arrived here.
    pub received_at: Timestamp,
}

/// The condition of claims that are not put off. `$2` is now.
macro_rules! claimed {
    () => {
        "x.state = 'claimed' and (x.put_off_until is null or x.put_off_until <= $2)"
    };
}

/// The condition of refunds whose outcome only the payee can find out.
macro_rules! stuck {
    () => {
        "f.state in ('asked', 'sent') and f.next_try_at is null and f.way = 'rail'"
    };
}

/// The condition of orders that wait for an answer, by the index of unanswered ones.
macro_rules! waiting {
    () => {
        "r.state = 'open' and r.paid_count = 0 and r.order_state <> 'confirmed' and r.order_state = 'waiting'"
    };
}

/// The request has not been kept as it is: money that arrived afterwards makes another difference. One value of each request, rather than rows
/// that are missing: of these PostgreSQL makes a join with all payments, and walks a million requests for none.
macro_rules! not_kept {
    () => {
        "(select count(k.kept_at) = 0 or max(k.kept_at) < max(k.settled_at) from payments k \
            where k.request_code = r.code and k.received is not null)"
    };
}

/// More has arrived than was asked for: of the amount, or of it and in another currency of the prices as well. Where no price is covered,
/// the request waits for a rest.
macro_rules! is_too_much {
    () => {
        "(r.paid_total > r.amount or r.paid_elsewhere) and r.paid_total >= r.amount"
    };
}

/// Of a request with parts, some of the next one has arrived: a part that was paid in full is no mismatch.
macro_rules! is_short {
    () => {
        "(r.part_from is null or r.paid_total > r.part_from)"
    };
}

/// Selects [`Awaited`] payments with a moment; the tables and conditions follow.
macro_rules! select_awaited {
    ($refund:literal, $amount:literal, $since:literal, $rest:expr) => {
        concat!(
            "select x.id as payment_id, ",
            $refund,
            " as refund_id, x.request_code, x.rail, x.currency, ",
            $amount,
            " as amount, ",
            $since,
            " as since, x.provider_ref as carried, r.rf, r.memo, r.reference from ",
            $rest
        )
    };
}

/// Selects the newest requests of a payee that a partial index has, as [`MismatchedRequest`]. The last payment is found in the order of its index:
/// the one of payments with money has none.
macro_rules! select_mismatch {
    ($($index:expr),+) => {
        concat!(
            "select f.code, f.payment_id, f.currency, f.amount, f.prices, f.paid_total, x.settled_at as since, f.rf, f.memo, f.reference \
            from (select r.code, r.currency, r.amount, r.prices, r.paid_total, r.rf, r.memo, r.reference, \
                (select y.id from payments y where y.request_code = r.code and coalesce(y.received, 0) > 0 \
                    order by y.created_at desc, y.id desc limit 1) as payment_id \
                from requests r where r.payee_id = $1 and ",
            $($index,)+
            " and ",
            not_kept!(),
            " order by r.created_at desc, r.code desc limit $2) f join payments x on x.id = f.payment_id"
        )
    };
}

impl Store {
    /// The number of things that need a look, each kind counted up to a hundred.
    pub async fn count_to_look_at(&self, payee: &PayeeId, now: Timestamp) -> Result<i64, Error> {
        const SQL: &str = concat!(
            "select cast(sum(c.n) as bigint) from (\
                select count(*) as n from (select 1 from payments x where x.payee_id = $1 and ",
            claimed!(),
            " limit $3) c union all \
                select count(*) from (select 1 from payments x where x.payee_id = $1 and x.state = 'disputed' limit $3) c union all \
                select count(*) from (select 1 from refunds f where f.payee_id = $1 and ",
            stuck!(),
            " limit $3) c union all \
                select count(*) from (select 1 from requests r where r.payee_id = $1 and ",
            waiting!(),
            " limit $3) c union all \
                select count(*) from (select 1 from requests r where r.payee_id = $1 and r.max_payments = 1 and ",
            is_too_much!(),
            " and ",
            not_kept!(),
            " limit $3) c union all \
                select count(*) from (select 1 from requests r where r.payee_id = $1 and r.state = 'open' and r.max_payments = 1 \
                    and r.paid_count > 0 and r.paid_total < r.amount and ",
            is_short!(),
            " and ",
            not_kept!(),
            " limit $3) c union all \
                select count(*) from endpoints e where e.payee_id = $1 and e.disabled_at is not null and e.disabled_why <> 'owner' \
                union all \
                select count(*) from (select 1 from methods m cross join rail_events e where m.payee_id = $1 and e.method_id = m.id \
                    and e.outcome = 'unknown_payment' and e.seen_at is null limit $3) c) c"
        );
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(now).bind(COUNTED).fetch_one(db).await)?)
    }

    /// A payee's claims that are not put off, oldest first, `limit` at most.
    pub async fn awaited_claims(&self, payee: &PayeeId, now: Timestamp, limit: i64) -> Result<Vec<Awaited>, Error> {
        const SQL: &str = concat!(
            select_awaited!(
                "null",
                "x.amount",
                "coalesce(x.claimed_at, x.created_at)",
                "payments x join requests r on r.code = x.request_code where x.payee_id = $1 and "
            ),
            claimed!(),
            " order by x.created_at, x.id limit $3"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// A payee's open disputes, oldest first, `limit` at most.
    pub async fn awaited_disputes(&self, payee: &PayeeId, limit: i64) -> Result<Vec<Awaited>, Error> {
        const SQL: &str = select_awaited!(
            "null",
            "coalesce(x.received, x.amount)",
            "coalesce(x.dispute_opened_at, x.settled_at, x.created_at)",
            "payments x join requests r on r.code = x.request_code where x.payee_id = $1 and x.state = 'disputed' \
            order by x.created_at, x.id limit $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }

    /// A payee's refunds whose outcome only the payee can find out, oldest first, `limit` at most.
    pub async fn awaited_refunds(&self, payee: &PayeeId, limit: i64) -> Result<Vec<Awaited>, Error> {
        const SQL: &str = select_awaited!(
            "f.id",
            "f.amount",
            "f.created_at",
            concat!(
                "refunds f join payments x on x.id = f.payment_id join requests r on r.code = x.request_code where f.payee_id = $1 and ",
                stuck!(),
                " order by f.created_at, f.id limit $2"
            )
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }

    /// A payee's orders that wait for an answer, oldest first, `limit` at most.
    pub async fn waiting_orders(&self, payee: &PayeeId, limit: i64) -> Result<Vec<WaitingOrder>, Error> {
        const SQL: &str = concat!(
            "select r.code, r.currency, r.amount, r.created_at as since from requests r where r.payee_id = $1 and ",
            waiting!(),
            " order by r.created_at, r.code limit $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }

    /// A payee's requests that got more than they asked for, and then those that wait for a rest, the newest of each first, `limit` of
    /// each at most. What the payee decided to keep isn't among them.
    pub async fn mismatches(&self, payee: &PayeeId, limit: i64) -> Result<Vec<MismatchedRequest>, Error> {
        const MORE: &str = select_mismatch!("r.max_payments = 1 and ", is_too_much!());
        const LESS: &str = select_mismatch!(
            "r.state = 'open' and r.max_payments = 1 and r.paid_count > 0 and r.paid_total < r.amount and ",
            is_short!()
        );
        let mut more: Vec<MismatchedRequest> =
            read!(self, db => sqlx::query_as(MORE).bind(payee).bind(limit).fetch_all(db).await)?;
        let mut less: Vec<MismatchedRequest> =
            read!(self, db => sqlx::query_as(LESS).bind(payee).bind(limit).fetch_all(db).await)?;
        for found in [&mut more, &mut less] {
            found.sort_unstable_by(|a, b| (b.since, b.code.as_str()).cmp(&(a.since, a.code.as_str())));
        }
        more.extend(less);
        Ok(more)
    }

    /// The reports of a payee's providers about payments that aren't known here and that it has not put aside, newest first.
    pub async fn unseen_events(&self, payee: &PayeeId, limit: i64) -> Result<Vec<UnseenEvent>, Error> {
        const SQL: &str = "select e.method_id, e.event_id, m.rail, e.kind, e.amount, e.currency, e.received_at \
            from methods m cross join rail_events e where m.payee_id = $1 and e.method_id = m.id \
                and e.outcome = 'unknown_payment' and e.seen_at is null order by e.received_at desc limit $2";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Puts a report of a payment that isn't known here aside, if it is of one of the payee's methods. A second time changes nothing.
    pub async fn see_event(
        &mut self,
        payee: &PayeeId,
        method: &MethodId,
        event_id: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "update rail_events set seen_at = $4 where method_id = $2 and event_id = $3 \
            and outcome = 'unknown_payment' and seen_at is null \
            and exists (select 1 from methods m where m.id = $2 and m.payee_id = $1)";
        execute!(self, SQL, payee, method, event_id, now).map(drop)
    }
}

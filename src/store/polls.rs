//! Polls of providers: the payments that are due, and the events that came before their settlement.

use super::payments::select_payment;
use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PaymentId, RefundId};
use crate::domain::money::currency::Currency;
use crate::domain::payment::event::EventKind;
use crate::domain::payment::{Evidence, Payment};

/// An event that was stored because it came before its settlement.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EarlyEvent {
    /// The method whose provider reported it.
    pub method_id: MethodId,
    /// The provider's id of the event.
    pub event_id: String,
    /// The kind of the reported fact.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// The reported amount, in minor units.
    pub amount: i64,
    /// The currency of the reported amount.
    pub currency: Currency,
    /// The provider's fee, in minor units; `None` where it isn't reported.
    pub fee: Option<i64>,
    /// The time of the fact, by the provider's clock.
    pub occurred_at: Timestamp,
    /// The way in which the fact became known.
    pub evidence: Evidence,
    /// The provider's id of the refund that it concerns, if any.
    pub refund_external_id: Option<String>,
    /// Our id of that refund, if it is known.
    pub refund_id: Option<RefundId>,
}

/// A payment that is due for a poll.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DuePoll {
    /// The payment to ask about.
    #[sqlx(flatten)]
    pub payment: Payment,
    /// The number of polls so far, without those out of turn.
    pub polls: i64,
    /// The time at which its last refund by the provider ended.
    pub refunded_at: Option<Timestamp>,
}

macro_rules! due_poll {
    ($rest:literal) => {
        select_payment!(
            ", x.polls, (select max(f.ended_at) from refunds f where f.payment_id = x.id and f.way <> 'hand') as refunded_at",
            $rest
        )
    };
}

/// The times of the earliest calls to providers, each `None` where no call is planned. They may lie ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarliestDue {
    /// The next attempt of a refund.
    pub refunds: Option<Timestamp>,
    /// The next poll of a payment that may still bring money.
    pub polls: Option<Timestamp>,
    /// The next poll of a settled payment.
    pub settled_polls: Option<Timestamp>,
    /// The next attempt to end a charge.
    pub ends: Option<Timestamp>,
}

/// The two queues of payments to poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PollQueue {
    /// Payments that may still bring money, or fail.
    Pending,
    /// Settled payments, of which money may go back.
    Settled,
}

/// The condition of a queue's index, of the payments `x`.
macro_rules! queued {
    (Pending) => {
        "x.next_poll_at is not null and x.received is null"
    };
    (Settled) => {
        "x.next_poll_at is not null and x.received is not null"
    };
}

/// The methods that have payments in a queue, each with the time of its earliest poll. Each step is one look into the index (a loose index
/// scan), however many payments a method has.
macro_rules! walk_of_methods {
    ($queue:ident, $begin:literal) => {
        concat!(
            "with recursive w(method_id) as (select min(x.method_id) from payments x where ",
            queued!($queue),
            $begin,
            " union all select (select min(x.method_id) from payments x where ",
            queued!($queue),
            " and x.method_id > w.method_id) from w where w.method_id is not null), \
            v(method_id, due_at) as (select w.method_id, (select min(x.next_poll_at) from payments x where ",
            queued!($queue),
            " and x.method_id = w.method_id) from w where w.method_id is not null) "
        )
    };
}

macro_rules! methods_to_poll {
    ($queue:ident) => {
        concat!(
            walk_of_methods!($queue, " and x.method_id > $2"),
            "select v.method_id from v where v.due_at <= $1 limit $3"
        )
    };
}

macro_rules! earliest_poll {
    ($queue:ident) => {
        concat!(walk_of_methods!($queue, ""), "select min(v.due_at) from v")
    };
}

impl PollQueue {
    fn either(self, pending: &'static str, settled: &'static str) -> &'static str {
        match self {
            Self::Pending => pending,
            Self::Settled => settled,
        }
    }
}

impl Store {
    /// Methods with payments that are due for a poll, in the order of ids, after `after`; `limit` at most.
    pub async fn methods_to_poll(
        &self,
        queue: PollQueue,
        now: Timestamp,
        after: Option<&MethodId>,
        limit: i64,
    ) -> Result<Vec<MethodId>, Error> {
        const PENDING: &str = methods_to_poll!(Pending);
        const SETTLED: &str = methods_to_poll!(Settled);
        let sql = queue.either(PENDING, SETTLED);
        let after = after.map_or("", MethodId::as_str);
        Ok(read!(self, db => sqlx::query_scalar(sql).bind(now).bind(after).bind(limit).fetch_all(db).await)?)
    }

    /// A method's payments that are due for a poll, the longest waiting first, `limit` at most.
    pub async fn payments_to_poll(
        &self,
        queue: PollQueue,
        method: &MethodId,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<DuePoll>, Error> {
        const PENDING: &str = due_poll!(
            "where x.method_id = $1 and x.next_poll_at <= $2 and x.received is null order by x.next_poll_at limit $3"
        );
        const SETTLED: &str = due_poll!(
            "where x.method_id = $1 and x.next_poll_at <= $2 and x.received is not null order by x.next_poll_at limit $3"
        );
        let sql = queue.either(PENDING, SETTLED);
        Ok(read!(self, db => sqlx::query_as(sql).bind(method).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// The times of the earliest calls to providers.
    pub async fn earliest_due(&self) -> Result<EarliestDue, Error> {
        const PENDING: &str = earliest_poll!(Pending);
        const SETTLED: &str = earliest_poll!(Settled);
        const REFUNDS: &str = "select min(f.next_try_at) from refunds f where f.next_try_at is not null";
        const ENDS: &str = "select min(x.end_try_at) from payments x where x.end_try_at is not null";
        Ok(EarliestDue {
            refunds: read!(self, db => sqlx::query_scalar(REFUNDS).fetch_one(db).await)?,
            polls: read!(self, db => sqlx::query_scalar(PENDING).fetch_one(db).await)?,
            settled_polls: read!(self, db => sqlx::query_scalar(SETTLED).fetch_one(db).await)?,
            ends: read!(self, db => sqlx::query_scalar(ENDS).fetch_one(db).await)?,
        })
    }

    /// The payer's instructions of a payment, as JSON, opened. `None` if it has none, or no key opens them any more.
    pub async fn instructions(&self, id: &PaymentId) -> Result<Option<String>, Error> {
        const SQL: &str = "select instructions from payments where id = $1 and instructions is not null";
        let sealed: Option<String> = read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?;
        let open = |sealed: String| self.vault.open(SealedColumn::Payments, id.as_str(), &sealed);
        match sealed.map(open).transpose() {
            Err(Error::Sealed(_)) => Ok(None),
            opened => opened,
        }
    }

    /// The id of the payment that a method's provider knows by this id.
    pub async fn payment_named(&self, method: &MethodId, external_id: &str) -> Result<Option<PaymentId>, Error> {
        const SQL: &str = "select id from payments where method_id = $1 and external_id = $2";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(method).bind(external_id).fetch_optional(db).await)?)
    }

    /// The payment that a stored event of a method concerns.
    pub async fn payment_of_event(&self, method: &MethodId, event_id: &str) -> Result<Option<PaymentId>, Error> {
        const SQL: &str = "select payment_id from rail_events \
            where method_id = $1 and event_id = $2 and payment_id is not null";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(method).bind(event_id).fetch_optional(db).await)?)
    }

    /// A payment that may be polled out of turn. `None` when it was polled after `not_since`, has settled, or isn't polled any more.
    pub async fn viewed_payment_to_poll(&self, id: &PaymentId, not_since: Timestamp) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!(
            "where x.id = $1 and x.received is null and x.next_poll_at is not null \
                and (x.polled_at is null or x.polled_at <= $2)"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(id).bind(not_since).fetch_optional(db).await)?)
    }
}

impl Tx<'_> {
    /// Sets the time of a payment's next poll.
    pub async fn schedule_poll(&mut self, id: &PaymentId, at: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update payments set next_poll_at = $2 where id = $1";
        execute!(self, SQL, id, at).map(drop)
    }

    /// Sets the latest time of a settled payment's next poll; an earlier one stays.
    pub async fn schedule_poll_by(&mut self, id: &PaymentId, at: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update payments set next_poll_at = $2 where id = $1 and received is not null \
            and method_id is not null and external_id is not null and (next_poll_at is null or next_poll_at > $2)";
        execute!(self, SQL, id, at).map(drop)
    }

    /// Reserves the next poll of a payment, and schedules the one after that; `None` schedules none. `false` when another worker reserved
    /// it, the payment's state has changed, or it isn't polled any more.
    pub async fn take_poll(
        &mut self,
        due: &DuePoll,
        next_poll_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update payments set polls = polls + 1, next_poll_at = $3, polled_at = $4 \
            where id = $1 and polls = $2 and state = $5 and next_poll_at is not null";
        Ok(execute!(self, SQL, &due.payment.id, due.polls, next_poll_at, now, due.payment.state)? == 1)
    }

    /// Reserves a poll out of turn, which neither counts nor delays the next one. `false` when it was polled after `not_since`, has
    /// settled, or isn't polled any more.
    pub async fn take_view(&mut self, id: &PaymentId, not_since: Timestamp, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update payments set polled_at = $3 \
            where id = $1 and received is null and next_poll_at is not null and (polled_at is null or polled_at <= $2)";
        Ok(execute!(self, SQL, id, not_since, now)? == 1)
    }

    /// The events of a payment that came before its settlement, in the order in which they happened, `limit` at most.
    pub async fn early_events(&mut self, payment: &PaymentId, limit: i64) -> Result<Vec<EarlyEvent>, Error> {
        const SQL: &str = "select e.method_id, e.event_id, e.kind, e.amount, e.currency, case when e.fee_unknown then null else e.fee end as fee, \
                e.occurred_at, e.evidence, e.refund_external_id, e.refund_id from rail_events e \
            where payment_id = $1 and outcome = 'early' and amount is not null and currency is not null \
                and occurred_at is not null and evidence is not null \
            order by occurred_at, received_at, event_id limit $2";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payment).bind(limit).fetch_all(db).await)?)
    }
}

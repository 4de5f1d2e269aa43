//! Deliveries of notices to endpoints: those that are due, what came of them, and their order.

use super::counts::Fact;
use super::walk::walk;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{DeliveryId, EndpointId, PayeeId, PaymentId};
use crate::domain::notice::{DeliveryState, NoticeKind};
use crate::domain::request::code::RequestCode;

/// A delivery of a notice, or of a test, to an endpoint.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Delivery {
    /// The id.
    pub id: DeliveryId,
    /// The payee.
    pub payee_id: PayeeId,
    /// The endpoint.
    pub endpoint_id: EndpointId,
    /// The id by which the endpoint knows the message again.
    pub message_id: String,
    /// The kind of the notice.
    pub kind: NoticeKind,
    /// The notice's request; `None` for a test.
    pub request_code: Option<RequestCode>,
    /// The notice's number among those of its request; `None` for a test.
    pub position: Option<i64>,
    /// The notice's payment, if it is about one.
    pub payment_id: Option<PaymentId>,
    /// The time of the fact.
    pub occurred_at: Timestamp,
    /// The state.
    pub state: DeliveryState,
    /// The number of calls in the current series.
    pub attempts: i64,
    /// The time of the next call; `None` when none is due.
    pub next_try_at: Option<Timestamp>,
    /// The time at which the delivery was made.
    pub created_at: Timestamp,
    /// The time of the last call.
    pub tried_at: Option<Timestamp>,
    /// The milliseconds that the last call took.
    pub took: Option<i64>,
    /// The HTTP status of the last answer.
    pub answer: Option<i64>,
    /// A word for what was wrong with the last call.
    pub failure: Option<String>,
    /// The time at which it was delivered or given up.
    pub ended_at: Option<Timestamp>,
    /// The message; `None` where it has to be written anew.
    pub body: Option<String>,
}

impl Delivery {
    /// A delivery that is due at once: of a test, until the members about a notice are set.
    pub fn new(
        id: DeliveryId,
        (payee_id, endpoint_id): (PayeeId, EndpointId),
        (message_id, kind): (String, NoticeKind),
        body: Option<String>,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            payee_id,
            endpoint_id,
            message_id,
            kind,
            request_code: None,
            position: None,
            payment_id: None,
            occurred_at: now,
            state: DeliveryState::Waiting,
            attempts: 0,
            next_try_at: Some(now),
            created_at: now,
            tried_at: None,
            took: None,
            answer: None,
            failure: None,
            ended_at: None,
            body,
        }
    }
}

/// The outcome of a call.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The state that follows.
    pub state: DeliveryState,
    /// The time of the next call, where one follows.
    pub next_try_at: Option<Timestamp>,
    /// The time of the call.
    pub tried_at: Timestamp,
    /// The milliseconds that it took.
    pub took: i64,
    /// The HTTP status of the answer, if there was one.
    pub answer: Option<i64>,
    /// A word for what was wrong.
    pub failure: Option<String>,
}

macro_rules! select_delivery {
    ($rest:literal) => {
        concat!(
            "select d.id, d.payee_id, d.endpoint_id, d.message_id, d.kind, d.request_code, d.position, d.payment_id, d.occurred_at, \
                d.state, d.attempts, d.next_try_at, d.created_at, d.tried_at, d.took, d.answer, d.failure, d.ended_at, d.body \
                from deliveries d ",
            $rest
        )
    };
}

impl Store {
    /// The endpoints with deliveries that are due, each with its payee, in the order of ids.
    pub async fn due_endpoints(&self, now: Timestamp) -> Result<Vec<(EndpointId, PayeeId)>, Error> {
        const SQL: &str = walk!(
            "deliveries",
            "endpoint_id",
            "select v.id, (select d.payee_id from deliveries d where d.next_try_at is not null and d.endpoint_id = v.id limit 1) \
                from v where v.due_at <= $1"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).fetch_all(db).await)?)
    }

    /// The time of the earliest call that is planned. It may lie ahead.
    pub async fn earliest_delivery(&self) -> Result<Option<Timestamp>, Error> {
        const SQL: &str = walk!("deliveries", "endpoint_id", "select min(v.due_at) from v");
        Ok(read!(self, db => sqlx::query_scalar(SQL).fetch_one(db).await)?)
    }

    /// The time at which the next endpoint becomes due that isn't yet.
    pub async fn next_delivery(&self, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        const SQL: &str = walk!("deliveries", "endpoint_id", "select min(v.due_at) from v where v.due_at > $1");
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(now).fetch_one(db).await)?)
    }

    /// An endpoint's deliveries that are due, the longest waiting first, `limit` at most.
    pub async fn due_deliveries(
        &self,
        endpoint: &EndpointId,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<Delivery>, Error> {
        const SQL: &str = select_delivery!(
            "where d.endpoint_id = $1 and d.next_try_at is not null and d.next_try_at <= $2 order by d.next_try_at limit $3"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(endpoint).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// The deliveries to an endpoint, newest first, after the one at `after`; `limit` at most.
    pub async fn deliveries(
        &self,
        endpoint: &EndpointId,
        after: Option<&(Timestamp, String)>,
        limit: i64,
    ) -> Result<Vec<Delivery>, Error> {
        const FIRST: &str = select_delivery!("where d.endpoint_id = $1 order by d.created_at desc, d.id desc limit $2");
        const NEXT: &str = select_delivery!(
            "where d.endpoint_id = $1 and (d.created_at, d.id) < ($3, $4) order by d.created_at desc, d.id desc limit $2"
        );
        Ok(read!(self, db => match after {
            None => sqlx::query_as(FIRST).bind(endpoint).bind(limit).fetch_all(db).await,
            Some((at, id)) => sqlx::query_as(NEXT).bind(endpoint).bind(limit).bind(at).bind(id).fetch_all(db).await,
        })?)
    }

    /// Completes when deliveries became due on this replica since it completed last.
    pub async fn deliveries_due(&self) {
        self.wakes.due.notified().await;
    }
}

impl Tx<'_> {
    /// Stores a new delivery. It is due at once, unless an earlier one of its request to the same endpoint isn't over. The caller holds the
    /// payee's notices.
    pub async fn insert_delivery(&mut self, new: &Delivery) -> Result<(), Error> {
        const BEFORE: &str = "select count(*) from deliveries d where d.endpoint_id = $1 and d.request_code = $2 and d.state = 'waiting'";
        const SQL: &str = "insert into deliveries (id, payee_id, endpoint_id, message_id, kind, request_code, position, payment_id, \
                occurred_at, state, attempts, next_try_at, created_at, body) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10, $11, $12)";
        let before: i64 = match &new.request_code {
            Some(code) => {
                within!(self, db => sqlx::query_scalar(BEFORE).bind(&new.endpoint_id).bind(code).fetch_one(db).await)?
            }
            None => 0,
        };
        let due = new.next_try_at.filter(|_| before == 0);
        execute!(
            self,
            SQL,
            &new.id,
            &new.payee_id,
            &new.endpoint_id,
            &new.message_id,
            new.kind,
            &new.request_code,
            new.position,
            &new.payment_id,
            new.occurred_at,
            due,
            new.created_at,
            &new.body
        )?;
        self.effects.due = true;
        Ok(())
    }

    /// Reserves the next call of a delivery until a moment, after which it is due again should this process die meanwhile. `false` when
    /// another worker reserved it.
    pub async fn reserve_delivery(&mut self, due: &Delivery, until: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update deliveries set attempts = attempts + 1, next_try_at = $3 \
            where id = $1 and attempts = $2 and state = 'waiting' and next_try_at is not null";
        Ok(execute!(self, SQL, &due.id, due.attempts, until)? == 1)
    }

    /// Records the outcome of a reserved call, `attempts` being the number of calls with it. `false` when the delivery isn't waiting for
    /// it any more. The caller holds the payee's notices.
    pub async fn conclude_delivery(&mut self, due: &Delivery, attempts: i64, outcome: &Attempt) -> Result<bool, Error> {
        const SQL: &str = "update deliveries set state = $3, next_try_at = $4, tried_at = $5, took = $6, answer = $7, failure = $8, \
                ended_at = $9 \
            where id = $1 and attempts = $2 and state = 'waiting'";
        let Attempt { state, next_try_at, tried_at, took, answer, failure } = outcome;
        let ended_at = (*state != DeliveryState::Waiting).then_some(*tried_at);
        let rows =
            execute!(self, SQL, &due.id, attempts, state, next_try_at, tried_at, took, answer, failure, ended_at)?;
        self.effects.facts.push(Fact::Delivery(*state, rows));
        Ok(rows == 1)
    }

    /// Makes the next delivery of a request to an endpoint due, when the one before it is over. The caller holds the payee's notices.
    pub async fn advance_deliveries(
        &mut self,
        endpoint: &EndpointId,
        code: &RequestCode,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "update deliveries set next_try_at = $3 \
            where endpoint_id = $1 and request_code = $2 and state = 'waiting' and next_try_at is null \
                and position = (select min(d.position) from deliveries d \
                    where d.endpoint_id = $1 and d.request_code = $2 and d.state = 'waiting')";
        self.effects.due |= execute!(self, SQL, endpoint, code, now)? > 0;
        Ok(())
    }

    /// Gives up all deliveries to an endpoint that aren't over. The caller holds the payee's notices.
    pub async fn give_up_deliveries(&mut self, endpoint: &EndpointId, why: &str, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update deliveries set state = 'failed', next_try_at = null, failure = $2, ended_at = $3 \
            where endpoint_id = $1 and state = 'waiting'";
        let given_up = execute!(self, SQL, endpoint, why, now)?;
        self.effects.facts.push(Fact::Delivery(DeliveryState::Failed, given_up));
        Ok(())
    }

    /// A delivery to an endpoint, as it stands inside this transaction.
    pub async fn delivery(&mut self, endpoint: &EndpointId, id: &DeliveryId) -> Result<Option<Delivery>, Error> {
        const SQL: &str = select_delivery!("where d.id = $1 and d.endpoint_id = $2");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(id).bind(endpoint).fetch_optional(db).await)?)
    }

    /// Begins a new series of calls of a delivery, whatever came of it. The order of its request stays: behind an earlier one that isn't
    /// over it waits for its turn, and later ones that wait let it go first. The caller holds the payee's notices.
    pub async fn retry_delivery(&mut self, retried: &Delivery, now: Timestamp) -> Result<(), Error> {
        const RETRY: &str =
            "update deliveries set state = 'waiting', attempts = 0, next_try_at = $2, ended_at = null where id = $1";
        const BEHIND: &str = "update deliveries set next_try_at = null where id = $1 and exists (select 1 from deliveries d \
            where d.endpoint_id = deliveries.endpoint_id and d.request_code = deliveries.request_code and d.state = 'waiting' \
                and d.position < deliveries.position)";
        // One that is on its way meanwhile is planned again by its own answer.
        const LATER: &str = "update deliveries set next_try_at = null \
            where endpoint_id = $1 and request_code = $2 and state = 'waiting' and position > $3";
        let Delivery { id, endpoint_id, request_code, position, .. } = retried;
        execute!(self, RETRY, id, now)?;
        execute!(self, BEHIND, id)?;
        if let (Some(code), Some(position)) = (request_code, position) {
            execute!(self, LATER, endpoint_id, code, position)?;
        }
        self.effects.due = true;
        Ok(())
    }

    /// Erases the messages that have texts of a request.
    pub(super) async fn erase_messages(&mut self, code: &RequestCode) -> Result<(), Error> {
        const SQL: &str = "update deliveries set body = null where request_code = $1 and body is not null";
        execute!(self, SQL, code).map(drop)
    }
}

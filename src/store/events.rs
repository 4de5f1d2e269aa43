//! Events: facts that providers reported, each stored once, with its outcome.

use super::counts::Fact;
use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::Evidence;
use crate::domain::payment::event::{EventKind, EventOutcome};
use crate::domain::request::code::RequestCode;

/// A stored event of a provider, with its outcome.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RailEventRow {
    /// The payment that it concerns, if that is known here.
    pub payment_id: Option<PaymentId>,
    /// The kind of the reported fact.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// The reported amount, in minor units.
    pub amount: Option<i64>,
    /// The currency of the reported amount.
    pub currency: Option<Currency>,
    /// The result of applying the event.
    pub outcome: EventOutcome,
    /// The time at which the event arrived here.
    pub received_at: Timestamp,
}

/// A provider's event to be stored.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// The provider's id of the event, unique per method.
    pub event_id: &'a str,
    /// The kind of the reported fact.
    pub kind: EventKind,
    /// The reported amount and its currency.
    pub money: Money,
    /// The provider's fee, in minor units; `None` where it isn't reported.
    pub fee: Option<i64>,
    /// The time of the fact, by the provider's clock.
    pub occurred_at: Timestamp,
    /// The way in which the fact became known.
    pub evidence: Evidence,
    /// The refund that it concerns: the provider's id of it, and ours if it is known.
    pub refund: Option<(&'a str, Option<&'a RefundId>)>,
}

impl Store {
    /// The events of a request's payments, oldest first, at most a hundred.
    pub async fn rail_events(&self, code: &RequestCode) -> Result<Vec<RailEventRow>, Error> {
        const SQL: &str = "select e.payment_id, e.kind, e.amount, e.currency, e.outcome, e.received_at \
            from rail_events e where e.request_code = $1 order by e.received_at limit 100";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores a provider's event before it is applied. `false` when it is stored already, because the provider has repeated it.
    pub async fn record_event(
        &mut self,
        method: &MethodId,
        event: &NewEvent<'_>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "insert into rail_events (method_id, event_id, kind, amount, currency, fee, occurred_at, evidence, \
                outcome, received_at, refund_external_id, refund_id, fee_unknown) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing";
        let NewEvent { event_id, kind, money, fee, occurred_at, evidence, refund } = event;
        let is_new = execute!(
            self,
            SQL,
            method,
            event_id,
            kind.as_str(),
            money.minor(),
            money.currency().code(),
            fee.unwrap_or_default(),
            occurred_at,
            evidence,
            EventOutcome::Received,
            now,
            refund.map(|(external_id, _)| external_id),
            refund.and_then(|(_, own)| own),
            fee.is_none()
        )? == 1;
        if !is_new {
            self.effects.facts.push(Fact::Event(EventOutcome::Repeated));
        }
        Ok(is_new)
    }

    /// Records the outcome of an event, and the payment that it concerns.
    pub async fn record_outcome(
        &mut self,
        method: &MethodId,
        event_id: &str,
        payment: Option<&PaymentId>,
        outcome: EventOutcome,
    ) -> Result<(), Error> {
        const SQL: &str = "update rail_events set payment_id = $3, outcome = $4, \
                request_code = (select x.request_code from payments x where x.id = $3) \
            where method_id = $1 and event_id = $2";
        self.effects.facts.push(Fact::Event(outcome));
        execute!(self, SQL, method, event_id, payment, outcome).map(drop)
    }
}

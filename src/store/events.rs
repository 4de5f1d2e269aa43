//! Events: facts that providers reported, each kept once, with what came of it.

use super::{Error, Store, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::Evidence;
use crate::domain::payment::event::{EventKind, Outcome};
use crate::domain::request::code::RequestCode;

/// A provider's event, with what came of it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RailEventRow {
    /// The payment it spoke of, if we know it.
    pub payment_id: Option<PaymentId>,
    /// What it said.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// Of how much, in minor units.
    pub amount: Option<i64>,
    /// Of what currency.
    pub currency: Option<Currency>,
    /// What came of it.
    pub outcome: Outcome,
    /// When.
    pub received_at: Timestamp,
}

/// A provider's event that is about to be kept.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// The provider's name for it.
    pub event_id: &'a str,
    /// What it said.
    pub kind: EventKind,
    /// Of how much.
    pub money: Money,
    /// What the provider kept, in minor units; none where it doesn't tell.
    pub fee: Option<i64>,
    /// When it happened, by the provider's clock.
    pub occurred_at: Timestamp,
    /// How it is known.
    pub evidence: Evidence,
    /// The refund that it speaks of: the provider's name for it, and ours.
    pub refund: Option<(&'a str, Option<&'a RefundId>)>,
}

impl Store {
    /// What providers said of a request's payments and what could not simply be applied, oldest first.
    pub async fn rail_events(&self, code: &RequestCode) -> Result<Vec<RailEventRow>, Error> {
        const SQL: &str = "select e.payment_id, e.kind, e.amount, e.currency, e.outcome, e.received_at \
            from rail_events e where e.request_code = $1 order by e.received_at limit 100";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Keeps a provider's event, before anything is done about it. `false` when it was kept before: a repetition.
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
        Ok(execute!(
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
            Outcome::Received,
            now,
            refund.map(|(external_id, _)| external_id),
            refund.and_then(|(_, own)| own),
            fee.is_none()
        )? == 1)
    }

    /// Notes what came of an event.
    pub async fn record_outcome(
        &mut self,
        method: &MethodId,
        event_id: &str,
        payment: Option<&PaymentId>,
        outcome: Outcome,
    ) -> Result<(), Error> {
        const SQL: &str = "update rail_events set payment_id = $3, outcome = $4, \
                request_code = (select x.request_code from payments x where x.id = $3) \
            where method_id = $1 and event_id = $2";
        execute!(self, SQL, method, event_id, payment, outcome).map(drop)
    }
}

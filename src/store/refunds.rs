//! Refunds that payees requested, and the sums of a payment's reversals.

use sqlx::QueryBuilder;

use super::counts::Fact;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, PayeeId, PaymentId, RefundId};
use crate::domain::payment::refund::{Refund, RefundStage, RefundState, RefundWay, Returned};
use crate::domain::payment::reversals::Reversals;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::request::code::RequestCode;

macro_rules! select_refund {
    ($rest:literal) => {
        concat!(
            "select f.id, f.payment_id, f.payee_id, f.amount, f.currency, f.state, f.way, f.attempts, f.next_try_at, f.created_at, \
                f.ended_at, f.external_id, f.stage, f.movement_id from refunds f ",
            $rest
        )
    };
}

macro_rules! select_reversals {
    ($rest:literal) => {
        concat!(
            "select x.id as payment_id, x.refund_reported as reported, x.refund_elsewhere as elsewhere, \
                x.refund_lost as lost, x.dispute_opened_at, x.dispute_closed_at, \
                coalesce(cast(sum(case when f.state = 'done' and f.way = 'rail' then f.amount end) as bigint), 0) as sent, \
                coalesce(cast(sum(case when f.state in ('asked', 'sent') and f.way = 'rail' then f.amount end) as bigint), 0) as reserved, \
                coalesce(cast(sum(case when f.state = 'done' and f.way = 'elsewhere' then f.amount end) as bigint), 0) as outside, \
                coalesce(cast(sum(case when f.state = 'sent' and f.way = 'elsewhere' then f.amount end) as bigint), 0) \
                    as outside_pending, \
                coalesce(cast(sum(case when f.state = 'done' and f.way = 'hand' then f.amount end) as bigint), 0) as by_hand \
            from payments x left join refunds f on f.payment_id = x.id ",
            $rest,
            " group by x.id, x.refund_reported, x.refund_elsewhere, x.refund_lost, x.dispute_opened_at, x.dispute_closed_at"
        )
    };
}
const REVERSALS: &str = select_reversals!("where x.id = $1");

#[derive(sqlx::FromRow)]
struct ReversalsRow {
    payment_id: PaymentId,
    #[sqlx(flatten)]
    reversals: Reversals,
}

impl Store {
    /// The stored refunds of one of a payee's payments, oldest first, at most a hundred.
    pub async fn refunds(&self, payee: &PayeeId, payment: &PaymentId) -> Result<Vec<Refund>, Error> {
        const SQL: &str =
            select_refund!("where f.payment_id = $1 and f.payee_id = $2 order by f.created_at, f.id limit 100");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payment).bind(payee).fetch_all(db).await)?)
    }

    /// The stored refunds of some of a payee's payments, oldest first.
    pub async fn refunds_of_payments(&self, payee: &PayeeId, payments: &[PaymentId]) -> Result<Vec<Refund>, Error> {
        if payments.is_empty() {
            return Ok(Vec::new());
        }
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(select_refund!("where f.payee_id = "));
            query.push_bind(payee).push(" and f.payment_id in (");
            let mut places = query.separated(", ");
            for payment in payments {
                places.push_bind(payment);
            }
            query.push(") order by f.created_at, f.id");
            query.build_query_as().fetch_all(db).await
        })?)
    }

    /// The stored refunds of the newest `payments` payments of one of a payee's requests, oldest first, at most 500.
    pub async fn refunds_of_request(
        &self,
        payee: &PayeeId,
        code: &RequestCode,
        payments: usize,
    ) -> Result<Vec<Refund>, Error> {
        const SQL: &str = select_refund!(
            "where f.payee_id = $3 and f.payment_id in (select x.id from payments x where x.request_code = $1 \
                order by x.created_at desc, x.id desc limit $2) order by f.created_at, f.id limit 500"
        );
        let newest = i64::try_from(payments).unwrap_or(i64::MAX);
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).bind(newest).bind(payee).fetch_all(db).await)?)
    }

    /// The reversals of the settled ones among a request's newest `payments` payments, as committed.
    pub async fn reversals(&self, code: &RequestCode, payments: usize) -> Result<Vec<(PaymentId, Reversals)>, Error> {
        const SQL: &str = select_reversals!(
            "where x.received is not null and x.id in (select y.id from payments y where y.request_code = $1 \
                order by y.created_at desc, y.id desc limit $2)"
        );
        let newest = i64::try_from(payments).unwrap_or(i64::MAX);
        let rows: Vec<ReversalsRow> =
            read!(self, db => sqlx::query_as(SQL).bind(code).bind(newest).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|ReversalsRow { payment_id, reversals }| (payment_id, reversals)).collect())
    }

    /// The amounts of a payment that went back, by source. In the ledger, a refund that only the payee vouches for has the evidence
    /// `manual`.
    pub async fn returned(&self, payment: &Payment) -> Result<Returned, Error> {
        const SQL: &str = "select x.refund_lost, \
                (select coalesce(cast(-sum(e.gross) as bigint), 0) from ledger_entries e \
                where e.payment_id = x.id and e.kind = 'refund' and e.evidence = 'manual' and not exists \
                    (select 1 from ledger_entries c where c.payment_id = x.id and c.reverses_id = e.id)) \
            from payments x where x.id = $1";
        let row: Option<(i64, i64)> =
            read!(self, db => sqlx::query_as(SQL).bind(&payment.id).fetch_optional(db).await)?;
        let (lost, by_word) = row.unwrap_or_default();
        Ok(Returned::divide(payment.refunded, by_word, lost))
    }

    /// Refunds that are due for another call to their provider, the longest waiting first, `limit` at most.
    pub async fn refunds_to_try(&self, now: Timestamp, limit: i64) -> Result<Vec<Refund>, Error> {
        const SQL: &str = select_refund!(
            "where f.state in ('asked', 'sent') and f.next_try_at <= $1 order by f.next_try_at limit $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// The stored refunds of a payment, oldest first, at most a hundred.
    pub async fn refunds(&mut self, payment: &PaymentId) -> Result<Vec<Refund>, Error> {
        const SQL: &str = select_refund!("where f.payment_id = $1 order by f.created_at, f.id limit 100");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payment).fetch_all(db).await)?)
    }

    /// Stores a refund, which may be open or done already.
    pub async fn insert_refund(&mut self, refund: &Refund) -> Result<(), Error> {
        const SQL: &str = "insert into refunds (id, payment_id, payee_id, currency, amount, state, way, attempts, next_try_at, \
                created_at, ended_at, external_id, stage) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        execute!(
            self,
            SQL,
            &refund.id,
            &refund.payment_id,
            &refund.payee_id,
            refund.currency.code(),
            refund.amount,
            refund.state,
            refund.way,
            refund.attempts,
            refund.next_try_at,
            refund.created_at,
            refund.ended_at,
            &refund.external_id,
            refund.stage
        )?;
        self.effects.facts.push(Fact::Refund(refund.state));
        Ok(())
    }

    /// Counts a refund that has got into another state. Returns whether it was moved at all.
    fn moved_refund(&mut self, rows: u64, state: RefundState) -> bool {
        if rows == 1 {
            self.effects.facts.push(Fact::Refund(state));
        }
        rows == 1
    }

    /// The refund that a provider's event concerns: the one with the provider's id, or else the one with ours if it has no id of the
    /// provider's yet. A second refund of the provider under our id is another one.
    pub async fn named_refund(
        &mut self,
        payment: &PaymentId,
        external_id: &str,
        own: Option<&RefundId>,
    ) -> Result<Option<Refund>, Error> {
        const SQL: &str = select_refund!(
            "where f.payment_id = $1 and f.way <> 'hand' \
                and (f.external_id = $2 or (f.external_id is null and f.id = $3)) \
            order by case when f.external_id = $2 then 0 else 1 end limit 1"
        );
        let own = own.map_or("", RefundId::as_str);
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payment).bind(external_id).bind(own).fetch_optional(db).await)?)
    }

    /// Moves a refund to the stage that its provider reports, if its row is still as in `refund`. `false` when another transaction moved
    /// it.
    pub async fn advance_refund(
        &mut self,
        refund: &Refund,
        (external_id, stage): (&str, RefundStage),
        next_try_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update refunds set state = $4, stage = $5, external_id = $6, next_try_at = $7, ended_at = $8 \
            where id = $1 and state = $2 and coalesce(stage, '') = $3";
        let before = refund.stage.map_or("", RefundStage::as_str);
        let ended_at = (stage != RefundStage::Pending).then_some(now);
        let rows = execute!(
            self,
            SQL,
            &refund.id,
            refund.state,
            before,
            stage.state(),
            stage,
            external_id,
            next_try_at,
            ended_at
        )?;
        Ok(self.moved_refund(rows, stage.state()))
    }

    /// Records the ledger line that booked a refund.
    pub async fn book_refund(&mut self, id: &RefundId, line: &MovementId) -> Result<(), Error> {
        const SQL: &str = "update refunds set movement_id = $2 where id = $1";
        execute!(self, SQL, id, line).map(drop)
    }

    /// Moves a refund that was only recorded to the state of one that never was. `false` when it is in that already, or a provider makes it.
    pub async fn withdraw_refund(&mut self, id: &RefundId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str =
            "update refunds set state = 'failed', ended_at = $2 where id = $1 and state = 'done' and way = 'hand'";
        let rows = execute!(self, SQL, id, now)?;
        Ok(self.moved_refund(rows, RefundState::Failed))
    }

    /// Reserves the next attempt of a refund, so that no other worker makes it, and schedules the one after that. `false` when another
    /// worker reserved it, or its state has changed.
    pub async fn take_refund(&mut self, refund: &Refund, next_try_at: Option<Timestamp>) -> Result<bool, Error> {
        const SQL: &str = "update refunds set attempts = attempts + 1, next_try_at = $3 \
            where id = $1 and attempts = $2 and state = $4";
        Ok(execute!(self, SQL, &refund.id, refund.attempts, next_try_at, refund.state)? == 1)
    }

    /// Ends a requested refund for which the provider has none. `false` when it is not in the state `asked` any more.
    pub async fn end_refund(
        &mut self,
        id: &RefundId,
        state: RefundState,
        way: RefundWay,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update refunds set state = $2, way = $3, ended_at = $4, next_try_at = null \
            where id = $1 and state = 'asked'";
        let rows = execute!(self, SQL, id, state, way, now)?;
        Ok(self.moved_refund(rows, state))
    }

    /// Ends a refund by the payee's word. `false` when it has ended, or calls to its provider are still planned.
    pub async fn conclude_refund(&mut self, id: &RefundId, state: RefundState, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update refunds set state = $2, ended_at = $3 \
            where id = $1 and state in ('asked', 'sent') and next_try_at is null";
        let rows = execute!(self, SQL, id, state, now)?;
        Ok(self.moved_refund(rows, state))
    }

    /// The sums of a payment's reversals inside this transaction. A caller that decides by them holds the request.
    pub async fn reversals(&mut self, payment: &PaymentId) -> Result<Option<Reversals>, Error> {
        Ok(within!(self, db => sqlx::query_as(REVERSALS).bind(payment).fetch_optional(db).await)?)
    }

    /// Stores a payment's reversals, state and refunded total, if its row is still as in `payment`. `false` when another transaction moved
    /// it. Our own refunds are rows of their own, and are not stored here.
    pub async fn update_reversals(
        &mut self,
        payment: &Payment,
        reversals: &Reversals,
        state: PaymentState,
        returned: i64,
    ) -> Result<bool, Error> {
        const SQL: &str = "update payments set state = $4, refunded = $5, refund_reported = $6, refund_elsewhere = $7, \
                refund_lost = $8, dispute_opened_at = $9, dispute_closed_at = $10 \
            where id = $1 and state = $2 and refunded = $3 and received >= $5";
        Ok(execute!(
            self,
            SQL,
            &payment.id,
            payment.state,
            payment.refunded,
            state,
            returned,
            reversals.reported,
            reversals.elsewhere,
            reversals.lost,
            reversals.dispute_opened_at,
            reversals.dispute_closed_at
        )? == 1)
    }
}

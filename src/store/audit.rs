//! The audit's reads: ledger lines and rows as they are stored, by primary key, in chunks, from one snapshot.

use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Executor as _, Sqlite, Transaction};

use super::batches::{BatchRecord, BatchRow, batch_columns};
use super::closes::close_columns;
use super::ledger::{CHUNK, LedgerHead, columns, fee, head_columns};
use super::postgres::in_long_time;
use super::{Database, Error, Store};
use crate::domain::id::PayeeId;
use crate::domain::ledger::{Close, LedgerEntry, LedgerSeal};
use crate::domain::reconciliation::{Line, PaymentFacts, RefundFacts, RefundSums, RequestFacts};

/// A snapshot of the database: a transaction that only reads.
#[derive(Debug)]
pub struct Snapshot(AuditReading);

#[derive(Debug)]
enum AuditReading {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(PgConnection),
}

macro_rules! look {
    ($snapshot:expr, $db:ident => $body:expr) => {
        match &mut $snapshot.0 {
            AuditReading::Sqlite(tx) => {
                let $db = &mut **tx;
                $body
            }
            AuditReading::Postgres(connection) => {
                let $db = connection;
                in_long_time(async { $body }).await
            }
        }
    };
}

/// A range of primary keys; an empty `to` has no end. The database compares them, because its order of texts may differ from Rust's.
#[derive(Debug, Clone, Default)]
pub struct KeyRange {
    /// The exclusive start; empty for the first key.
    pub after: String,
    /// The inclusive end; empty for none.
    pub to: String,
}

/// The place of a line in the order of the keys that lines name, their numbers and ids.
#[derive(Debug, Clone)]
pub struct LinePlace {
    key: String,
    seq: i64,
    id: String,
}

impl LinePlace {
    /// The place after every line that names this key.
    pub fn after_key(key: &str) -> Self {
        Self { key: key.to_owned(), seq: i64::MAX, id: String::new() }
    }

    /// The place of a line that was read by this key.
    pub fn of(key: &str, line: &Line) -> Self {
        Self { key: key.to_owned(), seq: line.seq, id: line.id.clone() }
    }
}

/// Selects the lines that name keys of a range, in the order of these keys and then of the lines' numbers. `$1` to `$3` are the place of
/// the last line, `$4` is the range's end, `$5` the limit.
macro_rules! lines_by {
    ($key:literal) => {
        concat!(
            "select e.id, e.payee_id, e.seq, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, e.gross, e.tip, ",
            $crate::store::ledger::fee!("e"),
            ", e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at \
            from ledger_entries e where (",
            $key,
            ", e.seq, e.id) > ($1, $2, $3) and ($4 = '' or ",
            $key,
            " <= $4) order by ",
            $key,
            ", e.seq, e.id limit $5"
        )
    };
}

impl Store {
    /// Opens a snapshot, which holds a connection until it ends.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        Ok(Snapshot(match &self.database {
            Database::Sqlite(sqlite) => AuditReading::Sqlite(sqlite.readers.begin().await?),
            Database::Postgres(db) => {
                let mut connection = db.connect_aside().await?;
                connection.execute("begin isolation level repeatable read, read only").await?;
                AuditReading::Postgres(connection)
            }
        }))
    }
}

impl Snapshot {
    /// Ends the snapshot and releases its connection.
    pub async fn end(self) -> Result<(), Error> {
        Ok(match self.0 {
            AuditReading::Sqlite(tx) => tx.rollback().await,
            AuditReading::Postgres(connection) => connection.close().await,
        }?)
    }

    /// The ids of all payees and of all ledgers' heads, with the handles of those that exist as payees.
    pub async fn ledgers(&mut self) -> Result<Vec<(PayeeId, Option<String>)>, Error> {
        const SQL: &str = "select h.payee_id, p.handle from ledger_heads h left join payees p on p.id = h.payee_id \
            union select p.id, p.handle from payees p order by 2, 1";
        Ok(look!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }

    /// The head of a payee's ledger, the end of its chain.
    pub async fn head(&mut self, payee: &PayeeId) -> Result<Option<LedgerHead>, Error> {
        const SQL: &str = concat!("select ", head_columns!(), " from ledger_heads where payee_id = $1");
        Ok(look!(self, db => sqlx::query_as(SQL).bind(payee).fetch_optional(db).await)?)
    }

    /// The next lines of a chain after line `seq`, in order; empty at the end.
    pub async fn chain_after(&mut self, payee: &PayeeId, seq: i64) -> Result<Vec<LedgerEntry>, Error> {
        const SQL: &str = concat!(
            "select ",
            columns!(),
            " from ledger_entries e where e.payee_id = $1 and e.seq > $2 order by e.seq limit $3"
        );
        Ok(look!(self, db => sqlx::query_as(SQL).bind(payee).bind(seq).bind(CHUNK).fetch_all(db).await)?)
    }

    /// The closes of a payee, in the order of their days.
    pub async fn closes(&mut self, payee: &PayeeId) -> Result<Vec<Close>, Error> {
        const SQL: &str = concat!("select ", close_columns!(), " from closes c where c.payee_id = $1 order by c.until");
        Ok(look!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The batches of a payee, in the order of their numbers.
    pub async fn batches(&mut self, payee: &PayeeId) -> Result<Vec<BatchRecord>, Error> {
        const SQL: &str =
            concat!("select ", batch_columns!(), " from batches b where b.payee_id = $1 order by b.number");
        let rows: Vec<BatchRow> = look!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?;
        rows.into_iter().map(BatchRow::read).collect()
    }

    /// The seals of a payee's closes, in the order of [`Self::closes`].
    pub async fn seals_of_closes(&mut self, payee: &PayeeId) -> Result<Vec<Option<LedgerSeal>>, Error> {
        const SQL: &str = "select seal from closes where payee_id = $1 order by until";
        Ok(look!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The seals of a payee's batches, in the order of [`Self::batches`].
    pub async fn seals_of_batches(&mut self, payee: &PayeeId) -> Result<Vec<Option<LedgerSeal>>, Error> {
        const SQL: &str = "select seal from batches where payee_id = $1 order by number";
        Ok(look!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// Days, currencies, rails and kinds whose sums are other ones than those of their lines; a hundred at most.
    pub async fn unbalanced_days(&mut self, payee: &PayeeId) -> Result<Vec<String>, Error> {
        // The two are added with opposite signs, so that nothing is left of what agrees.
        const SQL: &str = "select cast(s.day as text) || ' ' || s.currency || ' ' || s.rail || ' ' || s.kind from ( \
                select accounting_date as day, currency, rail, kind, 1 as lines, gross, tip, \
                    case when fee_unknown then 0 else fee end as fee, case when fee_unknown then 1 else 0 end as unknown_fees \
                from ledger_entries where payee_id = $1 \
                union all select accounting_date, currency, rail, kind, -lines, -gross, -tip, -fee, -unknown_fees \
                from ledger_days where payee_id = $1) as s \
            group by s.day, s.currency, s.rail, s.kind \
            having sum(s.lines) <> 0 or sum(s.gross) <> 0 or sum(s.tip) <> 0 or sum(s.fee) <> 0 or sum(s.unknown_fees) <> 0 \
            order by s.day, s.currency, s.rail, s.kind limit 100";
        Ok(look!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The payments after an id, in the order of ids, with the sums of their refunds. Fewer than [`Self::chunk`] are the last.
    pub async fn payments_after(&mut self, after: &str) -> Result<Vec<PaymentFacts>, Error> {
        const ROWS: &str = concat!(
            "select x.id, x.request_code, x.payee_id, x.method_id, x.rail, x.test, x.currency, x.amount, x.tip, x.received, x.refunded, ",
            fee!("x"),
            ", x.state, x.evidence, x.external_id, x.provider_ref, x.settled_at, x.booking_date, x.refund_reported, x.refund_elsewhere, \
                x.refund_lost, x.dispute_opened_at, x.dispute_closed_at, r.payee_id as request_payee, \
                m.payee_id as method_payee, m.rail as method_rail \
            from payments x left join requests r on r.code = x.request_code left join methods m on m.id = x.method_id \
            where x.id > $1 order by x.id limit $2"
        );
        const SUMS: &str = "select f.payment_id, \
                coalesce(cast(sum(case when f.way = 'rail' then f.amount end) as bigint), 0) as sent, \
                coalesce(cast(sum(case when f.way = 'elsewhere' then f.amount end) as bigint), 0) as outside, \
                coalesce(cast(sum(case when f.way = 'hand' then f.amount end) as bigint), 0) as by_hand \
            from refunds f where f.state = 'done' and f.payment_id > $1 and f.payment_id <= $2 group by f.payment_id";
        let mut rows: Vec<PaymentFacts> =
            look!(self, db => sqlx::query_as(ROWS).bind(after).bind(CHUNK).fetch_all(db).await)?;
        let Some(last) = rows.last().map(|row| row.id.clone()) else { return Ok(rows) };
        let sums: Vec<RefundSums> = look!(self, db => sqlx::query_as(SUMS).bind(after).bind(last).fetch_all(db).await)?;
        let mut sums: std::collections::HashMap<_, _> =
            sums.into_iter().map(|sums| (sums.payment_id.clone(), sums)).collect();
        for row in &mut rows {
            row.refunds = sums.remove(&row.id).unwrap_or_default();
        }
        Ok(rows)
    }

    /// The requests after a code, in the order of codes.
    pub async fn requests_after(&mut self, after: &str) -> Result<Vec<RequestFacts>, Error> {
        const SQL: &str = "select code, payee_id, currency, amount, prices, reference, rf, state, max_payments, paid_count, paid_total, paid_elsewhere, \
                parts, due_on, part_from, part_until, paid_at, cancelled_at \
            from requests where code > $1 order by code limit $2";
        Ok(look!(self, db => sqlx::query_as(SQL).bind(after).bind(CHUNK).fetch_all(db).await)?)
    }

    /// The refunds after an id, in the order of ids, with the payment and the line that they name.
    pub async fn refunds_after(&mut self, after: &str) -> Result<Vec<RefundFacts>, Error> {
        const SQL: &str = "select f.id, f.payment_id, f.payee_id, f.currency, f.amount, f.way, f.movement_id, \
                x.payee_id as payment_payee, x.currency as payment_currency, e.payment_id as booked_payment, \
                e.kind as booked_kind, e.gross as booked_gross, e.rail as booked_rail, e.evidence as booked_evidence \
            from refunds f left join payments x on x.id = f.payment_id left join ledger_entries e on e.id = f.movement_id \
            where f.id > $1 order by f.id limit $2";
        Ok(look!(self, db => sqlx::query_as(SQL).bind(after).bind(CHUNK).fetch_all(db).await)?)
    }

    /// The next lines of payments in a range, after a place.
    pub async fn lines_by_payment(&mut self, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, Error> {
        const SQL: &str = lines_by!("e.payment_id");
        self.lines(SQL, place, range).await
    }

    /// The next lines of requests in a range, after a place.
    pub async fn lines_by_request(&mut self, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, Error> {
        const SQL: &str = lines_by!("e.request_code");
        self.lines(SQL, place, range).await
    }

    async fn lines(&mut self, sql: &'static str, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, Error> {
        Ok(look!(self, db => sqlx::query_as(sql)
            .bind(&place.key)
            .bind(place.seq)
            .bind(&place.id)
            .bind(&range.to)
            .bind(CHUNK)
            .fetch_all(db).await)?)
    }

    /// The number of rows of a full chunk; a shorter one is the last.
    pub fn chunk() -> usize {
        usize::try_from(CHUNK).unwrap_or(usize::MAX)
    }
}

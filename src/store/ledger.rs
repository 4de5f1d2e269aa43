//! The ledger: lines in, never out; the export and the audit read it in chunks.

use super::requests::ever;
use super::{Error, Store, Tx, read, within};
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::ledger::{ChainHash, LedgerEntry, Movement};
use crate::domain::text::Memo;

macro_rules! columns {
    () => {
        "e.id, e.payee_id, e.seq, e.prev_hash, e.hash, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, \
            e.gross, e.fee, e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, \
            e.batch_id"
    };
}

/// Where a payee's chain ends.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Whose.
    pub payee_id: PayeeId,
    /// The number of its last line; 0 when there is none.
    pub seq: i64,
    /// The hash of its last line.
    pub hash: ChainHash,
}

/// A line of an export: a ledger entry, and the memo of its request. The memo is not part of the chain, because it may have to be
/// erased one day.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MovementRow {
    /// The line.
    #[sqlx(flatten)]
    pub entry: LedgerEntry,
    /// What the request was for.
    pub memo: Option<Memo>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<String>,
}

/// What an export is narrowed to. Start-inclusive, end-exclusive.
#[derive(Debug, Clone, Default)]
pub struct MovementFilter {
    /// From.
    pub from: Option<Instant>,
    /// Before.
    pub to: Option<Instant>,
    /// In one currency, by its code.
    pub currency: Option<&'static str>,
    /// By when the line was written instead of when the money moved.
    pub by_created: bool,
}

/// How many lines a chunk holds. Small enough for a phone of a server, large enough that the query's own cost vanishes.
const CHUNK: i64 = 1000;

impl Tx<'_> {
    /// Adds a line at the end of its payee's chain. The first statement takes the head's lock, so lines of one payee form a queue.
    pub async fn append(&mut self, movement: Movement) -> Result<LedgerEntry, Error> {
        const TAKE: &str = "update ledger_heads set seq = seq + 1 where payee_id = $1 returning payee_id, seq, hash";
        const LINE: &str = "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, kind, request_code, payment_id, \
                reference, rf, currency, gross, fee, rail, evidence, evidence_ref, booking_date, created_at, settled_at, \
                reverses_id, batch_id) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
        const HEAD: &str = "update ledger_heads set hash = $2 where payee_id = $1";
        let head: Head = within!(self, db => sqlx::query_as(TAKE).bind(&movement.payee_id).fetch_one(db).await)?;
        let entry = movement.chained(head.seq, head.hash);
        let LedgerEntry { seq, prev_hash, hash, movement } = &entry;
        within!(self, db => sqlx::query(LINE)
            .bind(&movement.id)
            .bind(&movement.payee_id)
            .bind(seq)
            .bind(prev_hash)
            .bind(hash)
            .bind(movement.kind)
            .bind(&movement.request_code)
            .bind(&movement.payment_id)
            .bind(&movement.reference)
            .bind(&movement.rf)
            .bind(movement.currency.code())
            .bind(movement.gross)
            .bind(movement.fee)
            .bind(&movement.rail)
            .bind(movement.evidence)
            .bind(&movement.evidence_ref)
            .bind(movement.booking_date)
            .bind(movement.created_at)
            .bind(movement.settled_at)
            .bind(&movement.reverses_id)
            .bind(&movement.batch_id)
            .execute(db).await.map(drop))?;
        within!(self, db => sqlx::query(HEAD).bind(&movement.payee_id).bind(hash).execute(db).await.map(drop))?;
        Ok(entry)
    }

    /// The line of a payment's settlement.
    pub async fn settlement_line(&mut self, payment: &PaymentId) -> Result<Option<MovementId>, Error> {
        const SQL: &str = "select id from ledger_entries where payment_id = $1 and kind = 'settlement' limit 1";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payment).fetch_optional(db).await)?)
    }
}

impl Store {
    /// Where a payee's chain ends now.
    pub async fn ledger_head(&self, payee: &PayeeId) -> Result<Option<Head>, Error> {
        const SQL: &str = "select payee_id, seq, hash from ledger_heads where payee_id = $1";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_optional(db).await)?)
    }

    /// The next lines of a chain after line `seq`, in order; empty at the end.
    pub async fn ledger_after(&self, payee: &PayeeId, seq: i64) -> Result<Vec<LedgerEntry>, Error> {
        const SQL: &str = concat!(
            "select ",
            columns!(),
            " from ledger_entries e where e.payee_id = $1 and e.seq > $2 order by e.seq limit $3"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(seq).bind(CHUNK).fetch_all(db).await)?)
    }

    /// A payment on which a payee's ledger and its payments disagree: settled without a line, a line without a settled payment, or
    /// two amounts.
    pub async fn disputed_payment(&self, payee: &PayeeId) -> Result<Option<PaymentId>, Error> {
        const PAYMENTS: &str = "select x.id from payments x \
            left join ledger_entries e on e.payment_id = x.id and e.kind = 'settlement' \
            where x.payee_id = $1 and x.received is not null \
                and (e.gross is null or e.gross <> x.received or e.currency <> x.currency) limit 1";
        const LINES: &str = "select e.payment_id from ledger_entries e left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and e.kind = 'settlement' and x.received is null limit 1";
        let found = read!(self, db => sqlx::query_scalar(PAYMENTS).bind(payee).fetch_optional(db).await)?;
        match found {
            Some(payment) => Ok(Some(payment)),
            None => Ok(read!(self, db => sqlx::query_scalar(LINES).bind(payee).fetch_optional(db).await)?),
        }
    }

    /// A payment on which a payee's ledger and its payments disagree on what went back, or of which more went back than arrived.
    pub async fn misreturned_payment(&self, payee: &PayeeId) -> Result<Option<PaymentId>, Error> {
        const PAYMENTS: &str = "select x.id from payments x \
            left join (select payment_id, cast(sum(gross) as bigint) as gone, min(currency) as least, max(currency) as most \
                from ledger_entries where payee_id = $1 and kind = 'refund' group by payment_id) e on e.payment_id = x.id \
            where x.payee_id = $1 and (x.refunded <> -coalesce(e.gone, 0) or x.refunded > coalesce(x.received, 0) \
                or e.least <> x.currency or e.most <> x.currency) limit 1";
        const LINES: &str = "select e.payment_id from ledger_entries e left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and e.kind = 'refund' and (x.id is null or x.payee_id <> e.payee_id) limit 1";
        let found = read!(self, db => sqlx::query_scalar(PAYMENTS).bind(payee).fetch_optional(db).await)?;
        match found {
            Some(payment) => Ok(Some(payment)),
            None => Ok(read!(self, db => sqlx::query_scalar(LINES).bind(payee).fetch_optional(db).await)?),
        }
    }

    /// A request of a payee whose totals aren't what its ledger lines say.
    pub async fn miscounted_request(&self, payee: &PayeeId) -> Result<Option<RequestCode>, Error> {
        const SQL: &str = "select r.code from requests r \
            left join (select request_code, cast(sum(gross) as bigint) as total, \
                    sum(case when kind = 'settlement' then 1 else 0 end) as settlements \
                from ledger_entries where payee_id = $1 group by request_code) e on e.request_code = r.code \
            where r.payee_id = $1 and (r.paid_total <> coalesce(e.total, 0) or r.paid_count <> coalesce(e.settlements, 0)) \
            limit 1";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?)
    }

    /// The next movements of an export after `last`, in the order of their time. Nothing beyond line `head` is read: what is
    /// written while the export runs belongs to the next one. So an export is a snapshot without holding a transaction open, and a
    /// slow reader holds up nobody.
    pub async fn movements(
        &self,
        payee: &PayeeId,
        filter: &MovementFilter,
        head: i64,
        last: Option<(Instant, i64)>,
    ) -> Result<Vec<MovementRow>, Error> {
        const SETTLED: &str = concat!(
            "select r.memo, x.provider_ref, ",
            columns!(),
            " from ledger_entries e join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and e.settled_at >= $2 and e.settled_at < $3 and (e.settled_at, e.seq) > ($4, $5) \
                and e.seq <= $6 and ($7 = '' or e.currency = $7) order by e.settled_at, e.seq limit $8"
        );
        // Lines are written in the order of their numbers, so the time of the last one ($4) isn't asked.
        const CREATED: &str = concat!(
            "select r.memo, x.provider_ref, ",
            columns!(),
            " from ledger_entries e join requests r on r.code = e.request_code left join payments x on x.id = e.payment_id \
            where e.payee_id = $1 and e.created_at >= $2 and e.created_at < $3 and e.seq > $5 and e.seq <= $6 and ($7 = '' or e.currency = $7) order by e.seq limit $8"
        );
        let (from, to) = ever(filter.from, filter.to);
        let (after, after_seq) = last.unwrap_or((from, 0));
        let sql = if filter.by_created { CREATED } else { SETTLED };
        Ok(read!(self, db => sqlx::query_as(sql)
            .bind(payee)
            .bind(from)
            .bind(to)
            .bind(after)
            .bind(after_seq)
            .bind(head)
            .bind(filter.currency.unwrap_or_default())
            .bind(CHUNK)
            .fetch_all(db).await)?)
    }
}

//! The ledger: lines in, never out; the export and the audit read it in chunks.

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::ledger::{ChainHash, HeadSeal, LedgerEntry, LedgerKey, Movement};

/// The fee of a row; null where the provider doesn't tell it. Its two columns say one thing: where they contradict each other, it is a fee
/// that nobody wrote, so that the audit finds a hand in either of them.
macro_rules! fee {
    ($x:literal) => {
        concat!(
            "case when not ",
            $x,
            ".fee_unknown then ",
            $x,
            ".fee when ",
            $x,
            ".fee <> 0 then -1 - ",
            $x,
            ".fee end as fee"
        )
    };
}
pub(super) use fee;

macro_rules! columns {
    () => {
        concat!(
            "e.id, e.payee_id, e.seq, e.prev_hash, e.hash, e.kind, e.request_code, e.payment_id, e.reference, e.rf, e.currency, \
            e.gross, ",
            $crate::store::ledger::fee!("e"),
            ", e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, e.batch_id"
        )
    };
}
pub(super) use columns;

/// Where a payee's chain ends.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LedgerHead {
    /// Whose.
    pub payee_id: PayeeId,
    /// The number of its last line; 0 when there is none.
    pub seq: i64,
    /// The hash of its last line.
    pub hash: ChainHash,
    /// No line that is yet to come is dated before it.
    pub not_before: Option<Timestamp>,
    /// The seal of this end, by whoever wrote it.
    pub seal: Option<HeadSeal>,
}

/// How many lines a chunk holds. Small enough for a phone of a server, large enough that the query's own cost vanishes.
pub(super) const CHUNK: i64 = 1000;

impl Tx<'_> {
    /// Adds a line at the end of its payee's chain. The first statement takes the head's lock, so lines of one payee form a queue. A
    /// line is dated no earlier than the one before it, although clocks of replicas differ and a transaction may be slow, and not
    /// into a period whose end was fixed. The new end is sealed only where the old one's seal holds: sealing an end that somebody else
    /// wrote would hide what was done to the lines before it. Money that arrived is booked all the same.
    pub async fn append(&mut self, mut movement: Movement) -> Result<LedgerEntry, Error> {
        const TAKE: &str = "update ledger_heads set seq = seq + 1 where payee_id = $1 \
            returning payee_id, seq, hash, not_before, seal";
        const LINE: &str = "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, kind, request_code, payment_id, \
                reference, rf, currency, gross, fee, rail, evidence, evidence_ref, booking_date, created_at, settled_at, \
                reverses_id, batch_id, fee_unknown) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
        const HEAD: &str = "update ledger_heads set hash = $2, not_before = $3, seal = coalesce($4, seal) \
            where payee_id = $1";
        let key = self.ledger_key()?.clone();
        let head: LedgerHead = within!(self, db => sqlx::query_as(TAKE).bind(&movement.payee_id).fetch_one(db).await)?;
        movement.created_at = head.not_before.map_or(movement.created_at, |least| least.max(movement.created_at));
        let sealed = key.holds(head.seal.as_ref(), &head.payee_id, head.seq - 1, &head.hash);
        if !sealed {
            tracing::error!("a ledger's end isn't sealed by this service's key: see chit audit");
        }
        let entry = movement.chained(head.seq, head.hash);
        let LedgerEntry { seq, prev_hash, hash, movement } = &entry;
        execute!(
            self,
            LINE,
            &movement.id,
            &movement.payee_id,
            seq,
            prev_hash,
            hash,
            movement.kind,
            &movement.request_code,
            &movement.payment_id,
            &movement.reference,
            &movement.rf,
            movement.currency.code(),
            movement.gross,
            movement.fee.unwrap_or_default(),
            &movement.rail,
            movement.evidence,
            &movement.evidence_ref,
            movement.booking_date,
            movement.created_at,
            movement.settled_at,
            &movement.reverses_id,
            &movement.batch_id,
            movement.fee.is_none()
        )?;
        execute!(
            self,
            HEAD,
            &movement.payee_id,
            hash,
            movement.created_at,
            sealed.then(|| key.seal(&movement.payee_id, *seq, hash))
        )?;
        Ok(entry)
    }

    /// Fixes what was written before a moment: every later line of the payee is dated at or after it. Waits for lines that are being
    /// written, so that whoever reads afterwards reads them, too.
    pub async fn fix_until(&mut self, payee: &PayeeId, until: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update ledger_heads set not_before = $2 \
            where payee_id = $1 and (not_before is null or not_before < $2)";
        execute!(self, SQL, payee, until).map(drop)
    }

    /// The ends of all ledgers, as they stand inside this transaction.
    pub async fn ledger_heads(&mut self) -> Result<Vec<LedgerHead>, Error> {
        const SQL: &str = "select payee_id, seq, hash, not_before, seal from ledger_heads order by payee_id";
        Ok(within!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }

    /// Seals an end that is as it was read. `false` when a line was written meanwhile.
    pub async fn seal_head(&mut self, head: &LedgerHead, key: &LedgerKey) -> Result<bool, Error> {
        const SQL: &str = "update ledger_heads set seal = $4 where payee_id = $1 and seq = $2 and hash = $3";
        let LedgerHead { payee_id, seq, hash, .. } = head;
        Ok(execute!(self, SQL, payee_id, seq, hash, key.seal(payee_id, *seq, hash))? == 1)
    }

    /// The line of a payment's settlement.
    pub async fn settlement_line(&mut self, payment: &PaymentId) -> Result<Option<MovementId>, Error> {
        const SQL: &str = "select id from ledger_entries where payment_id = $1 and kind = 'settlement' limit 1";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payment).fetch_optional(db).await)?)
    }
}

/// A line that booked money which went back, and how much of it no correction has taken back, in minor units.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RefundLine {
    /// The line.
    pub id: MovementId,
    /// By which rail it went.
    pub rail: String,
    /// When it went.
    pub settled_at: Timestamp,
    /// What still stands of it.
    pub standing: i64,
}

impl Tx<'_> {
    /// The refund lines of a payment of which something stands, newest first.
    pub async fn refund_lines(&mut self, payment: &PaymentId) -> Result<Vec<RefundLine>, Error> {
        const SQL: &str = "select e.id, e.rail, e.settled_at, \
                cast(-e.gross - coalesce((select sum(c.gross) from ledger_entries c \
                    where c.payment_id = $1 and c.kind = 'correction' and c.reverses_id = e.id), 0) as bigint) as standing \
            from ledger_entries e where e.payment_id = $1 and e.kind = 'refund' order by e.seq desc";
        let lines: Vec<RefundLine> = within!(self, db => sqlx::query_as(SQL).bind(payment).fetch_all(db).await)?;
        Ok(lines.into_iter().filter(|line| line.standing > 0).collect())
    }
}

impl Store {
    /// Where a payee's chain ends now.
    pub async fn ledger_head(&self, payee: &PayeeId) -> Result<Option<LedgerHead>, Error> {
        const SQL: &str = "select payee_id, seq, hash, not_before, seal from ledger_heads where payee_id = $1";
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
}

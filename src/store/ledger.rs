//! The ledger: lines are only appended; the export and the audit read them in chunks.

use chrono::NaiveDate;

use super::counts::Fact;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::ledger::{AccountingDay, ChainHash, LedgerEntry, LedgerKey, LedgerSeal, Movement, SealedHead};
use crate::domain::request::code::RequestCode;
use crate::domain::zone::Zone;

/// The fee of a row; null where the provider doesn't tell it. The two columns must agree: where they contradict each other, the result is a
/// fee that was never written, so that the audit finds a change of either.
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
            e.gross, e.tip, ",
            $crate::store::ledger::fee!("e"),
            ", e.rail, e.evidence, e.evidence_ref, e.booking_date, e.created_at, e.settled_at, e.reverses_id, e.statement_id, \
            e.accounting_date, e.belongs_to"
        )
    };
}
pub(super) use columns;

/// The head of a payee's ledger: the end of its chain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LedgerHead {
    /// The payee whose ledger it is.
    pub payee_id: PayeeId,
    /// The number of its last line; 0 when there is none.
    pub seq: i64,
    /// The hash of its last line.
    pub hash: ChainHash,
    /// The earliest time by which a further line may be dated.
    pub not_before: Option<Timestamp>,
    /// The first open day: a further line is booked on no earlier one. `None` while nothing is closed.
    pub open_from: Option<NaiveDate>,
    /// The seal of this head; it holds only if this service wrote the head.
    pub seal: Option<LedgerSeal>,
}

/// The columns of [`LedgerHead`].
macro_rules! head_columns {
    () => {
        "payee_id, seq, hash, not_before, open_from, seal"
    };
}
pub(super) use head_columns;

impl LedgerHead {
    /// The content that the seal covers.
    pub fn sealed(&self) -> SealedHead<'_> {
        SealedHead { seq: self.seq, hash: &self.hash, open_from: self.open_from }
    }

    /// Returns whether this service's key sealed the head.
    pub fn is_sealed(&self, key: &LedgerKey) -> bool {
        key.holds(self.seal.as_ref(), &self.payee_id, self.sealed())
    }
}

/// A head whose ledger is held for a line, with the zone of the payee's books.
#[derive(sqlx::FromRow)]
struct HeldHead {
    #[sqlx(flatten)]
    head: LedgerHead,
    #[sqlx(try_from = "String")]
    zone: Zone,
}

/// The number of lines in a chunk. Small enough for a server with little memory, large enough that the query's own cost vanishes.
pub(super) const CHUNK: i64 = 1000;

impl Tx<'_> {
    /// Appends a line to its payee's chain. The line is dated no earlier than the one before it, although clocks of replicas differ and a
    /// transaction may be slow, and not into a period whose end was fixed. It is booked on the day on which the money moved, in the payee's
    /// zone, or on the first open day. The new head is sealed only where the old one's seal holds: sealing a head that somebody else wrote
    /// would hide a change of the lines before it. Money that arrived is booked all the same.
    pub async fn append(&mut self, mut movement: Movement) -> Result<LedgerEntry, Error> {
        const TAKE: &str = concat!(
            "update ledger_heads set seq = seq + 1 where payee_id = $1 returning ",
            head_columns!(),
            ", (select zone from payees where id = $1) as zone"
        );
        const LINE: &str = "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, kind, request_code, payment_id, \
                reference, rf, currency, gross, fee, rail, evidence, evidence_ref, booking_date, created_at, settled_at, \
                reverses_id, statement_id, fee_unknown, accounting_date, belongs_to, tip) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)";
        const HEAD: &str = "update ledger_heads set hash = $2, not_before = $3, seal = coalesce($4, seal) \
            where payee_id = $1";
        let key = self.ledger_key()?.clone();
        // Locks the head until the commit, so that concurrent lines of one payee queue up and each is chained to the one before it.
        let held: HeldHead = within!(self, db => sqlx::query_as(TAKE).bind(&movement.payee_id).fetch_one(db).await)?;
        let HeldHead { head, zone } = held;
        let moved = movement.booking_date.unwrap_or_else(|| zone.day_of(movement.settled_at));
        let day = AccountingDay::of(moved, head.open_from);
        movement.created_at = head.not_before.map_or(movement.created_at, |least| least.max(movement.created_at));
        // The head's number is raised already; its seal is of the line before.
        let before = SealedHead { seq: head.seq - 1, ..head.sealed() };
        let sealed = key.holds(head.seal.as_ref(), &head.payee_id, before);
        if !sealed {
            tracing::error!("a ledger's end isn't sealed by this service's key: see chit audit");
        }
        let open_from = head.open_from;
        let entry = movement.chained(head.seq, day, head.hash);
        let LedgerEntry { seq, prev_hash, hash, day, movement } = &entry;
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
            &movement.statement_id,
            movement.fee.is_none(),
            day.accounting_date,
            day.belongs_to,
            movement.tip
        )?;
        // Without a new seal the old one stays. It doesn't hold for the new head, so the audit goes on finding the ledger unsealed.
        execute!(
            self,
            HEAD,
            &movement.payee_id,
            hash,
            movement.created_at,
            sealed.then(|| key.seal(&movement.payee_id, SealedHead { seq: *seq, hash, open_from }))
        )?;
        self.count_line(&entry).await?;
        self.effects.facts.push(Fact::Movement(entry.movement.kind, entry.movement.evidence));
        Ok(entry)
    }

    /// Fixes the ledger up to a moment: every further line of the payee is dated at or after it. Waits for transactions that are appending
    /// lines, so that a later read includes these.
    pub async fn fix_until(&mut self, payee: &PayeeId, until: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update ledger_heads set not_before = $2 \
            where payee_id = $1 and (not_before is null or not_before < $2)";
        execute!(self, SQL, payee, until).map(drop)
    }

    /// The heads of all ledgers inside this transaction.
    pub async fn ledger_heads(&mut self) -> Result<Vec<LedgerHead>, Error> {
        const SQL: &str = concat!("select ", head_columns!(), " from ledger_heads order by payee_id");
        Ok(within!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }

    /// Seals a head that is unchanged since it was read. `false` when a line was appended meanwhile.
    pub async fn seal_head(&mut self, head: &LedgerHead, key: &LedgerKey) -> Result<bool, Error> {
        const SQL: &str = "update ledger_heads set seal = $5 \
            where payee_id = $1 and seq = $2 and hash = $3 and open_from is not distinct from $4";
        let LedgerHead { payee_id, seq, hash, open_from, .. } = head;
        Ok(execute!(self, SQL, payee_id, seq, hash, open_from, key.seal(payee_id, head.sealed()))? == 1)
    }

    /// The id of the line that booked a payment's settlement; the last one, if an earlier one was taken back.
    pub async fn settlement_line(&mut self, payment: &PaymentId) -> Result<Option<MovementId>, Error> {
        const SQL: &str =
            "select id from ledger_entries where payment_id = $1 and kind = 'settlement' order by seq desc limit 1";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payment).fetch_optional(db).await)?)
    }
}

/// A line that booked money which went back.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RefundLine {
    /// The id of the line.
    pub id: MovementId,
    /// The rail by which the money went back.
    pub rail: String,
    /// The time at which the money went back.
    pub settled_at: Timestamp,
    /// The amount that no correction has reversed, in minor units; more than 0.
    pub standing: i64,
}

impl Tx<'_> {
    /// The refund lines of a payment with an amount that isn't reversed, newest first.
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
    /// The head of a payee's ledger, as committed.
    pub async fn ledger_head(&self, payee: &PayeeId) -> Result<Option<LedgerHead>, Error> {
        const SQL: &str = concat!("select ", head_columns!(), " from ledger_heads where payee_id = $1");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_optional(db).await)?)
    }

    /// The lines about a request, newest first, at most `limit`.
    pub async fn ledger_of_request(&self, code: &RequestCode, limit: usize) -> Result<Vec<LedgerEntry>, Error> {
        const SQL: &str = concat!(
            "select ",
            columns!(),
            " from ledger_entries e where e.request_code = $1 order by e.seq desc limit $2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).bind(limit).fetch_all(db).await)?)
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

//! Batches.

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{BatchId, PayeeId};
use crate::domain::ledger::{Batch, BatchContents, LedgerKey, LineTally};
use crate::domain::money::currency::Currency;

macro_rules! batch_columns {
    () => {
        "b.id, b.payee_id, b.number, b.from_seq, b.to_seq, b.hash, b.currency, b.format, b.zone, b.open_from, b.created_at, b.accounts, \
            b.line_count, b.first_day, b.last_day, b.sha256, b.totals"
    };
}
pub(super) use batch_columns;

/// A batch, and what its file has, once that is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRecord {
    /// The circumstances of the batch.
    pub batch: Batch,
    /// The result; `None` where it isn't computed yet.
    pub contents: Option<BatchContents>,
}

/// A row as it is stored.
#[derive(sqlx::FromRow)]
pub(super) struct BatchRow {
    #[sqlx(flatten)]
    batch: Batch,
    line_count: Option<i64>,
    first_day: Option<chrono::NaiveDate>,
    last_day: Option<chrono::NaiveDate>,
    sha256: Option<String>,
    totals: Option<String>,
}

impl BatchRow {
    pub(super) fn read(self) -> Result<BatchRecord, Error> {
        let Self { batch, line_count, first_day, last_day, sha256, totals } = self;
        let unreadable =
            |error: &dyn std::fmt::Display| Error::Defect(format!("the sums of batch {}: {error}", batch.id));
        let contents = match (sha256, line_count, totals) {
            (None, None, None) => None,
            (Some(sha256), Some(lines), Some(totals)) => {
                let totals = serde_json::from_str(&totals).map_err(|e| unreadable(&e))?;
                Some(BatchContents { tally: LineTally { lines, days: first_day.zip(last_day), totals }, sha256 })
            }
            _ => return Err(unreadable(&"a part is missing")),
        };
        Ok(BatchRecord { batch, contents })
    }
}

/// The line and the number that the next batch follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastDelivery {
    /// The number of the last line that is delivered in the currency.
    pub seq: i64,
    /// The number of the last batch.
    pub batch: i64,
}

impl Tx<'_> {
    /// The end of what batches delivered in a currency, or of all currencies. The ledger is held.
    pub async fn last_delivery(&mut self, payee: &PayeeId, currency: Option<Currency>) -> Result<LastDelivery, Error> {
        // A batch of all currencies delivers each; one of another currency, or of one where all are wanted, doesn't count.
        const LINE: &str = "select to_seq from batches where payee_id = $1 and (currency is null or currency = $2) \
            order by number desc limit 1";
        const BATCH: &str = "select number from batches where payee_id = $1 order by number desc limit 1";
        let code = currency.map(|currency| currency.code());
        let seq: Option<i64> =
            within!(self, db => sqlx::query_scalar(LINE).bind(payee).bind(code).fetch_optional(db).await)?;
        let batch: Option<i64> = within!(self, db => sqlx::query_scalar(BATCH).bind(payee).fetch_optional(db).await)?;
        Ok(LastDelivery { seq: seq.unwrap_or_default(), batch: batch.unwrap_or_default() })
    }

    /// Stores a batch, sealed, with its contents where they are known.
    pub async fn insert_batch(&mut self, batch: &Batch, contents: Option<&BatchContents>) -> Result<(), Error> {
        const SQL: &str = "insert into batches (id, payee_id, number, from_seq, to_seq, hash, currency, format, zone, open_from, \
                created_at, accounts, seal) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let seal = self.ledger_key()?.seal_row(batch);
        // Taken apart without `..`, so that a new field that is sealed but not stored does not compile.
        let Batch {
            id,
            payee_id,
            number,
            from_seq,
            to_seq,
            hash,
            currency,
            format,
            zone,
            open_from,
            created_at,
            accounts,
        } = batch;
        let code = currency.map(|currency| currency.code());
        execute!(
            self,
            SQL,
            id,
            payee_id,
            number,
            from_seq,
            to_seq,
            hash,
            code,
            format,
            zone.name(),
            open_from,
            created_at,
            accounts,
            seal
        )?;
        match contents {
            Some(contents) => self.complete_batch(id, contents).await,
            None => Ok(()),
        }
    }

    /// Seals a payee's batches as they are.
    pub async fn seal_batches(&mut self, payee: &PayeeId, key: &LedgerKey) -> Result<(), Error> {
        const ALL: &str =
            concat!("select ", batch_columns!(), " from batches b where b.payee_id = $1 order by b.number");
        const SEAL: &str = "update batches set seal = $2 where id = $1";
        let rows: Vec<BatchRow> = within!(self, db => sqlx::query_as(ALL).bind(payee).fetch_all(db).await)?;
        for BatchRow { batch, .. } in &rows {
            execute!(self, SEAL, &batch.id, key.seal_row(batch))?;
        }
        Ok(())
    }

    /// Stores a batch's contents, unless they are stored.
    pub async fn complete_batch(&mut self, id: &BatchId, contents: &BatchContents) -> Result<(), Error> {
        const SQL: &str = "update batches set line_count = $2, first_day = $3, last_day = $4, sha256 = $5, totals = $6 \
            where id = $1 and sha256 is null";
        let BatchContents { tally: LineTally { lines, days, totals }, sha256 } = contents;
        let totals = serde_json::to_string(totals).map_err(|e| Error::Defect(format!("the sums of a batch: {e}")))?;
        execute!(self, SQL, id, lines, days.map(|days| days.0), days.map(|days| days.1), sha256, totals).map(drop)
    }
}

impl Store {
    /// A batch of a payee.
    pub async fn batch(&self, payee: &PayeeId, id: &BatchId) -> Result<Option<BatchRecord>, Error> {
        const SQL: &str = concat!("select ", batch_columns!(), " from batches b where b.id = $1 and b.payee_id = $2");
        let row: Option<BatchRow> =
            read!(self, db => sqlx::query_as(SQL).bind(id).bind(payee).fetch_optional(db).await)?;
        row.map(BatchRow::read).transpose()
    }

    /// The batches of a payee, newest first, after a place.
    pub async fn batches(
        &self,
        payee: &PayeeId,
        after: Option<(Timestamp, String)>,
        limit: usize,
    ) -> Result<Vec<BatchRecord>, Error> {
        const FIRST: &str = concat!(
            "select ",
            batch_columns!(),
            " from batches b where b.payee_id = $1 order by b.created_at desc, b.id desc limit $2"
        );
        const NEXT: &str = concat!(
            "select ",
            batch_columns!(),
            " from batches b where b.payee_id = $1 and (b.created_at, b.id) < ($3, $4) \
            order by b.created_at desc, b.id desc limit $2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<BatchRow> = match after {
            None => read!(self, db => sqlx::query_as(FIRST).bind(payee).bind(limit).fetch_all(db).await)?,
            Some((at, id)) => {
                read!(self, db => sqlx::query_as(NEXT).bind(payee).bind(limit).bind(at).bind(id).fetch_all(db).await)?
            }
        };
        rows.into_iter().map(BatchRow::read).collect()
    }

    /// The currencies that smaller batches delivered of a batch's lines, with the number of the last line in each.
    pub async fn delivered_before(&self, batch: &Batch) -> Result<Vec<(Currency, i64)>, Error> {
        const SQL: &str = "select currency, max(to_seq) from batches \
            where payee_id = $1 and to_seq >= $2 and number < $3 and currency is not null group by currency order by currency";
        let Batch { payee_id, from_seq, number, currency, .. } = batch;
        if currency.is_some() {
            return Ok(Vec::new());
        }
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee_id).bind(from_seq).bind(number).fetch_all(db).await)?)
    }
}

//! Imports of bank statements. A file is read to its end before anything is written, so that a file that can't be read changes nothing. Then
//! its entries are decided in transactions of a hundred. Whatever interrupts that, another import of the file goes on where it ended:
//! every entry is known by its fingerprints, and counted once.

mod chunk;
mod decide;
mod entries;
mod facts;
mod reading;
mod recorded;
mod refusal;
mod undo;

use std::time::Duration;

use self::chunk::{Chunk, ChunkOutcome};
pub use self::entries::{Confirmation, Decided, confirm_entry, dismiss_entry};
pub use self::reading::{ReadStatement, Unread, read_statement};
pub use self::recorded::{RecordedBefore, recorded_before, recorded_for};
pub use self::undo::undo_statement;
use crate::accounting::statement::{CurrencySum, EntryItem, Statement, StatementWarning};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::StatementId;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::schema::{CurrencyCode, SignedDecimal};
use crate::store::{self, EntryCounts, StatementRow};

/// The number of entries that one transaction decides. Others of the payee wait for it.
const CHUNK: usize = 100;
/// The number of attempts at a chunk, and the pause after the first; the others are longer.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(200);

/// The outcome of an import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The statement as it is stored; after a dry run as it would be.
    pub row: StatementRow,
    /// True if nothing was written.
    pub is_dry: bool,
    /// Faults of the file that don't make it unreadable.
    pub warnings: Vec<StatementWarning>,
}

/// Decides the entries of a file and stores them, each once. A dry run tells what would become of it, chunk by chunk, and stores nothing.
/// It goes on when the caller's future is dropped.
///
/// # Errors
/// The database's. What was decided before stays, and another import of the file goes on from there.
pub async fn import_statement(
    ctx: &Context,
    payee: &Payee,
    found: ReadStatement,
    is_dry: bool,
    answer_key: Option<AnswerKey<Imported>>,
) -> Result<Imported, Error> {
    let (ctx, payee) = (ctx.clone(), payee.clone());
    detached(async move { import(&ctx, &payee, found, is_dry, answer_key).await }).await
}

/// Runs work of several transactions as a task of its own, which goes on when the caller's future is dropped.
async fn detached<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|e| Err(store::Error::Defect(format!("work on a statement panicked: {e}")).into()))
}

async fn import(
    ctx: &Context,
    payee: &Payee,
    found: ReadStatement,
    is_dry: bool,
    answer_key: Option<AnswerKey<Imported>>,
) -> Result<Imported, Error> {
    let ReadStatement { format, statement, mapping } = found;
    let Statement { mut items, days, pending, account, sums, warnings } = statement;
    let mut row = StatementRow {
        id: StatementId::draw(&ctx.chance),
        format: <&str>::from(format).to_owned(),
        account,
        first_day: days.map(|(first, _)| first),
        last_day: days.map(|(_, last)| last),
        entries: i64::try_from(items.len()).unwrap_or(i64::MAX),
        duplicates: 0,
        pending: i64::try_from(pending).unwrap_or(i64::MAX),
        counts: EntryCounts::default(),
        created_at: ctx.clock.now(),
        undone_at: None,
        sums: sums_to_json(&sums)?,
    };
    let mut position: i64 = 1;
    let mut is_first = true;
    // A file without entries has one chunk, which stores its statement.
    while is_first || items.len() > 0 {
        let next: Vec<EntryItem> = items.by_ref().take(CHUNK).collect();
        let length = i64::try_from(next.len()).unwrap_or(i64::MAX);
        let chunk = Chunk {
            statement: StatementRow { duplicates: 0, ..row.clone() },
            first: position,
            items: next,
            stores_statement: is_first || is_dry,
            is_dry,
        };
        let ChunkOutcome { counts, duplicates } = patiently(|| chunk::decide(ctx, payee, chunk.clone())).await?;
        // Of a dry run nothing stays, so that the next chunk begins with nothing.
        row.counts = if is_dry { row.counts.plus(counts) } else { counts };
        row.duplicates = if is_dry { row.duplicates + duplicates } else { duplicates };
        position += length;
        is_first = false;
    }
    let imported = Imported { row, is_dry, warnings };
    if let Some((header, mapping)) = mapping.filter(|_| !is_dry) {
        let (payee_id, now) = (payee.id.clone(), ctx.clock.now());
        ctx.store
            .write_one(move |mut tx| {
                Box::pin(async move { tx.remember_mapping(&payee_id, &header, &mapping, now).await })
            })
            .await?;
    }
    if let Some(answer_key) = answer_key {
        let (payee_id, outcome, now) = (payee.id.clone(), imported.clone(), ctx.clock.now());
        ctx.store
            .write(move |mut tx| {
                Box::pin(async move { idempotency::record(Some(&answer_key), &mut tx, &payee_id, &outcome, now).await })
            })
            .await?;
    }
    Ok(imported)
}

/// Runs a transaction, and again where the database can't for the moment: another import may hold what it waits for.
async fn patiently<T, F: Future<Output = Result<T, Error>>>(transaction: impl Fn() -> F) -> Result<T, Error> {
    let mut attempt = 1;
    loop {
        match transaction().await {
            Err(Error::Store(store::Error::Unavailable(_))) if attempt < ATTEMPTS => {
                tokio::time::sleep(PAUSE * attempt).await;
                attempt += 1;
            }
            done => return done,
        }
    }
}

/// The sums of a statement in one currency, as they are stored and told.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = StatementSum)]
pub struct ToldSum {
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The sum of money that came.
    #[schema(value_type = SignedDecimal)]
    credit: String,
    /// The sum of money that left.
    #[schema(value_type = SignedDecimal)]
    debit: String,
}

fn sums_to_json(sums: &[CurrencySum]) -> Result<String, store::Error> {
    let sums: Vec<_> = sums
        .iter()
        .map(|CurrencySum { currency, credit, debit }| ToldSum {
            currency: currency.code(),
            credit: Money::new(*credit, *currency).to_decimal(),
            debit: Money::new(*debit, *currency).to_decimal(),
        })
        .collect();
    serde_json::to_string(&sums).map_err(|e| store::Error::Defect(e.to_string()))
}

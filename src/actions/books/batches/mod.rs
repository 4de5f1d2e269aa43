//! Batches: each delivers all lines that no earlier one did, by number and without a gap.
//!
//! A batch is taken while the ledger is held, so that two replicas deliver no line twice and a line that is being written waits for the next
//! batch. Its sums and its SHA-256 are computed afterwards, from the lines, which don't change; a batch that a crash left without them gets
//! them from whoever reads it next. For a format that may refuse a line they are computed before, so that nothing is delivered in a file that
//! can't be written.

mod file;

pub(super) use self::file::contents;
pub use self::file::{BatchFile, BatchFileDraft, batch_file};
use super::currency::file_currency;
use super::settings::{accounts_json, book_settings};
use crate::accounting::export::FormatKind;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{BatchId, PayeeId};
use crate::domain::ledger::Batch;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::zone::Zone;
use crate::store::{self, BatchRecord, LastDelivery, LedgerHead, Tx};

/// The most attempts to write a batch's file before it is taken, while lines arrive.
const ATTEMPTS: usize = 5;

/// A batch's parameters as a body or a command line has them.
#[derive(Debug, Clone, Default)]
pub struct BatchDraft {
    /// The name of a format; the default if absent.
    pub format: Option<String>,
    /// An ISO 4217 code; all currencies if absent.
    pub currency: Option<String>,
    /// Errors of the caller's parsing.
    pub misread: Vec<FieldError>,
}

/// The checked parameters of a batch.
#[derive(Debug, Clone)]
struct BatchTerms {
    payee: PayeeId,
    zone: Zone,
    format: &'static FormatKind,
    currency: Option<Currency>,
    accounts: String,
    now: Timestamp,
}

/// Makes a batch of all that no earlier batch delivered, which may be nothing. The days before today are closed with it.
///
/// # Errors
/// [`Error::Invalid`] for wrong parameters, and on `format` where the format can't hold a line; the database's.
pub async fn make_batch(
    ctx: &Context,
    payee: &Payee,
    draft: BatchDraft,
    answer_key: Option<AnswerKey<BatchRecord>>,
) -> Result<BatchRecord, Error> {
    let terms = check(ctx, payee, draft).await?;
    if terms.format.may_refuse {
        return make_tried_batch(ctx, payee, terms, answer_key).await;
    }
    let (chance, key) = (ctx.chance.clone(), answer_key.clone());
    let taken = ctx
        .store
        .write(move |mut tx| {
            Box::pin(async move {
                let (batch, head) = next_batch(&mut tx, &terms, &chance).await?;
                store_batch(&mut tx, &head, BatchRecord { batch, contents: None }, key.as_ref()).await
            })
        })
        .await?;
    complete_batch(ctx, payee, taken, answer_key).await
}

/// Makes a batch whose file was written before, and no line arrived meanwhile.
async fn make_tried_batch(
    ctx: &Context,
    payee: &Payee,
    terms: BatchTerms,
    answer_key: Option<AnswerKey<BatchRecord>>,
) -> Result<BatchRecord, Error> {
    for _ in 0..ATTEMPTS {
        let (chance, looking) = (ctx.chance.clone(), terms.clone());
        let look = ctx.store.write(move |mut tx| Box::pin(async move { next_batch(&mut tx, &looking, &chance).await }));
        let (batch, _) = look.await?;
        let tried = BatchRecord { contents: Some(contents(ctx, payee.handle.as_str(), &batch).await?), batch };
        let (chance, terms, key) = (ctx.chance.clone(), terms.clone(), answer_key.clone());
        let write = ctx.store.write(move |mut tx| {
            Box::pin(async move {
                let (next, head) = next_batch(&mut tx, &terms, &chance).await?;
                // The id is drawn anew each time.
                let is_same = Batch { id: tried.batch.id.clone(), ..next } == tried.batch;
                Ok::<_, Error>(if is_same {
                    Some(store_batch(&mut tx, &head, tried, key.as_ref()).await?)
                } else {
                    None
                })
            })
        });
        if let Some(made) = write.await? {
            return Ok(made);
        }
    }
    Err(store::Error::Unavailable("lines went on arriving while a batch was being tried".into()).into())
}

async fn check(ctx: &Context, payee: &Payee, draft: BatchDraft) -> Result<BatchTerms, Error> {
    let BatchDraft { format, currency, misread } = draft;
    let mut problems = Problems::after(misread);
    let currency = currency.and_then(|code| problems.check("currency", Currency::parse(&code)));
    let format = FormatKind::named(format.as_deref()).map_err(|error| problems.push(error)).ok();
    problems.finish().map_err(Error::Invalid)?;
    let format = format.ok_or(Error::NotFound)?;
    let currency = file_currency(ctx, &payee.id, format, currency).await?;
    // In full, so that another default some day changes no file.
    let accounts = accounts_json(&book_settings(ctx, &payee.id).await?.accounts)?;
    Ok(BatchTerms { payee: payee.id.clone(), zone: payee.zone, format, currency, accounts, now: ctx.clock.now() })
}

/// The next batch of a ledger, which is held from here on.
async fn next_batch(tx: &mut Tx<'_>, terms: &BatchTerms, chance: &Chance) -> Result<(Batch, LedgerHead), Error> {
    let BatchTerms { payee, zone, format, currency, accounts, now } = terms;
    let head = tx.hold_ledger(payee).await?.ok_or(Error::NotFound)?;
    let LastDelivery { seq, batch } = tx.last_delivery(payee, *currency).await?;
    let batch = Batch {
        id: BatchId::draw(chance),
        payee_id: payee.clone(),
        number: batch + 1,
        from_seq: seq + 1,
        to_seq: head.seq,
        hash: head.hash.clone(),
        currency: *currency,
        format: format.name.to_owned(),
        zone: *zone,
        open_from: zone.day_of(*now),
        created_at: *now,
        accounts: accounts.clone(),
    };
    Ok((batch, head))
}

/// Stores a batch of a held ledger, and closes the days before it.
async fn store_batch(
    tx: &mut Tx<'_>,
    head: &LedgerHead,
    made: BatchRecord,
    answer_key: Option<&AnswerKey<BatchRecord>>,
) -> Result<BatchRecord, Error> {
    tx.insert_batch(&made.batch, made.contents.as_ref()).await?;
    tx.open_books_from(head, made.batch.open_from).await?;
    idempotency::record(answer_key, tx, &head.payee_id, &made, made.batch.created_at).await?;
    Ok(made)
}

/// Computes and stores a batch's contents, and replaces the answer that was kept without them.
async fn complete_batch(
    ctx: &Context,
    payee: &Payee,
    taken: BatchRecord,
    answer_key: Option<AnswerKey<BatchRecord>>,
) -> Result<BatchRecord, Error> {
    if taken.contents.is_some() {
        return Ok(taken);
    }
    let made = BatchRecord { contents: Some(contents(ctx, payee.handle.as_str(), &taken.batch).await?), ..taken };
    let (whose, outcome) = (payee.id.clone(), made.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if let Some(contents) = &outcome.contents {
                    tx.complete_batch(&outcome.batch.id, contents).await?;
                }
                match answer_key {
                    Some(key) => key.replace(&mut tx, &whose, &outcome).await,
                    None => Ok::<_, Error>(()),
                }
            })
        })
        .await?;
    Ok(made)
}

/// A batch of a payee, complete.
///
/// # Errors
/// [`Error::NotFound`]; the database's.
pub async fn find_batch(ctx: &Context, payee: &Payee, id: &BatchId) -> Result<BatchRecord, Error> {
    let found = ctx.store.batch(&payee.id, id).await?.ok_or(Error::NotFound)?;
    complete_batch(ctx, payee, found, None).await
}

/// The batches of a payee, complete, newest first, after a place.
///
/// # Errors
/// The database's.
pub async fn list_batches(
    ctx: &Context,
    payee: &Payee,
    after: Option<(Timestamp, String)>,
    limit: usize,
) -> Result<Vec<BatchRecord>, Error> {
    let mut batches = ctx.store.batches(&payee.id, after, limit).await?;
    for batch in &mut batches {
        *batch = complete_batch(ctx, payee, batch.clone(), None).await?;
    }
    Ok(batches)
}

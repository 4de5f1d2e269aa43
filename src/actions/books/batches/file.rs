//! The file of a batch, with the same bytes whenever it is made.

use futures_util::{Stream, StreamExt, pin_mut};
use sha2::{Digest, Sha256};

use crate::accounting::export::{ExportContext, FormatKind, FormatName};
use crate::actions::books::currency::{holds, needed};
use crate::actions::books::export::lines::{self, LineReader, LinesRead};
use crate::actions::books::settings::stored_accounts;
use crate::actions::{Context, Error};
use crate::domain::field::Problems;
use crate::domain::ledger::{Batch, BatchContents, LineTally};
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::schema::CurrencyCode;
use crate::store::{self, BatchRecord, MovementFilter};

/// The parameters of a batch's file.
#[derive(Debug, Clone, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct BatchFileDraft {
    /// The name of a format; the batch's own if absent.
    #[param(inline, value_type = FormatName, required = false)]
    pub format: Option<String>,
    /// An ISO 4217 code, for a format with one currency; the batch's own if absent.
    #[param(inline, value_type = CurrencyCode, required = false)]
    pub currency: Option<String>,
}

/// A batch's file that is being streamed.
#[derive(Debug)]
pub struct BatchFile<S> {
    /// The name for the file.
    pub name: String,
    /// The format of the file.
    pub format: &'static FormatKind,
    /// The file's bytes, in order.
    pub chunks: S,
    /// The lines that were read for it so far.
    pub read: LinesRead,
}

/// Reads a batch's lines. Memos are left out: they may be erased, and a batch's bytes never change.
async fn reader(ctx: &Context, batch: &Batch, currency: Option<Currency>) -> Result<LineReader, Error> {
    let filter = MovementFilter {
        currency: currency.or(batch.currency).map(|currency| currency.code()),
        delivered: ctx.store.delivered_before(batch).await?,
        head: batch.to_seq,
        ..MovementFilter::default()
    };
    Ok(LineReader::of_batch(ctx.store.clone(), batch, filter))
}

/// The circumstances of the file: none of them changes.
fn context(
    handle: &str,
    batch: &Batch,
    tally: &LineTally,
    currency: Option<Currency>,
) -> Result<ExportContext, store::Error> {
    Ok(ExportContext {
        zone: batch.zone,
        handle: handle.to_owned(),
        currency: currency.or(batch.currency),
        from: tally.days.map(|(first, _)| first),
        until: tally.days.map(|(_, last)| last),
        made_at: batch.created_at,
        accounts: stored_accounts(&batch.accounts)?,
        head: (batch.to_seq, batch.hash.as_str().to_owned()),
    })
}

/// Counts a batch's lines, and hashes its file.
pub(in crate::actions::books) async fn contents(
    ctx: &Context,
    handle: &str,
    batch: &Batch,
) -> Result<BatchContents, Error> {
    let mut tally = LineTally::default();
    let mut counting = reader(ctx, batch, None).await?;
    loop {
        let rows = counting.next(batch.zone).await?;
        if rows.is_empty() {
            break;
        }
        let sums = rows.iter().try_fold(tally, LineTally::with);
        tally = sums.ok_or_else(|| store::Error::Defect(format!("the sums of batch {} are too large", batch.id)))?;
    }
    let format = stored_format(batch)?;
    let format = format.open(&context(handle, batch, &tally, None)?);
    let chunks = lines::stream(reader(ctx, batch, None).await?, format, batch.zone);
    pin_mut!(chunks);
    let mut hash = Sha256::new();
    while let Some(chunk) = chunks.next().await {
        hash.update(chunk?);
    }
    Ok(BatchContents { tally, sha256: hex::encode(hash.finalize()) })
}

fn stored_format(batch: &Batch) -> Result<&'static FormatKind, store::Error> {
    let unknown = |_| store::Error::Defect(format!("batch {} has the format {}", batch.id, batch.format));
    FormatKind::named(Some(&batch.format)).map_err(unknown)
}

/// Streams the file of a batch, which is complete.
///
/// # Errors
/// [`Error::Invalid`] on `format` or `currency`; the database's, at the start. Later ones abort the stream.
pub async fn batch_file(
    ctx: &Context,
    payee: &Payee,
    record: &BatchRecord,
    draft: &BatchFileDraft,
) -> Result<BatchFile<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<>>, Error> {
    let BatchRecord { batch, contents: Some(BatchContents { tally, sha256: _ }) } = record else {
        return Err(store::Error::Defect(format!("batch {} is not complete", record.batch.id)).into());
    };
    let mut problems = Problems::default();
    let named = draft.currency.as_deref().and_then(|code| problems.check("currency", Currency::parse(code)));
    let format = match draft.format.as_deref() {
        None => stored_format(batch).ok(),
        Some(name) => FormatKind::named(Some(name)).map_err(|error| problems.push(error)).ok(),
    };
    problems.finish().map_err(Error::Invalid)?;
    let format = format.ok_or(Error::NotFound)?;
    if let Some((own, other)) = batch.currency.zip(named).filter(|(own, other)| own != other) {
        let detail = format!("This batch has {own} only, and no {other}.");
        return Err(Error::field("currency", "not_in_batch", detail));
    }
    let only = match &tally.totals[..] {
        [only] => Some(only.currency),
        _ => None,
    };
    let currency = named.or(batch.currency).or(only.filter(|_| format.one_currency));
    if format.one_currency && currency.is_none() {
        return Err(needed(format));
    }
    holds(format, currency)?;
    let context = context(payee.handle.as_str(), batch, tally, currency)?;
    if format.may_refuse {
        lines::try_whole(reader(ctx, batch, currency).await?, format.open(&context), batch.zone).await?;
    }
    let reader = reader(ctx, batch, currency).await?;
    let read = reader.lines_read();
    let chunks = lines::stream(reader, format.open(&context), batch.zone);
    let name = format!("{}-batch-{}.{}", format.stem, batch.number, format.extension);
    Ok(BatchFile { name, format, chunks, read })
}

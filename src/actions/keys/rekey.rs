//! Re-encryption of all sealed data under the current key, while the service runs.

use std::collections::HashSet;

use crate::actions::{Context, Error};
use crate::store::{Seal, SealCount, SealedColumn};

/// The result for one column.
#[derive(Debug)]
pub struct Resealed {
    /// The column of sealed texts.
    pub column: SealedColumn,
    /// The number of texts that were sealed anew.
    pub anew: usize,
    /// Texts that none of the keys opens. They stay as they are.
    pub unopened: Vec<Seal>,
    /// The number of further such texts, which are recorded as lost.
    pub lost: usize,
}

/// The result for all columns.
#[derive(Debug)]
pub struct Rekeyed {
    /// The results, column by column.
    pub columns: Vec<Resealed>,
    /// The number of texts sealed under another key meanwhile: some replica still uses it. If 0, only the current key is needed, and the
    /// database records that.
    pub left: usize,
}

/// Seals all texts under the current key, in batches. Can be repeated after an interruption.
///
/// # Errors
/// The database's.
pub async fn rekey(ctx: &Context) -> Result<Rekeyed, Error> {
    let mut columns = Vec::new();
    for column in SealedColumn::ALL {
        columns.push(reseal(ctx, column).await?);
    }
    let mut others = 0;
    for (_, counts) in seals(ctx).await? {
        let texts = counts.iter().filter(|count| !is_current(ctx, count)).map(|count| count.texts);
        others += usize::try_from(texts.sum::<i64>()).unwrap_or(usize::MAX);
    }
    let left = others.saturating_sub(columns.iter().map(|column| column.unopened.len()).sum());
    if left == 0 {
        let (sealing, receipts) = (ctx.store.sealing_key().to_owned(), ctx.receipts.kid().to_owned());
        let now = ctx.clock.now();
        let retire = ctx
            .store
            .write_one(move |mut tx| Box::pin(async move { tx.retire_service_keys(&sealing, &receipts, now).await }));
        retire.await?;
    }
    Ok(Rekeyed { columns, left })
}

/// The numbers of texts by key, column by column.
///
/// # Errors
/// The database's.
pub async fn seals(ctx: &Context) -> Result<Vec<(SealedColumn, Vec<SealCount>)>, Error> {
    let mut seals = Vec::new();
    for column in SealedColumn::ALL {
        seals.push((column, ctx.store.seal_counts(column).await?));
    }
    Ok(seals)
}

/// Returns whether these texts name the current key.
pub fn is_current(ctx: &Context, count: &SealCount) -> bool {
    count.fingerprint.as_deref() == Some(ctx.store.sealing_key())
}

/// Records texts that don't open as lost, with the key that sealed them, so that the key isn't needed any more. Their methods are no
/// longer offered. If the key is found, [`rekey`] opens them again. Returns the number of newly lost texts.
///
/// # Errors
/// The database's.
pub async fn record_lost(ctx: &Context, columns: &[Resealed]) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let mut lost = 0;
    for Resealed { column, unopened, .. } in columns {
        let (column, seals) = (*column, unopened.clone());
        lost += ctx
            .store
            .write(move |mut tx| {
                Box::pin(async move {
                    let mut lost = 0;
                    for seal in &seals {
                        lost += usize::from(tx.record_lost_seal(column, seal, now).await?);
                    }
                    Ok::<_, Error>(lost)
                })
            })
            .await?;
    }
    Ok(lost)
}

async fn reseal(ctx: &Context, column: SealedColumn) -> Result<Resealed, Error> {
    let mut done = Resealed { column, anew: 0, unopened: Vec::new(), lost: 0 };
    let lost: HashSet<_> = ctx.store.lost_seals(column).await?.into_iter().collect();
    let mut walk = ctx.store.seals_of_others(column);
    loop {
        let seals = walk.next().await?;
        if seals.is_empty() {
            return Ok(done);
        }
        let mut anew = Vec::new();
        for seal in seals {
            match ctx.store.sealed_anew(column, &seal)? {
                Some(text) => anew.push((seal, text)),
                None if lost.contains(&seal.id) => done.lost += 1,
                None => done.unopened.push(seal),
            }
        }
        done.anew += put(ctx, column, anew).await?;
    }
}

/// Replaces texts in one transaction. One that was changed since it was read stays: the change has sealed it.
async fn put(ctx: &Context, column: SealedColumn, anew: Vec<(Seal, String)>) -> Result<usize, Error> {
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let mut put = 0;
                for (old, new) in &anew {
                    put += usize::from(tx.replace_seal(column, old, new).await?);
                }
                Ok(put)
            })
        })
        .await
}

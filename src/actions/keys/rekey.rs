//! Everything that is sealed, sealed anew under the current key, while the service goes on.

use std::collections::HashSet;

use crate::actions::{Context, Error};
use crate::store::{Seal, SealCount, SealedColumn};

/// What became of a column's texts.
#[derive(Debug)]
pub struct Resealed {
    /// Which column.
    pub column: SealedColumn,
    /// How many were sealed anew.
    pub anew: usize,
    /// Those that no key of ours opens. They stay as they are.
    pub unopened: Vec<Seal>,
    /// The number of further ones that don't open either, and are recorded as lost.
    pub lost: usize,
}

/// What came of it all.
#[derive(Debug)]
pub struct Rekeyed {
    /// Column by column.
    pub columns: Vec<Resealed>,
    /// How many texts were sealed under another key since we went by: somebody still seals under one. Otherwise no key but the
    /// current one is needed any more, and the database says so.
    pub left: usize,
}

/// Seals everything anew that isn't sealed under the current key, batch by batch. Whatever ends it in the middle, the next call goes on
/// from there.
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

/// How many texts are sealed under which key, column by column.
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

/// Whether these texts say that they are sealed under the current key.
pub fn is_current(ctx: &Context, count: &SealCount) -> bool {
    count.fingerprint.as_deref() == Some(ctx.store.sealing_key())
}

/// Records what doesn't open as lost, with the key that it is sealed under: no key is needed for it any more, its methods are offered to
/// nobody. Should the key be found, [`rekey`] opens it again. Answers how many texts are lost by this.
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

/// One transaction. A text that was changed since it was read is left alone: it was sealed by whoever changed it.
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

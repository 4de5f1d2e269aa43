//! What the worker does while nobody looks.

use chrono::TimeDelta;

use super::{Context, Error};

/// How long answers to idempotent calls are kept.
const ANSWERS: TimeDelta = TimeDelta::hours(48);

/// Lets old payments expire, and forgets what is no longer of use. Answers how many payments expired.
///
/// # Errors
/// The database's.
pub async fn upkeep(ctx: &Context) -> Result<u64, Error> {
    let now = ctx.clock.now();
    // In steps, so that nobody waits for long.
    while ctx.store.write(move |mut tx| Box::pin(async move { tx.note_lapsed(now).await })).await? {}
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let expired = tx.expire_payments(now).await?;
                tx.forget(now, now - ANSWERS).await?;
                Ok(expired)
            })
        })
        .await
}

/// Empties the write-ahead log of what was erased. `false` when somebody was in the way: try again soon.
///
/// # Errors
/// The database's.
pub async fn clear_erased(ctx: &Context) -> Result<bool, Error> {
    Ok(ctx.store.clear_wal().await?)
}

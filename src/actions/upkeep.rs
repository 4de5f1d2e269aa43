//! What the worker does while nobody looks.

use super::{Context, Error, idempotency};

/// Lets old payments expire, and forgets what is no longer of use. Answers how many payments expired.
///
/// # Errors
/// The database's.
pub async fn upkeep(ctx: &Context) -> Result<u64, Error> {
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let expired = tx.expire_payments(now).await?;
                tx.forget(now, now - idempotency::KEPT).await?;
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

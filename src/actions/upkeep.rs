//! What the worker does while nobody looks.

use chrono::TimeDelta;

use super::{Context, Error, idempotency};

/// How long attempts are kept that brought no money and that nobody claimed, from when they were begun.
const ATTEMPTS: TimeDelta = TimeDelta::days(90);

/// Lets old payments expire, and forgets what is no longer of use, in steps, so that nobody waits for long. Answers how many payments
/// expired.
///
/// # Errors
/// The database's.
pub async fn upkeep(ctx: &Context) -> Result<u64, Error> {
    let (store, now) = (&ctx.store, ctx.clock.now());
    while store.write(move |mut tx| Box::pin(async move { tx.note_lapsed(now).await })).await? {}
    let mut expired = 0;
    loop {
        let (more, is_whole) =
            store.write(move |mut tx| Box::pin(async move { tx.expire_payments(now).await })).await?;
        expired += more;
        if !is_whole {
            break;
        }
    }
    let before = now - ATTEMPTS;
    loop {
        let forget = store.write(move |mut tx| Box::pin(async move { tx.forget_attempts(before).await }));
        // A step that forgets nothing has found only what a provider said meanwhile.
        if !matches!(forget.await?, (1.., true)) {
            break;
        }
    }
    store.write(move |mut tx| Box::pin(async move { tx.forget(now, now - idempotency::KEPT).await })).await?;
    Ok(expired)
}

/// Empties the write-ahead log of what was erased. `false` when somebody was in the way: try again soon.
///
/// # Errors
/// The database's.
pub async fn clear_erased(ctx: &Context) -> Result<bool, Error> {
    Ok(ctx.store.clear_wal().await?)
}

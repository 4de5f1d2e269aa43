//! Periodic maintenance, run by the worker.

use chrono::TimeDelta;

use super::methods::manage::erase_removed_settings;
use super::payees::close_account::erase_closed_accounts;
use super::{Context, Error};
use crate::domain::alert::USEFUL;

/// The time for which unpaid and unclaimed payments are kept, from their start.
const ATTEMPTS: TimeDelta = TimeDelta::days(90);

/// The time for which an order is kept that nobody paid, tried to pay or confirmed.
const ORDERS: TimeDelta = TimeDelta::days(7);

/// The time for which notices and deliveries are kept.
const NOTICES: TimeDelta = TimeDelta::days(30);

/// The time for which the messages of deliveries are kept.
const MESSAGES: TimeDelta = TimeDelta::days(7);

/// Expires old payments and deletes data that has outlived its use, in short transactions so that no other writer waits long. Returns the
/// number of expired payments.
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
    while let Some(more) = store.write(move |mut tx| Box::pin(async move { tx.expire_picked(now).await })).await? {
        expired += more;
    }
    let before = now - ATTEMPTS;
    loop {
        let forget = store.write(move |mut tx| Box::pin(async move { tx.forget_attempts(before).await }));
        // A full step without a deletion has found only payments that a provider's event changed meanwhile.
        if !matches!(forget.await?, (1.., true)) {
            break;
        }
    }
    while store.write(move |mut tx| Box::pin(async move { tx.forget_orders(now - ORDERS).await })).await? {}
    while store
        .write(move |mut tx| Box::pin(async move { tx.forget_notices(now - NOTICES, now - MESSAGES).await }))
        .await?
    {}
    while store.write(move |mut tx| Box::pin(async move { tx.forget_alerts(now - USEFUL * 2).await })).await? {}
    erase_removed_settings(ctx).await?;
    while erase_closed_accounts(ctx).await? > 0 {}
    store.write(move |mut tx| Box::pin(async move { tx.forget(now).await })).await?;
    Ok(expired)
}

/// Truncates the write-ahead log, which still contains erased data. `false` if a reader was in the way: try again soon.
///
/// # Errors
/// The database's.
pub async fn clear_erased(ctx: &Context) -> Result<bool, Error> {
    Ok(ctx.store.clear_wal().await?)
}

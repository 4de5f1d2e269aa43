//! Clearing of erased texts from the write-ahead log.

use std::time::Duration;

use crate::actions::{Context, upkeep};

/// The pause before the log is cleared again, while a long read is in the way.
const CLEARING_PAUSE: Duration = Duration::from_secs(5);

/// Clears the write-ahead log after each erasure.
pub(super) async fn clear_erased(ctx: &Context) {
    loop {
        ctx.store.erased().await;
        loop {
            match upkeep::clear_erased(ctx).await {
                Ok(true) => break,
                Ok(false) => tracing::debug!("clearing away what was erased has to wait for a reader"),
                Err(error) => tracing::warn!(%error, "clearing away what was erased has to wait"),
            }
            tokio::time::sleep(CLEARING_PAUSE).await;
        }
    }
}

//! The background loop: expiry and forgetting. It ends with the service.

use std::time::Duration;

use tokio::sync::watch;

use crate::actions::{Context, upkeep};

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(60);

/// Runs until `shutdown` changes. A failure is logged and tried again at the next turn.
pub async fn run(ctx: Context, mut shutdown: watch::Receiver<bool>) {
    loop {
        match upkeep::upkeep(&ctx).await {
            Ok(0) => {}
            Ok(expired) => tracing::info!(expired, "payments expired"),
            Err(error) => tracing::warn!(%error, "upkeep has to wait"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = shutdown.changed() => return,
        }
    }
}

//! Expiry and forgetting.

use crate::actions::{Context, upkeep};

pub(super) async fn run_upkeep(ctx: &Context) {
    match upkeep::upkeep(ctx).await {
        Ok(0) => {}
        Ok(expired) => tracing::info!(expired, "payments expired"),
        Err(error) => tracing::warn!(%error, "upkeep has to wait"),
    }
}

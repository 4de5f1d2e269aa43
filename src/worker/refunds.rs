//! Repetition of refunds whose outcome isn't known.

use crate::actions::Context;
use crate::actions::refunds::send::retry_refunds;

pub(super) async fn refunds(ctx: &Context) {
    match retry_refunds(ctx).await {
        Ok(0) => {}
        Ok(tried) => tracing::info!(tried, "refunds were tried again"),
        Err(error) => tracing::warn!(%error, "refunds have to wait"),
    }
}

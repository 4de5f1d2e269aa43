//! Ending of charges that are over, at their providers.

use super::PAUSE;
use crate::actions::Context;
use crate::actions::payments::end_charges::{end_charges, mark_charges};

/// Marks and ends charges, once a minute and as soon as one is marked as over.
pub(super) async fn end_what_is_over(ctx: &Context) {
    loop {
        if let Err(error) = mark_charges(ctx).await {
            tracing::warn!(%error, "finding what is over has to wait");
        }
        match end_charges(ctx).await {
            Ok(0) => {}
            Ok(tried) => tracing::debug!(tried, "charges were ended"),
            Err(error) => tracing::warn!(%error, "ending charges has to wait"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = ctx.store.charges_over() => {}
        }
    }
}

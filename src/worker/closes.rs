//! Closing of months on their payees' closing days.

use crate::actions::Context;
use crate::actions::books::close::close_months;

pub(super) async fn close_due_months(ctx: &Context) {
    match close_months(ctx).await {
        Ok(0) => {}
        Ok(due) => tracing::info!(due, "the closing day of ledgers came"),
        Err(error) => tracing::warn!(%error, "closing months has to wait"),
    }
}

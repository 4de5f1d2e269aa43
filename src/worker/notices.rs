//! The line of payees' notices, with the deliveries that they make.

use std::time::Duration;

use crate::actions::Context;
use crate::actions::webhooks::line::put_in_line;
use crate::actions::webhooks::message::Resources;

/// The pause between two turns. Notices of other processes, such as a command, wait that long.
const PAUSE: Duration = Duration::from_secs(5);

/// Puts notices in line as soon as one is stored.
pub(super) async fn line_up(ctx: &Context, resources: Resources) {
    loop {
        match put_in_line(ctx, resources).await {
            Ok(0) => {}
            Ok(noted) => tracing::debug!(noted, "notices were put in line"),
            Err(error) => tracing::warn!(%error, "notices have to wait"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = ctx.store.noted() => {}
        }
    }
}

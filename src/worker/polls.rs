//! Polling of providers about payments.

use super::PAUSE;
use crate::actions::Context;
use crate::actions::payments::poll::Polling;
use crate::store::PollQueue;

/// Polls the payments of a queue, and remembers between turns which servers answer.
pub(super) async fn poll(ctx: &Context, queue: PollQueue) {
    let mut polling = Polling::new(ctx.clone(), queue);
    loop {
        match polling.turn().await {
            Ok(0) => {}
            Ok(polled) => tracing::debug!(polled, "providers were polled"),
            Err(error) => tracing::warn!(%error, "polling has to wait"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

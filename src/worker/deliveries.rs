//! Deliveries to payees' endpoints. Each endpoint has turns of its own, so that one that is slow keeps nobody else waiting.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::actions::webhooks::message::Resources;
use crate::actions::webhooks::send::send_due;
use crate::actions::{Context, Error};
use crate::domain::id::EndpointId;

/// The most endpoints that are called at a time.
const AT_ONCE: usize = 64;
/// The longest and the shortest pause between two looks at what is due.
const LONGEST: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_millis(100);

/// Sends what is due as soon as it is.
pub(super) async fn deliver(ctx: &Context, resources: Resources) {
    let (mut busy, mut turns, mut last) = (HashSet::new(), FuturesUnordered::new(), None);
    loop {
        let mut pause = LONGEST;
        match due(ctx, &busy, last.as_ref()).await {
            Ok(due) => {
                for endpoint in due.into_iter().take(AT_ONCE.saturating_sub(busy.len())) {
                    busy.insert(endpoint.clone());
                    last = Some(endpoint.clone());
                    turns.push(turn(ctx, resources, endpoint));
                }
                pause = until_next(ctx).await;
            }
            Err(error) => tracing::warn!(%error, "webhooks have to wait"),
        }
        tokio::select! {
            Some(endpoint) = turns.next(), if !turns.is_empty() => drop(busy.remove(&endpoint)),
            () = tokio::time::sleep(pause) => {}
            () = ctx.store.deliveries_due() => {}
        }
    }
}

/// The endpoints with deliveries that are due and not being sent, beginning behind the last that had a turn.
async fn due(ctx: &Context, busy: &HashSet<EndpointId>, last: Option<&EndpointId>) -> Result<Vec<EndpointId>, Error> {
    let mut due = ctx.store.due_endpoints(ctx.clock.now()).await?;
    let behind = due.iter().position(|endpoint| last.is_some_and(|last| endpoint.as_str() > last.as_str()));
    due.rotate_left(behind.unwrap_or_default());
    due.retain(|endpoint| !busy.contains(endpoint));
    Ok(due)
}

/// The time until the next call is due, within limits: what is being sent is due as well.
async fn until_next(ctx: &Context) -> Duration {
    let Ok(Some(at)) = ctx.store.earliest_delivery().await else { return LONGEST };
    (at - ctx.clock.now()).to_std().unwrap_or_default().clamp(SHORTEST, LONGEST)
}

async fn turn(ctx: &Context, resources: Resources, endpoint: EndpointId) -> EndpointId {
    if let Err(error) = send_due(ctx, resources, &endpoint).await {
        tracing::warn!(%error, "a webhook has to wait");
        // What could not even be reserved is still due.
        tokio::time::sleep(LONGEST).await;
    }
    endpoint
}

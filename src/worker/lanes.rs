//! Lanes: work for many receivers, each of which has turns of its own, so that one that is slow keeps nobody else waiting.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;

/// The most receivers that are called at a time.
const AT_ONCE: usize = 64;
/// The longest and the shortest pause between two looks at what is due.
const LONGEST: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_millis(100);

/// Work in lanes.
pub(super) trait Lanes {
    /// The id of a receiver.
    type Id: Clone + Eq + Hash + Display + Send + Sync;

    /// The receivers for which something is due, in the order of ids.
    fn due(&self, ctx: &Context) -> impl Future<Output = Result<Vec<Self::Id>, Error>> + Send;
    /// The time of the earliest call that is planned.
    fn earliest(&self, ctx: &Context) -> impl Future<Output = Result<Option<Timestamp>, Error>> + Send;
    /// Completes when something became due.
    fn woken(&self, ctx: &Context) -> impl Future<Output = ()> + Send;
    /// Sends what is due to a receiver.
    fn send(&self, ctx: &Context, to: &Self::Id) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Sends what is due as soon as it is. `what` names it in the log.
pub(super) async fn run<L: Lanes>(ctx: &Context, lanes: L, what: &'static str) {
    let (lanes, mut busy, mut turns, mut last) = (&lanes, HashSet::new(), FuturesUnordered::new(), None);
    loop {
        let mut pause = LONGEST;
        match due(ctx, lanes, &busy, last.as_ref()).await {
            Ok(due) => {
                for receiver in due.into_iter().take(AT_ONCE.saturating_sub(busy.len())) {
                    busy.insert(receiver.clone());
                    last = Some(receiver.clone());
                    turns.push(turn(ctx, lanes, receiver, what));
                }
                pause = until_next(ctx, lanes).await;
            }
            Err(error) => tracing::warn!(%error, "{what} have to wait"),
        }
        tokio::select! {
            Some(receiver) = turns.next(), if !turns.is_empty() => drop(busy.remove(&receiver)),
            () = tokio::time::sleep(pause) => {}
            () = lanes.woken(ctx) => {}
        }
    }
}

/// The receivers for which something is due and not being sent, beginning behind the last that had a turn.
async fn due<L: Lanes>(
    ctx: &Context,
    lanes: &L,
    busy: &HashSet<L::Id>,
    last: Option<&L::Id>,
) -> Result<Vec<L::Id>, Error> {
    let mut due = lanes.due(ctx).await?;
    let last = last.map(ToString::to_string);
    let behind = due.iter().position(|receiver| last.as_ref().is_some_and(|last| receiver.to_string() > *last));
    due.rotate_left(behind.unwrap_or_default());
    due.retain(|receiver| !busy.contains(receiver));
    Ok(due)
}

/// The time until the next call is due, within limits: what is being sent is due as well.
async fn until_next<L: Lanes>(ctx: &Context, lanes: &L) -> Duration {
    let Ok(Some(at)) = lanes.earliest(ctx).await else { return LONGEST };
    (at - ctx.clock.now()).to_std().unwrap_or_default().clamp(SHORTEST, LONGEST)
}

async fn turn<L: Lanes>(ctx: &Context, lanes: &L, receiver: L::Id, what: &'static str) -> L::Id {
    if let Err(error) = lanes.send(ctx, &receiver).await {
        tracing::warn!(%error, "{what} have to wait");
        // What could not even be reserved is still due.
        tokio::time::sleep(LONGEST).await;
    }
    receiver
}

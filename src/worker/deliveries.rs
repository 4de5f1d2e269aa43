//! Deliveries to payees' endpoints. Each endpoint has turns of its own, so that one that is slow keeps nobody else waiting.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::actions::Context;
use crate::actions::webhooks::message::Resources;
use crate::actions::webhooks::send::send_due;
use crate::domain::clock::Timestamp;
use crate::domain::id::{EndpointId, PayeeId};

/// The most endpoints that are called at a time.
const AT_ONCE: usize = 64;
/// The most endpoints of one payee among them, so that a few payees whose endpoints are silent keep nobody else waiting.
const OF_ONE_PAYEE: usize = 3;
/// The longest and the shortest pause between two looks at what is due.
const LONGEST: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_millis(100);

/// Sends what is due as soon as it is.
pub(super) async fn deliver(ctx: &Context, resources: Resources) {
    let (mut queue, mut turns) = (Queue::default(), FuturesUnordered::new());
    loop {
        let (mut pause, now) = (LONGEST, ctx.clock.now());
        match ctx.store.due_endpoints(now).await {
            Ok(due) => {
                turns.extend(queue.begin(due).into_iter().map(|endpoint| turn(ctx, resources, endpoint)));
                pause = until_next(ctx, now).await;
            }
            Err(error) => tracing::warn!(%error, "webhooks have to wait"),
        }
        tokio::select! {
            Some(endpoint) = turns.next(), if !turns.is_empty() => queue.end(&endpoint),
            () = tokio::time::sleep(pause) => {}
            () = ctx.store.deliveries_due() => {}
        }
    }
}

/// The endpoints that have a turn, and those that wait for one.
#[derive(Debug, Default)]
struct Queue {
    /// Those that have a turn, each with its payee.
    busy: HashMap<EndpointId, PayeeId>,
    /// Those that wait, the longest waiting first.
    waiting: Vec<(EndpointId, PayeeId)>,
}

impl Queue {
    /// Puts the endpoints in line that are due, and begins the turns that there is room for.
    fn begin(&mut self, due: Vec<(EndpointId, PayeeId)>) -> Vec<EndpointId> {
        let is_due: HashSet<_> = due.iter().map(|(endpoint, _)| endpoint.clone()).collect();
        self.waiting.retain(|(endpoint, _)| is_due.contains(endpoint));
        let known: HashSet<_> = self.waiting.iter().map(|(endpoint, _)| endpoint.clone()).collect();
        self.waiting.extend(due.into_iter().filter(|(endpoint, _)| !known.contains(endpoint)));
        let mut begun = Vec::new();
        self.waiting.retain(|(endpoint, payee)| {
            if self.busy.contains_key(endpoint) {
                // It goes to the end of the line when its turn is over.
                return false;
            }
            let of_payee = self.busy.values().filter(|other| *other == payee).count();
            let has_room = self.busy.len() < AT_ONCE && of_payee < OF_ONE_PAYEE;
            if has_room {
                self.busy.insert(endpoint.clone(), payee.clone());
                begun.push(endpoint.clone());
            }
            !has_room
        });
        begun
    }

    /// Ends an endpoint's turn.
    fn end(&mut self, endpoint: &EndpointId) {
        self.busy.remove(endpoint);
    }
}

/// The time until another endpoint is due, within limits. Those that are due at `now` have a turn, or get one when another's is over.
async fn until_next(ctx: &Context, now: Timestamp) -> Duration {
    let Ok(Some(at)) = ctx.store.next_delivery(now).await else { return LONGEST };
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The endpoints of as many payees, each with this many; the first of each number belong to the first payee.
    fn endpoints(payees: usize, each: usize) -> Vec<(EndpointId, PayeeId)> {
        let chance = crate::domain::chance::Chance::secure();
        (0..payees)
            .flat_map(|_| {
                let payee = PayeeId::draw(&chance);
                std::iter::repeat_with(|| (EndpointId::draw(&chance), payee.clone())).take(each).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn silent_endpoints_of_a_few_payees_leave_room_for_others() {
        let silent = endpoints(8, 10);
        let mut queue = Queue::default();
        assert_eq!(queue.begin(silent.clone()).len(), 8 * OF_ONE_PAYEE);
        assert_eq!(queue.begin(silent.clone()), [], "none of their turns is over");
        let other = endpoints(1, 1);
        let due: Vec<_> = silent.into_iter().chain(other.clone()).collect();
        assert_eq!(queue.begin(due), [other[0].0.clone()]);
        assert_eq!(Queue::default().begin(endpoints(100, 1)).len(), AT_ONCE);
    }

    #[test]
    fn whoever_had_a_turn_goes_to_the_end_of_the_line() {
        let due = endpoints(1, 10);
        let mut queue = Queue::default();
        let mut begun = queue.begin(due.clone());
        let mut turns = Vec::new();
        for _ in 0..20 {
            let endpoint = begun.remove(0);
            queue.end(&endpoint);
            turns.push(endpoint);
            begun.extend(queue.begin(due.clone()));
        }
        let ids: Vec<_> = due.into_iter().map(|(endpoint, _)| endpoint).collect();
        assert_eq!((&turns[..10], &turns[10..]), (&ids[..], &ids[..]), "each has a turn before one has its second");
    }

    #[test]
    fn who_is_not_due_any_more_leaves_the_line() {
        let due = endpoints(1, 5);
        let mut queue = Queue::default();
        queue.begin(due.clone());
        assert_eq!(queue.waiting.len(), 2);
        queue.begin(Vec::new());
        assert_eq!(queue.waiting, []);
    }
}

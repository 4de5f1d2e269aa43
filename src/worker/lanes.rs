//! Lanes: work for many receivers, each of which has turns of its own, so that one that is slow keeps nobody else waiting.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;

/// The most receivers that are called at a time.
const AT_ONCE: usize = 64;
/// The most receivers of one payee among them, so that a few payees whose receivers are silent keep nobody else waiting.
const OF_ONE_PAYEE: usize = 3;
/// The longest and the shortest pause between two looks at what is due.
const LONGEST: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_millis(100);

/// Work in lanes.
pub(super) trait Lanes {
    /// The id of a receiver.
    type Id: Clone + Eq + Hash + Send + Sync;

    /// The receivers for which something is due, each with its payee, in the order of ids.
    fn due(
        &self,
        ctx: &Context,
        now: Timestamp,
    ) -> impl Future<Output = Result<Vec<(Self::Id, PayeeId)>, Error>> + Send;
    /// The time at which the next receiver becomes due that isn't yet.
    fn next(&self, ctx: &Context, now: Timestamp) -> impl Future<Output = Result<Option<Timestamp>, Error>> + Send;
    /// Completes when something became due.
    fn woken(&self, ctx: &Context) -> impl Future<Output = ()> + Send;
    /// Sends what is due to a receiver.
    fn send(&self, ctx: &Context, to: &Self::Id) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Sends what is due as soon as it is. `what` names it in the log.
pub(super) async fn run<L: Lanes>(ctx: &Context, lanes: L, what: &'static str) {
    let (lanes, mut queue, mut turns) = (&lanes, Queue::default(), FuturesUnordered::new());
    loop {
        let (mut pause, now) = (LONGEST, ctx.clock.now());
        match lanes.due(ctx, now).await {
            Ok(due) => {
                turns.extend(queue.begin(due).into_iter().map(|receiver| turn(ctx, lanes, receiver, what)));
                pause = until_next(ctx, lanes, now).await;
            }
            Err(error) => tracing::warn!(%error, "{what} have to wait"),
        }
        tokio::select! {
            Some(receiver) = turns.next(), if !turns.is_empty() => queue.end(&receiver),
            () = tokio::time::sleep(pause) => {}
            () = lanes.woken(ctx) => {}
        }
    }
}

/// The receivers that have a turn, and those that wait for one.
#[derive(Debug)]
struct Queue<Id> {
    /// Those that have a turn, each with its payee.
    busy: HashMap<Id, PayeeId>,
    /// Those that wait, the longest waiting first.
    waiting: Vec<(Id, PayeeId)>,
}

impl<Id> Default for Queue<Id> {
    fn default() -> Self {
        Self { busy: HashMap::new(), waiting: Vec::new() }
    }
}

impl<Id: Clone + Eq + Hash> Queue<Id> {
    /// Puts the receivers in line that are due, and begins the turns that there is room for.
    fn begin(&mut self, due: Vec<(Id, PayeeId)>) -> Vec<Id> {
        let is_due: HashSet<_> = due.iter().map(|(receiver, _)| receiver.clone()).collect();
        self.waiting.retain(|(receiver, _)| is_due.contains(receiver));
        let known: HashSet<_> = self.waiting.iter().map(|(receiver, _)| receiver.clone()).collect();
        self.waiting.extend(due.into_iter().filter(|(receiver, _)| !known.contains(receiver)));
        let mut begun = Vec::new();
        self.waiting.retain(|(receiver, payee)| {
            if self.busy.contains_key(receiver) {
                // It goes to the end of the line when its turn is over.
                return false;
            }
            let of_payee = self.busy.values().filter(|other| *other == payee).count();
            let has_room = self.busy.len() < AT_ONCE && of_payee < OF_ONE_PAYEE;
            if has_room {
                self.busy.insert(receiver.clone(), payee.clone());
                begun.push(receiver.clone());
            }
            !has_room
        });
        begun
    }

    /// Ends a receiver's turn.
    fn end(&mut self, receiver: &Id) {
        self.busy.remove(receiver);
    }
}

/// The time until another receiver is due, within limits. Those that are due at `now` have a turn, or get one when another's is over.
async fn until_next<L: Lanes>(ctx: &Context, lanes: &L, now: Timestamp) -> Duration {
    let Ok(Some(at)) = lanes.next(ctx, now).await else { return LONGEST };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::EndpointId;

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
        assert_eq!(queue.begin(silent.clone()), Vec::new(), "none of their turns is over");
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
        assert_eq!(queue.waiting, Vec::new());
    }
}

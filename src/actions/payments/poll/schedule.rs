//! Turns among methods with payments to poll: servers take turns, and the methods of a server do.
//!
//! A call to a server that hangs lasts until it times out. So a server has few calls at a time, one that has not answered yet has a single
//! one, and all that are not known to answer have half of the calls together. A server that fails rests, longer each time; its payments
//! are left as they are, due. So no payer, payee or server keeps those of others waiting for longer than a call of each takes.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::domain::backoff;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::MethodId;

/// The failures in a row after which a server rests that has answered before.
const FAILURES: u32 = 3;
/// The number of servers that are remembered while nothing of theirs is due.
const REMEMBERED: usize = 4096;

/// The destination of calls that may hang together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum PollTarget {
    /// A server, by scheme, host and port.
    Server(String),
    /// A method that calls no server, or whose settings don't open.
    Method(MethodId),
}

/// The greatest numbers of calls under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// In all.
    pub all: usize,
    /// To one server that answers.
    pub each: usize,
}

/// The outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallOutcome {
    /// The server answered.
    Answered,
    /// It didn't, or not in time.
    Failed,
    /// Nobody was called.
    Moot,
}

/// A call under way, to be handed back when it has ended.
#[derive(Debug)]
pub(super) struct PollCall {
    target: PollTarget,
    doubtful: bool,
}

#[derive(Debug, Default)]
struct ServerState {
    /// Methods with payments to poll, the next one first.
    methods: VecDeque<MethodId>,
    calls: usize,
    has_answered: bool,
    /// Failures since it answered last.
    failures: u32,
    /// Rests since it answered last.
    rests: u32,
    rests_until: Option<Timestamp>,
}

impl ServerState {
    fn is_doubtful(&self) -> bool {
        !self.has_answered || self.failures > 0
    }

    fn rests(&self, now: Timestamp) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }
}

/// The methods with payments to poll, in the order of their turns.
#[derive(Debug)]
pub(super) struct Schedule {
    bounds: Bounds,
    /// The lanes that have methods, the next one first.
    order: VecDeque<PollTarget>,
    servers: HashMap<PollTarget, ServerState>,
    waiting: HashSet<MethodId>,
    calls: usize,
    doubtful_calls: usize,
}

impl Schedule {
    pub fn new(bounds: Bounds) -> Self {
        let (order, servers, waiting) = Default::default();
        Self { bounds, order, servers, waiting, calls: 0, doubtful_calls: 0 }
    }

    /// The number of methods that wait for their turn.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Tells that a method waits for its turn.
    pub fn contains(&self, method: &MethodId) -> bool {
        self.waiting.contains(method)
    }

    /// Begins anew, with no method and no call, and remembers which servers answer.
    pub fn clear(&mut self, now: Timestamp) {
        self.order.clear();
        self.waiting.clear();
        (self.calls, self.doubtful_calls) = (0, 0);
        for server in self.servers.values_mut() {
            server.methods.clear();
            server.calls = 0;
        }
        if self.servers.len() > REMEMBERED {
            self.servers.retain(|_, server| server.rests(now));
        }
    }

    /// Gives a method a turn behind all others of its lane. `false` while the lane rests: its payments are listed again.
    pub fn add(&mut self, target: PollTarget, method: MethodId, now: Timestamp) -> bool {
        let server = self.servers.entry(target.clone()).or_default();
        if server.rests(now) {
            return false;
        }
        if self.waiting.insert(method.clone()) {
            if server.methods.is_empty() {
                self.order.push_back(target);
            }
            server.methods.push_back(method);
        }
        true
    }

    /// Takes the method whose turn it is, if a call may begin.
    pub fn next(&mut self) -> Option<(PollTarget, MethodId)> {
        for _ in 0..self.order.len() {
            let target = self.order.pop_front()?;
            if !self.may_call(&target) {
                self.order.push_back(target);
                continue;
            }
            let methods = &mut self.servers.get_mut(&target)?.methods;
            let method = methods.pop_front();
            if !methods.is_empty() {
                self.order.push_back(target.clone());
            }
            if let Some(method) = method {
                self.waiting.remove(&method);
                return Some((target, method));
            }
        }
        None
    }

    fn may_call(&self, target: &PollTarget) -> bool {
        let Some(server) = self.servers.get(target) else { return false };
        let is_free = match server.is_doubtful() {
            true => server.calls == 0 && self.doubtful_calls < self.bounds.all.div_ceil(2),
            false => server.calls < self.bounds.each,
        };
        is_free && self.calls < self.bounds.all
    }

    /// Counts a call that begins.
    pub fn start(&mut self, target: PollTarget) -> PollCall {
        let server = self.servers.entry(target.clone()).or_default();
        let doubtful = server.is_doubtful();
        server.calls += 1;
        self.calls += 1;
        self.doubtful_calls += usize::from(doubtful);
        PollCall { target, doubtful }
    }

    /// Takes back a call that has ended.
    pub fn end(&mut self, call: &PollCall, outcome: CallOutcome, now: Timestamp, chance: &Chance) {
        self.calls = self.calls.saturating_sub(1);
        self.doubtful_calls = self.doubtful_calls.saturating_sub(usize::from(call.doubtful));
        let Some(server) = self.servers.get_mut(&call.target) else { return };
        server.calls = server.calls.saturating_sub(1);
        match outcome {
            CallOutcome::Moot => {}
            CallOutcome::Answered => {
                (server.has_answered, server.failures, server.rests) = (true, 0, 0);
                server.rests_until = None;
            }
            // Calls that began together fail together: that is one rest.
            CallOutcome::Failed if server.rests(now) => {}
            CallOutcome::Failed => {
                server.failures += 1;
                if !server.has_answered || server.failures >= FAILURES {
                    server.rests_until = Some(now + backoff::rest(server.rests, chance));
                    server.rests += 1;
                    server.has_answered = false;
                    for method in server.methods.drain(..) {
                        self.waiting.remove(&method);
                    }
                    self.order.retain(|target| *target != call.target);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    const BOUNDS: Bounds = Bounds { all: 8, each: 3 };

    fn method(name: &str) -> MethodId {
        MethodId::parse(&format!("mtd_{name:a>22}")).expect("an id")
    }

    fn server(name: &str) -> PollTarget {
        PollTarget::Server(name.to_owned())
    }

    fn start() -> Timestamp {
        DateTime::from_timestamp(1_790_000_000, 0).expect("in range")
    }

    /// Begins every call that may begin. Each method has payments without end.
    fn start_all(schedule: &mut Schedule, now: Timestamp) -> Vec<(MethodId, PollCall)> {
        let mut begun = Vec::new();
        while let Some((target, method)) = schedule.next() {
            begun.push((method.clone(), schedule.start(target.clone())));
            assert!(schedule.add(target, method, now));
        }
        begun
    }

    fn end_all(schedule: &mut Schedule, calls: &[(MethodId, PollCall)], outcome: CallOutcome, now: Timestamp) {
        let chance = Chance::scripted(|length| vec![0; length]);
        calls.iter().for_each(|(_, call)| schedule.end(call, outcome, now, &chance));
    }

    fn methods(calls: &[(MethodId, PollCall)]) -> Vec<&MethodId> {
        calls.iter().map(|(method, _)| method).collect()
    }

    #[test]
    fn servers_take_turns_and_their_methods_do() {
        let (mut schedule, now) = (Schedule::new(Bounds { all: 4, each: 2 }), start());
        let [a, b, c, lone] = ["a", "b", "c", "z"].map(method);
        for one in [&a, &b, &c] {
            assert!(schedule.add(server("busy"), one.clone(), now));
        }
        assert!(schedule.add(server("quiet"), lone.clone(), now));
        let first = start_all(&mut schedule, now);
        assert_eq!(methods(&first), [&a, &lone], "one call shows that a server answers");
        end_all(&mut schedule, &first, CallOutcome::Answered, now);
        let second = start_all(&mut schedule, now);
        assert_eq!(methods(&second), [&b, &lone, &c, &lone]);
        end_all(&mut schedule, &second, CallOutcome::Answered, now);
        assert_eq!(methods(&start_all(&mut schedule, now)), [&a, &lone, &b, &lone], "in turn");
        assert_eq!(schedule.len(), 4);
    }

    #[test]
    fn servers_that_hang_leave_half_of_the_calls_to_those_that_answer() {
        let (mut schedule, now) = (Schedule::new(BOUNDS), start());
        for at in 0..100 {
            assert!(schedule.add(server(&format!("hangs {at}")), method(&at.to_string()), now));
        }
        let hanging = start_all(&mut schedule, now);
        assert_eq!(hanging.len(), 4, "half of the calls");
        // A server that has answered before has its share beside them, however long they hang.
        schedule.servers.entry(server("well")).or_default().has_answered = true;
        assert!(schedule.add(server("well"), method("well"), now));
        assert_eq!(methods(&start_all(&mut schedule, now)), [&method("well"); 3]);
        end_all(&mut schedule, &hanging, CallOutcome::Failed, now);
        assert_eq!(schedule.len(), 97, "those that failed have left");
        assert!(!schedule.contains(hanging.first().map(|(method, _)| method).expect("one")));
        let next = start_all(&mut schedule, now);
        assert_eq!(next.len(), 4);
        assert!(next.iter().all(|(method, _)| !methods(&hanging).contains(&method)), "others are tried");
    }

    #[test]
    fn a_server_that_fails_rests_longer_each_time() {
        let (mut schedule, mut now) = (Schedule::new(BOUNDS), start());
        let add = |schedule: &mut Schedule, now| schedule.add(server("s"), method("m"), now);
        assert!(add(&mut schedule, now));
        let first = start_all(&mut schedule, now);
        end_all(&mut schedule, &first, CallOutcome::Answered, now);
        let calls = start_all(&mut schedule, now);
        assert_eq!(calls.len(), 3);
        end_all(&mut schedule, &calls[..2], CallOutcome::Failed, now);
        assert!(add(&mut schedule, now), "twice may be chance");
        end_all(&mut schedule, &calls[2..], CallOutcome::Failed, now);
        let mut rests = Vec::new();
        for _ in 0..8 {
            let begun = now;
            while !add(&mut schedule, now) {
                now += TimeDelta::seconds(15);
            }
            rests.push((now - begun).num_seconds());
            let probe = start_all(&mut schedule, now);
            assert_eq!(probe.len(), 1, "one call finds out");
            end_all(&mut schedule, &probe, CallOutcome::Failed, now);
        }
        assert_eq!(rests, [15, 30, 60, 120, 240, 480, 900, 900]);
        now += TimeDelta::seconds(900);
        assert!(add(&mut schedule, now));
        let probe = start_all(&mut schedule, now);
        end_all(&mut schedule, &probe, CallOutcome::Answered, now);
        assert_eq!(start_all(&mut schedule, now).len(), 3, "it is well again");
    }

    #[test]
    fn a_turn_begins_with_what_is_known_of_servers() {
        let (mut schedule, now) = (Schedule::new(BOUNDS), start());
        schedule.add(server("s"), method("m"), now);
        schedule.add(server("bad"), method("n"), now);
        let calls = start_all(&mut schedule, now);
        end_all(&mut schedule, &calls[..1], CallOutcome::Answered, now);
        end_all(&mut schedule, &calls[1..], CallOutcome::Failed, now);
        start_all(&mut schedule, now);
        schedule.clear(now);
        assert_eq!((schedule.len(), schedule.next()), (0, None));
        assert!(!schedule.add(server("bad"), method("n"), now));
        assert!(schedule.add(server("s"), method("m"), now));
        assert_eq!(start_all(&mut schedule, now).len(), 3);
    }
}

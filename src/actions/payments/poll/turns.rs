//! Polls of the payments that are due.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::{JoinError, JoinSet};

use super::schedule::{Bounds, CallOutcome, PollCall, PollTarget, Schedule};
use super::{Context, Error, open_rail, poll_payment};
use crate::domain::backoff;
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::payment::PaymentState;
use crate::rails::RailError;
use crate::store::{DuePoll, PollQueue};

/// The calls under way for payments that somebody waits for.
const PENDING: Bounds = Bounds { all: 32, each: 4 };
/// The same for settled ones, which have days.
const SETTLED: Bounds = Bounds { all: 8, each: 2 };
/// The methods that are listed at a time, and those that wait for their turn at most.
const PAGE: i64 = 100;
const LISTED: usize = 10_000;
/// The interval between looks for further methods while calls are under way.
const LOOK: Duration = Duration::from_secs(15);
/// The time for which a payment is polled that neither arrives nor fails. The slowest debits take two weeks.
const POLLED: TimeDelta = TimeDelta::days(30);

/// The polls of one queue. What is known of servers lasts as long as it.
#[derive(Debug)]
pub struct Polling {
    ctx: Context,
    queue: PollQueue,
    schedule: Schedule,
    /// The lanes of methods, found by opening their settings.
    targets: HashMap<MethodId, PollTarget>,
}

/// One walk through the methods with payments that are due.
#[derive(Debug)]
struct MethodScan {
    after: Option<MethodId>,
    is_over: bool,
    /// It ended at the last method, and not because too many wait.
    is_whole: bool,
}

impl MethodScan {
    fn start() -> Self {
        Self { after: None, is_over: false, is_whole: true }
    }
}

type FinishedCall = (PollCall, PaymentId, Result<CallOutcome, Error>);

impl Polling {
    /// The polls of a queue.
    pub fn new(ctx: Context, queue: PollQueue) -> Self {
        let bounds = match queue {
            PollQueue::Pending => PENDING,
            PollQueue::Settled => SETTLED,
        };
        Self { ctx, queue, schedule: Schedule::new(bounds), targets: HashMap::new() }
    }

    /// Polls until nothing is due but what belongs to servers that rest. Answers the number of payments whose turn was taken.
    ///
    /// # Errors
    /// The database's. A provider that doesn't answer is polled again later.
    pub async fn turn(&mut self) -> Result<usize, Error> {
        self.schedule.clear(self.ctx.clock.now());
        let (mut scan, mut calls, mut under_way) = (MethodScan::start(), JoinSet::new(), HashSet::new());
        let (mut look, mut polled, mut trouble) = (tokio::time::interval(LOOK), 0, None);
        // The first tick would be at once.
        look.reset();
        loop {
            // What is under way when the database fails is not cut off: its turn was taken.
            if trouble.is_none() {
                trouble = self.start_calls(&mut scan, &mut calls, &mut under_way).await.err();
            }
            if calls.is_empty() {
                match trouble {
                    Some(error) => return Err(error),
                    None if scan.is_whole => return Ok(polled),
                    None => scan = MethodScan::start(),
                }
                continue;
            }
            tokio::select! {
                Some(ended) = calls.join_next() => match self.end(ended, &mut under_way) {
                    Ok(taken) => polled += usize::from(taken),
                    Err(error) => trouble = Some(error),
                },
                _ = look.tick() => scan = MethodScan::start(),
            }
        }
    }

    /// Lists the methods that a walk has not met, and begins the calls that may begin.
    async fn start_calls(
        &mut self,
        scan: &mut MethodScan,
        calls: &mut JoinSet<FinishedCall>,
        under_way: &mut HashSet<PaymentId>,
    ) -> Result<(), Error> {
        loop {
            if !scan.is_over {
                self.list(scan).await?;
            }
            self.start(calls, under_way).await?;
            if scan.is_over {
                return Ok(());
            }
        }
    }

    /// Gives further methods with payments that are due their turns.
    async fn list(&mut self, scan: &mut MethodScan) -> Result<(), Error> {
        let now = self.ctx.clock.now();
        let methods = self.ctx.store.methods_to_poll(self.queue, now, scan.after.as_ref(), PAGE).await?;
        scan.is_over = i64::try_from(methods.len()).is_ok_and(|listed| listed < PAGE);
        scan.after = methods.last().cloned();
        for method in methods {
            if !self.schedule.contains(&method) {
                let target = self.target(&method).await?;
                self.schedule.add(target, method, now);
            }
        }
        if self.schedule.len() >= LISTED {
            scan.is_whole = scan.is_over;
            scan.is_over = true;
        }
        Ok(())
    }

    async fn target(&mut self, method: &MethodId) -> Result<PollTarget, Error> {
        if let Some(target) = self.targets.get(method) {
            return Ok(target.clone());
        }
        let target = match open_rail(&self.ctx, method).await {
            Ok((_, rail)) => rail.server().map_or_else(|| PollTarget::Method(method.clone()), PollTarget::Server),
            // Its payments have their turns, too: whether they are polled any more is decided there.
            Err(Error::SettingsLost | Error::NotFound | Error::Rail(_)) => {
                return Ok(PollTarget::Method(method.clone()));
            }
            Err(error) => return Err(error),
        };
        if self.targets.len() >= LISTED {
            self.targets.clear();
        }
        self.targets.insert(method.clone(), target.clone());
        Ok(target)
    }

    /// Begins the calls that may begin.
    async fn start(
        &mut self,
        calls: &mut JoinSet<FinishedCall>,
        under_way: &mut HashSet<PaymentId>,
    ) -> Result<(), Error> {
        while let Some((target, method)) = self.schedule.next() {
            let now = self.ctx.clock.now();
            // Those that are under way may still be due: two more tell whether this is the last one.
            let limit = i64::try_from(PENDING.each + 2).unwrap_or(i64::MAX);
            let due = self.ctx.store.payments_to_poll(self.queue, &method, now, limit).await?;
            let mut due = due.into_iter().filter(|due| !under_way.contains(&due.payment.id));
            let Some(one) = due.next() else { continue };
            let call = self.schedule.start(target.clone());
            if due.next().is_some() {
                self.schedule.add(target, method, now);
            }
            under_way.insert(one.payment.id.clone());
            let ctx = self.ctx.clone();
            calls.spawn(async move {
                let id = one.payment.id.clone();
                let outcome = poll(&ctx, one).await;
                (call, id, outcome)
            });
        }
        Ok(())
    }

    /// Takes back a call that has ended. Answers whether it took a payment's turn.
    fn end(
        &mut self,
        ended: Result<FinishedCall, JoinError>,
        under_way: &mut HashSet<PaymentId>,
    ) -> Result<bool, Error> {
        let (call, id, outcome) = match ended {
            Ok(ended) => ended,
            // The task's supervisor hears of it.
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => return Ok(false),
            },
        };
        under_way.remove(&id);
        let taken = !matches!(outcome, Ok(CallOutcome::Moot));
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(Error::Store(error)) => return Err(Error::Store(error)),
            Err(error) => {
                tracing::info!(%error, "a provider could not be polled");
                match error {
                    Error::Rail(RailError::Unavailable(_)) => CallOutcome::Failed,
                    // A refusal is an answer.
                    Error::Rail(RailError::Refused(_) | RailError::Rejected { .. }) => CallOutcome::Answered,
                    _ => CallOutcome::Moot,
                }
            }
        };
        self.schedule.end(&call, outcome, self.ctx.clock.now(), &self.ctx.chance);
        Ok(taken)
    }
}

/// Polls a payment whose turn it is, unless somebody else does.
async fn poll(ctx: &Context, due: DuePoll) -> Result<CallOutcome, Error> {
    let (payment, now) = (due.payment.clone(), ctx.clock.now());
    let waits = matches!(payment.state, PaymentState::Pending | PaymentState::Claimed | PaymentState::Processing);
    // A refund may fail weeks after it was made, however long ago the payment settled.
    let pause = match payment.settled_at.max(due.refunded_at.filter(|_| payment.settled_at.is_some())) {
        Some(at) => backoff::after_settling(at, now, &ctx.chance),
        // One that was given up is polled for a last time, and one that its payee set aside for half a year.
        None if payment.set_aside_at.is_some() => {
            payment.set_aside_at.and_then(|at| backoff::after_settling(at, now, &ctx.chance))
        }
        None => (waits && now < payment.created_at + POLLED).then(|| backoff::pause(due.polls, &ctx.chance)),
    };
    let next = pause.map(|pause| now + pause);
    if !ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_poll(&due, next, now).await })).await? {
        return Ok(CallOutcome::Moot);
    }
    let answer = poll_payment(ctx, &payment).await;
    if let (Err(Error::Rail(RailError::Unavailable(_))), Some(next), true) =
        (&answer, next, payment.state.has_settled())
    {
        // Its next turn may be a month away: it is polled again tomorrow.
        let tomorrow = backoff::after_settling(now, now, &ctx.chance).map_or(next, |pause| next.min(now + pause));
        let id = payment.id;
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.schedule_poll(&id, tomorrow).await })).await?;
    }
    answer.map(|_| CallOutcome::Answered)
}

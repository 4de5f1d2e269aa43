//! Polls of due payments.

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

/// The limits for payments that someone waits for.
const PENDING: Bounds = Bounds { all: 32, each: 4 };
/// The limits for settled payments, which aren't urgent.
const SETTLED: Bounds = Bounds { all: 8, each: 2 };
/// The number of methods per query, and the most that wait for their turn.
const PAGE: i64 = 100;
const LISTED: usize = 10_000;
/// The interval between queries for further methods while calls are in progress.
const LOOK: Duration = Duration::from_secs(15);
/// The time for which an open payment is polled. The slowest direct debits take two weeks.
const POLLED: TimeDelta = TimeDelta::days(30);

/// The poller of one queue. It remembers the state of servers between turns.
#[derive(Debug)]
pub struct Polling {
    ctx: Context,
    queue: PollQueue,
    schedule: Schedule,
    /// The lanes of methods, cached since finding one opens the method's settings.
    targets: HashMap<MethodId, PollTarget>,
}

/// A scan of the methods with due payments.
#[derive(Debug)]
struct MethodScan {
    after: Option<MethodId>,
    is_over: bool,
    /// The scan reached the last method, and didn't stop because too many wait.
    is_whole: bool,
}

impl MethodScan {
    fn start() -> Self {
        Self { after: None, is_over: false, is_whole: true }
    }
}

type FinishedCall = (PollCall, PaymentId, Result<CallOutcome, Error>);

impl Polling {
    /// A poller without knowledge of any server.
    pub fn new(ctx: Context, queue: PollQueue) -> Self {
        let bounds = match queue {
            PollQueue::Pending => PENDING,
            PollQueue::Settled => SETTLED,
        };
        Self { ctx, queue, schedule: Schedule::new(bounds), targets: HashMap::new() }
    }

    /// Polls until only payments of resting servers are due. Returns the number of payments whose turn was taken.
    ///
    /// # Errors
    /// The database's. A provider that doesn't answer is polled again later.
    pub async fn turn(&mut self) -> Result<usize, Error> {
        self.schedule.clear(self.ctx.clock.now());
        let (mut scan, mut calls, mut under_way) = (MethodScan::start(), JoinSet::new(), HashSet::new());
        let (mut look, mut polled, mut trouble) = (tokio::time::interval(LOOK), 0, None);
        // An interval's first tick is immediate.
        look.reset();
        loop {
            // Calls in progress are awaited when the database fails, since their payments' turns are taken.
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

    /// Lists the methods that the scan hasn't reached, and starts the calls that are allowed.
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

    /// Schedules further methods with due payments.
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
            // Its payments have their turns too, in which it is decided if they are polled again.
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

    /// Starts the calls that are allowed.
    async fn start(
        &mut self,
        calls: &mut JoinSet<FinishedCall>,
        under_way: &mut HashSet<PaymentId>,
    ) -> Result<(), Error> {
        while let Some((target, method)) = self.schedule.next() {
            let now = self.ctx.clock.now();
            // Payments in progress may still be due: two more tell if this is the method's last one.
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

    /// Handles a call that has ended. Returns whether it took a payment's turn.
    fn end(
        &mut self,
        ended: Result<FinishedCall, JoinError>,
        under_way: &mut HashSet<PaymentId>,
    ) -> Result<bool, Error> {
        let (call, id, outcome) = match ended {
            Ok(ended) => ended,
            // A panic is passed on to the task's supervisor.
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
                    // A refusal is an answer of the server.
                    Error::Rail(RailError::Refused(_) | RailError::Rejected { .. }) => CallOutcome::Answered,
                    _ => CallOutcome::Moot,
                }
            }
        };
        self.schedule.end(&call, outcome, self.ctx.clock.now(), &self.ctx.chance);
        Ok(taken)
    }
}

/// Polls a due payment, unless another replica does.
async fn poll(ctx: &Context, due: DuePoll) -> Result<CallOutcome, Error> {
    let (payment, now) = (due.payment.clone(), ctx.clock.now());
    let waits = matches!(payment.state, PaymentState::Pending | PaymentState::Claimed | PaymentState::Processing);
    // A refund may fail weeks after it was made, even if the payment settled long ago.
    let pause = match payment.settled_at.max(due.refunded_at.filter(|_| payment.settled_at.is_some())) {
        Some(at) => backoff::after_settling(at, now, &ctx.chance),
        // An expired payment is polled for a last time, one that its payee set aside for half a year.
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
        // The next regular poll may be a month away, so it is repeated tomorrow.
        let tomorrow = backoff::after_settling(now, now, &ctx.chance).map_or(next, |pause| next.min(now + pause));
        let id = payment.id;
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.schedule_poll(&id, tomorrow).await })).await?;
    }
    answer.map(|_| CallOutcome::Answered)
}

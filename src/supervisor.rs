//! Supervision of background tasks: a task that panics is restarted after a pause, and reported as not well meanwhile.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt;
use tokio::sync::watch;

use crate::domain::backoff;
use crate::domain::chance::Chance;
use crate::domain::clock::{Clock, Timestamp};

/// The time for which a task has to run after its last restart before it counts as well again.
const PROBATION: TimeDelta = TimeDelta::seconds(30);

/// The supervisor of the tasks of a process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Supervisor(Arc<TaskTable>);

#[derive(Debug)]
struct TaskTable {
    clock: Clock,
    chance: Chance,
    pause: fn(u32, &Chance) -> TimeDelta,
    tasks: Mutex<BTreeMap<&'static str, Health>>,
}

/// The panics of a task.
#[derive(Debug, Clone, Copy, Default)]
struct Health {
    panics: u64,
    /// The number of panics since the task last counted as well; it determines the next pause.
    in_a_row: u32,
    /// The time from which it counts as well again; `None` before the first panic.
    well_from: Option<Timestamp>,
}

impl Supervisor {
    /// A supervisor without tasks. Pauses before restarts are those of [`backoff::restart`].
    pub fn new(clock: Clock, chance: Chance) -> Self {
        Self::pausing(clock, chance, backoff::restart)
    }

    fn pausing(clock: Clock, chance: Chance, pause: fn(u32, &Chance) -> TimeDelta) -> Self {
        Self(Arc::new(TaskTable { clock, chance, pause, tasks: Mutex::default() }))
    }

    /// Runs a task until it returns; one that panics is restarted until the service stops. The log names the task but not the panic's
    /// message, which may contain personal data.
    pub async fn run<F>(&self, name: &'static str, mut stopping: watch::Receiver<bool>, task: impl Fn() -> F)
    where
        F: Future<Output = ()>,
    {
        self.tasks().entry(name).or_default();
        while AssertUnwindSafe(async { task().await }).catch_unwind().await.is_err() {
            let pause = self.note_panic(name);
            tracing::error!(task = name, pause_ms = pause.as_millis(), "a background task panicked; it starts again");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    /// Records a panic of a task and returns the pause before its restart.
    fn note_panic(&self, name: &'static str) -> Duration {
        let now = self.0.clock.now();
        let mut tasks = self.tasks();
        let health = tasks.entry(name).or_default();
        health.panics += 1;
        if health.well_from.is_none_or(|from| from <= now) {
            health.in_a_row = 0;
        }
        let pause = (self.0.pause)(health.in_a_row, &self.0.chance);
        health.in_a_row = health.in_a_row.saturating_add(1);
        health.well_from = Some(now + pause + PROBATION);
        pause.to_std().unwrap_or_default()
    }

    /// The names of tasks that panicked and have not run for `PROBATION` since.
    pub fn ailing(&self) -> Vec<&'static str> {
        let now = self.0.clock.now();
        let is_ailing = |health: &Health| health.well_from.is_some_and(|from| now < from);
        self.tasks().iter().filter(|(_, health)| is_ailing(health)).map(|(name, _)| *name).collect()
    }

    /// The tasks' names, each with the number of its panics.
    pub fn panics(&self) -> Vec<(&'static str, u64)> {
        self.tasks().iter().map(|(name, health)| (*name, health.panics)).collect()
    }

    fn tasks(&self) -> MutexGuard<'_, BTreeMap<&'static str, Health>> {
        self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

    use super::*;

    /// A supervisor that makes no pauses, and the seconds on its clock.
    fn supervisor() -> (Supervisor, Arc<AtomicI64>) {
        let seconds = Arc::new(AtomicI64::new(1_790_000_000));
        let clock = Clock::of({
            let seconds = Arc::clone(&seconds);
            move || chrono::DateTime::from_timestamp(seconds.load(Ordering::Relaxed), 0).expect("in range")
        });
        let chance = Chance::scripted(|length| vec![0; length]);
        (Supervisor::pausing(clock, chance, |_, _| TimeDelta::zero()), seconds)
    }

    #[tokio::test]
    async fn a_task_that_panics_is_started_again_and_not_well_for_a_while() {
        let (supervisor, seconds) = supervisor();
        let (_tell, told) = watch::channel(false);
        let runs = AtomicU32::new(0);
        let task = async || {
            let run = runs.fetch_add(1, Ordering::Relaxed);
            assert_eq!(supervisor.ailing().is_empty(), run == 0, "it is not well while it runs again");
            assert!(run == 3, "a defect, and anna@example.org");
        };
        supervisor.run("polls", told.clone(), task).await;
        supervisor.run("upkeep", told, || std::future::ready(())).await;
        assert_eq!(runs.into_inner(), 4);
        assert_eq!(supervisor.panics(), [("polls", 3), ("upkeep", 0)]);
        assert_eq!(supervisor.ailing(), ["polls"]);
        seconds.fetch_add(29, Ordering::Relaxed);
        assert_eq!(supervisor.ailing(), ["polls"]);
        seconds.fetch_add(1, Ordering::Relaxed);
        assert_eq!(supervisor.ailing(), [""; 0], "it has run well for half a minute");
    }

    #[tokio::test]
    async fn panics_of_one_task_stop_no_other_and_end_with_the_service() {
        let (supervisor, _) = supervisor();
        let (tell, told) = watch::channel(false);
        let (panics, turns) = (AtomicU32::new(0), AtomicU32::new(0));
        let bad = async || {
            if panics.fetch_add(1, Ordering::Relaxed) == 9 {
                tell.send_replace(true);
            }
            tokio::task::yield_now().await;
            panic!("always");
        };
        let good = async || {
            let mut told = told.clone();
            while !*told.borrow_and_update() {
                turns.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(supervisor.run("bad", told.clone(), bad), supervisor.run("good", told.clone(), good));
        let (panics, turns) = (panics.into_inner(), turns.into_inner());
        assert!(panics >= 10 && turns >= 10, "{panics} {turns}");
        assert_eq!(supervisor.panics(), [("bad", u64::from(panics)), ("good", 0)]);
    }

    #[test]
    fn pauses_grow_until_it_was_well() {
        let (tried, seconds) = supervisor();
        let supervisor =
            Supervisor::pausing(tried.0.clock.clone(), Chance::scripted(|length| vec![0; length]), backoff::restart);
        let pauses: Vec<_> = (0..8).map(|_| supervisor.note_panic("polls").as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        seconds.fetch_add(89, Ordering::Relaxed);
        assert_eq!(supervisor.note_panic("polls").as_secs(), 60);
        seconds.fetch_add(90, Ordering::Relaxed);
        assert_eq!(supervisor.note_panic("polls").as_secs(), 1);
    }
}

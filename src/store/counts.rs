//! Counts for the metrics: of facts, which count when their transaction is committed, and of the commits themselves. They belong to this
//! process and begin at zero with it. No count names a payee or a payment.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use super::{Database, Store};
use crate::domain::alert::AlertOutcome;
use crate::domain::ledger::MovementKind;
use crate::domain::notice::DeliveryState;
use crate::domain::payment::Evidence;
use crate::domain::payment::event::EventOutcome;
use crate::domain::payment::refund::RefundState;

/// A fact that a transaction writes, as it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fact {
    /// A line of a ledger.
    Movement(MovementKind, Evidence),
    /// A provider's event, with its outcome.
    Event(EventOutcome),
    /// A refund that a payee asked for, in the state that it has got into.
    Refund(RefundState),
    /// Calls to a payee's endpoint that left their deliveries in this state; or deliveries that were given up.
    Delivery(DeliveryState, u64),
    /// Alerts to sellers' devices that came to this.
    Alert(AlertOutcome, u64),
}

/// A family of counters, told apart by one label.
pub type ByWord = Family<[(&'static str, &'static str); 1], Counter>;
/// A family of counters, told apart by two labels.
pub type ByWords = Family<[(&'static str, &'static str); 2], Counter>;

/// The counts of one process. Cheap to clone; clones count together.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Lines of ledgers, by `type` and `evidence`.
    pub movements: ByWords,
    /// Providers' events, by `outcome`.
    pub events: ByWord,
    /// Refunds that were asked for, by the `state` that they got into.
    pub refunds: ByWord,
    /// Calls to payees' endpoints, by the `state` in which they left their delivery.
    pub deliveries: ByWord,
    /// Alerts to sellers' devices, by the `outcome` of each call.
    pub alerts: ByWord,
    /// Transactions of SQLite's writer.
    pub writer_commits: Counter,
    /// Jobs that shared these transactions.
    pub writer_jobs: Counter,
}

impl Counts {
    /// Counts what a transaction has written.
    pub(super) fn add(&self, facts: &[Fact]) {
        for fact in facts {
            match *fact {
                Fact::Movement(kind, evidence) => {
                    let labels = [("type", kind.as_str()), ("evidence", evidence.as_str())];
                    self.movements.get_or_create(&labels).inc();
                }
                Fact::Event(outcome) => drop(self.events.get_or_create(&[("outcome", outcome.as_str())]).inc()),
                Fact::Refund(state) => drop(self.refunds.get_or_create(&[("state", state.into())]).inc()),
                Fact::Delivery(state, count) => {
                    self.deliveries.get_or_create(&[("state", state.into())]).inc_by(count);
                }
                Fact::Alert(outcome, count) => {
                    self.alerts.get_or_create(&[("outcome", outcome.into())]).inc_by(count);
                }
            }
        }
    }

    /// Counts a transaction of SQLite's writer, with its jobs.
    pub(super) fn add_commit(&self, jobs: usize) {
        self.writer_commits.inc();
        self.writer_jobs.inc_by(u64::try_from(jobs).unwrap_or(u64::MAX));
    }
}

/// The connections of the pool, at one moment.
#[derive(Debug, Clone, Copy)]
pub struct PoolUse {
    /// Those that are at work.
    pub busy: usize,
    /// Those that are open and wait for work.
    pub idle: usize,
    /// The most that may be open.
    pub most: u32,
}

impl Store {
    /// The counts of this process.
    pub fn counts(&self) -> &Counts {
        &self.wakes.counts
    }

    /// The number of jobs that wait for SQLite's writer; `None` on PostgreSQL, which has none.
    pub fn writer_queue(&self) -> Option<usize> {
        match &self.database {
            Database::Sqlite(db) => Some(db.writer.waiting()),
            Database::Postgres(_) => None,
        }
    }

    /// The use of the pool: of SQLite's readers, or of PostgreSQL's connections.
    pub fn pool_use(&self) -> PoolUse {
        let (size, idle, most) = match &self.database {
            Database::Sqlite(db) => {
                (db.readers.size(), db.readers.num_idle(), db.readers.options().get_max_connections())
            }
            Database::Postgres(db) => db.pool_use(),
        };
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        PoolUse { busy: size.saturating_sub(idle), idle, most }
    }
}

//! Wake-up calls for the worker's tasks after a commit. They only spare a task its pause: what a call that is lost was about, the next turn
//! finds. What is counted for the metrics is counted at the same place.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{Counts, Effects};

/// Signals that wake the worker's tasks. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Wakes {
    /// Charges are over, and are to be ended.
    pub over: Arc<Notify>,
    /// Notices are to be put in line.
    pub noted: Arc<Notify>,
    /// Deliveries are due.
    pub due: Arc<Notify>,
    /// Alerts are due.
    pub alerts: Arc<Notify>,
    /// The counts of facts that were committed.
    pub counts: Counts,
}

impl Wakes {
    /// Wakes whoever has to do something about a transaction that was committed, and counts what it wrote.
    pub(super) fn wake(&self, effects: &Effects) {
        self.counts.add(&effects.facts);
        let caused = [
            (effects.over, &self.over),
            (effects.noted, &self.noted),
            (effects.due, &self.due),
            (effects.alerts, &self.alerts),
        ];
        for (caused, wake) in caused {
            if caused {
                wake.notify_one();
            }
        }
    }
}

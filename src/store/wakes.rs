//! Wake-up calls for the worker's tasks after a commit. They only spare a task its pause: what a call that is lost was about, the next turn
//! finds.

use std::sync::Arc;

use tokio::sync::Notify;

use super::Effects;

/// Signals that wake the worker's tasks. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Wakes {
    /// Charges are over, and are to be ended.
    pub over: Arc<Notify>,
    /// Notices are to be put in line.
    pub noted: Arc<Notify>,
    /// Deliveries are due.
    pub due: Arc<Notify>,
}

impl Wakes {
    /// Wakes whoever has to do something about a transaction that was committed.
    pub(super) fn wake(&self, effects: &Effects) {
        for (caused, wake) in [(effects.over, &self.over), (effects.noted, &self.noted), (effects.due, &self.due)] {
            if caused {
                wake.notify_one();
            }
        }
    }
}

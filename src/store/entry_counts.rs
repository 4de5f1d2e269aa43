//! Numbers of the entries of a statement, by state.

use crate::domain::statement::EntryState;

/// Numbers of entries by state, or changes of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "states, by their names")]
pub struct EntryCounts {
    pub matched: i64,
    pub suggested: i64,
    pub unmatched: i64,
    pub dismissed: i64,
    pub outgoing: i64,
}

impl EntryCounts {
    /// Adds to the number of a state, if it is counted.
    pub fn add(&mut self, state: EntryState, change: i64) {
        match state {
            EntryState::Matched => self.matched += change,
            EntryState::Suggested => self.suggested += change,
            EntryState::Unmatched => self.unmatched += change,
            EntryState::Dismissed => self.dismissed += change,
            EntryState::Outgoing => self.outgoing += change,
            EntryState::Replaced | EntryState::Undone => {}
        }
    }

    /// The number of a state; 0 if it isn't counted.
    pub fn of(&self, state: EntryState) -> i64 {
        match state {
            EntryState::Matched => self.matched,
            EntryState::Suggested => self.suggested,
            EntryState::Unmatched => self.unmatched,
            EntryState::Dismissed => self.dismissed,
            EntryState::Outgoing => self.outgoing,
            EntryState::Replaced | EntryState::Undone => 0,
        }
    }

    /// The sums of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            matched: self.matched + other.matched,
            suggested: self.suggested + other.suggested,
            unmatched: self.unmatched + other.unmatched,
            dismissed: self.dismissed + other.dismissed,
            outgoing: self.outgoing + other.outgoing,
        }
    }
}

//! Gathers the entries of a statement and forgets their texts.

use super::{DetailFacts, EntryFacts, Position, Remittance};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// An entry without texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The facts.
    pub facts: EntryFacts,
}

/// A detail of a batch booking without texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The facts.
    pub facts: DetailFacts,
}

/// A fault that doesn't make a statement unreadable, such as a closing balance that its entries don't come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The place of the fault.
    pub at: Position,
    /// A sentence.
    pub detail: String,
}

/// Gathers what a reader finds.
#[derive(Debug, Default)]
pub struct Collector {
    entries: Vec<Entry>,
    warnings: Vec<Warning>,
    /// The entries and texts as the reader gave them, for the readers' tests.
    #[cfg(test)]
    pub raw: Vec<(EntryFacts, Remittance)>,
}

impl Collector {
    /// Begins the statement of an account; the entries that follow belong to it. A file may have several.
    pub fn account(&mut self, number: &str, currency: Option<Currency>) {
        let _ = (self, number, currency);
    }

    /// The balance before the entries of the current account.
    pub fn opening(&mut self, balance: Money) {
        let _ = (self, balance);
    }

    /// The balance after the entries of the current account so far.
    pub fn closing(&mut self, at: Position, balance: Money) {
        let _ = (self, at, balance);
    }

    /// Digests a detail at once, so that a batch of any size takes little memory.
    pub fn detail(&mut self, facts: DetailFacts, remittance: &Remittance) -> Detail {
        let _ = (self, remittance);
        Detail { facts }
    }

    /// Adds an entry with its details, which may be none.
    pub fn entry(&mut self, facts: EntryFacts, remittance: Remittance, details: Vec<Detail>) {
        let _ = details;
        self.entries.push(Entry { facts: facts.clone() });
        #[cfg(test)]
        self.raw.push((facts, remittance));
        #[cfg(not(test))]
        drop(remittance);
    }

    /// Adds a warning.
    pub fn warn(&mut self, at: Position, detail: impl Into<String>) {
        self.warnings.push(Warning { at, detail: detail.into() });
    }
}

//! Reasons why a decision about a statement isn't carried out.

use crate::actions::Error;

/// A reason, which becomes an [`Error::Conflict`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody has decided the entry meanwhile.
    Decided,
    /// The entry never waited for a decision.
    NotWaiting,
    /// The import was undone.
    Undone,
    /// The payment that is named is of other money than the entry's, or an entry is evidence of it already.
    OtherMoney,
    /// The bank took back what no statement has paid.
    NothingPaid,
    /// A day of the statement is closed.
    DayClosed,
    /// Money of the statement has gone back otherwise.
    GoneBack,
}

impl Refusal {
    /// The key of its text.
    fn key(self) -> &'static str {
        match self {
            Self::Decided => "books-refused-decided",
            Self::NotWaiting => "books-refused-not-waiting",
            Self::Undone => "books-refused-undone",
            Self::OtherMoney => "books-refused-other-money",
            Self::NothingPaid => "books-refused-nothing-paid",
            Self::DayClosed => "books-refused-day-closed",
            Self::GoneBack => "books-refused-gone-back",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Conflict(refusal.key())
    }
}

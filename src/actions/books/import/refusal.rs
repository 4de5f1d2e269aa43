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
    /// Money of the statement has gone back otherwise.
    GoneBack,
    /// Money of the statement has gone back by a later statement.
    TakenBackLater,
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
            Self::GoneBack => "books-refused-gone-back",
            Self::TakenBackLater => "books-refused-taken-back-later",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Conflict(refusal.key())
    }
}

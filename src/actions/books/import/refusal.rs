//! Reasons why a decision about a statement isn't carried out.

use crate::actions::Error;

/// A reason, for texts in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody has decided the entry meanwhile.
    Decided,
    /// The entry never waited for a decision.
    NotWaiting,
    /// The import was undone.
    Undone,
    /// The bank took back what no statement has paid.
    NothingPaid,
    /// A day of the statement is closed.
    DayClosed,
    /// Money of the statement has gone back otherwise.
    GoneBack,
}

impl Refusal {
    const ALL: [Self; 6] =
        [Self::Decided, Self::NotWaiting, Self::Undone, Self::NothingPaid, Self::DayClosed, Self::GoneBack];

    /// The reason of an [`Error::Conflict`] with this sentence.
    pub fn of(sentence: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.sentence() == sentence)
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::Decided => "This entry is decided already. Look at it again.",
            Self::NotWaiting => "Only an entry that waits for a decision can be dismissed.",
            Self::Undone => "This import was undone. Import the file again.",
            Self::NothingPaid => {
                "No statement has paid this amount for that request, so nothing of it can be taken back. Record a refund of the payment."
            }
            Self::DayClosed => {
                "A day of this statement is closed in your books. Record a refund for what is wrong instead."
            }
            Self::GoneBack => "Money of this statement has gone back since, so the import can’t be undone.",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Conflict(refusal.sentence())
    }
}

//! Kinds of faults in statements, by which a fault is told in any language.

use super::{Position, StatementError};

/// A kind of fault. The English sentence beside it may say more; both quote nothing that may name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The file could not be read to its end.
    Unreadable,
    /// The file ends too early, so a part of it is missing.
    Cut,
    /// A line, a value or a text is longer than any bank's.
    TooLong,
    /// The bytes are no text, or not in the encoding that the file names.
    NotText,
    /// The format's rules are broken.
    Malformed,
    /// A declaration such as DOCTYPE, which no statement needs.
    Declaration,
    /// Entries belong to no account.
    NoAccount,
    /// An entry has no amount.
    NoAmount,
    /// An entry doesn't say whether its money came or went.
    NoDirection,
    /// An entry has no day.
    NoDay,
    /// An amount has no currency of ISO 4217.
    NoCurrency,
    /// An amount is no number, or is written against the format's rules.
    NotAmount,
    /// An amount has more decimals than its currency.
    TooFine,
    /// An amount is too large.
    TooLarge,
    /// A day isn't in the calendar, or isn't written as the format says.
    NotDay,
    /// An amount is in another currency than its row or its answer says.
    CurrencyDiffers,
    /// An amount, its fee and what is left of it don't agree.
    FeeOff,
    /// A balance is missing that says where a statement begins, ends, or what its currency is.
    NoBalance,
    /// A PDF.
    Pdf,
    /// An archive or a workbook.
    Packed,
    /// The file is compressed.
    Compressed,
    /// The file is empty.
    Empty,
    /// No format that can be read.
    UnknownFormat,
    /// The format is known, and there is no statement in the file.
    NoStatement,
    /// More entries than are taken at once.
    TooMany,
    /// More references in the entries than can be kept at once.
    TooMuch,
    /// The columns of a table aren't clear.
    Unclear,
    /// A balance isn't what the one before and the entries come to.
    BalanceOff,
    /// A balance can't be read, so nothing is compared with it.
    BalanceUnread,
    /// Details don't come to their entry, which counts as one.
    DetailsOff,
    /// An entry without a day got that of its statement.
    DayOfStatement,
    /// A row was left out: it has no amount, no date, or no money of any country.
    LeftOut,
    /// The state of a row isn't known, so it counts as not booked.
    UnknownState,
    /// An entry corrects an earlier one, and settles nothing.
    Correction,
}

impl Fault {
    /// The fault with its sentence, without a place.
    pub fn says(self, detail: impl Into<String>) -> Flaw {
        Flaw { fault: self, detail: detail.into() }
    }
}

/// A fault and its English sentence, before its place is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Flaw {
    /// The kind.
    pub fault: Fault,
    /// The fault and what is wanted.
    pub detail: String,
}

impl From<(Fault, &str)> for Flaw {
    fn from((fault, detail): (Fault, &str)) -> Self {
        fault.says(detail)
    }
}

impl Flaw {
    /// The error at a place.
    pub(super) fn at(self, at: Position) -> StatementError {
        StatementError::new(at, self)
    }
}

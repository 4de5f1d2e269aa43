//! The layout of a table: its columns, as far as they are known.

use super::mapping::{DateOrder, DecimalMark};
use crate::domain::money::currency::Currency;

/// Something about a table that only somebody who knows it can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuestion {
    /// The field of [`super::CsvMapping`] that answers it.
    pub field: &'static str,
    /// A sentence.
    pub sentence: String,
}

/// The columns of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountColumns {
    /// One, with signs.
    Signed(usize),
    /// One without signs, and one with words for them.
    Marked { amount: usize, sign: usize },
    /// One for each direction; `minus` if amounts of debits have a sign anyway.
    Split { debit: usize, credit: usize, minus: bool },
}

impl AmountColumns {
    /// The columns that have figures.
    pub(super) fn columns(self) -> Vec<usize> {
        match self {
            Self::Signed(amount) | Self::Marked { amount, .. } => vec![amount],
            Self::Split { debit, credit, .. } => vec![debit, credit],
        }
    }
}

/// The columns of what a provider kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fees {
    pub fee: Option<usize>,
    /// The amounts after the fee, which prove it.
    pub net: Option<usize>,
    /// True if somebody said that `fee` comes off the amount.
    pub is_named: bool,
}

/// A table that can be read.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub delimiter: u8,
    pub header_line: u64,
    /// The number of headings.
    pub width: usize,
    pub date: usize,
    /// Columns that may have a day where `date` has none, in pending rows.
    pub other_dates: Vec<usize>,
    /// None where no date needs it.
    pub order: Option<DateOrder>,
    pub value_date: Option<usize>,
    pub amounts: AmountColumns,
    pub fees: Fees,
    /// None where no amount needs it.
    pub mark: Option<DecimalMark>,
    pub currency_column: Option<usize>,
    pub currency: Option<Currency>,
    pub texts: Vec<usize>,
    pub reference: Option<usize>,
    pub end_to_end: Option<usize>,
    pub id: Option<usize>,
    pub status: Option<usize>,
    pub account_column: Option<usize>,
    /// The IBAN above the table.
    pub account: Option<String>,
    pub impact: Option<(usize, usize)>,
}

//! Postings: movements and their fees as the lines of a bank account, for formats that have no column for a fee.

use std::borrow::Cow;
use std::iter::once;

use chrono::NaiveDate;

use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::Money;
use crate::domain::text::characters::cleaned;

/// The money that moved by a ledger line, or the fee for it.
#[derive(Debug)]
pub(super) struct Posting<'a> {
    /// The ledger line.
    pub line: &'a ExportLine,
    /// True for the fee.
    pub is_fee: bool,
    /// The change of the account's balance; a fee is negative.
    pub amount: Money,
}

/// A line's postings: the gross amount, and the fee where it is known and not zero.
pub(super) fn postings(line: &ExportLine) -> impl Iterator<Item = Posting<'_>> {
    let posting = |is_fee, minor| Posting { line, is_fee, amount: Money::new(minor, line.currency) };
    let fee = line.fee.filter(|fee| *fee != 0);
    once(posting(false, line.gross)).chain(fee.map(|fee| posting(true, -fee)))
}

impl Posting<'_> {
    /// An id that no other posting of the ledger has: the line's, with `-fee` for its fee.
    pub fn id(&self) -> Cow<'_, str> {
        let id = &self.line.id;
        if self.is_fee { format!("{id}-fee").into() } else { id.into() }
    }

    /// The day in the books.
    pub fn day(&self) -> NaiveDate {
        self.line.accounting_date
    }

    /// The other party, which Chit doesn't know: its rail stands there, because programs drop lines without one.
    pub fn counterparty(&self) -> String {
        format!("Chit {}", self.line.rail)
    }

    /// A description in one line, of at most `max` characters: the kind, the payee's reference, the RF reference, and what it was for.
    /// It begins with a letter.
    pub fn description(&self, max: usize) -> String {
        let kind = match (self.is_fee, self.line.kind) {
            (true, _) => "Fee",
            (false, MovementKind::Settlement) => "Payment",
            (false, MovementKind::Refund) => "Refund",
            (false, MovementKind::Correction) => "Correction",
        };
        let memo = self.line.memo.as_deref().filter(|_| !self.is_fee);
        let parts = [Some(kind), self.line.reference.as_deref(), Some(&self.line.rf), memo];
        let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ");
        one_line(&text, max)
    }
}

/// A text in one line, without characters that can't be seen, of at most `max` characters.
pub(super) fn one_line(text: &str, max: usize) -> String {
    let spaced = text.replace(char::is_control, " ");
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    cleaned(&joined.chars().take(max).collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::hostile_text;
    use super::*;

    #[test]
    fn a_fee_is_a_posting_of_its_own() {
        let line = ExportLine {
            fee: Some(58),
            reference: Some("2026-117".into()),
            memo: Some("Window\r\ncleaning".into()),
            rail: "stripe".into(),
            ..ExportLine::example(2500)
        };
        let [money, fee] = postings(&line).collect::<Vec<_>>().try_into().expect("two postings");
        assert_eq!((&*money.id(), money.amount.minor()), ("mov_1", 2500));
        assert_eq!((&*fee.id(), fee.amount.minor()), ("mov_1-fee", -58));
        assert_eq!(money.description(255), "Payment / 2026-117 / RF18539007547034 / Window cleaning");
        assert_eq!(money.description(13), "Payment / 202");
        assert_eq!(
            (fee.description(255), fee.counterparty()),
            ("Fee / 2026-117 / RF18539007547034".into(), "Chit stripe".into())
        );
        for fee in [None, Some(0)] {
            assert_eq!(postings(&ExportLine { fee, ..line.clone() }).count(), 1, "{fee:?}");
        }
    }

    proptest! {
        #[test]
        fn a_description_is_a_short_visible_line(memo in hostile_text(), reference in hostile_text(), max in 1usize..300) {
            let line = ExportLine { memo: Some(memo), reference: Some(reference), ..ExportLine::example(1) };
            for posting in postings(&line) {
                let text = posting.description(max);
                prop_assert!(text.chars().count() <= max && text.starts_with('P'));
                let unfit = |c: char| c.is_control() || ['\u{FFFE}', '\u{FFFF}', '\u{2028}'].contains(&c);
                prop_assert!(!text.contains(unfit));
            }
        }
    }
}

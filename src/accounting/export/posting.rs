//! Postings: movements, the tips in them and their fees as the lines of a bank account, for formats that have no columns for these.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::Money;
use crate::domain::text::characters::cleaned;

/// The sort of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostingKind {
    /// The money that moved, without the tip in it.
    Money,
    /// The tip in it, which is taxed apart.
    Tip,
    /// The fee for it.
    Fee,
}

/// The money that moved by a ledger line, the tip in it, or the fee for it.
#[derive(Debug)]
pub(super) struct Posting<'a> {
    /// The ledger line.
    pub line: &'a ExportLine,
    /// Its kind.
    pub kind: PostingKind,
    /// The change of the account's balance; a fee is negative.
    pub amount: Money,
}

/// A line's postings: the gross amount without the tip in it, that tip, and the fee where it is known and not zero. What only moved a tip
/// has no posting of nothing beside it.
pub(super) fn postings(line: &ExportLine) -> impl Iterator<Item = Posting<'_>> {
    let posting = |kind, minor| Posting { line, kind, amount: Money::new(minor, line.currency) };
    let tip = Some(line.tip).filter(|tip| *tip != 0);
    let money = Some(line.price()).filter(|price| *price != 0 || tip.is_none());
    let fee = line.fee.filter(|fee| *fee != 0);
    let money = money.map(|price| posting(PostingKind::Money, price));
    let tip = tip.map(|tip| posting(PostingKind::Tip, tip));
    [money, tip, fee.map(|fee| posting(PostingKind::Fee, -fee))].into_iter().flatten()
}

impl Posting<'_> {
    /// An id that no other posting of the ledger has: the line's, with `-tip` for the tip in it and `-fee` for its fee.
    pub fn id(&self) -> Cow<'_, str> {
        let id = &self.line.id;
        match self.kind {
            PostingKind::Money => id.into(),
            PostingKind::Tip => format!("{id}-tip").into(),
            PostingKind::Fee => format!("{id}-fee").into(),
        }
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
        let kind = match (self.kind, self.line.kind) {
            (PostingKind::Fee, _) => "Fee",
            (PostingKind::Tip, MovementKind::Settlement) => "Tip",
            (PostingKind::Tip, MovementKind::Refund) => "Refund of a tip",
            (PostingKind::Tip, MovementKind::Correction) => "Correction of a tip",
            (PostingKind::Money, MovementKind::Settlement) => "Payment",
            (PostingKind::Money, MovementKind::Refund) => "Refund",
            (PostingKind::Money, MovementKind::Correction) => "Correction",
        };
        let memo = self.line.memo.as_deref().filter(|_| self.kind == PostingKind::Money);
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

    #[test]
    fn a_tip_is_a_posting_of_its_own() {
        let line = ExportLine { fee: Some(58), tip: 250, ..ExportLine::example(2750) };
        let told = |line: &ExportLine| {
            let told =
                |posting: Posting<'_>| (posting.id().into_owned(), posting.amount.minor(), posting.description(15));
            postings(line).map(told).collect::<Vec<_>>()
        };
        let [money, tip, fee] = ["Payment / RF185", "Tip / RF1853900", "Fee / RF1853900"].map(str::to_owned);
        let expected = [("mov_1".into(), 2500, money), ("mov_1-tip".into(), 250, tip), ("mov_1-fee".into(), -58, fee)];
        assert_eq!(told(&line), expected);
        let only_tip = ExportLine { tip: -250, ..ExportLine::example(-250) };
        assert_eq!(told(&only_tip), [("mov_1-tip".into(), -250, "Refund of a tip".into())]);
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

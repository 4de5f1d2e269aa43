//! Entries by which money is matched, and what makes each of them one that is known or new.

use std::sync::Arc;

use chrono::NaiveDate;

use super::digest::{self, compact};
use super::fingerprint::{Fingerprint, FingerprintKey};
use super::pieces::Pieces;
use super::references::References;
use super::{EntryFacts, Remittance};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A booked entry, or a detail of a batch in its place, without texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryItem {
    /// The amount in minor units: positive towards the account, negative from it.
    pub amount: i64,
    /// The currency of the account.
    pub currency: Currency,
    /// The bank's booking day.
    pub booking_date: NaiveDate,
    /// The day from which interest counts.
    pub value_date: Option<NaiveDate>,
    /// True if it takes an earlier entry back.
    pub reversal: bool,
    /// The amount that was sent, if it differs.
    pub instructed: Option<Money>,
    /// As [`EntryFacts::fee`].
    pub fee: Option<i64>,
    /// The references in its texts.
    pub references: References,
    /// The end of the bank's reference for it: references may embed an account's number.
    pub bank_ref: Option<Box<str>>,
    /// The fingerprint of the bank's reference for it, with account, currency and amount; `None` where the bank has none that tells entries
    /// apart.
    pub strong: Option<Fingerprint>,
    /// The place among the items of the file that have the same `strong`, from 1.
    pub strong_place: i64,
    /// The fingerprint of account, currency, amount, day and texts. Real payments may have the same.
    pub weak: Fingerprint,
    /// The place among the items of the file that have the same `weak`, from 1.
    pub weak_place: i64,
    /// Of a detail, `strong` of its batch.
    pub parent: Option<Fingerprint>,
    /// `strong` of the entry that a reversal with the same reference takes back.
    pub mirror: Option<Fingerprint>,
}

/// A detail of a batch booking without texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The amount in minor units, and its currency, where the detail has them.
    pub(super) amount: Option<i64>,
    pub(super) currency: Option<Currency>,
    pub(super) instructed: Option<Box<Money>>,
    pub(super) references: References,
    /// The fingerprint of the bank's reference for the detail, or else of its end-to-end id.
    pub(super) own: Option<Fingerprint>,
    /// The fingerprint of its text.
    pub(super) text: Fingerprint,
    pub(super) masked: Option<Masked>,
}

/// An item before all of its file are known. A file has many of them at a time, so what few have stands by itself.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub amount: i64,
    /// Shared: a currency is three times as long as what leads to it.
    pub currency: Arc<Currency>,
    pub booking_date: NaiveDate,
    pub value_date: Option<NaiveDate>,
    pub reversal: bool,
    pub instructed: Option<Box<Money>>,
    pub fee: Option<i64>,
    pub references: References,
    pub masked: Option<Masked>,
    pub part: u32,
    /// Account and the bank's reference of the entry.
    pub reference: Option<Fingerprint>,
    /// The batch's amount and the detail's own reference, where it is one of several.
    pub detail: Option<Box<(i64, Option<Fingerprint>)>>,
    /// As [`EntryItem::weak`].
    pub weak: Fingerprint,
}

impl Draft {
    /// The bytes that a draft with these references takes.
    pub fn size(references: &References) -> usize {
        size_of::<Self>() + references.size()
    }

    /// The bytes that one of a detail takes.
    pub fn size_of_detail(references: &References) -> usize {
        Self::size(references) + size_of::<(i64, Option<Fingerprint>)>()
    }

    /// A detail in the place of its entry.
    pub fn replaced_by(&self, detail: Detail, weak: Fingerprint) -> Self {
        let Detail { amount, instructed, references, own, masked, currency: _, text: _ } = detail;
        Self {
            amount: amount.unwrap_or(self.amount),
            currency: Arc::clone(&self.currency),
            booking_date: self.booking_date,
            value_date: self.value_date,
            reversal: self.reversal,
            instructed,
            fee: self.fee,
            references: References::merged([&references, &self.references], usize::MAX),
            masked: masked.or(self.masked),
            part: self.part,
            reference: self.reference,
            detail: Some(Box::new((self.amount, own))),
            weak,
        }
    }

    /// The entry with the references of its details.
    pub fn with_all(self, details: &Pieces<Detail>) -> Self {
        let only = if details.len() == 1 { details.iter().next() } else { None };
        let instructed = self.instructed.or_else(|| only.and_then(|only| only.instructed.clone()));
        let all = std::iter::once(&self.references).chain(details.iter().map(|detail| &detail.references));
        let references = References::merged(all, digest::MOST);
        let masked = self.masked.or_else(|| details.iter().find_map(|detail| detail.masked));
        Self { references, instructed, masked, ..self }
    }

    /// The fingerprint of the bank's reference with an amount.
    pub fn strong(&self, key: &FingerprintKey, amount: i64) -> Option<Fingerprint> {
        let reference = self.reference?;
        let parts = [reference.as_bytes(), self.currency.code().as_bytes(), &amount.to_be_bytes()].map(<[u8]>::to_vec);
        Some(key.print("strong", &parts.each_ref().map(Vec::as_slice)))
    }
}

/// Returns whether a detail that has an amount has another one than its entry.
pub(super) fn contradicts(entry: &EntryFacts, detail: &Detail) -> bool {
    let same_currency = detail.currency.is_none_or(|currency| currency == entry.currency);
    detail.amount.is_some_and(|amount| amount != entry.amount) || !same_currency
}

/// Returns whether details have the currency and sign of their entry and add up to it.
pub(super) fn add_up(entry: &EntryFacts, details: &Pieces<Detail>) -> bool {
    let mut sum: i64 = 0;
    for detail in details.iter() {
        let same_currency = detail.currency.is_none_or(|currency| currency == entry.currency);
        let Some(amount) = detail.amount.filter(|amount| amount.signum() == entry.amount.signum() && same_currency)
        else {
            return false;
        };
        let Some(next) = sum.checked_add(amount) else { return false };
        sum = next;
    }
    sum == entry.amount
}

/// The bank's reference of an entry, compact; `None` for none and for words that stand for none.
pub(super) fn bank_ref(remittance: &Remittance) -> Option<String> {
    const NONE: [&str; 6] = ["NONREF", "NOREF", "NONE", "NOTPROVIDED", "NOTAVAILABLE", "NULL"];
    let text = compact(remittance.bank_ref.as_deref()?);
    let says_nothing = text.len() < 4 || NONE.contains(&text.as_str()) || text.bytes().all(|b| b == b'0');
    (!says_nothing).then_some(text)
}

/// The end-to-end id, compact; `None` for none.
pub(super) fn end_to_end(remittance: &Remittance) -> Option<String> {
    let text = compact(remittance.end_to_end.as_deref()?);
    (!text.is_empty() && text != "NOTPROVIDED").then_some(text)
}

/// The last four characters of a compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Masked([u8; 4]);

impl Masked {
    /// The end of a compact text that is no shorter.
    pub fn end_of(compact: &str) -> Option<Self> {
        compact.as_bytes().last_chunk().copied().map(Self)
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        // A compact text is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounting::statement::{Collector, DetailFacts, Position, Reference};

    fn facts(amount: i64, day: &str) -> EntryFacts {
        EntryFacts {
            at: Position::Line(1),
            amount,
            currency: Currency::EUR,
            booking_date: day.parse().expect("a day"),
            value_date: None,
            pending: false,
            reversal: false,
            instructed: None,
            fee: Some(0),
        }
    }

    fn texts(text: &str, bank_ref: &str) -> Remittance {
        let bank_ref = Some(bank_ref.to_owned()).filter(|text| !text.is_empty());
        Remittance { text: text.into(), bank_ref, ..Remittance::default() }
    }

    fn part(amount: Option<i64>) -> DetailFacts {
        DetailFacts { amount, currency: None, instructed: None }
    }

    const DAY: &str = "2026-11-26";

    #[test]
    fn equal_entries_are_numbered_and_references_tell_entries_apart() {
        let mut out = Collector::default();
        out.account("DE75 5121 0800 1245 1261 99", None);
        for (amount, text, bank_ref) in [
            (2500, "no text", ""),
            (2500, "no  TEXT.", "NONREF"),
            (2500, "a", "REF-1"),
            (2500, "b", "REF-1"),
            (2500, "c", "REF-2"),
            (2600, "d", "REF-2"),
        ] {
            out.entry(facts(amount, DAY), texts(text, bank_ref), Vec::new());
        }
        let statement = out.finish();
        let items: Vec<_> = statement.items.collect();
        let [a, b, c, d, e, f] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!((a.weak, a.weak_place, b.weak_place, b.strong), (b.weak, 1, 2, None));
        assert_eq!((c.strong, c.strong_place, d.strong_place), (d.strong, 1, 2));
        assert!(c.strong.is_some() && c.weak != d.weak);
        assert_eq!((e.strong, f.strong), (None, None), "a reference with two amounts tells nothing apart");
        assert_eq!((statement.account.as_deref(), c.bank_ref.as_deref()), (Some("6199"), Some("REF1")));
    }

    #[test]
    fn a_page_goes_on_and_a_second_statement_may_overlap() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let entry = |out: &mut Collector| out.entry(facts(500, DAY), texts("x", ""), Vec::new());
        let places = |second_opening: i64| {
            let mut out = Collector::default();
            out.account("1", None);
            out.opening(eur(0));
            entry(&mut out);
            out.closing(Position::Line(9), eur(500));
            out.account("1", None);
            out.opening(eur(second_opening));
            entry(&mut out);
            out.finish().items.map(|item| item.weak_place).collect::<Vec<_>>()
        };
        assert_eq!(places(500), [1, 2], "two pages have two payments");
        assert_eq!(places(0), [1, 1], "two statements of one day have one");
    }

    #[test]
    fn balances_that_do_not_hold_are_warned_of() {
        let mut out = Collector::default();
        out.account("1", None);
        out.opening(Money::new(1000, Currency::EUR));
        out.entry(facts(-1250, DAY), texts("x", ""), Vec::new());
        out.entry(EntryFacts { pending: true, ..facts(7, DAY) }, texts("y", ""), Vec::new());
        out.closing(Position::Line(4), Money::new(-250, Currency::EUR));
        out.closing(Position::Line(5), Money::new(250, Currency::EUR));
        let statement = out.finish();
        let [warning] = statement.warnings.as_slice() else { panic!("{statement:?}") };
        assert!(warning.detail.contains("2.50 EUR") && warning.detail.contains("-2.50 EUR"), "{warning:?}");
        assert_eq!((warning.at.clone(), statement.pending, statement.items.len()), (Position::Line(5), 1, 1));
        assert_eq!((statement.sums[0].credit, statement.sums[0].debit), (0, -1250));
    }

    #[test]
    fn details_replace_their_entry_only_if_they_add_up() {
        let import = |parts: &[Option<i64>]| {
            let mut out = Collector::default();
            let details = parts
                .iter()
                .map(|amount| out.detail(part(*amount), &texts("RF18539007547034", "")))
                .collect::<Vec<_>>();
            out.entry(facts(1000, DAY), texts("", "BATCH-1"), details);
            let statement = out.finish();
            (statement.items.collect::<Vec<_>>(), statement.warnings.len())
        };
        for (parts, amounts, warnings) in [
            (vec![Some(400), Some(600)], vec![400, 600], 0),
            (vec![Some(400), Some(601)], vec![1000], 1),
            (vec![Some(1400), Some(-400)], vec![1000], 1),
            (vec![None, None], vec![1000], 1),
            (vec![None], vec![1000], 0),
            (vec![Some(1000)], vec![1000], 0),
            (vec![Some(900)], vec![1000], 1),
            (vec![], vec![1000], 0),
        ] {
            let (items, warned) = import(&parts);
            assert_eq!(items.iter().map(|item| item.amount).collect::<Vec<_>>(), amounts, "{parts:?}");
            assert_eq!(warned, warnings, "{parts:?}");
            let is_found = items.iter().all(|item| item.references.iter().any(|r| matches!(r, Reference::Rf(..))));
            assert_eq!(is_found, !parts.is_empty(), "{parts:?}");
        }
        let ((whole, _), (parts, _)) = (import(&[]), import(&[Some(400), Some(600)]));
        assert!(parts.iter().all(|item| item.parent == whole[0].strong && item.parent.is_some()));
    }

    #[test]
    fn a_reversal_knows_the_entry_with_its_reference() {
        let mut out = Collector::default();
        out.entry(facts(6000, DAY), texts("a", "REF-9"), Vec::new());
        out.entry(EntryFacts { reversal: true, ..facts(-6000, "2026-11-28") }, texts("b", "REF-9"), Vec::new());
        let items: Vec<_> = out.finish().items.collect();
        assert!(items[1].mirror.is_some() && items[1].mirror == items[0].strong && items[0].mirror.is_none());
    }

    #[test]
    fn names_and_accounts_are_forgotten() {
        let mut out = Collector::default();
        out.account("DE75512108001245126199", None);
        out.entry(facts(100, DAY), texts("Zq7vorname Zq7nachname", "GB33BUKB20201555555555"), Vec::new());
        let mut printed = format!("{out:?}");
        let mut statement = out.finish();
        printed += &format!("{statement:?}");
        let item = statement.items.next().expect("an entry");
        assert_eq!(item.bank_ref.as_deref(), Some("5555"));
        printed += &format!("{item:?}");
        let printed = printed.to_lowercase();
        assert!(!["zq7", "bukb", "2020155", "51210"].iter().any(|part| printed.contains(part)), "{printed}");
    }
}

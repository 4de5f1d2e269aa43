//! The payee's own references, by which words of a file are told from the many that mean nothing.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::search::identifier;

/// The references that a payee gave to its requests, as hashes: eight bytes each, since there may be a million. Words that are none of them are
/// forgotten while a file is read, so that its texts take no memory. Two texts may have one hash; the requests are looked up anyway.
#[derive(Debug, Clone, Default)]
pub struct OwnReferences(Option<Vec<u64>>);

impl OwnReferences {
    /// The same, once all are added: in order.
    pub(super) fn sorted(mut self) -> Self {
        if let Some(hashes) = &mut self.0 {
            hashes.sort_unstable();
            hashes.dedup();
        }
        self
    }

    /// Returns whether words may be one of the references: if nothing is known about those, always.
    pub(super) fn may_have(&self, words: &str) -> bool {
        let Self(Some(hashes)) = self else { return true };
        hash(words).is_some_and(|hash| hashes.binary_search(&hash).is_ok())
    }
}

impl<T: AsRef<str>> Extend<T> for OwnReferences {
    fn extend<I: IntoIterator<Item = T>>(&mut self, references: I) {
        let hashes = self.0.get_or_insert_default();
        hashes.extend(references.into_iter().filter_map(|reference| hash(reference.as_ref())));
    }
}

/// The hash of a text as it is looked up: in any case, with any marks.
fn hash(text: &str) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    identifier(text)?.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounting::statement::{Collector, EntryFacts, FingerprintKey, Position, Reference, Remittance};
    use crate::domain::money::currency::Currency;

    #[test]
    fn words_that_are_no_reference_are_forgotten() {
        let kept = |known: Option<&[&str]>| -> Vec<String> {
            let mut own = OwnReferences::default();
            own.extend(known.unwrap_or_default());
            let own = if known.is_some() { own } else { OwnReferences::default() };
            let mut out =
                Collector::limited(FingerprintKey::new(zeroize::Zeroizing::new([7; 32])), 10, usize::MAX).knowing(own);
            let facts = EntryFacts {
                at: Position::Line(1),
                amount: 2500,
                currency: Currency::EUR,
                booking_date: chrono::NaiveDate::default(),
                value_date: None,
                pending: false,
                reversal: false,
                instructed: None,
                fee: None,
            };
            let text = "Invoice re-2026/0042 of 02.11.2026, customer 12345".to_owned();
            out.entry(facts, Remittance { text, ..Remittance::default() }, Vec::new());
            let items: Vec<_> = out.finish().items.collect();
            let words = items[0].references.iter().filter_map(|found| match found {
                Reference::Own(words) => Some(words.text().to_owned()),
                _ => None,
            });
            words.collect()
        };
        assert_eq!(kept(Some(&["RE-2026-0042", "RE-2026-0043"])), ["RE 2026 0042"]);
        assert_eq!(kept(Some(&[])), [""; 0]);
        assert!(kept(None).len() > 5, "where nothing is known, all that may be one");
    }
}

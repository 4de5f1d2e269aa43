//! What makes each entry of a file one that is known or new: its fingerprints, and its place among those that are alike.

use std::collections::{HashMap, HashSet};

use super::fingerprint::{Fingerprint, FingerprintKey};
use super::items::{Draft, EntryItem};
use super::pieces::Pieces;

/// The items of a file, in its order. Each is made when it is taken, and a piece of the file's memory is let go as soon as all of its entries
/// are: fingerprints and places of all of them at a time would take as much memory as the file's references.
pub struct Items {
    key: FingerprintKey,
    drafts: <Pieces<Draft> as IntoIterator>::IntoIter,
    left: usize,
    /// The references that don't tell entries apart.
    vague: HashSet<Fingerprint>,
    /// The fingerprints that several drafts have: others need no place.
    repeated: Repeated,
    strong_places: EntryPlaces,
    weak_places: EntryPlaces,
}

/// The numbers of items so far, by part of the file and fingerprint.
type EntryPlaces = HashMap<(u32, Fingerprint), i64>;

struct Repeated {
    references: HashSet<Fingerprint>,
    weak: HashSet<Fingerprint>,
}

impl Items {
    pub(super) fn new(key: FingerprintKey, drafts: Pieces<Draft>) -> Self {
        Self {
            vague: vague_references(&drafts),
            repeated: Repeated {
                references: repeated(&drafts, |draft| draft.reference),
                weak: repeated(&drafts, |draft| Some(draft.weak)),
            },
            left: drafts.len(),
            key,
            drafts: drafts.into_iter(),
            strong_places: EntryPlaces::new(),
            weak_places: EntryPlaces::new(),
        }
    }

    /// The item of a draft, which is the next one of the file.
    fn identify(&mut self, mut draft: Draft) -> EntryItem {
        let key = &self.key;
        let has_equals = draft.reference.is_some_and(|reference| self.repeated.references.contains(&reference));
        draft.reference = draft.reference.filter(|reference| !self.vague.contains(reference));
        let parent = draft.detail.as_deref().and_then(|(batch, _)| draft.strong(key, *batch));
        let strong = match draft.detail.as_deref() {
            None => draft.strong(key, draft.amount),
            Some((_, own)) => own.and_then(|own| {
                Some(key.print("detail of", &[draft.strong(key, draft.amount)?.as_bytes(), own.as_bytes()]))
            }),
        };
        let mirror = if draft.reversal { draft.strong(key, draft.amount.saturating_neg()) } else { None };
        let (part, weak) = (draft.part, draft.weak);
        let strong_place =
            strong.filter(|_| has_equals).map_or(1, |strong| place(&mut self.strong_places, part, strong));
        let weak_place = if self.repeated.weak.contains(&weak) { place(&mut self.weak_places, part, weak) } else { 1 };
        EntryItem {
            amount: draft.amount,
            currency: *draft.currency,
            booking_date: draft.booking_date,
            value_date: draft.value_date,
            reversal: draft.reversal,
            instructed: draft.instructed.map(|instructed| *instructed),
            fee: draft.fee,
            references: draft.references,
            bank_ref: draft.masked.map(|masked| masked.as_str().into()),
            strong,
            strong_place,
            weak,
            weak_place,
            parent,
            mirror,
        }
    }
}

impl Iterator for Items {
    type Item = EntryItem;

    fn next(&mut self) -> Option<EntryItem> {
        let draft = self.drafts.next()?;
        self.left = self.left.saturating_sub(1);
        Some(self.identify(draft))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items {}

impl std::fmt::Debug for Items {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Items({})", self.left)
    }
}

fn place(places: &mut EntryPlaces, part: u32, print: Fingerprint) -> i64 {
    let place = places.entry((part, print)).or_insert(0);
    *place += 1;
    *place
}

/// Calls `found` with each two drafts that follow each other when those with a fingerprint are put in its order, and have the same.
fn neighbours(
    drafts: &Pieces<Draft>,
    print: impl Fn(&Draft) -> Option<Fingerprint>,
    mut found: impl FnMut(Fingerprint, &Draft, &Draft),
) {
    // Places instead of a map of fingerprints, which would take a multiple of this.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let print_at = |at: &usize| drafts.get(*at).and_then(&print);
    order.retain(|at| print_at(at).is_some());
    order.sort_unstable_by_key(print_at);
    for pair in order.windows(2) {
        if let [first, second] = pair
            && let (Some(first), Some(second)) = (drafts.get(*first), drafts.get(*second))
            && let Some(print) = print(first).filter(|same| print(second) == Some(*same))
        {
            found(print, first, second);
        }
    }
}

/// The fingerprints that several drafts have.
fn repeated(drafts: &Pieces<Draft>, print: impl Fn(&Draft) -> Option<Fingerprint>) -> HashSet<Fingerprint> {
    let mut all = HashSet::new();
    neighbours(drafts, print, |print, _, _| {
        all.insert(print);
    });
    all
}

/// The references that don't tell entries apart, because entries of other amounts or days have them, too. A reversal may have the reference
/// of the entry that it takes back.
fn vague_references(drafts: &Pieces<Draft>) -> HashSet<Fingerprint> {
    let of_entry = |draft: &Draft| draft.reference.filter(|_| draft.detail.is_none() && !draft.reversal);
    let mut all = HashSet::new();
    neighbours(drafts, of_entry, |print, first, second| {
        if (first.amount, first.booking_date) != (second.amount, second.booking_date) {
            all.insert(print);
        }
    });
    all
}

//! The memory that a statement takes until its entries are decided.

use allocation_counter::measure;
use zeroize::Zeroizing;

use super::{Collector, EntryItem, Fault, FingerprintKey, Items, OwnReferences, ReadOptions, read};

/// The most entries that a file may have, and those that are measured: what is kept of each is the same.
const MOST: i64 = 200_000;
const ENTRIES: i64 = 8192;
/// The most memory that may be kept of a file.
const MEMORY: i64 = 64 << 20;

/// An MT940 of entries with eight words that look like a code. All of them differ.
fn words_like_codes(entries: i64) -> String {
    let mut file = ":20:X\n:25:DE75512108001245126199\n:28C:1\n:60F:C261130EUR0,00\n".to_owned();
    for entry in 0..entries {
        let words = (0..8).map(|place| format!("{:Y>12X}", entry * 8 + place).replace('0', "Z"));
        let words = words.collect::<Vec<_>>().join(" ");
        file.push_str(&format!(":61:2611301130C1,00NTRFNONREF//{entry:Y>8X}\n:86:{words}\n"));
    }
    file.push_str(&format!(":62F:C261130EUR{entries},00\n"));
    file
}

fn reader(most_kept: usize) -> Collector {
    let mut own = OwnReferences::default();
    own.extend(["RE-2026-0042"]);
    Collector::limited(FingerprintKey::new(Zeroizing::new([7; 32])), usize::MAX, most_kept).knowing(own)
}

/// Takes the items out as an import does, a hundred by a hundred, each hundred twice: a transaction that fails is run again. Returns their
/// number.
fn taken(mut items: Items) -> i64 {
    let mut count = 0;
    while items.len() > 0 {
        let chunk: Vec<EntryItem> = items.by_ref().take(100).collect();
        assert!(chunk.iter().all(|item| item.references.iter().count() >= 8), "all eight words are candidates");
        count += i64::try_from(std::hint::black_box(chunk.clone()).len()).expect("a hundred");
    }
    count
}

/// The most memory at any time, from the first byte of the file to the last of its entries.
#[test]
fn entries_of_words_like_codes_take_little() {
    let file = words_like_codes(ENTRIES);
    let mut count = 0;
    let whole = measure(|| {
        let mut collector = reader(usize::MAX);
        read(&mut file.as_bytes(), &ReadOptions::default(), &mut collector).expect("a statement");
        count = taken(collector.finish().items);
    });
    assert_eq!(count, ENTRIES);
    let most = i64::try_from(whole.bytes_max).expect("bytes") * MOST / ENTRIES;
    assert!(most < MEMORY, "{most} of {MEMORY}: {whole:?}");
}

/// A file that has more is read no further.
#[test]
fn what_is_kept_is_bounded_by_its_bytes() {
    let file = words_like_codes(ENTRIES);
    let bound = 1 << 20;
    let mut excess = None;
    let reading = measure(|| {
        let mut collector = reader(bound);
        let mut source = collector.stopping(file.as_bytes());
        let _ = read(&mut source, &ReadOptions::default(), &mut collector);
        excess = collector.excess();
    });
    assert_eq!(excess, Some(Fault::TooMuch));
    let most = usize::try_from(reading.bytes_max).expect("bytes");
    // Beside it, the reader has its own pieces of the file.
    assert!(most < 2 * bound, "{reading:?}");
}

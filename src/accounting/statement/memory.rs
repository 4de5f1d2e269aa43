//! The memory that a statement takes until its entries are decided.

use allocation_counter::measure;
use zeroize::Zeroizing;

use super::{Collector, FingerprintKey, OwnReferences, ReadOptions, read};

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

fn reader() -> Collector {
    let mut own = OwnReferences::default();
    own.extend(["RE-2026-0042"]);
    Collector::limited(FingerprintKey::new(Zeroizing::new([7; 32])), usize::MAX).knowing(own)
}

#[test]
fn entries_of_words_like_codes_take_little() {
    let file = words_like_codes(ENTRIES);
    let mut collector = reader();
    let reading = measure(|| {
        read(&mut file.as_bytes(), &ReadOptions::default(), &mut collector).expect("a statement");
    });
    let items = collector.finish().items;
    assert_eq!(i64::try_from(items.len()), Ok(ENTRIES));
    assert!(items.iter().all(|item| item.references.iter().count() >= 8), "all eight words are candidates");
    assert!(reading.bytes_current * MOST / ENTRIES < MEMORY, "{reading:?}");
}

//! Statements that broke on their way. The readers' tests have them read, those of `tests/it` send them to a running service.

use proptest::prelude::*;

/// A file of tests/data/statements.
pub fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/statements/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// One of the files with some bytes changed, and in half of the cases the end missing, a piece missing, or a piece twice.
pub fn mutated<B: Into<Vec<u8>>>(files: impl IntoIterator<Item = B>) -> impl Strategy<Value = Vec<u8>> {
    let files: Vec<Vec<u8>> = files.into_iter().map(Into::into).collect();
    let place = any::<prop::sample::Index>;
    // What the formats are made of goes deeper into their readers than any byte.
    let telling = prop::sample::select(&b"0:-\n\rCDR,;<>\"&/?x9Z\x00\xFF{} ."[..]);
    let flips = prop::collection::vec((place(), prop_oneof![telling, any::<u8>()]), 1..8);
    (prop::sample::select(files), flips, place(), place(), 0..6_u8).prop_map(|(mut bytes, flips, a, b, deed)| {
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (a, b) = (a.index(bytes.len()), b.index(bytes.len()));
        let (from, to) = (a.min(b), a.max(b));
        match deed {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let piece = bytes[from..to].to_vec();
                bytes.splice(to..to, piece);
            }
            _ => {}
        }
        bytes
    })
}

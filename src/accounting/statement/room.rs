//! The bounds of what is taken of a file.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Fault;

/// The entries and details that were given and the bytes that are kept of them, with the most of both.
#[derive(Debug)]
pub(super) struct Room {
    given: usize,
    most: usize,
    kept: usize,
    most_kept: usize,
    is_full: Arc<AtomicBool>,
}

impl Room {
    pub fn of(most: usize, most_kept: usize) -> Self {
        Self { given: 0, most, kept: 0, most_kept, is_full: Arc::default() }
    }

    /// Counts an entry or a detail; false if it is too many.
    pub fn takes(&mut self) -> bool {
        self.given = self.given.saturating_add(1);
        self.mark();
        self.given <= self.most
    }

    /// Counts bytes that are kept.
    pub fn keep(&mut self, bytes: usize) {
        self.kept = self.kept.saturating_add(bytes);
        self.mark();
    }

    fn mark(&self) {
        if self.excess().is_some() {
            self.is_full.store(true, Ordering::Relaxed);
        }
    }

    /// Returns whether there was more than is taken.
    pub fn is_full(&self) -> bool {
        self.excess().is_some()
    }

    /// The fault of a file that has more than is taken.
    pub fn excess(&self) -> Option<Fault> {
        if self.given > self.most {
            Some(Fault::TooMany)
        } else {
            (self.kept > self.most_kept).then_some(Fault::TooMuch)
        }
    }

    /// A source that ends once there is more than is taken.
    pub fn stopping<R: Read>(&self, source: R) -> impl Read + use<R> {
        Stopping { source, is_full: self.is_full.clone() }
    }
}

/// A source that ends when a room is full.
struct Stopping<R> {
    source: R,
    is_full: Arc<AtomicBool>,
}

impl<R: Read> Read for Stopping<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.is_full.load(Ordering::Relaxed) { Ok(0) } else { self.source.read(into) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Collector, FingerprintKey, ReadOptions, read};
    use super::*;

    const HEAD: &[u8] = b"Date;Amount;Currency\n";
    const ROW: &[u8] = b"2026-11-02;25.00;EUR\n";

    /// Rows without end, by the bytes that were read of them.
    struct Endless(usize);

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let rest = &ROW[self.0 % ROW.len()..];
            let count = rest.len().min(into.len());
            into[..count].copy_from_slice(&rest[..count]);
            self.0 += count;
            Ok(count)
        }
    }

    #[test]
    fn no_more_is_read_than_is_taken() {
        let mut endless = Endless(0);
        let mut out = Collector::limited(FingerprintKey::new(zeroize::Zeroizing::new([7; 32])), 1000, usize::MAX);
        let mut source = out.stopping(HEAD.chain(&mut endless));
        // A reader may take the stop for the end of the file.
        let told = read(&mut source, &ReadOptions::default(), &mut out);
        drop(source);
        assert_eq!(out.excess(), Some(Fault::TooMany), "{told:?}");
        assert_eq!(out.finish().items.len(), 1000);
        let rows = endless.0 / ROW.len();
        assert!(rows < 200_000, "{rows} rows were read");
    }
}

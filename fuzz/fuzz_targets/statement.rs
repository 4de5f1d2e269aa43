//! Bank statements of any format, as a stranger would send them: reading ends, and whatever was read can be identified.

#![no_main]

use chit::accounting::statement::{Collector, FingerprintKey, ReadOptions, read};
use libfuzzer_sys::fuzz_target;
use zeroize::Zeroizing;

fuzz_target!(|file: &[u8]| {
    let mut collector = Collector::limited(FingerprintKey::new(Zeroizing::new([7; 32])), 200_000);
    let mut source = file;
    // A refusal is as good as a statement.
    let _ = read(&mut source, &ReadOptions::default(), &mut collector);
    collector.finish();
});

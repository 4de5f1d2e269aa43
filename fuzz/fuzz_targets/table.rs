//! Tables with a mapping of their columns: the input's first line is the mapping as JSON, what follows is the table.

#![no_main]

use chit::accounting::statement::csv::{CsvMapping, inspect_with, signature};
use chit::accounting::statement::{Collector, FingerprintKey, ReadOptions, read};
use libfuzzer_sys::fuzz_target;
use zeroize::Zeroizing;

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (mapping, table) = input.split_at(end);
    let mapping: CsvMapping = serde_json::from_slice(mapping).unwrap_or_default();
    inspect_with(table, &mapping, None);
    signature(table);
    let mut collector = Collector::limited(FingerprintKey::new(Zeroizing::new([7; 32])), 200_000);
    let mut source = table;
    let _ = read(&mut source, &ReadOptions { csv: Some(mapping), currency: None }, &mut collector);
    collector.finish();
});

//! Statements of tests/data, and what becomes of them on the way.

use proptest::prelude::ProptestConfig;

pub use super::mutation::{mutated, sample};
use super::{EntryFacts, Remittance};

/// The number of mutated samples that each reader gets: ten thousand by four formats, or as many as `CHIT_MUTATIONS` says.
pub fn mutations() -> ProptestConfig {
    let told = std::env::var("CHIT_MUTATIONS").ok();
    ProptestConfig::with_cases(told.map_or(2500, |count| count.parse().expect("CHIT_MUTATIONS is a number")))
}

/// A file of tests/data/statements as text.
pub fn text(name: &str) -> String {
    String::from_utf8(sample(name)).expect("UTF-8")
}

/// A text with one part of it replaced, which has to be there.
pub fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not there");
    text.replacen(from, to, 1)
}

/// An entry as a reader gave it, in short: amount, currency, day, and `p` for pending, `r` for a reversal.
pub fn short(entry: &(EntryFacts, Remittance)) -> String {
    let (facts, _) = entry;
    let marks = format!("{}{}", if facts.pending { " p" } else { "" }, if facts.reversal { " r" } else { "" });
    format!("{} {} {}{marks}", facts.amount, facts.currency, facts.booking_date)
}

/// The texts of an entry: structured references, text, end-to-end id, the bank's reference.
pub fn texts(entry: &(EntryFacts, Remittance)) -> (Vec<&str>, &str, Option<&str>, Option<&str>) {
    let (_, Remittance { structured, text, end_to_end, bank_ref }) = entry;
    (structured.iter().map(String::as_str).collect(), text, end_to_end.as_deref(), bank_ref.as_deref())
}

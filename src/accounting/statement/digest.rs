//! Finds the references in the texts of an entry.

use super::Remittance;
use super::known::OwnReferences;
use super::references::{Place, Reference, ReferenceWords, References, runs};
use crate::domain::reference::qr::QrReference;
use crate::domain::reference::rf::RfReference;

/// The length of a payee's own reference, without marks, from which it is looked for; shorter ones are in too many texts.
const SHORTEST_OWN: usize = 5;
const LONGEST_OWN: usize = 64;
/// The length of a request's code.
const CODE: usize = 12;
/// The number of words that one reference may be written as.
const MOST_RUNS: usize = 4;
/// The characters of a text that are read. Banks carry 140, some formats a few hundred.
const LONGEST_TEXT: usize = 2000;
/// The numbers of references of each kind that are kept of an entry.
const MOST_RF: usize = 32;
const MOST_CODES: usize = 8;
const MOST_OWN: usize = 24;
const MOST_CARRIED: usize = 8;

/// The greatest number of references of an entry.
pub(super) const MOST: usize = MOST_RF + MOST_CARRIED + MOST_CODES + MOST_OWN;

/// The references in the texts of an entry, without repetitions; of the words that may be the payee's own, those that are known to be.
pub(super) fn references(remittance: &Remittance, known: &OwnReferences) -> References {
    let Remittance { structured, text, end_to_end, bank_ref } = remittance;
    let text: String = text.chars().take(LONGEST_TEXT).collect();
    let mut found = Found::default();
    for reference in structured.iter().take(MOST_RF) {
        found.rf_of_field(reference);
        found.carried(reference);
    }
    found.rf_in(&text);
    // Some banks put the payer's reference into the end-to-end id, and a payout's file has the provider's id as the bank's.
    for reference in end_to_end.iter().chain(bank_ref) {
        found.rf_in(reference);
        found.carried(reference);
    }
    let end_to_end = end_to_end.as_deref().unwrap_or_default();
    for text in structured.iter().map(String::as_str).chain([text.as_str(), end_to_end]) {
        found.words_in(text, known);
    }
    let Found { rf, carried, codes, own } = found;
    References::of_lines(&[rf, carried, codes, own].concat())
}

/// The lines of references, by their kind.
#[derive(Default)]
struct Found {
    rf: Vec<String>,
    carried: Vec<String>,
    codes: Vec<String>,
    own: Vec<String>,
}

fn add(list: &mut Vec<String>, most: usize, reference: Reference<'_>) {
    let line = reference.line();
    if list.len() < most && !list.contains(&line) {
        list.push(line);
    }
}

impl Found {
    /// Adds a reference, which counts once, where it was found first.
    fn rf(&mut self, rf: &RfReference, place: Place) {
        let other = match place {
            Place::Structured => Place::Text,
            Place::Text => Place::Structured,
        };
        if !self.rf.contains(&Reference::Rf(rf.as_str(), other).line()) {
            add(&mut self.rf, MOST_RF, Reference::Rf(rf.as_str(), place));
        }
    }

    /// The reference that is a whole field.
    fn rf_of_field(&mut self, text: &str) {
        let compact = compact(text);
        if let Some(rf) = QrReference::parse(&compact).and_then(|qr| qr.rf()).or_else(|| rf_with_slips(&compact)) {
            self.rf(&rf, Place::Structured);
        }
        for rf in rf_inside(&compact) {
            self.rf(&rf, Place::Structured);
        }
    }

    /// The references anywhere in a text.
    fn rf_in(&mut self, text: &str) {
        for rf in rf_inside(&compact(text)) {
            self.rf(&rf, Place::Text);
        }
        // References of other lengths than the service's own are found only as whole words.
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if let Some(rf) = rf_with_slips(&compact(word)) {
                self.rf(&rf, Place::Text);
            }
        }
    }

    fn carried(&mut self, text: &str) {
        let text = text.trim();
        if (5..=255).contains(&text.len()) && !text.contains(char::is_control) {
            add(&mut self.carried, MOST_CARRIED, Reference::Carried(text));
        }
    }

    fn words_in(&mut self, text: &str, known: &OwnReferences) {
        // A chunk is a word with marks inside, such as a date, an invoice's number or the path of a link.
        let is_end = |c: char| !c.is_alphanumeric() && !"-/_.".contains(c);
        let chunks: Vec<Vec<String>> = text.split(is_end).map(runs).filter(|runs| !runs.is_empty()).collect();
        for run in chunks.iter().flatten() {
            if run.len() == CODE && run.bytes().all(|b| b.is_ascii_alphanumeric() && b != b'0') {
                add(&mut self.codes, MOST_CODES, Reference::Code(run));
            }
        }
        // Whole words first: where there are many, they are the likelier ones.
        for length in 1..=MOST_RUNS {
            for words in chunks.windows(length) {
                let spaced = words.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
                let letters = spaced.chars().filter(|c| *c != ' ').count();
                let may_be_one =
                    (SHORTEST_OWN..=LONGEST_OWN).contains(&letters) && spaced.contains(|c: char| c.is_ascii_digit());
                if may_be_one && known.may_have(&spaced) {
                    let words = ReferenceWords { spaced: &spaced, is_one: length == 1 };
                    add(&mut self.own, MOST_OWN, Reference::Own(words));
                }
            }
        }
    }
}

/// The ASCII letters and digits of a text in upper case: blanks and line breaks may stand anywhere in a reference.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The RF reference that a compact text is. A letter O or I among the check digits is the digit that it looks like; the body has none of
/// them.
fn rf_with_slips(compact: &str) -> Option<RfReference> {
    let (check, body) = compact.strip_prefix("RF")?.split_at_checked(2)?;
    let check = check.replace('O', "0").replace('I', "1");
    let is_check = check.bytes().all(|b| b.is_ascii_digit());
    if is_check { RfReference::parse(&format!("RF{check}{body}")) } else { None }
}

/// The references inside of a compact text, where words are glued together. They have the length of the service's own: at any length, every
/// fifth random text has some part that passes for a reference.
fn rf_inside(compact: &str) -> Vec<RfReference> {
    const LENGTH: usize = 16;
    let mut found = Vec::new();
    for (at, _) in compact.match_indices("RF") {
        found.extend(compact.get(at..at + LENGTH).and_then(rf_with_slips));
    }
    for digits in compact.split(|c: char| !c.is_ascii_digit()) {
        for at in 0..(digits.len() + 1).saturating_sub(QR) {
            let window = digits.get(at..at + QR).filter(|window| digits.len() == QR || window.starts_with(OWN_QR));
            found.extend(window.and_then(QrReference::parse).and_then(|qr| qr.rf()));
        }
    }
    found
}

/// The digits of a QR reference, and the first of those that the service makes: a body of twelve characters, a number of nineteen digits.
const QR: usize = 27;
const OWN_QR: &str = "1200000";

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> References {
        references(&Remittance { text: text.into(), ..Remittance::default() }, &OwnReferences::default())
    }

    fn rf_of(references: &References) -> Vec<&str> {
        let rf = references.iter().filter_map(|found| match found {
            Reference::Rf(rf, _) => Some(rf),
            _ => None,
        });
        rf.collect()
    }

    fn owns(text: &str, reference: &str) -> bool {
        found(text).iter().any(|found| matches!(found, Reference::Own(words) if words.are(reference)))
    }

    #[test]
    fn references_are_found_in_glued_and_broken_text() {
        for text in [
            "RF18539007547034",
            "rf18 5390 0754 7034",
            "RF18 5390 0754\n7034 thanks",
            "INVOICERF18539007547034THANKS",
            "RFI8539007547034",
            "ref:RF18-5390-0754-7034.",
            "SVWZ+RF18 5390 0754 70\r\n34",
        ] {
            assert_eq!(rf_of(&found(text)), ["RF18539007547034"], "{text}");
        }
        for text in ["RF19539007547034", "RF1853900754703", "RF 18 53900754703O", "", "RF", "RFRFRF"] {
            assert_eq!(rf_of(&found(text)), [""; 0], "{text}");
        }
        assert_eq!(rf_of(&found("RF557K2MPQ4X9ABC")), ["RF557K2MPQ4X9ABC"]);
        // Another program's reference is found as a word, and not inside of glued text.
        assert_eq!(rf_of(&found("paid RF451234512345")), ["RF451234512345"]);
        assert_eq!(rf_of(&found("paidRF451234512345")), [""; 0]);
    }

    #[test]
    fn a_qr_reference_is_its_rf_reference() {
        for text in
            ["120000009947422960265987768", "12 00000 09947 42296 02659 87768", "20261126 120000009947422960265987768"]
        {
            assert_eq!(rf_of(&found(text)), ["RF557K2MPQ4X9ABC"], "{text}");
        }
        let structured = Remittance { structured: vec!["120000009947422960265987768".into()], ..Remittance::default() };
        assert!(
            references(&structured, &OwnReferences::default())
                .iter()
                .any(|found| matches!(found, Reference::Rf(_, Place::Structured)))
        );
        assert_eq!(rf_of(&found("120000009947422960265987769")), [""; 0]);
        assert_eq!(rf_of(&found("210000000003139471430009017")), [""; 0], "it was made by somebody else");
    }

    #[test]
    fn marks_on_letters_may_be_lost_on_the_way() {
        for text in ["Invoice REF-2026-7", "réf 2026-7, thanks", "REF/2026/7"] {
            assert!(owns(text, "Réf-2026-7"), "{text}");
        }
        for text in ["REF-2026-71", "REF 2026 8", "REF-20267-8"] {
            assert!(!owns(text, "Réf-2026-7"), "{text}");
        }
    }

    #[test]
    fn an_own_reference_is_a_whole_word() {
        for text in
            ["RE-2026-0042", "re 2026 0042", "Invoice RE2026/0042, thanks", "(RE-2026-0042)", "SVWZ+RE-2026-0042"]
        {
            assert!(owns(text, "RE-2026-0042") || !text.contains('-') && owns(text, "RE2026/0042"), "{text}");
        }
        assert!(owns("RE20260042", "RE-2026-0042"));
        for (text, reference) in [
            ("paid 2012", "12"),
            ("INV-20121", "2012"),
            ("paid 20 12345", "2012345"),
            ("RE-2026-00421", "RE-2026-0042"),
            ("02019 00014", "00022"),
            ("invoice", "invoice"),
            ("2026-0042", "RE-2026-0042"),
            ("RE-2026-0042", "2026-0042"),
        ] {
            assert!(!owns(text, reference), "{reference} in {text}");
        }
    }

    #[test]
    fn codes_are_words_in_any_case() {
        let codes = |text: &str| {
            let found = found(text);
            let codes = found.iter().filter_map(|found| match found {
                Reference::Code(code) => Some(code.to_owned()),
                _ => None,
            });
            codes.collect::<Vec<_>>()
        };
        assert_eq!(codes("HTTPS://PAY.EXAMPLE/R/ABCDEFGHJKMN"), ["ABCDEFGHJKMN"]);
        assert_eq!(codes("for aBcDeFgHjKmN please"), ["ABCDEFGHJKMN"]);
        assert_eq!(codes("ABCDEFGHJKMNX ABCDEFGHJKM0"), [""; 0]);
    }

    #[test]
    fn any_text_is_taken_in_its_stride() {
        for text in
            ["ß".repeat(5000), "1".repeat(5000), "RF".repeat(3000), "a1b2c ".repeat(1000), "\0\u{202e}é".repeat(900)]
        {
            assert!(found(&text).iter().count() <= MOST);
        }
    }
}

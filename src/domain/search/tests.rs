use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    add_words(text, &mut words);
    words
}

fn finds(text: &str, search: &str) -> bool {
    Search::parse(search).is_none_or(|search| search.finds(&words(text)))
}

#[test]
fn words_are_found_whatever_their_case_accents_and_script() {
    for (text, searches) in [
        ("Zwei Äpfel", &["äpfel", "ÄPFEL", "Apfel", "apf", "zwei äp", "A\u{308}pfel"][..]),
        ("Olivenöl, kalt gepresst", &["olivenol", "OLIVENÖL", "kalt", "gepr oliven"]),
        ("Öl", &["öl", "ol", "Ö"]),
        ("Große Straße", &["GROSSE", "strasse", "straße", "STRASSE"]),
        ("пирожки с капустой", &["Пирожки", "ПИРОЖ", "капуст"]),
        ("Чай и ёлка", &["елка", "Ёлк", "чаи"]),
        ("Łódź, Ærø", &["lodz", "łódź", "aero", "ærø"]),
        ("İstanbul ılık", &["istanbul", "ISTANBUL", "ilik", "ılık"]),
        ("Ὀδυσσεύς", &["οδυσσευς", "ΟΔΥΣΣΕΎΣ", "οδυσσ"]),
        ("كِتَاب جديد", &["كتاب", "جديد"]),
        ("चाय और समोसा", &["चाय", "समो"]),
        ("東京で焼きたてのパン", &["東京", "京で", "パン", "焼きたて", "ぱ"]),
        ("ﾊﾟﾝ", &["パン"]),
        ("コーヒー豆", &["コーヒー", "ヒー豆", "豆"]),
        ("ขนมปังสองก้อน", &["ขนมปัง", "สอง", "ก้อน"]),
        ("두 개의 빵", &["빵", "개의", "두"]),
        ("Rechnung Nr. 2026/0042", &["2026", "rechnung 0042", "nr"]),
        ("①２３ Stück", &["123", "stuck"]),
        ("कमरा ४२", &["42", "४२"]),
    ] {
        for search in searches {
            // ぱ is hiragana, パン katakana: different letters.
            assert_eq!(finds(text, search), *search != "ぱ", "{search} in {text}");
        }
    }
    assert!(!finds("Zwei Äpfel", "pfel") && !finds("Zwei Äpfel", "Äpfel drei") && !finds("Äpfel", "…"));
    assert!(finds("anything", "  "));
}

#[test]
fn amounts_are_read_in_any_notation() {
    for (text, expected) in [
        ("25", &["25"][..]),
        ("25.00", &["25"]),
        ("25,5 EUR", &["25.5"]),
        ("€ 1.234,50", &["1234.5"]),
        ("CHF 1'234.50", &["1234.5"]),
        ("1,234", &["1234", "1.234"]),
        ("1 234 567", &["1234567"]),
        ("١٢٣", &["123"]),
        ("0.10", &["0.1"]),
        ("12 Äpfel", &[]),
        ("-", &[]),
        ("1.2.3", &["12.3"]),
    ] {
        assert_eq!(amount::readings(text), expected, "{text}");
    }
}

#[test]
fn identifiers_are_found_however_they_are_grouped() {
    let known: BTreeSet<_> =
        ["k7m2pq9xw4dt", "RF18539007547034", "INV-2026/0042"].into_iter().filter_map(identifier).collect();
    for search in ["k7m2", "K7M2PQ9XW4DT", "RF18 5390 0754 7034", "rf18-5390", "inv2026", "INV-2026/0042", "inv 2026"] {
        assert!(Search::parse(search).is_some_and(|search| search.finds(&known)), "{search}");
    }
    for search in ["k7m", "7m2p", "RF19"] {
        assert!(!Search::parse(search).is_some_and(|search| search.finds(&known)), "{search}");
    }
}

proptest! {
    /// Every word of a text, and each of its prefixes, finds it, in either case.
    #[test]
    fn beginnings_find_their_text(text in "\\PC{0,40}", take in 1_usize..12) {
        // The iota subscript of ancient Greek is a mark, and in capitals a letter of its own.
        let has_capitals = !text.nfd().any(|c| c == '\u{345}');
        for word in text.split_whitespace() {
            let start: String = word.chars().take(take).collect();
            let capitals = if has_capitals { start.to_uppercase() } else { start.clone() };
            for search in [start.clone(), capitals, start.to_lowercase()] {
                let has_terms = Search::parse(&search).is_some_and(|search| !search.alternatives().is_empty());
                prop_assert!(!has_terms || finds(&text, &search), "{search:?} in {text:?}");
            }
        }
    }

    /// A byte range contains exactly the matching words.
    #[test]
    fn ranges_are_what_fits(start in "[a-cä]{1,3}", word in "[a-cä]{0,4}") {
        for term in [Term::Prefix(start.clone()), Term::Exact(start)] {
            let (from, to) = term.range();
            let bytes = word.as_bytes();
            prop_assert_eq!(term.fits(&word), from.as_slice() <= bytes && bytes < to.as_slice());
        }
    }
}

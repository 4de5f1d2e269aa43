//! Folding: what is left of a text when case, accents, widths and presentation forms don't count, in pieces that a search begins at.

use std::collections::BTreeSet;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use unicode_normalization::UnicodeNormalization;

/// The longest that a word is kept, in characters. A longer one is found by what it begins with.
pub(super) const LONGEST: usize = 32;
/// How many characters are kept from each place of a run without spaces between its words.
pub(super) const RUN: usize = 8;

/// The scripts that put no spaces between words.
const UNSPACED: [Script; 7] =
    [Script::Han, Script::Hiragana, Script::Katakana, Script::Khmer, Script::Lao, Script::Myanmar, Script::Thai];

/// A piece of a folded text.
pub(super) enum Piece {
    /// What stands between spaces and marks.
    Word(String),
    /// A run of a script that puts no spaces between words.
    Run(Vec<char>),
}

/// A text without case and accents: canonically and compatibly decomposed (NFKD), without the marks that letters of any script may
/// carry, with Latin letters and digits in ASCII.
fn fold(text: &str) -> impl Iterator<Item = char> {
    let script = |c: char| CodePointMapData::<Script>::new().get(c);
    let category = |c: char| CodePointMapData::<GeneralCategory>::new().get(c);
    let is_accent = move |c: char| category(c) == GeneralCategory::NonspacingMark && script(c) == Script::Inherited;
    text.nfkd()
        .filter(move |c| c.is_ascii() || !is_accent(*c))
        // By way of the capital letter: ß, ſ and ς have one that they share with others.
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .filter(move |c| c.is_ascii() || !is_accent(*c))
        .flat_map(move |c| {
            // ł and ø are letters of their own, which no decomposition takes apart.
            let is_foreign =
                !c.is_ascii() && (script(c) == Script::Latin || category(c) == GeneralCategory::DecimalNumber);
            let (ascii, own) = if is_foreign { (any_ascii::any_ascii_char(c), None) } else { ("", Some(c)) };
            ascii.chars().map(|c| c.to_ascii_lowercase()).chain(own)
        })
}

fn is_unspaced(c: char) -> bool {
    !c.is_ascii() && UNSPACED.contains(&CodePointMapData::<Script>::new().get(c))
}

fn is_of_word(c: char) -> bool {
    // Vowel signs are marks in many scripts. The long-vowel mark of kana is of no script.
    c.is_alphanumeric() || GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// The pieces of a text, in its order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut inside = false;
    for c in fold(text) {
        if !is_of_word(c) {
            inside = false;
            continue;
        }
        match (pieces.last_mut().filter(|_| inside), is_unspaced(c)) {
            (Some(Piece::Run(run)), true) => run.push(c),
            // A mark that is of several scripts goes with the letter before it.
            (Some(Piece::Run(run)), false) if !c.is_ascii_alphanumeric() && c == 'ー' => run.push(c),
            (Some(Piece::Word(word)), false) => word.push(c),
            (_, true) => pieces.push(Piece::Run(vec![c])),
            (_, false) => pieces.push(Piece::Word(c.to_string())),
        }
        inside = true;
    }
    pieces
}

/// The text in one word, without what stands between words: how an identifier is told whatever it was grouped by.
pub(super) fn compact(text: &str) -> String {
    fold(text).filter(|c| is_of_word(*c)).take(LONGEST).collect()
}

/// Adds what a text is found by: the beginning of each word, and of the rest of a run from each of its places.
pub(super) fn add_words(text: &str, words: &mut BTreeSet<String>) {
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => {
                words.insert(word.chars().take(LONGEST).collect());
            }
            Piece::Run(run) => words.extend((0..run.len()).map(|at| run.iter().skip(at).take(RUN).collect::<String>())),
        }
    }
}

//! Folding: removes case, accents, widths and presentation forms from a text, and splits it into searchable pieces.

use std::collections::BTreeSet;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use unicode_normalization::UnicodeNormalization;

/// The length of stored words, in characters. Longer ones are found by their beginning.
pub(super) const LONGEST: usize = 32;
/// The number of characters stored from each position of a run without word spaces.
pub(super) const RUN: usize = 8;

/// The scripts that put no spaces between words.
const UNSPACED: [Script; 7] =
    [Script::Han, Script::Hiragana, Script::Katakana, Script::Khmer, Script::Lao, Script::Myanmar, Script::Thai];

/// A piece of a folded text, as it is indexed.
pub(super) enum Piece {
    /// A word between spaces and punctuation.
    Word(String),
    /// A run of a script without word spaces.
    Run(Vec<char>),
}

/// A text without case and accents: compatibility decomposition (NFKD) without the marks that letters of any script may have, and with
/// Latin letters and digits in ASCII.
fn fold(text: &str) -> impl Iterator<Item = char> {
    let script = |c: char| CodePointMapData::<Script>::new().get(c);
    let category = |c: char| CodePointMapData::<GeneralCategory>::new().get(c);
    let is_accent = move |c: char| category(c) == GeneralCategory::NonspacingMark && script(c) == Script::Inherited;
    text.nfkd()
        .filter(move |c| c.is_ascii() || !is_accent(*c))
        // By way of upper case: ß, ſ and ς share theirs with other letters.
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .filter(move |c| c.is_ascii() || !is_accent(*c))
        .flat_map(move |c| {
            // ł and ø have no decomposition.
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
    // Vowel signs are marks in many scripts. The prolonged sound mark of kana has no script of its own.
    c.is_alphanumeric() || GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// The pieces of a text, in order.
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
            // A mark shared by several scripts belongs to the letter before it.
            (Some(Piece::Run(run)), false) if !c.is_ascii_alphanumeric() && c == 'ー' => run.push(c),
            (Some(Piece::Word(word)), false) => word.push(c),
            (_, true) => pieces.push(Piece::Run(vec![c])),
            (_, false) => pieces.push(Piece::Word(c.to_string())),
        }
        inside = true;
    }
    pieces
}

/// The folded text as one word, without spaces and punctuation: an identifier, regardless of its grouping.
pub(super) fn compact(text: &str) -> String {
    fold(text).filter(|c| is_of_word(*c)).take(LONGEST).collect()
}

/// Adds the searchable beginnings of a text: of each word, and from each position of a run.
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

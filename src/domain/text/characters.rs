//! Classification of characters that are invisible, change how others are shown, or control a terminal: one set of rules for every text
//! written by one person and read by another. The data are the Unicode Character Database's, through `icu_properties`.
//!
//! Some invisible characters are part of how a language is written, but only in certain positions: joiners between letters that join, or
//! between the parts of an emoji; variation selectors after a character with variants. So characters are judged in context.

use icu_properties::props::{
    BidiClass, BidiControl, DefaultIgnorableCodePoint, Emoji, EmojiModifier, ExtendedPictographic, GeneralCategory,
    GeneralCategoryGroup, Ideographic, IndicSyllabicCategory, JoiningType, PrependedConcatenationMark,
    RegionalIndicator, Script, VariationSelector, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The limit of combining marks on one letter. No language needs as many; names that paint over the line above have more.
pub const MAX_MARKS: usize = 8;

const ZERO_WIDTH_JOINER: char = '\u{200D}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const COMBINING_KEYCAP: char = '\u{20E3}';
const BLACK_FLAG: char = '\u{1F3F4}';
const CANCEL_TAG: char = '\u{E007F}';
/// The flags that are spelled in tag characters (UTS #51, `RGI_Emoji_Tag_Sequence`): England, Scotland, Wales.
const TAGGED_FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// The reason why a character isn't allowed in its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharacterFault {
    /// Invisible, a control, unassigned, or changes the direction of the text.
    Hidden,
    /// A combining mark without a letter, or one more than [`MAX_MARKS`].
    Mark,
}

/// The first character of a line that isn't allowed in its position.
pub fn first_fault(text: &str) -> Option<(char, CharacterFault)> {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find_map(|at| Some((*chars.get(at)?, fault(&chars, at)?)))
}

/// Returns whether a text shows a letter, a number or a symbol. Punctuation and spaces alone are no name.
pub fn shows_something(text: &str) -> bool {
    let shows = |c: char| {
        let group =
            GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number).union(GeneralCategoryGroup::Symbol);
        (group.contains(category(c)) || (has::<ExtendedPictographic>(c) && !c.is_ascii())) && !is_hidden(c)
    };
    text.chars().any(shows)
}

/// A text that is safe for a terminal or a log: every character that [`first_fault`] finds, line breaks included, is escaped:
/// `\u{202e}`, `\n`.
pub fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let spell = |(at, c): (usize, &char)| match (c, fault(&chars, at)) {
        (_, None) => c.to_string(),
        ('\n' | '\r' | '\t', Some(_)) => c.escape_default().to_string(),
        (_, Some(_)) => c.escape_unicode().to_string(),
    };
    chars.iter().enumerate().map(spell).collect()
}

/// A text without the characters that [`first_fault`] finds, for texts stored under earlier, laxer rules.
pub fn cleaned(text: &str) -> String {
    let mut chars: Vec<char> = text.trim().chars().collect();
    // One at a time: removing a character changes the context of its neighbours.
    while let Some(at) = (0..chars.len()).find(|at| fault(&chars, *at).is_some()) {
        chars.remove(at);
    }
    chars.into_iter().collect::<String>().trim().to_owned()
}

/// A text without pictures: emoji, flags and keycap frames, except those accepted by `keeps`, with their selectors, modifiers and joiners.
/// Runs of white space become one space.
pub fn without_pictures(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut gone = false;
    for c in text.chars() {
        gone = match c {
            // Between letters, a joiner is part of the spelling.
            ZERO_WIDTH_JOINER => gone,
            '\u{E0020}'..=CANCEL_TAG | COMBINING_KEYCAP => !keeps(c),
            _ => (is_picture(c) || has::<VariationSelector>(c)) && !keeps(c),
        };
        if !gone {
            rest.push(c);
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_picture(c: char) -> bool {
    has::<ExtendedPictographic>(c) || has::<EmojiModifier>(c) || has::<RegionalIndicator>(c)
}

/// Returns whether a character only controls the text's direction (`Bidi_Control`).
pub fn is_direction_mark(c: char) -> bool {
    has::<BidiControl>(c)
}

/// Returns whether a character is written from right to left, or is a digit of such a script.
pub fn is_right_to_left(c: char) -> bool {
    let class = CodePointMapData::<BidiClass>::new().get(c);
    matches!(class, BidiClass::RightToLeft | BidiClass::ArabicLetter | BidiClass::ArabicNumber)
}

/// Returns whether a character is invisible, a control, unassigned or private, regardless of its position.
pub fn is_hidden(c: char) -> bool {
    let unseen = matches!(
        category(c),
        GeneralCategory::Control
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    // Of the format characters, only the signs above Arabic and Syriac numbers are visible.
    let format = category(c) == GeneralCategory::Format && !has::<PrependedConcatenationMark>(c);
    unseen || format || has::<DefaultIgnorableCodePoint>(c) || has::<BidiControl>(c) || is_blank_braille(c)
}

/// Returns whether a hidden character can be removed without deception: one that is ignored in display (`Default_Ignorable_Code_Point`) or
/// only marks the text's direction. Direction overrides are excluded: they are made to deceive.
pub fn is_harmless_hidden(c: char) -> bool {
    let class = CodePointMapData::<BidiClass>::new().get(c);
    let overrides = matches!(class, BidiClass::LeftToRightOverride | BidiClass::RightToLeftOverride);
    (has::<DefaultIgnorableCodePoint>(c) || has::<BidiControl>(c)) && !overrides
}

/// The fault of the character at an index.
fn fault(chars: &[char], at: usize) -> Option<CharacterFault> {
    let c = *chars.get(at)?;
    if is_hidden(c) {
        return (!is_in_place(chars, at, c)).then_some(CharacterFault::Hidden);
    }
    if !is_mark(c) {
        return None;
    }
    let before = chars.get(..at).unwrap_or_default();
    let bare = before.last().is_none_or(|c| has::<WhiteSpace>(*c));
    let stacked = before.iter().rev().take_while(|c| is_mark(**c)).count();
    (bare || stacked >= MAX_MARKS).then_some(CharacterFault::Mark)
}

/// Returns whether a hidden character is in a position where a language or an emoji needs it.
fn is_in_place(chars: &[char], at: usize, c: char) -> bool {
    let before = chars.get(..at).unwrap_or_default();
    let next = chars.get(at + 1).copied();
    match (before.last().copied(), c) {
        (None, _) => false,
        (Some(_), ZERO_WIDTH_JOINER) => {
            next.is_some_and(|next| joins_letters(before, next) || joins_pictures(before, next))
        }
        (Some(_), ZERO_WIDTH_NON_JOINER) => next.is_some_and(|next| joins_letters(before, next)),
        (Some(last), '\u{FE0E}' | '\u{FE0F}') => has::<Emoji>(last),
        (Some(last), _) if has::<VariationSelector>(c) => has_variants(last, c),
        (Some(last), _) if is_blank_braille(c) => is_braille(last) && next.is_some_and(is_braille),
        (Some(_), '\u{E0020}'..='\u{E007F}') => is_in_flag(chars, at),
        _ => false,
    }
}

/// Returns whether letters join here: both belong to one script whose letters change shape side by side.
fn joins_letters(before: &[char], next: char) -> bool {
    let letter = before.iter().rev().find(|c| !is_mark(**c)).copied();
    letter.is_some_and(|letter| {
        let script = |c: char| CodePointMapData::<Script>::new().get(c);
        is_joining(letter) && is_joining(next) && script(letter) == script(next)
    })
}

fn is_joining(c: char) -> bool {
    let letter = GeneralCategoryGroup::Letter.contains(category(c)) || is_mark(c);
    let cursive = CodePointMapData::<JoiningType>::new().get(c) != JoiningType::NonJoining;
    let indic = CodePointMapData::<IndicSyllabicCategory>::new().get(c) != IndicSyllabicCategory::Other;
    letter && (cursive || indic)
}

/// Returns whether two pictures form one emoji here (UTS #51, `emoji_zwj_sequence`).
fn joins_pictures(before: &[char], next: char) -> bool {
    let modifies = |c: &char| *c == '\u{FE0F}' || has::<EmojiModifier>(*c);
    let picture = before.iter().rev().find(|c| !modifies(c)).copied();
    picture.is_some_and(has::<ExtendedPictographic>) && has::<ExtendedPictographic>(next)
}

/// Returns whether a variation selector applies to a character: ideographs, Mongolian letters, and some letters and symbols.
fn has_variants(c: char, selector: char) -> bool {
    match selector {
        '\u{E0100}'..='\u{E01EF}' => has::<Ideographic>(c),
        // These selectors are of the Mongolian script, too, but hidden.
        '\u{180B}'..='\u{180D}' | '\u{180F}' => {
            CodePointMapData::<Script>::new().get(c) == Script::Mongolian && !is_hidden(c)
        }
        _ => !c.is_ascii() && !is_hidden(c) && !has::<WhiteSpace>(c) && !is_mark(c),
    }
}

/// Returns whether a tag character is part of a flag.
fn is_in_flag(chars: &[char], at: usize) -> bool {
    let Some(flag) = chars.get(..at).and_then(|before| before.iter().rposition(|c| *c == BLACK_FLAG)) else {
        return false;
    };
    let tags = chars.get(flag + 1..).unwrap_or_default();
    TAGGED_FLAGS.iter().any(|name| {
        let spelled = name.chars().filter_map(|c| char::from_u32(0xE_0000 + u32::from(c))).chain([CANCEL_TAG]);
        at - flag <= name.len() + 1 && spelled.eq(tags.iter().copied().take(name.len() + 1))
    })
}

/// Returns whether a character is the empty braille pattern, the word space of braille. Unicode classifies it as a symbol.
fn is_blank_braille(c: char) -> bool {
    c == '\u{2800}'
}

fn is_braille(c: char) -> bool {
    matches!(c, '\u{2801}'..='\u{28FF}')
}

fn is_mark(c: char) -> bool {
    matches!(
        category(c),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::SpacingMark
    )
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

fn has<P: icu_properties::props::BinaryProperty>(c: char) -> bool {
    CodePointSetData::new::<P>().contains(c)
}

#[cfg(test)]
mod tests;

//! Texts that another app shares with the service: `Two loaves 25,00 €` becomes an amount and a memo.
//!
//! Money is never guessed. An amount is taken only where the text has exactly one, with a sign or a code of a currency beside it, and in a
//! notation that has one reading ([`Money::typed`]). Whole numbers without a sign are words like others: `Table 5, €25`. Anything else that
//! could be an amount or change it, such as a number with a separator, a second sum, or a range or product in signs or words (`5 or 7 €`,
//! `3 loaves à 5 €`), leaves the whole text to the memo.

use std::ops::Range;

use crate::domain::money::currency::Currency;
use crate::domain::money::typed::{is_digit, numbers};
use crate::domain::money::{Money, signs};
use crate::domain::text::Memo;
use crate::domain::text::characters::cleaned;

/// The terms that a text suggests for a new request. What isn't the amount is the memo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedTerms {
    /// The amount, if it is beyond doubt.
    pub amount: Option<Money>,
    /// The rest of the text in one line, as long as a memo may be.
    pub memo: String,
}

impl SharedTerms {
    /// Reads a shared text. `own` is the payee's currency: it decides what a sign means that several currencies have.
    pub fn read(text: &str, own: Currency) -> Self {
        let text = line(text);
        match the_amount(&text, own) {
            Some((place, money)) => Self { amount: Some(money), memo: cut(&without(&text, &place)) },
            None => Self { amount: None, memo: cut(&text) },
        }
    }
}

/// A text in one line. Blanks that aren't ordinary stay, because they may part the groups of a number.
fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }).collect();
    cleaned(&spaced).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A memo that is too long ends with an ellipsis, so that its reader sees it.
fn cut(text: &str) -> String {
    if text.chars().count() <= Memo::MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(Memo::MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

/// The text without the amount, and without the punctuation that led to it.
fn without(text: &str, place: &Range<usize>) -> String {
    let loose = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '=' | '|' | '·' | '-' | '–' | '—');
    let (before, after) = (text[..place.start].trim_end_matches(loose), text[place.end..].trim_start());
    let gap = if after.starts_with(CLOSERS) { "" } else { " " };
    let joined = format!("{before}{gap}{after}").replace("()", "");
    joined.trim_matches(loose).to_owned()
}

/// The reading of one number of a text.
enum NumberReading {
    /// A word like others.
    Word,
    /// It could be an amount, or a part of one.
    Doubtful,
    /// An amount, with the place of its number and its signs.
    Amount(Range<usize>, Money),
}

/// The one amount of a text; `None` unless there is exactly one, and nothing that could be another.
fn the_amount(text: &str, own: Currency) -> Option<(Range<usize>, Money)> {
    let mut found = None;
    for number in numbers(text) {
        match reading(text, &number, own) {
            NumberReading::Word => {}
            NumberReading::Amount(place, money) if found.is_none() => found = Some((place, money)),
            NumberReading::Doubtful | NumberReading::Amount(..) => return None,
        }
    }
    found
}

fn reading(text: &str, number: &Range<usize>, own: Currency) -> NumberReading {
    let accepts = Accepts { own, shouts: shouts(text) };
    let before = NumberSide::Before.read(&text[..number.start], accepts);
    let after = NumberSide::After.read(&text[number.end..], accepts);
    let digits = &text[number.clone()];
    let place = number.start - before.taken..number.end + after.taken;
    let meant = match (before.meant, after.meant) {
        (None, None) => {
            let plain = digits.chars().all(is_digit) && !before.is_odd && !after.is_odd;
            return if plain { NumberReading::Word } else { NumberReading::Doubtful };
        }
        (Some(meant), None) | (None, Some(meant)) => meant,
        (Some(one), Some(other)) => one.into_iter().filter(|currency| other.contains(currency)).collect(),
    };
    let currency = match meant.as_slice() {
        all if all.contains(&own) => own,
        [only] => *only,
        _ => return NumberReading::Doubtful,
    };
    let stands_alone = !before.is_joined && !after.is_joined && !is_part_of_more(text, &place);
    let money = currency.in_use().ok().and_then(|_| Money::typed(digits, currency).ok()?.payable().ok());
    match money.filter(|_| stands_alone) {
        Some(money) => NumberReading::Amount(place, money),
        None => NumberReading::Doubtful,
    }
}

/// Returns whether an amount belongs to a sum, a product, a range, or a number that goes on beside it.
fn is_part_of_more(text: &str, place: &Range<usize>) -> bool {
    let operator =
        |c: char| matches!(c, '+' | '-' | '–' | '—' | '−' | '/' | '÷' | '×' | '*' | '@' | 'x' | 'X' | 'à' | '~' | '±');
    let (before, after) = (text[..place.start].trim_end(), text[place.end..].trim_start());
    let joins_before = before.strip_suffix(operator).is_some_and(|rest| rest.trim_end().ends_with(is_digit));
    let joins_after = after.strip_prefix(operator).is_some_and(|rest| rest.trim_start().starts_with(is_digit));
    let by_words = is_joined_by_words(before.split_whitespace().rev(), |word| word.ends_with(is_digit))
        || is_joined_by_words(after.split_whitespace(), |word| word.starts_with(is_digit));
    before.ends_with(is_digit) || after.starts_with(is_digit) || joins_before || joins_after || by_words
}

/// The most words between two numbers that may make them one statement: `3 loaves à 5 €`.
const JOINING: usize = 2;

/// Returns whether nothing but a word or two stands between an amount and a number. `words` go outwards from the amount.
fn is_joined_by_words<'t>(words: impl Iterator<Item = &'t str>, is_number: impl Fn(&str) -> bool) -> bool {
    for (between, word) in words.enumerate().take(JOINING + 1) {
        if is_number(word) {
            return between > 0;
        }
        if !word.trim_end_matches([',', ';']).chars().all(char::is_alphabetic) {
            return false;
        }
    }
    false
}

/// Returns whether a text is written in capitals, so that a word of it may look like a code: `FOR ALL 25`.
fn shouts(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 3
}

/// The characters that may stand right before an amount, and right behind one.
const OPENERS: [char; 10] = ['(', '[', '"', '„', '“', '«', '‹', ':', '=', '：'];
const CLOSERS: [char; 15] = [')', ']', '"', '“', '”', '»', '›', '.', ',', ';', ':', '!', '?', '。', '、'];

/// Returns whether a character is of a script that is written without blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

/// The words that count as a currency's sign.
#[derive(Clone, Copy)]
struct Accepts {
    own: Currency,
    shouts: bool,
}

impl Accepts {
    /// The currencies that a word may mean. Letters are a sign only where they can't be a word: as a code in capitals, or as a sign of the
    /// payee's own currency (`kr`, `zł`).
    fn meant_by(self, word: &str) -> Option<Vec<Currency>> {
        let meant = signs::currencies(word);
        let code = Currency::parse(word).ok().filter(|code| code.code().len() == word.len());
        let accepted = match code {
            Some(code) => word == code.code() && (!self.shouts || code == self.own),
            None => word.chars().any(|c| !c.is_alphabetic() && c != '.') || meant.contains(&self.own),
        };
        Some(meant).filter(|meant| accepted && !meant.is_empty())
    }
}

/// One side of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberSide {
    Before,
    After,
}

/// The finding on one side of a number.
#[derive(Default)]
struct Beside {
    /// The currencies that the signs may mean; `None` without a sign.
    meant: Option<Vec<Currency>>,
    /// The length of the signs and the blanks between, in bytes.
    taken: usize,
    /// Set where something other than a sign is written together with the number.
    is_joined: bool,
    /// Set where the nearest word could make a whole number more than a word.
    is_odd: bool,
}

impl NumberSide {
    /// Returns whether a sign may end where `rest` begins, seen from the number.
    fn bounds(self, rest: &str) -> bool {
        match self {
            Self::Before => rest.is_empty() || rest.ends_with(OPENERS) || rest.ends_with(is_unspaced),
            Self::After => rest.is_empty() || rest.starts_with(CLOSERS) || rest.starts_with(is_unspaced),
        }
    }

    /// The places of the words on this side, from the nearest on.
    fn words(self, text: &str) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            match words.last_mut() {
                Some(word) if word.end == at => word.end = at + c.len_utf8(),
                _ => words.push(at..at + c.len_utf8()),
            }
        }
        if self == Self::Before {
            words.reverse();
        }
        words
    }

    /// The longest sign at the number's end of a word, with its length.
    fn sign(self, word: &str, accepts: Accepts) -> Option<(Vec<Currency>, usize)> {
        let mut lengths: Vec<usize> = match self {
            Self::Before => word.char_indices().map(|(at, _)| word.len() - at).collect(),
            Self::After => word.char_indices().map(|(at, c)| at + c.len_utf8()).collect(),
        };
        lengths.sort_unstable();
        lengths.into_iter().rev().find_map(|length| {
            let (sign, rest) = match self {
                Self::Before => (&word[word.len() - length..], &word[..word.len() - length]),
                Self::After => word.split_at(length),
            };
            Some((accepts.meant_by(sign).filter(|_| self.bounds(rest))?, length))
        })
    }

    /// Reads the words on this side.
    fn read(self, text: &str, accepts: Accepts) -> Beside {
        let words = self.words(text);
        let Some(near) = words.first() else { return Beside::default() };
        let word = &text[near.clone()];
        let Some((meant, length)) = self.sign(word, accepts) else {
            let is_attached = near.start == 0 && self == Self::After || near.end == text.len() && self == Self::Before;
            return Beside { is_joined: is_attached && !self.bounds(word), is_odd: is_odd(word), ..Beside::default() };
        };
        let taken = |place: &Range<usize>, length: usize| match self {
            Self::Before => text.len() - place.end + length,
            Self::After => place.start + length,
        };
        let alone = Beside { taken: taken(near, length), meant: Some(meant.clone()), ..Beside::default() };
        let Some(next) = words.get(1).filter(|_| length == word.len()) else { return alone };
        let outer = &text[next.clone()];
        let joined = match self {
            Self::Before => format!("{outer}{word}"),
            Self::After => format!("{word}{outer}"),
        };
        let narrowed = match (signs::currencies(&joined), accepts.meant_by(outer)) {
            (both, _) if !both.is_empty() => both,
            (_, Some(other)) => meant.into_iter().filter(|currency| other.contains(currency)).collect(),
            // `US $25`: a sign that several countries have, and a word that may name one of them.
            _ if meant.len() > 1 && is_short_capitals(outer) => Vec::new(),
            _ => return alone,
        };
        Beside { taken: taken(next, outer.len()), meant: Some(narrowed), ..Beside::default() }
    }
}

fn is_short_capitals(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Returns whether a word makes more of a whole number beside it: a share, a factor, or the sign of a currency among other characters.
fn is_odd(word: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !signs::currencies(c.encode_utf8(&mut [0; 4])).is_empty();
    word.chars().any(|c| matches!(c, '%' | '٪' | '×' | '*' | '@') || is_sign(c))
}

#[cfg(test)]
mod tests;

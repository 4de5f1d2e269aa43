//! Search: requests are found by the beginnings of their words, ignoring case, accents and script variants. Words are folded when written
//! and when searched for, so that the database compares bytes only, and any database alike.

mod amount;
mod words;

use std::collections::BTreeSet;

use self::words::{LONGEST, Piece, RUN, add_words, compact, pieces};
use super::money::Money;
use super::reference::carried::CarriedReference;
use super::request::PaymentRequest;
use super::text::Label;

/// Prefixes of identifiers and amounts, which set them apart from other words: a search for words that begin with a letter would otherwise
/// scan the many codes that do. Neither prefix is part of a word.
const IDENTIFIER: char = '#';
const AMOUNT: char = '=';
/// The shortest searchable prefix of an identifier, in characters.
const LEAST: usize = 4;
/// The largest number of terms in a search.
const MOST: usize = 8;

/// The folded words by which a request is found.
pub fn words_of<'a>(request: &'a PaymentRequest, carried: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let memo = request.memo.as_ref().map(|memo| memo.as_str());
    let reference = request.reference.as_ref().map(|reference| reference.as_str());
    let items = request.items.iter().map(|item| item.name.as_str());
    let labels = request.labels.iter().map(Label::as_str);
    for text in memo.into_iter().chain(reference).chain(items).chain(labels) {
        add_words(text, &mut words);
    }
    let own = [request.code.as_str(), request.rf.as_str()];
    words.extend(reference.into_iter().chain(own).chain(carried).filter_map(identifier));
    let parts = request.parts.amounts(request.asked.currency());
    let further = request.prices.iter().map(|price| price.asked);
    words.extend(request.asked.fixed().into_iter().chain(parts).chain(further).map(|money| amount_word(&money)));
    words
}

/// The word of an identifier: a code or a reference.
pub fn identifier(text: &str) -> Option<String> {
    Some(compact(text)).filter(|word| !word.is_empty()).map(|word| format!("{IDENTIFIER}{word}"))
}

/// The word of a request that asks for this amount, in whatever currency.
pub fn amount_word(money: &Money) -> String {
    format!("{AMOUNT}{}", amount::canonical(&money.to_decimal()))
}

/// A condition on one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word with this beginning.
    Prefix(String),
    /// A word equal to this one.
    Exact(String),
}

impl Term {
    /// The range of matching words in byte order: start inclusive, end exclusive.
    pub fn range(&self) -> (Vec<u8>, Vec<u8>) {
        match self {
            // No byte of UTF-8 is 0xFF.
            Self::Prefix(start) => (start.clone().into_bytes(), [start.as_bytes(), &[0xFF]].concat()),
            Self::Exact(word) => (word.clone().into_bytes(), [word.as_bytes(), &[0]].concat()),
        }
    }

    /// Returns whether a word matches.
    pub fn fits(&self, word: &str) -> bool {
        match self {
            Self::Prefix(start) => word.starts_with(start.as_str()),
            Self::Exact(exact) => word == exact,
        }
    }
}

/// A parsed search. A request matches if, for one alternative, each term matches one of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search(Vec<Vec<Term>>);

impl Search {
    /// Reads a search field. `None` if it is blank, which matches everything.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let mut all: Vec<Term> = Vec::new();
        for piece in pieces(text) {
            match piece {
                Piece::Word(word) => all.push(Term::Prefix(word.chars().take(LONGEST).collect())),
                Piece::Run(run) => all.extend(run.chunks(RUN).map(|part| Term::Prefix(part.iter().collect()))),
            }
        }
        all.truncate(MOST);
        let mut alternatives = Vec::new();
        if !all.is_empty() {
            alternatives.push(all);
        }
        // A code or a reference, in any grouping; and the RF reference that a QR reference encodes, even if no payment used it.
        let own = identifier(text).filter(|word| word.chars().count() > LEAST);
        let rf = CarriedReference::parse(text).and_then(|carried| identifier(carried.rf()?.as_str()));
        alternatives.extend(own.into_iter().chain(rf).map(|word| vec![Term::Prefix(word)]));
        alternatives
            .extend(amount::readings(text).into_iter().map(|amount| vec![Term::Exact(format!("{AMOUNT}{amount}"))]));
        // A text without letters and digits matches nothing.
        Some(Self(alternatives))
    }

    /// The alternative lists of terms, one of which has to match.
    pub fn alternatives(&self) -> &[Vec<Term>] {
        &self.0
    }

    /// Returns whether a request with these words matches.
    pub fn finds(&self, words: &BTreeSet<String>) -> bool {
        self.0.iter().any(|terms| terms.iter().all(|term| words.iter().any(|word| term.fits(word))))
    }
}

#[cfg(test)]
mod tests;

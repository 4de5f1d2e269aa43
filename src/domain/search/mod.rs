//! Search: a request is found by the beginnings of its words, whatever their case, accents or script. Words are folded when they are
//! written and when they are looked for, so that the database compares bytes only, and any database alike.

mod amount;
mod words;

use std::collections::BTreeSet;

use self::words::{LONGEST, Piece, RUN, add_words, compact, pieces};
use super::money::Money;
use super::reference::carried::CarriedReference;
use super::request::PaymentRequest;

/// Identifiers lie apart from other words, so that the many codes that begin with a letter don't stand between those who look for a word
/// that does. Neither mark is a letter of a word.
const IDENTIFIER: char = '#';
const AMOUNT: char = '=';
/// How much of an identifier has to be known.
const LEAST: usize = 4;
/// How many words of a search count.
const MOST: usize = 8;

/// What a request is found by, folded.
pub fn words_of<'a>(request: &'a PaymentRequest, carried: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let memo = request.memo.as_ref().map(|memo| memo.as_str());
    let reference = request.reference.as_ref().map(|reference| reference.as_str());
    let labels = request.items.iter().map(|item| item.name.as_str());
    for text in memo.into_iter().chain(reference).chain(labels) {
        add_words(text, &mut words);
    }
    let own = [request.code.as_str(), request.rf.as_str()];
    words.extend(reference.into_iter().chain(own).chain(carried).filter_map(identifier));
    words.extend(request.asked.fixed().map(|money| amount_word(&money)));
    words
}

/// The word of an identifier: a code or a reference.
pub fn identifier(text: &str) -> Option<String> {
    Some(compact(text)).filter(|word| !word.is_empty()).map(|word| format!("{IDENTIFIER}{word}"))
}

fn amount_word(money: &Money) -> String {
    format!("{AMOUNT}{}", amount::canonical(&money.to_decimal()))
}

/// One thing that a word has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word that begins so.
    Prefix(String),
    /// This word.
    Exact(String),
}

impl Term {
    /// The range of words that it fits, bytewise: from, inclusive, and to, exclusive.
    pub fn range(&self) -> (Vec<u8>, Vec<u8>) {
        match self {
            // No byte of UTF-8 is 0xFF.
            Self::Prefix(start) => (start.clone().into_bytes(), [start.as_bytes(), &[0xFF]].concat()),
            Self::Exact(word) => (word.clone().into_bytes(), [word.as_bytes(), &[0]].concat()),
        }
    }

    /// Whether a word fits.
    pub fn fits(&self, word: &str) -> bool {
        match self {
            Self::Prefix(start) => word.starts_with(start.as_str()),
            Self::Exact(exact) => word == exact,
        }
    }
}

/// What somebody looks for. A request is found if it has a word for every term of one of the alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search(Vec<Vec<Term>>);

impl Search {
    /// Reads what was typed. None when there is nothing to look for, so that everything is found.
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
        // A code or a reference, however it is grouped; and the RF reference that a QR reference stands for, also where no payment has
        // begun by it.
        let own = identifier(text).filter(|word| word.chars().count() > LEAST);
        let rf = CarriedReference::parse(text).and_then(|carried| identifier(carried.rf()?.as_str()));
        alternatives.extend(own.into_iter().chain(rf).map(|word| vec![Term::Prefix(word)]));
        alternatives
            .extend(amount::readings(text).into_iter().map(|amount| vec![Term::Exact(format!("{AMOUNT}{amount}"))]));
        // What has no letter or digit is nowhere.
        Some(Self(alternatives))
    }

    /// The terms of which one list has to fit.
    pub fn alternatives(&self) -> &[Vec<Term>] {
        &self.0
    }

    /// Whether something with these words is found.
    pub fn finds(&self, words: &BTreeSet<String>) -> bool {
        self.0.iter().any(|terms| terms.iter().all(|term| words.iter().any(|word| term.fits(word))))
    }
}

#[cfg(test)]
mod tests;

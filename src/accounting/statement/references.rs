//! The references of an entry, in one text.

use crate::domain::search::identifier;

/// The longest word that is looked up whole.
const LONGEST_WORD: usize = 32;

/// A reference in the texts of an entry. It may be nobody's, or no reference at all but a part of a name or an account: only a look at the
/// payee's requests can tell. So it is never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reference<'a> {
    /// An RF reference in its electronic form, also one that a QR reference encodes.
    Rf(&'a str, Place),
    /// A text that may be a provider's reference of a payment, as it was written.
    Carried(&'a str),
    /// A word of the length of a request's code, in upper case: banks fold the case.
    Code(&'a str),
    /// Words that may be the payee's own reference.
    Own(ReferenceWords<'a>),
}

/// The field that a reference was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A field for references.
    Structured,
    /// Free text.
    Text,
}

impl std::fmt::Debug for Reference<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Rf(..) => "Rf(…)",
            Self::Carried(_) => "Carried(…)",
            Self::Code(_) => "Code(…)",
            Self::Own(_) => "Own(…)",
        })
    }
}

impl<'a> Reference<'a> {
    /// The reference as a line: the letter of its kind, and its text.
    pub(super) fn line(self) -> String {
        let (kind, text) = match self {
            Self::Rf(text, Place::Structured) => ('S', text),
            Self::Rf(text, Place::Text) => ('T', text),
            Self::Carried(text) => ('P', text),
            Self::Code(text) => ('C', text),
            Self::Own(ReferenceWords { spaced, is_one: true }) => ('O', spaced),
            Self::Own(ReferenceWords { spaced, is_one: false }) => ('M', spaced),
        };
        format!("{kind}{text}")
    }

    fn of_line(line: &'a str) -> Option<Self> {
        let (kind, text) = line.split_at_checked(1)?;
        Some(match kind {
            "S" => Self::Rf(text, Place::Structured),
            "T" => Self::Rf(text, Place::Text),
            "P" => Self::Carried(text),
            "C" => Self::Code(text),
            "O" => Self::Own(ReferenceWords { spaced: text, is_one: true }),
            "M" => Self::Own(ReferenceWords { spaced: text, is_one: false }),
            _ => return None,
        })
    }
}

/// One word of a text or several that follow each other, in upper case: the runs of letters and digits, with a blank between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ReferenceWords<'a> {
    pub(super) spaced: &'a str,
    /// True if no blank stood between the runs.
    pub(super) is_one: bool,
}

impl std::fmt::Debug for ReferenceWords<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words(…)")
    }
}

impl<'a> ReferenceWords<'a> {
    /// The words as one text, to look for.
    pub fn text(self) -> &'a str {
        self.spaced
    }

    /// Returns whether these are all words of a reference, in its order. Other marks between them don't count; a missing mark counts only
    /// inside of one word, so that two numbers that stand side by side are never a third one.
    pub fn are(self, reference: &str) -> bool {
        let wanted = runs(reference);
        let ours: Vec<&str> = self.spaced.split(' ').collect();
        let is_each = wanted.len() == ours.len() && wanted.iter().zip(&ours).all(|(wanted, our)| is_alike(wanted, our));
        is_each || self.is_one && is_alike(&wanted.concat(), &ours.concat())
    }
}

/// The runs of letters and digits, in upper case.
pub(super) fn runs(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(str::to_uppercase).collect()
}

/// Returns whether two runs are the same but for marks on letters, which banks drop: SEPA has none.
fn is_alike(a: &str, b: &str) -> bool {
    // Longer words are looked up by their beginning only.
    let is_whole = |text: &str| text.chars().count() <= LONGEST_WORD;
    a == b || is_whole(a) && is_whole(b) && identifier(a).is_some() && identifier(a) == identifier(b)
}

/// The references of an entry, in one piece of memory. A file may have millions of words that look like a code, and a list of texts takes
/// several times what the words are long. None of the references has a line break.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct References(Box<str>);

impl References {
    /// References by their lines.
    pub(super) fn of_lines(lines: &[impl std::borrow::Borrow<str>]) -> Self {
        Self(lines.join("\n").into())
    }

    /// The references of several, each once, in their order and at most so many.
    pub(super) fn merged<'a>(all: impl IntoIterator<Item = &'a Self>, most: usize) -> Self {
        let mut lines: Vec<&str> = Vec::new();
        for line in all.into_iter().flat_map(|references| references.0.lines()) {
            if lines.len() < most && !lines.contains(&line) {
                lines.push(line);
            }
        }
        Self::of_lines(&lines)
    }

    /// The bytes that they take.
    pub(super) fn size(&self) -> usize {
        self.0.len()
    }

    /// The references in their order.
    pub fn iter(&self) -> impl Iterator<Item = Reference<'_>> {
        self.0.lines().filter_map(Reference::of_line)
    }
}

impl std::fmt::Debug for References {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_all_kinds_come_back_in_their_order() {
        let all = [
            Reference::Rf("RF18539007547034", Place::Structured),
            Reference::Rf("RF451234512345", Place::Text),
            Reference::Carried("pi_3Q1 é\u{2028}S"),
            Reference::Code("ABCDEFGHJKMN"),
            Reference::Own(ReferenceWords { spaced: "RÉ 2026 7", is_one: true }),
            Reference::Own(ReferenceWords { spaced: "RÉ 2026 7", is_one: false }),
        ];
        let references = References::of_lines(&all.map(Reference::line));
        assert!(references.iter().eq(all));
        let empty = References::of_lines(&[""; 0]);
        assert_eq!((empty.iter().count(), &empty), (0, &References::default()));
        assert_eq!(References::merged([&empty, &references, &references], usize::MAX), references);
        assert!(References::merged([&references], 2).iter().eq(all[..2].iter().copied()));
        let printed = format!("{references:?}");
        assert!(!["RF18", "pi_", "ABCD", "2026"].iter().any(|part| printed.contains(part)), "{printed}");
    }
}

//! Short texts that people write for others to read.

pub mod characters;

use serde::Serialize;

use self::characters::{CharacterFault, MAX_MARKS};
use super::field::{Mention, Problem};
use super::schema::{self, schemas};

/// Reasons to refuse a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Empty, or nothing but white space.
    #[error("Write something here, or leave it out.")]
    Empty,
    /// More characters than the field allows.
    #[error("This is too long: {max} characters at most, and this has {len}.")]
    TooLong {
        /// The limit, in characters.
        max: usize,
        /// The length found, in characters.
        len: usize,
    },
    /// More lines than the field allows.
    #[error("This has too many lines: {max} at most, and this has {lines}.")]
    TooManyLines {
        /// The limit.
        max: usize,
        /// The number found.
        lines: usize,
    },
    /// An invisible character, or one that changes how its surroundings are shown and can so misrepresent an amount or a name.
    #[error(
        "This holds a character that can’t be seen, or that changes the text around it (U+{0:04X}). Remove it: use one line of plain text."
    )]
    Unprintable(u32),
    /// A combining mark without a letter, or one too many on a letter.
    #[error(
        "This holds an accent (U+{0:04X}) that stands on no letter, or one of more than {MAX_MARKS} on one letter. Remove it."
    )]
    Mark(u32),
    /// Punctuation alone, where a name is needed.
    #[error("This shows no letter, digit or symbol. Use at least one.")]
    Nameless,
}

impl Problem for TextError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::TooManyLines { .. } => "too_many_lines",
            Self::Unprintable(_) | Self::Mark(_) => "unprintable",
            Self::Nameless => "nameless",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Unprintable(point) | Self::Mark(point) => Some(format!("U+{point:04X}")),
            Self::Empty | Self::TooLong { .. } | Self::TooManyLines { .. } | Self::Nameless => None,
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::TooLong { max, .. } | Self::TooManyLines { max, .. } => {
                vec![Mention::Max(i64::try_from(*max).unwrap_or(i64::MAX))]
            }
            _ => Vec::new(),
        }
    }
}

/// The trimmed text; `None` if it is empty.
pub fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Separates a whole number's digits in groups of three, from the right: `1,212,000`.
pub fn in_threes(digits: &str, separator: char) -> String {
    let grouped = digits.char_indices().flat_map(|(at, digit)| {
        let gap = (at > 0 && (digits.len() - at).is_multiple_of(3)).then_some(separator);
        gap.into_iter().chain([digit])
    });
    grouped.collect()
}

/// One line of printable text, trimmed, of at most `max` characters (Unicode scalar values).
fn line(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    let len = text.chars().count();
    if text.is_empty() {
        Err(TextError::Empty)
    } else if len > max {
        Err(TextError::TooLong { max, len })
    } else {
        match characters::first_fault(text) {
            None => Ok(text.to_owned()),
            Some((c, CharacterFault::Hidden)) => Err(TextError::Unprintable(c.into())),
            Some((c, CharacterFault::Mark)) => Err(TextError::Mark(c.into())),
        }
    }
}

/// Several lines of printable text, trimmed, of at most `max` characters and `max_lines` lines; `None` if they are blank. Each line is held
/// to the rules of a single one, and lines end in `\n`.
pub(super) fn several_lines(text: &str, max: usize, max_lines: usize) -> Result<Option<String>, TextError> {
    // Browsers send a line break as two characters, which count as one.
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let (len, lines) = (text.chars().count(), text.split('\n').count());
    if text.is_empty() {
        return Ok(None);
    }
    if len > max {
        return Err(TextError::TooLong { max, len });
    }
    if lines > max_lines {
        return Err(TextError::TooManyLines { max: max_lines, lines });
    }
    match text.split('\n').find_map(characters::first_fault) {
        None => Ok(Some(text.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n"))),
        Some((c, CharacterFault::Hidden)) => Err(TextError::Unprintable(c.into())),
        Some((c, CharacterFault::Mark)) => Err(TextError::Mark(c.into())),
    }
}

/// A text of several lines for others to read, such as directions. Each line is held to the rules of a single one; lines end in `\n`.
#[derive(Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct MultilineText(String);

impl MultilineText {
    /// The greatest length, in characters, line breaks among them.
    pub const MAX: usize = 1000;
    /// The greatest number of lines.
    pub const MAX_LINES: usize = 40;

    /// Trims and checks a text; `None` if it is blank.
    ///
    /// # Errors
    /// The text is too long, has too many lines, or contains invisible or disruptive characters.
    pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
        Ok(several_lines(text, Self::MAX, Self::MAX_LINES)?.map(Self))
    }

    /// The text without surrounding white space.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks that a line can serve as a name.
fn naming(line: String) -> Result<String, TextError> {
    if characters::shows_something(&line) { Ok(line) } else { Err(TextError::Nameless) }
}

macro_rules! lines {
    ($($(#[doc = $doc:literal])* $name:ident($max:literal $(, $rule:path)?);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The greatest length, in characters.
            pub const MAX: usize = $max;

            /// Trims and checks.
            ///
            /// # Errors
            /// The text is empty, too long, or contains invisible or disruptive characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                line(text, Self::MAX)$(.and_then($rule))?.map(Self)
            }

            /// Trims and checks an optional text; `None` if it is blank.
            ///
            /// # Errors
            /// As [`Self::parse`], except for an empty text.
            pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
                if text.trim().is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
            }

            /// The text without surrounding white space.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        schemas! {
            $name: |about| schema::text(about)
                .format(schema::format("line"))
                .max_length(Some($max)), concat!($($doc, "\n"),*);
        }
    )*};
}

lines! {
    /// A payee's display name: any script, with at least one letter, digit or symbol. At most 70 characters, as in a bank's QR code
    /// (EPC069-12).
    DisplayName(70, naming);
    /// The purpose of a request, in the payee's words. At most 140 characters, as in a bank transfer.
    Memo(140);
    /// The payee's own reference, such as an invoice or order number. Never public.
    OwnReference(64);
    /// Payment instructions in the payee's own words, where no rail fits. Shown to a payer on demand, never as a link.
    Directions(500);
    /// The payee's private remark on money received outside of the service. Never exported, never shown to a payer.
    Note(140);
    /// The payee's own name of a method, such as the account that it leads to. Never shown to a payer.
    MethodLabel(40);
    /// A payer's note to the payee, if the payee asks for one. Only these two can read it; it isn't sent to a provider, exported or logged.
    PayerNote(140);
    /// A payee's own word on some of its requests. Only the payee sees it; the payer, exports and logs never do.
    Label(40, naming);
    /// The name of a product in a payee's catalogue, as buyers read it.
    ProductName(60, naming);
    /// A line about a product in a payee's catalogue, as buyers read it.
    ProductDescription(140);
    /// The payee's word to a buyer, when it confirms an order. Whoever has the order's link reads it.
    OrderNote(140);
    /// A payee's own word for who is to pay a share. Only the payee sees it; it is sealed where it is kept.
    ShareName(40, naming);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_counts_characters_not_bytes() {
        assert_eq!(Memo::parse("  Würstchen ").map(|m| m.0), Ok("Würstchen".into()));
        assert!(Memo::parse(&"ü".repeat(140)).is_ok());
        assert_eq!(Memo::parse(&"ü".repeat(141)), Err(TextError::TooLong { max: 140, len: 141 }));
        assert_eq!(Memo::parse(" \t "), Err(TextError::Empty));
        assert_eq!(Memo::optional(" \t "), Ok(None));
        assert_eq!(Memo::optional(" a ").map(|m| m.map(|m| m.0)), Ok(Some("a".into())));
        assert!(Memo::optional("a\nb").is_err());
    }

    #[test]
    fn what_could_lie_is_refused() {
        for text in [
            "a\nb",
            "a\u{0}b",
            "pay \u{202E}00.01",
            "x\u{2066}y",
            "x\u{61C}y",
            "x\u{2060}y",
            "zero\u{200B}width",
            "a\u{7f}",
        ] {
            assert!(matches!(DisplayName::parse(text), Err(TextError::Unprintable(_))), "{text:?}");
        }
        for text in [
            "\u{3164}",
            "\u{2800}",
            "\u{180E}",
            "\u{200D}",
            "\u{FE0F}",
            "\u{E0041}",
            "Pay \u{3164}",
            "\u{FFA0}\u{1160}",
        ] {
            let named = DisplayName::parse(text).expect_err(text).to_string();
            let found = text.chars().find(|c| !c.is_ascii()).map(u32::from).expect("one is hidden");
            assert!(named.contains(&format!("U+{found:04X}")) && named.contains("one line of plain text"), "{named}");
            assert!(Memo::parse(text).is_err() && PayerNote::parse(text).is_err(), "{text:?}");
        }
        assert_eq!(DisplayName::parse("\u{301}"), Err(TextError::Mark(0x301)));
        assert_eq!((DisplayName::parse(" ... "), Memo::parse("...").is_ok()), (Err(TextError::Nameless), true));
        assert!(DisplayName::parse("💶").is_ok() && DisplayName::parse("7").is_ok());
        assert!(DisplayName::parse("مقهى الزاوية").is_ok());
        assert!(DisplayName::parse("👩\u{200D}🌾 Farm").is_ok(), "a joined emoji holds a zero-width joiner");
    }
}

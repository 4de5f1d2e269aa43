//! Short texts that a payee writes and others read.

use serde::Serialize;

use super::field::Problem;

/// Why a text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but spaces.
    #[error("Write something here, or leave it out.")]
    Empty,
    /// Too many characters.
    #[error("This is too long: {max} characters at most, and this has {len}.")]
    TooLong {
        /// How many are allowed.
        max: usize,
        /// How many there are.
        len: usize,
    },
    /// A control character, or one that reverses the direction of what follows and so can make an amount or a name lie.
    #[error("This holds a character that can’t be shown (U+{0:04X}). Use one line of plain text.")]
    Unprintable(u32),
}

impl Problem for TextError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::Unprintable(_) => "unprintable",
        }
    }
}

/// One line of printable text, trimmed, of at most `max` characters (Unicode scalar values).
fn line(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    let len = text.chars().count();
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    if text.is_empty() {
        Err(TextError::Empty)
    } else if len > max {
        Err(TextError::TooLong { max, len })
    } else if let Some(c) = text.chars().find(hidden) {
        Err(TextError::Unprintable(c.into()))
    } else {
        Ok(text.to_owned())
    }
}

macro_rules! lines {
    ($($(#[$doc:meta])* $name:ident($max:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The longest it may be, in characters.
            pub const MAX: usize = $max;

            /// Trims and checks.
            ///
            /// # Errors
            /// When it is empty, too long, or holds control or direction characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                line(text, Self::MAX).map(Self)
            }

            /// Trims and checks a text that may be left out: nothing but blanks is no text.
            ///
            /// # Errors
            /// As [`Self::parse`], except for an empty text.
            pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
                if text.trim().is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
            }

            /// The text of it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

lines! {
    /// What a payee calls itself. Any script; 70 characters, which is what a bank's QR code takes for a name (EPC069-12).
    DisplayName(70);
    /// What a request is for, in the payee's words. 140 characters: what a bank transfer carries.
    Memo(140);
    /// The payee's own reference: an invoice or order number. Never shown to a stranger.
    OwnReference(64);
    /// How a payee wants to be paid where no rail of ours fits, in its own words. Shown to a payer who asks for it, never as a link.
    Directions(500);
    /// The payee's private remark on money that came outside. Never exported, never shown to a payer.
    Note(140);
    /// What a payer writes to the payee, where the payee asks for it. Read by these two alone; no provider, export or log has it.
    PayerNote(140);
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
        assert!(DisplayName::parse("مقهى الزاوية").is_ok());
        assert!(DisplayName::parse("👩\u{200D}🌾 Farm").is_ok(), "a joined emoji holds a zero-width joiner");
    }
}

//! Texts of the operator about the service itself: imprint, contact and accessibility statement. The foot of pages links to those that
//! were written.

use super::text::{TextError, several_lines};

/// The subject of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TextKind {
    /// The people who run the service, as the law of many places wants it.
    Imprint,
    /// The way to reach them.
    Contact,
    /// The accessibility statement that the European Accessibility Act asks for.
    Accessibility,
}

impl TextKind {
    /// Every kind, in the order of the foot's links.
    pub const ALL: [Self; 3] = [Self::Imprint, Self::Contact, Self::Accessibility];

    /// The spelling in addresses and in the store.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the spelling of [`TextKind::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Plain text of several paragraphs, separated by blank lines.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct ServiceText(String);

impl ServiceText {
    /// The greatest length, in characters, line breaks among them. With it a form stays below the limit of bodies in any script.
    pub const MAX: usize = 5000;
    /// The greatest number of lines.
    pub const MAX_LINES: usize = 200;

    /// Trims and checks a text; `None` if it is blank.
    ///
    /// # Errors
    /// The text is too long, has too many lines, or contains invisible or disruptive characters.
    pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
        Ok(several_lines(text, Self::MAX, Self::MAX_LINES)?.map(Self))
    }

    /// The text, whose lines end in `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The paragraphs, each with its lines.
    pub fn paragraphs(&self) -> Vec<Vec<&str>> {
        let lines: Vec<_> = self.0.split('\n').collect();
        lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).map(<[_]>::to_vec).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_kind_is_spelt_in_one_way() {
        for kind in TextKind::ALL {
            assert_eq!(TextKind::parse(kind.as_str()), Some(kind));
        }
        for text in ["", "Imprint", " contact", "accessibility\n", "privacy"] {
            assert_eq!(TextKind::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn blank_lines_separate_paragraphs() {
        let text = ServiceText::optional("  Anna Beispiel\r\nAm Markt 1  \r\n\r\n \r\nhttps://anna.example/\r\n");
        let text = text.expect("good").expect("there");
        assert_eq!(text.paragraphs(), [vec!["Anna Beispiel", "Am Markt 1"], vec!["https://anna.example/"]]);
        assert_eq!(ServiceText::optional(" \r\n "), Ok(None));
    }

    #[test]
    fn what_is_too_long_or_hidden_is_refused() {
        assert!(ServiceText::optional(&"ü".repeat(5000)).is_ok());
        assert_eq!(
            ServiceText::optional(&"ü".repeat(5001)),
            Err(TextError::TooLong { max: ServiceText::MAX, len: 5001 })
        );
        assert_eq!(
            ServiceText::optional(&"a\n".repeat(201)),
            Err(TextError::TooManyLines { max: ServiceText::MAX_LINES, lines: 201 })
        );
        assert_eq!(ServiceText::optional("a\n\u{202e}b"), Err(TextError::Unprintable(0x202e)));
    }

    proptest! {
        #[test]
        fn a_text_that_was_read_reads_again_as_itself(text in "[a-z \n\r]{0,80}") {
            if let Ok(Some(read)) = ServiceText::optional(&text) {
                prop_assert_eq!(ServiceText::optional(read.as_str()), Ok(Some(read.clone())));
                prop_assert!(read.paragraphs().iter().flatten().all(|line| !line.is_empty()));
            }
        }
    }
}

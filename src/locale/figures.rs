//! An amount's figures with what stands around them.

use crate::domain::text::characters::is_direction_mark;

/// An amount as a reader's locale writes it, in the pieces that a page may show in different sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The sign and the space, if they come first.
    pub before: String,
    /// The figures with their separators.
    pub figures: String,
    /// The space and the sign, if they come last.
    pub after: String,
}

impl Figures {
    /// Puts an amount together. A minus goes before a currency's sign, as in `-€5.00`, except where CLDR's pattern of `tag` has it between.
    pub(super) fn of(tag: &str, before: String, figures: String, after: String) -> Self {
        // In a line from right to left, a sign behind the letters of a currency, as in `JP¥`, would go before them.
        let strays = after.contains(|c: char| c.is_ascii_alphabetic()) && !after.ends_with(char::is_alphanumeric);
        let after = if strays { format!("{after}\u{200e}") } else { after };
        let between = tag.starts_with("nl") || tag.ends_with("-CH") || tag.ends_with("-LI");
        let minus = figures.find(char::is_numeric).unwrap_or_default();
        if between || before.chars().all(is_direction_mark) {
            return Self { before, figures, after };
        }
        let (minus, figures) = figures.split_at(minus);
        Self { before: format!("{minus}{before}"), figures: figures.to_owned(), after }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { before, figures, after } = self;
        write!(f, "{before}{figures}{after}")
    }
}

//! Errors of input fields, with enough detail to correct them.

use std::borrow::Cow;

use super::money::currency::Currency;

/// An error of one field. `code` is stable, for programs; `detail` is for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's public name, as in the API or the form.
    pub field: Cow<'static, str>,
    /// A stable word: `required`, `invalid`, `too_long`, `too_many_decimals`…
    pub code: &'static str,
    /// A sentence with the error and the expected value.
    pub detail: String,
    /// The faulty part of the input, for translated messages. From a closed list, never free text.
    pub found: Option<Box<str>>,
    /// The key of its text in `locales/`, where field and code don't tell which one it is.
    pub key: Option<&'static str>,
    /// The values that its text mentions.
    pub mentions: Vec<Mention>,
}

/// A value in the text of an error, which is written as the reader's locale does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// The largest number that is allowed, `$max`.
    Max(i64),
    /// The smallest and the largest number that are allowed, `$min` and `$max`.
    Range(i64, i64),
    /// The number of a table's row, `$row`.
    Row(i64),
    /// An amount in minor units, `$money`.
    Amount(i64, Currency),
    /// The currency of the field, with examples of amounts: `$currency`, `$example`, `$thousands`, `$whole`, `$fine`, and the largest
    /// amount, `$max`.
    Currency(Currency),
}

impl FieldError {
    /// An error of `field` described by `problem`.
    pub fn new(field: &'static str, problem: &impl Problem) -> Self {
        Self {
            field: field.into(),
            code: problem.code(),
            detail: problem.to_string(),
            found: problem.found_text().map(String::into_boxed_str),
            key: problem.key(),
            mentions: problem.mentions(),
        }
    }

    /// An error without a type of its own.
    pub fn plain(field: impl Into<Cow<'static, str>>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { field: field.into(), code, detail: detail.into(), found: None, key: None, mentions: Vec::new() }
    }

    /// The error with the key of a text of its own, see [`FieldError::key`], and the values in it.
    #[must_use]
    pub fn said_by(self, key: &'static str, mentions: Vec<Mention>) -> Self {
        Self { key: Some(key), mentions, ..self }
    }

    /// The error as one of a member of a list's entry, whose positions begin at 0: of `parts`, `parts[1].amount`.
    #[must_use]
    pub fn of_member(self, at: usize, member: &str) -> Self {
        Self { field: format!("{}[{at}].{member}", self.field).into(), ..self }
    }

    /// The error of a missing field.
    pub fn required(field: &'static str, wanted: &str) -> Self {
        Self::plain(field, "required", format!("This is needed: {wanted}."))
    }
}

/// A parse error with a stable code besides its message.
pub trait Problem: std::fmt::Display {
    /// The stable code; see [`FieldError::code`].
    fn code(&self) -> &'static str;

    /// The faulty part; see [`FieldError::found`].
    fn found_text(&self) -> Option<String> {
        None
    }

    /// The key of a text of its own; see [`FieldError::key`].
    fn key(&self) -> Option<&'static str> {
        None
    }

    /// The values in the text; see [`FieldError::mentions`].
    fn mentions(&self) -> Vec<Mention> {
        Vec::new()
    }
}

impl Problem for super::money::currency::UnknownCurrency {
    fn code(&self) -> &'static str {
        "unknown_currency"
    }
}

impl Problem for super::money::currency::CurrencyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown(unknown) => unknown.code(),
            Self::Withdrawn { .. } => "withdrawn_currency",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Unknown(_) => None,
            Self::Withdrawn { withdrawn, .. } => Some(withdrawn.code().to_owned()),
        }
    }
}

/// Collects every error of a form, so that all are reported at once.
#[derive(Debug, Default)]
pub struct Problems {
    noted: Vec<FieldError>,
    /// The number of leading errors that are about members that couldn't be read at all.
    misread: usize,
}

impl Problems {
    /// Starts with the members that couldn't be read, such as those of another type. No further errors of these are noted: the values
    /// checked in their place are not those that were sent.
    pub fn after(misread: Vec<FieldError>) -> Self {
        Self { misread: misread.len(), noted: misread }
    }

    /// Returns whether a member, or a part of it, couldn't be read.
    pub fn is_misread(&self, field: &str) -> bool {
        self.noted.iter().take(self.misread).any(|error| member(&error.field) == member(field))
    }

    /// Returns the value, or notes the error under the field's name.
    pub fn check<T, E: Problem>(&mut self, field: &'static str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|e| self.push(FieldError::new(field, &e))).ok()
    }

    /// Reads one of a set of known words; notes an error for any other. `None` is also returned for an absent word.
    pub fn known<T>(
        &mut self,
        given: Option<&str>,
        read: impl Fn(&str) -> Option<T>,
        otherwise: impl FnOnce() -> FieldError,
    ) -> Option<T> {
        let known = read(given?);
        if known.is_none() {
            self.push(otherwise());
        }
        known
    }

    /// Notes an error, unless its member couldn't be read in the first place.
    pub fn push(&mut self, error: FieldError) {
        if !self.is_misread(&error.field) {
            self.noted.push(error);
        }
    }

    /// Returns `Ok` if no errors were noted.
    ///
    /// # Errors
    /// All errors, in the order in which they were noted.
    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.noted.is_empty() { Ok(()) } else { Err(self.noted) }
    }
}

/// The top-level member of a path: `items[0].name` → `items`.
fn member(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_misread_is_told_once_and_first() {
        let mut problems = Problems::after(vec![FieldError::plain("items[1].name", "wrong_type", "")]);
        for field in ["items", "memo", "items[0].amount"] {
            problems.push(FieldError::plain(field, "invalid", ""));
        }
        // Only an unreadable member suppresses further errors about itself.
        problems.push(FieldError::plain("memo", "too_long", ""));
        let told = problems.finish().expect_err("problems");
        let told: Vec<_> = told.iter().map(|error| (&*error.field, error.code)).collect();
        assert_eq!(told, [("items[1].name", "wrong_type"), ("memo", "invalid"), ("memo", "too_long")]);
        assert!(Problems::after(vec![FieldError::plain("x", "unknown_field", "")]).finish().is_err());
        assert!(Problems::after(Vec::new()).finish().is_ok());
    }
}

//! Errors of input, said so that its author can mend it.

use std::borrow::Cow;

/// One thing wrong with one field. `code` is for programs and stays; `detail` is for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's public name, as in the API or the form.
    pub field: Cow<'static, str>,
    /// A stable word: `required`, `invalid`, `too_long`, `too_many_decimals`…
    pub code: &'static str,
    /// The error and the value that is wanted, as a sentence.
    pub detail: String,
    /// The part of the input that is wrong, where a sentence in another language has to name it. From a closed list, never free text.
    pub found: Option<String>,
}

impl FieldError {
    /// An error of `field`, said by `problem`.
    pub fn new(field: &'static str, problem: &impl Problem) -> Self {
        Self { field: field.into(), code: problem.code(), detail: problem.to_string(), found: problem.found_text() }
    }

    /// An error that has no type of its own.
    pub fn plain(field: impl Into<Cow<'static, str>>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { field: field.into(), code, detail: detail.into(), found: None }
    }

    /// The field is missing.
    pub fn required(field: &'static str, wanted: &str) -> Self {
        Self::plain(field, "required", format!("This is needed: {wanted}."))
    }
}

/// A parse error that has a stable word besides its sentence.
pub trait Problem: std::fmt::Display {
    /// The stable word.
    fn code(&self) -> &'static str;

    /// See [`FieldError::found_text`].
    fn found_text(&self) -> Option<String> {
        None
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

/// Gathers every problem of a form, so that they are told all at once.
#[derive(Debug, Default)]
pub struct Problems {
    noted: Vec<FieldError>,
    /// How many of them, at the beginning, are members of a body that could not be read at all.
    misread: usize,
}

impl Problems {
    /// Begins with the members that could not be read, such as those of another type. Nothing more is noted of them: what is checked in
    /// their place isn't what was sent.
    pub fn after(misread: Vec<FieldError>) -> Self {
        Self { misread: misread.len(), noted: misread }
    }

    /// Whether a member could not be read, or something within it.
    pub fn is_misread(&self, field: &str) -> bool {
        self.noted.iter().take(self.misread).any(|error| member(&error.field) == member(field))
    }

    /// Keeps the value, or notes the error under the field's name.
    pub fn check<T, E: Problem>(&mut self, field: &'static str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|e| self.push(FieldError::new(field, &e))).ok()
    }

    /// Reads a word that must be one of those that are known; notes an error where it isn't. `None` as well where none was given.
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

    /// Notes an error.
    pub fn push(&mut self, error: FieldError) {
        if !self.is_misread(&error.field) {
            self.noted.push(error);
        }
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// Everything that was noted, in the order of noting.
    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.noted.is_empty() { Ok(()) } else { Err(self.noted) }
    }
}

/// The member of the body that a path begins with: `items[0].name` → `items`.
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
        // Only what was misread hides what is checked in its place.
        problems.push(FieldError::plain("memo", "too_long", ""));
        let told = problems.finish().expect_err("problems");
        let told: Vec<_> = told.iter().map(|error| (&*error.field, error.code)).collect();
        assert_eq!(told, [("items[1].name", "wrong_type"), ("memo", "invalid"), ("memo", "too_long")]);
        assert!(Problems::after(vec![FieldError::plain("x", "unknown_field", "")]).finish().is_err());
        assert!(Problems::after(Vec::new()).finish().is_ok());
    }
}

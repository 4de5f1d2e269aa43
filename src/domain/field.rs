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
        Self { field: field.into(), code: problem.code(), detail: problem.to_string(), found: problem.found() }
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

    /// See [`FieldError::found`].
    fn found(&self) -> Option<String> {
        None
    }
}

impl Problem for super::currency::UnknownCurrency {
    fn code(&self) -> &'static str {
        "unknown_currency"
    }
}

impl Problem for super::currency::CurrencyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown(unknown) => unknown.code(),
            Self::Withdrawn { .. } => "withdrawn_currency",
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Unknown(_) => None,
            Self::Withdrawn { withdrawn, .. } => Some(withdrawn.code().to_owned()),
        }
    }
}

/// Gathers every problem of a form, so that they are told all at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// Keeps the value, or notes the error under the field's name.
    pub fn take<T, E: Problem>(&mut self, field: &'static str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|e| self.0.push(FieldError::new(field, &e))).ok()
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
            self.0.push(otherwise());
        }
        known
    }

    /// Notes an error.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Notes errors of fields of which nothing was noted yet.
    pub fn extend(&mut self, errors: Vec<FieldError>) {
        let fresh: Vec<_> =
            errors.into_iter().filter(|error| self.0.iter().all(|noted| noted.field != error.field)).collect();
        self.0.extend(fresh);
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// Everything that was noted, in the order of noting.
    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

//! Settings as a payee types them. All errors are reported at once. Settings are stored as typed and parsed again when the method is
//! opened, so that one function defines which are valid.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::by_hand::code::spelling::Alphabet;
use super::{RailError, RailKind};
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::method::Settings;
use crate::domain::text::{DisplayName, characters};

/// Settings that are being parsed, with the errors found so far.
#[derive(Debug)]
pub struct Form<'a> {
    given: &'a Map<String, Value>,
    source: Source,
    problems: Problems,
}

/// The origin of settings. Rules for new settings may become stricter while stored methods keep working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The payee, who gets the errors.
    Payee,
    /// The vault. The settings were accepted when they were stored.
    Vault,
}

impl<'a> Form<'a> {
    /// A setting's value, trimmed; `None` if absent or empty.
    fn text(&self, name: &str) -> Option<&'a str> {
        self.given.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Parses a setting that can't be left out. `wanted` describes it in the error.
    pub fn required<T, E: Problem>(
        &mut self,
        name: &'static str,
        wanted: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match self.text(name) {
            Some(text) => self.problems.check(name, read(text)),
            None => {
                self.problems.push(FieldError::required(name, wanted));
                None
            }
        }
    }

    /// Parses an optional setting.
    pub fn optional<T, E: Problem>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.text(name).and_then(|text| self.problems.check(name, read(text)))
    }

    /// Parses an optional name. A stored one that is no longer accepted counts as absent.
    pub fn name(&mut self, name: &'static str) -> Option<DisplayName> {
        match self.source {
            Source::Payee => self.optional(name, DisplayName::parse),
            Source::Vault => self.text(name).and_then(|text| DisplayName::parse(text).ok()),
        }
    }

    /// Parses the account holder's name, which must have letters of the scheme's alphabet. A stored one that is no longer accepted counts
    /// as absent.
    pub fn holder(&mut self, alphabet: Alphabet) -> Option<DisplayName> {
        let read = |text: &str| {
            let name = DisplayName::parse(text).map_err(|e| Unfit {
                key: "error-holder",
                sentence: e.to_string().into(),
                found: None,
            })?;
            let spelled = alphabet.spell(name.as_str(), DisplayName::MAX);
            spelled
                .map(|_| name)
                .ok_or(Unfit::new("error-holder", "Write the name in letters or digits, as your bank knows it."))
        };
        match self.source {
            Source::Payee => self.optional(HOLDER, read),
            Source::Vault => self.text(HOLDER).and_then(|text| read(text).ok()),
        }
    }

    /// As [`Form::holder`], where payers' banks compare the name: new methods need it, those stored without it keep working.
    pub fn compared_holder(&mut self, alphabet: Alphabet) -> Option<DisplayName> {
        if self.source == Source::Payee && self.text(HOLDER).is_none() {
            self.problems.push(FieldError::required(HOLDER, "the account holder’s name, as your bank knows it"));
        }
        self.holder(alphabet)
    }
}

/// The name of the setting with the account holder.
const HOLDER: &str = "beneficiary";

/// An error in a setting, written for the payee.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Unfit {
    key: &'static str,
    sentence: Cow<'static, str>,
    found: Option<String>,
}

impl Unfit {
    /// An error with a fixed text of one or two sentences in English, and the key of its text in `locales/`.
    pub const fn new(key: &'static str, sentence: &'static str) -> Self {
        Self { key, sentence: Cow::Borrowed(sentence), found: None }
    }

    /// An error whose text mentions what was found.
    pub fn found(key: &'static str, found: impl Into<String>, sentence: String) -> Self {
        Self { key, sentence: sentence.into(), found: Some(found.into()) }
    }
}

impl Problem for Unfit {
    fn code(&self) -> &'static str {
        "invalid"
    }

    fn found_text(&self) -> Option<String> {
        self.found.clone()
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.key)
    }
}

/// Parses all settings of a rail as a payee typed them. Unknown settings are refused.
///
/// # Errors
/// All errors, by the setting's name.
pub fn fill<T>(
    kind: &RailKind,
    given: &Map<String, Value>,
    read: impl FnOnce(&mut Form<'_>) -> Option<T>,
) -> Result<T, Vec<FieldError>> {
    fill_from(Source::Payee, kind, given, read)
}

/// As [`fill`], for settings from either source.
///
/// # Errors
/// As [`fill`].
pub fn fill_from<T>(
    source: Source,
    kind: &RailKind,
    given: &Map<String, Value>,
    read: impl FnOnce(&mut Form<'_>) -> Option<T>,
) -> Result<T, Vec<FieldError>> {
    let mut form = Form { given, source, problems: Problems::default() };
    for (name, value) in given {
        if !kind.fields.iter().any(|field| field.name == name) || !(value.is_string() || value.is_null()) {
            let names: Vec<_> = kind.fields.iter().map(|field| field.name).collect();
            let detail = format!("{} takes these, as texts: {}.", kind.label, names.join(", "));
            form.problems.push(FieldError::plain("settings", "invalid", detail));
        }
    }
    let filled = read(&mut form);
    form.problems.finish()?;
    filled.ok_or_else(|| vec![FieldError::plain("settings", "invalid", "These settings can’t be read.")])
}

/// Checked settings as the vault stores them: trimmed texts.
pub fn kept(given: &Map<String, Value>) -> Settings {
    let texts = given.iter().filter_map(|(name, value)| Some((name.clone(), Value::from(value.as_str()?.trim()))));
    Settings::new(Value::Object(texts.collect()))
}

/// Parses settings that were stored by [`kept`].
///
/// # Errors
/// [`RailError::Settings`] names the invalid settings, without their values, which may be secret.
pub fn reopened<T>(
    settings: &Settings,
    read: impl FnOnce(&Map<String, Value>) -> Result<T, Vec<FieldError>>,
) -> Result<T, RailError> {
    let given = settings.value().as_object().ok_or_else(|| RailError::Settings("not an object".into()))?;
    // Characters that were allowed when the settings were stored must not keep a payer from paying.
    let clean = |value: &Value| value.as_str().map_or_else(|| value.clone(), |text| characters::cleaned(text).into());
    let given = given.iter().map(|(name, value)| (name.clone(), clean(value))).collect();
    read(&given)
        .map_err(|wrong| RailError::Settings(wrong.iter().map(|error| &*error.field).collect::<Vec<_>>().join(", ")))
}

//! Settings as a payee types them: read one by one, and everything that is wrong with them is told at once. They are kept as they were
//! typed, and read again when the method is opened, so that one function says what is right.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::by_hand::code::spelling::Alphabet;
use super::{RailError, RailKind};
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::method::Settings;
use crate::domain::text::{DisplayName, characters};

/// Settings on their way in, and what is wrong with them.
#[derive(Debug)]
pub struct Form<'a> {
    given: &'a Map<String, Value>,
    source: Source,
    problems: Problems,
}

/// Where settings come from. Rules for new settings may become stricter without a stored method ceasing to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A payee, who can be told what is wrong.
    Payee,
    /// The vault. They were accepted once.
    Vault,
}

impl<'a> Form<'a> {
    /// What was given, trimmed; `None` for nothing.
    fn text(&self, name: &str) -> Option<&'a str> {
        self.given.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// A setting that is needed: `wanted` says what it is.
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

    /// A setting that may be left out.
    pub fn optional<T, E: Problem>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.text(name).and_then(|text| self.problems.check(name, read(text)))
    }

    /// A name that may be left out. A stored one that wouldn't be accepted any more counts as none.
    pub fn name(&mut self, name: &'static str) -> Option<DisplayName> {
        match self.source {
            Source::Payee => self.optional(name, DisplayName::parse),
            Source::Vault => self.text(name).and_then(|text| DisplayName::parse(text).ok()),
        }
    }

    /// The account holder's name, in letters that the scheme has. A stored one that wouldn't be accepted any more counts as none.
    pub fn holder(&mut self, alphabet: Alphabet) -> Option<DisplayName> {
        let read = |text: &str| {
            let name = DisplayName::parse(text).map_err(|e| Unfit(e.to_string().into()))?;
            let spelled = alphabet.spell(name.as_str(), DisplayName::MAX);
            spelled.map(|_| name).ok_or(Unfit::new("Write the name in letters or digits, as your bank knows it."))
        };
        match self.source {
            Source::Payee => self.optional(HOLDER, read),
            Source::Vault => self.text(HOLDER).and_then(|text| read(text).ok()),
        }
    }

    /// The same, where payers' banks compare it: a payee has to give it. Methods that were stored without one go on working.
    pub fn compared_holder(&mut self, alphabet: Alphabet) -> Option<DisplayName> {
        if self.source == Source::Payee && self.text(HOLDER).is_none() {
            self.problems.push(FieldError::required(HOLDER, "the account holder’s name, as your bank knows it"));
        }
        self.holder(alphabet)
    }
}

/// The setting that names the account's holder.
const HOLDER: &str = "beneficiary";

/// A setting that doesn't fit, said so that its author can mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub Cow<'static, str>);

impl Unfit {
    /// Said in one sentence or two.
    pub const fn new(sentence: &'static str) -> Self {
        Self(Cow::Borrowed(sentence))
    }
}

impl Problem for Unfit {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

/// Reads all of a rail's settings. What the rail doesn't know is refused.
///
/// # Errors
/// Whatever is wrong, by the setting's name.
pub fn fill<T>(
    kind: &RailKind,
    given: &Map<String, Value>,
    read: impl FnOnce(&mut Form<'_>) -> Option<T>,
) -> Result<T, Vec<FieldError>> {
    fill_from(Source::Payee, kind, given, read)
}

/// The same, of settings from either source.
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

/// Settings that were read well, for the vault.
pub fn kept(given: &Map<String, Value>) -> Settings {
    let texts = given.iter().filter_map(|(name, value)| Some((name.clone(), Value::from(value.as_str()?.trim()))));
    Settings::new(Value::Object(texts.collect()))
}

/// Reads settings that were [`kept`].
///
/// # Errors
/// [`RailError::Settings`] names the settings that don't fit; what stands in them is not said.
pub fn reopened<T>(
    settings: &Settings,
    read: impl FnOnce(&Map<String, Value>) -> Result<T, Vec<FieldError>>,
) -> Result<T, RailError> {
    let given = settings.value().as_object().ok_or_else(|| RailError::Settings("not an object".into()))?;
    // What was stored when more was allowed in a name doesn't keep a payer from paying.
    let clean = |value: &Value| value.as_str().map_or_else(|| value.clone(), |text| characters::cleaned(text).into());
    let given = given.iter().map(|(name, value)| (name.clone(), clean(value))).collect();
    read(&given)
        .map_err(|wrong| RailError::Settings(wrong.iter().map(|error| &*error.field).collect::<Vec<_>>().join(", ")))
}

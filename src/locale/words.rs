//! Translated texts: Fluent messages with their arguments.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use askama::filters::{Escaper, Html as HtmlEscaper};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::Locale;
use crate::domain::language::Language;
use crate::domain::text::characters::is_right_to_left;

/// The Fluent source of a language: `locales/de.ftl`.
const fn source(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../../locales/en.ftl"),
        Language::De => include_str!("../../locales/de.ftl"),
        Language::Fr => include_str!("../../locales/fr.ftl"),
        Language::Es => include_str!("../../locales/es.ftl"),
        Language::Pt => include_str!("../../locales/pt.ftl"),
        Language::It => include_str!("../../locales/it.ftl"),
        Language::Nl => include_str!("../../locales/nl.ftl"),
        Language::Pl => include_str!("../../locales/pl.ftl"),
        Language::Tr => include_str!("../../locales/tr.ftl"),
        Language::Ar => include_str!("../../locales/ar.ftl"),
        Language::Hi => include_str!("../../locales/hi.ftl"),
        Language::Ja => include_str!("../../locales/ja.ftl"),
        Language::Zh => include_str!("../../locales/zh.ftl"),
    }
}

type Bundle = FluentBundle<FluentResource>;

/// Parsed once each, at first use.
static BUNDLES: LazyLock<HashMap<Language, OnceLock<Bundle>>> =
    LazyLock::new(|| Language::ALL.map(|language| (language, OnceLock::new())).into());

fn bundle(language: Language) -> Bundle {
    let id = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Marks around every argument would count as characters; [`Words`] isolates those that need it.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The texts of a page: its locale, and the arguments of messages (the payee's name, the amount) by name.
pub struct Words {
    locale: Locale,
    plain: FluentArgs<'static>,
    marked: FluentArgs<'static>,
}

impl Words {
    /// Texts without arguments yet.
    pub fn new(locale: Locale) -> Self {
        Self { locale, plain: FluentArgs::new(), marked: FluentArgs::new() }
    }

    /// Adds an argument, escaped for HTML and isolated for plain text where needed.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let mut marked = String::from("<bdi>");
        // Writing to a string does not fail.
        let _ = HtmlEscaper.write_escaped_str(&mut marked, &value);
        marked.push_str("</bdi>");
        self.plain.set(name, self.isolated(value));
        self.marked.set(name, marked);
        self
    }

    /// The value between isolating marks, if its direction may differ from the text's.
    fn isolated(&self, value: String) -> String {
        let differs = self.locale.language().is_rtl() || value.chars().any(is_right_to_left);
        if differs { format!("\u{2068}{value}\u{2069}") } else { value }
    }

    /// Adds an address verbatim: an adjacent mark would become part of it in some messengers.
    #[must_use]
    pub fn with_address(mut self, name: &'static str, address: &str) -> Self {
        self.plain.set(name, address.to_owned());
        self
    }

    /// Adds a number that selects a plural form. A message that shows it needs its text as another argument.
    #[must_use]
    pub fn with_count(mut self, name: &'static str, count: i64) -> Self {
        self.plain.set(name, count);
        self.marked.set(name, count);
        self
    }

    /// The locale of the reader.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The language tag, for `lang=`.
    pub fn lang(&self) -> &'static str {
        self.locale.language().tag()
    }

    /// The text direction, for `dir=`.
    pub fn dir(&self) -> &'static str {
        self.locale.language().dir()
    }

    /// A plain text, for titles, attributes and messages. Arguments whose direction may differ are isolated by invisible marks (Unicode UAX
    /// #9).
    pub fn say(&self, key: &str) -> Cow<'static, str> {
        self.find(key, &self.plain)
    }

    /// A plain text with one additional argument.
    pub fn say_with(&self, key: &str, name: &'static str, value: &str) -> Cow<'static, str> {
        let mut known = FluentArgs::new();
        for (name, value) in self.plain.iter() {
            known.set(name.to_owned(), value.clone());
        }
        known.set(name, self.isolated(value.to_owned()));
        self.find(key, &known)
    }

    /// A text as HTML: arguments are escaped and enclosed in `<bdi>`.
    pub fn html(&self, key: &str) -> Html {
        Html(self.find(key, &self.marked))
    }

    fn find(&self, key: &str, known: &FluentArgs<'_>) -> Cow<'static, str> {
        let text = |language: Language| {
            let bundle = BUNDLES.get(&language)?.get_or_init(|| bundle(language));
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            // Most texts have no arguments, and are borrowed.
            if pattern.elements.len() == 1 {
                let text = bundle.format_pattern(pattern, None, &mut errors);
                if errors.is_empty() {
                    return Some(text);
                }
                errors.clear();
            }
            let text = bundle.format_pattern(pattern, Some(known), &mut errors);
            debug_assert!(errors.is_empty(), "{key} in {}: {errors:?}", language.tag());
            Some(text.into_owned().into())
        };
        let found = text(self.locale.language()).or_else(|| text(Language::En));
        debug_assert!(found.is_some(), "no text has the key {key}");
        found.unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }
}

/// HTML of a translated text, which contains no markup, and escaped arguments.
pub struct Html(Cow<'static, str>);

impl askama::filters::HtmlSafe for Html {}

impl askama::FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

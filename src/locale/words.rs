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

/// The Fluent sources of one language: what payers read, and what sellers read, a file per part of their app.
struct Sources {
    payers: &'static str,
    sellers: &'static [&'static str],
}

macro_rules! sources {
    ($tag:literal) => {
        Sources {
            payers: include_str!(concat!("../../locales/", $tag, "/payers.ftl")),
            sellers: &[
                include_str!(concat!("../../locales/", $tag, "/app.ftl")),
                include_str!(concat!("../../locales/", $tag, "/errors.ftl")),
                include_str!(concat!("../../locales/", $tag, "/signing-in.ftl")),
                include_str!(concat!("../../locales/", $tag, "/home.ftl")),
                include_str!(concat!("../../locales/", $tag, "/new.ftl")),
                include_str!(concat!("../../locales/", $tag, "/requests.ftl")),
                include_str!(concat!("../../locales/", $tag, "/request.ftl")),
                include_str!(concat!("../../locales/", $tag, "/settings.ftl")),
                include_str!(concat!("../../locales/", $tag, "/books.ftl")),
                include_str!(concat!("../../locales/", $tag, "/charts.ftl")),
                include_str!(concat!("../../locales/", $tag, "/operator.ftl")),
                include_str!(concat!("../../locales/", $tag, "/catalogue.ftl")),
            ],
        }
    };
}

const fn sources(language: Language) -> Sources {
    match language {
        Language::En => sources!("en"),
        Language::De => sources!("de"),
        Language::Fr => sources!("fr"),
        Language::Es => sources!("es"),
        Language::Pt => sources!("pt"),
        Language::It => sources!("it"),
        Language::Nl => sources!("nl"),
        Language::Pl => sources!("pl"),
        Language::Tr => sources!("tr"),
        Language::Ar => sources!("ar"),
        Language::Hi => sources!("hi"),
        Language::Ja => sources!("ja"),
        Language::Zh => sources!("zh"),
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The bundles of a language, each parsed at its first use: payers' pages never need what sellers read.
#[derive(Default)]
struct Bundles {
    payers: OnceLock<Bundle>,
    sellers: OnceLock<Bundle>,
}

static BUNDLES: LazyLock<HashMap<Language, Bundles>> =
    LazyLock::new(|| Language::ALL.map(|language| (language, Bundles::default())).into());

impl Bundles {
    fn payers(&self, language: Language) -> &Bundle {
        self.payers.get_or_init(|| bundle(language, &[sources(language).payers]))
    }

    fn sellers(&self, language: Language) -> &Bundle {
        self.sellers.get_or_init(|| bundle(language, sources(language).sellers))
    }
}

fn bundle(language: Language, sources: &[&str]) -> Bundle {
    let id = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Marks around every argument would count as characters; [`Words`] isolates those that need it.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
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
            let bundles = BUNDLES.get(&language)?;
            let of_payers = bundles.payers(language);
            let (bundle, message) = match of_payers.get_message(key) {
                Some(message) => (of_payers, message),
                None => {
                    let of_sellers = bundles.sellers(language);
                    (of_sellers, of_sellers.get_message(key)?)
                }
            };
            let pattern = message.value()?;
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

//! The formats of exports, for people: their names and readers, in the seller's language.

use crate::accounting::export::FORMATS;
use crate::locale::{Locale, Words};

/// A format to choose.
pub struct FormatView {
    /// The identifier that the form sends.
    pub name: &'static str,
    pub label: String,
    /// The readers of the format, in one line.
    pub audience: String,
}

/// The keys of a format's texts: its label, where it is more than a name, and its readers.
fn keys(name: &str) -> Option<(Option<&'static str>, &'static str)> {
    Some(match name {
        "csv" => (None, "books-for-csv"),
        "csv-eu" => (Some("books-format-csv-eu"), "books-for-csv-eu"),
        "xlsx" => (None, "books-for-xlsx"),
        "jsonl" => (None, "books-for-jsonl"),
        "beancount" => (None, "books-for-beancount"),
        "hledger" => (None, "books-for-hledger"),
        "ofx" => (None, "books-for-ofx"),
        "qif" => (None, "books-for-qif"),
        "xero" => (Some("books-format-xero"), "books-for-xero"),
        "quickbooks" => (Some("books-format-quickbooks"), "books-for-quickbooks"),
        "datev" => (None, "books-for-datev"),
        _ => return None,
    })
}

/// All formats, in the order of their table.
pub(super) fn views(locale: Locale) -> Vec<FormatView> {
    let words = Words::new(locale);
    let view = |kind: &'static crate::accounting::export::FormatKind| {
        let (label, audience) = keys(kind.name).unzip();
        FormatView {
            name: kind.name,
            label: label.flatten().map_or_else(|| kind.label.to_owned(), |key| words.say(key).into_owned()),
            audience: audience.map_or_else(|| kind.audience.to_owned(), |key| words.say(key).into_owned()),
        }
    };
    FORMATS.iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn every_format_is_told_in_every_language_and_in_english_as_in_its_table() {
        for language in Language::ALL {
            for (view, kind) in views(language.into()).iter().zip(&FORMATS) {
                assert!(keys(kind.name).is_some(), "{} has no texts", kind.name);
                if language == Language::En {
                    assert_eq!((&*view.label, &*view.audience), (kind.label, kind.audience));
                }
            }
        }
    }
}

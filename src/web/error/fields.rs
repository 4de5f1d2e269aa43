//! Errors of fields in their reader's language. The sources word them in English, with every detail, for the API; each code has a text in
//! `locales/*/errors.ftl` for everybody else.

use crate::domain::field::{FieldError, Mention};
use crate::domain::language::Language;
use crate::domain::money::{MAX_MINOR, Money};
use crate::locale::{Locale, Words};

/// Texts by field and code. An empty field stands for all others; members of a field count as the field.
const TEXTS: [(&str, &str, &str); 95] = [
    ("", "required", "error-required"),
    ("", "empty", "error-empty"),
    ("", "too_long", "error-too-long"),
    ("", "too_many_lines", "error-too-many-lines"),
    ("", "unprintable", "error-unprintable"),
    ("", "nameless", "error-nameless"),
    ("", "past", "error-past"),
    ("", "future", "error-future"),
    ("", "refused", "error-refused"),
    ("", "unknown", "error-choose"),
    ("", "invalid", "error-invalid"),
    ("", "out_of_range", "error-out-of-range"),
    ("", "conflict", "error-conflict"),
    ("", "private", "error-server-private"),
    ("after_payment", "invalid", "error-https"),
    ("accent", "invalid", "error-choose"),
    ("preview", "invalid", "error-choose"),
    ("role", "invalid", "error-choose"),
    ("expires_in", "invalid", "error-choose"),
    ("handle", "mistyped", "error-account-mistyped"),
    // Amounts, for which payers have texts already.
    ("amount", "required", "error-amount-required"),
    ("", "not_a_number", "amount-not-a-number"),
    ("", "too_many_decimals", "amount-too-many-decimals"),
    ("", "not_positive", "amount-not-positive"),
    ("", "too_large", "amount-too-large"),
    ("", "ambiguous", "amount-ambiguous"),
    ("", "ambiguous_decimals", "amount-ambiguous-decimals"),
    ("", "other_currency", "amount-other-currency"),
    ("", "unknown_currency", "amount-unknown-currency"),
    ("", "withdrawn_currency", "error-withdrawn-currency"),
    ("", "wrong_currency", "error-wrong-currency"),
    ("min_amount", "out_of_range", "error-min-over-max"),
    ("suggested_amounts", "too_many", "error-suggested-many"),
    ("suggested_amounts", "duplicate", "error-duplicate"),
    ("labels", "too_many", "error-many-labels"),
    ("max_payments", "out_of_range", "error-whole-number"),
    ("max_payments", "invalid", "error-whole-number"),
    ("amount", "conflict", "error-amount-fixed"),
    ("suggested_amounts", "conflict", "error-amount-fixed"),
    ("currency", "conflict", "error-suggested-currency"),
    ("amount", "too_small", "error-split-small"),
    ("shares", "out_of_range", "error-split-count"),
    // Days and places.
    ("due", "invalid", "error-day"),
    ("paid_on", "invalid", "error-day"),
    ("until", "invalid", "error-day"),
    ("until", "required", "error-day"),
    ("until", "not_over", "error-not-over"),
    ("from", "invalid", "error-day"),
    ("to", "invalid", "error-day"),
    ("to", "out_of_range", "error-period"),
    ("zone", "invalid", "error-zone"),
    ("closing_day", "invalid", "error-closing-day"),
    // The payee.
    ("handle", "required", "error-handle-characters"),
    ("handle", "length", "error-handle-length"),
    ("handle", "characters", "error-handle-characters"),
    ("handle", "reserved", "error-handle-taken"),
    ("handle", "taken", "error-handle-taken"),
    ("invite", "used", "error-invite-used"),
    // Ways to be paid.
    ("rail", "too_many", "error-many-ways"),
    ("id", "taken", "error-webhook-taken"),
    ("url", "invalid", "error-server"),
    ("address", "refused", "error-lightning-refused"),
    ("sent", "required", "error-send-first"),
    // Programs' keys and webhooks.
    ("name", "taken", "error-key-name-taken"),
    ("name", "too_many", "error-many-keys"),
    ("url", "taken", "error-webhook-twice"),
    ("url", "too_many", "error-many-webhooks"),
    // Catalogues and orders.
    ("products", "too_many", "error-many-products"),
    ("items", "required", "error-order-empty"),
    ("items", "sold_out", "error-items-left"),
    ("stocks", "too_small", "error-stock-taken"),
    ("order", "required", "error-order-empty"),
    ("order", "changed", "error-order-changed"),
    ("order", "out_of_range", "error-order-large"),
    ("order", "too_many", "error-order-full"),
    ("quantity", "invalid", "error-order-quantity"),
    // Whole forms.
    ("form", "outdated", "error-outdated"),
    ("form", "payee_disabled", "app-disabled"),
    ("form", "unavailable", "error-provider-away"),
    // Books.
    ("request", "invalid", "error-request-code"),
    ("request", "unknown", "error-request-code"),
    ("currency", "required", "error-one-currency"),
    ("currency", "not_in_batch", "error-not-in-delivery"),
    ("currency", "not_iso", "error-not-iso"),
    ("format", "does_not_fit", "error-format"),
    ("file", "no_rows", "error-no-rows"),
    ("file", "no_header", "error-no-header"),
    ("file", "not_utf8", "error-not-utf8"),
    ("asks_note", "invalid", "error-true-false"),
    ("takes_tips", "invalid", "error-true-false"),
    ("takes_tips", "open_amount", "error-tips-open"),
    ("takes_tips", "conflict", "error-tips-parts"),
    ("file", "unreadable", "error-file"),
    ("file", "too_long", "error-file-long"),
    ("mapping", "required", "error-column"),
];

/// The key of an error's text; `None` for errors that only programs get.
fn key(error: &FieldError) -> Option<&'static str> {
    let field = error.field.split(['.', '[']).next().unwrap_or_default();
    let find = |field: &str| TEXTS.iter().find(|(of, code, _)| *of == field && *code == error.code);
    error.key.or_else(|| find(field).or_else(|| find("")).map(|(.., key)| *key))
}

/// The error as a sentence in the language of `locale`.
pub fn text(error: &FieldError, locale: Locale) -> String {
    let Some(key) = key(error).filter(|_| locale.language() != Language::En) else { return error.detail.clone() };
    let found = error.found.as_deref().unwrap_or(&error.detail);
    let words = Words::new(locale).with("found", found);
    error.mentions.iter().fold(words, mention).say(key).into_owned()
}

fn mention(words: Words, value: &Mention) -> Words {
    let locale = words.locale();
    match value {
        Mention::Max(max) => words.with("max", locale.undivided(*max)),
        Mention::Row(row) => words.with("row", locale.undivided(*row)),
        Mention::Range(min, max) => words.with("min", locale.undivided(*min)).with("max", locale.undivided(*max)),
        Mention::Amount(minor, currency) => words.with("money", locale.money(&Money::new(*minor, *currency))),
        Mention::Currency(currency) => words
            .with("currency", currency.code())
            .with("example", locale.example(*currency))
            .with("thousands", locale.ungrouped(*currency))
            .with("whole", locale.undivided(1234))
            .with("fine", locale.decimals_beyond_doubt(*currency))
            .with("max", locale.money(&Money::new(MAX_MINOR, *currency))),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::field::Problem;
    use crate::domain::money::AmountError;
    use crate::domain::money::currency::Currency;
    use crate::domain::text::TextError;

    /// Errors that no form of a page can have: of members, lists and queries of the API, and of a payer's choice. The last ones stand for
    /// codes of a type, which have a text by the field that has such a type.
    const ONLY_PROGRAMS: [(&str, &str); 15] = [
        ("method", "unavailable"),
        ("position", "too_small"),
        ("after", "stands_alone"),
        ("items", "too_many"),
        ("", "unknown_field"),
        ("", "wrong_type"),
        ("", "repeated"),
        ("", "too_deep"),
        ("", "duplicate"),
        ("", "sum_differs"),
        ("", "length"),
        ("", "characters"),
        ("", "reserved"),
        ("", "too_many"),
        ("", "open_amount"),
    ];

    fn error(field: &str, code: &'static str) -> FieldError {
        FieldError::plain(field.to_owned(), code, "In English.")
    }

    /// The sources, without their tests.
    fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
                let source = std::fs::read_to_string(&path).expect("a source");
                let code = source.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.push((path.display().to_string(), code));
            }
        }
    }

    /// The first texts in quotes after a place in a source.
    fn quoted(rest: &str) -> impl Iterator<Item = &str> {
        rest.split('"').skip(1).step_by(2)
    }

    #[test]
    fn every_error_of_a_form_has_a_text() {
        let mut found = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let mut errors = Vec::new();
        for (path, source) in
            found.iter().filter(|(path, _)| !path.contains("/web/api/") && !path.contains("/extract/"))
        {
            for call in ["FieldError::plain(", "Error::field("] {
                for rest in source.split(call).skip(1) {
                    let call: String = rest.split(')').next().unwrap_or_default().to_owned();
                    // A call whose field or code is not a literal is one of a helper, whose callers have it.
                    let mut words = quoted(&call);
                    let literal = call.trim_start().starts_with('"');
                    if let (true, Some(field), Some(code)) = (literal, words.next(), words.next()) {
                        errors.push((path.clone(), field.to_owned(), code.to_owned()));
                    }
                }
            }
            for rest in source.split("fn code(&self) -> &'static str {").skip(1) {
                let body = rest.split("\n    }\n").next().unwrap_or_default();
                errors.extend(quoted(body).map(|code| (path.clone(), String::new(), code.to_owned())));
            }
        }
        assert!(errors.len() > 60, "the errors were not found: {}", errors.len());
        let said = |field: &str, code: &str| {
            TEXTS.iter().any(|(of, has, _)| *has == code && (*of == field || of.is_empty()))
                || ONLY_PROGRAMS.iter().any(|(of, has)| *has == code && (*of == field || of.is_empty()))
        };
        let silent: Vec<_> = errors.iter().filter(|(_, field, code)| !said(field, code)).collect();
        assert!(silent.is_empty(), "these errors have only an English text: {silent:#?}");
    }

    /// The keys of refusals by an object's state: see [`crate::actions::Error::Conflict`].
    #[test]
    fn every_conflict_is_the_key_of_a_text() {
        let mut found = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let english = Words::new(Language::En.into());
        let mut seen = 0;
        for (path, source) in &found {
            for rest in source.split("Error::Conflict(").skip(1) {
                // Patterns, and the reasons of statements, which are keys by their type.
                let given = rest.split(')').next().unwrap_or_default().trim();
                if ["_", "key", "refusal.key("].contains(&given) {
                    continue;
                }
                assert!(given.starts_with('"'), "{path}: a key is a literal, to be found: {given}");
                let key = quoted(rest).next().unwrap_or_default();
                assert_ne!(english.say(key), key, "{path}");
                seen += 1;
            }
        }
        assert!(seen > 15, "the conflicts were not found: {seen}");
    }

    #[test]
    fn every_text_can_be_said_in_every_language() {
        let euros = vec![Mention::Currency(Currency::EUR), Mention::Amount(2500, Currency::EUR), Mention::Range(1, 9)];
        for language in Language::ALL {
            for (field, code, key) in TEXTS {
                let error = FieldError { mentions: euros.clone(), ..error(field, code) };
                let said = text(&error, language.into());
                assert!(!said.contains('{') && !said.contains(key), "{}: {said}", language.tag());
                assert_eq!(said == "In English.", language == Language::En, "{}: {key}", language.tag());
            }
        }
    }

    #[test]
    fn an_error_names_what_is_wanted_as_its_reader_writes_it() {
        let german = Locale::from(Language::De);
        let said = |field, problem: &dyn Fn() -> FieldError| text(&FieldError { field, ..problem() }, german);
        let of = |problem: AmountError| move || FieldError::new("amount", &problem);
        let example = said("amount".into(), &of(AmountError::NotANumber("25 or 12.50")));
        assert!(example.contains("12,50") && !example.contains("12.50"), "{example}");
        let whole = said("amount".into(), &of(AmountError::NotANumber("1250")));
        assert!(whole.contains("1250"), "{whole}");
        let long = text(&FieldError::new("name", &TextError::TooLong { max: 70, len: 99 }), german);
        assert!(long.contains("70"), "{long}");
        let hidden = text(&FieldError::new("name", &TextError::Unprintable(0x3164)), german);
        assert!(hidden.contains("U+3164"), "{hidden}");
        assert_eq!(TextError::Nameless.key(), None);
        // The API's text is the sources'.
        assert_eq!(text(&error("name", "too_long"), Language::En.into()), "In English.");
        assert_eq!(text(&error("cursor", "unheard_of"), german), "In English.");
    }
}

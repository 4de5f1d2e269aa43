//! The texts in `locales/`: every language says everything, with the same values, and nothing is said that nobody asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chit::domain::language::Language;
use libtest_mimic::Trial;

use crate::support::alone;

pub fn tests() -> Vec<Trial> {
    alone![
        every_language_has_every_text_with_the_same_values,
        a_text_is_plain,
        every_text_is_used_and_every_used_text_is_there,
        there_is_a_file_for_each_language_and_no_other,
    ]
    .into()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A language's messages by their keys, each with its lines joined. Written for the few forms of Fluent that the files use; what it
/// can't read fails.
pub fn messages(language: Language) -> BTreeMap<String, String> {
    let source: String = files(language)
        .iter()
        .map(|name| {
            let text = fs::read_to_string(root().join("locales").join(language.tag()).join(name)).expect("a text");
            text + "\n"
        })
        .collect();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if line.starts_with(' ') {
            let key: &String = last.as_ref().expect("a line goes on from another");
            let text = found.get_mut(key).expect("begun");
            text.push('\n');
            text.push_str(line);
            continue;
        }
        let (key, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{}: {line}", language.tag()));
        assert!(!text.trim().is_empty(), "{}: {key} says nothing", language.tag());
        let before = found.insert(key.to_owned(), text.to_owned());
        assert_eq!(before, None, "{}: {key} stands there twice", language.tag());
        last = Some(key.to_owned());
    }
    found
}

/// The values of a text: `{ $payee }`.
fn values(text: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| &rest[..name(rest)]).collect()
}

fn every_language_has_every_text_with_the_same_values() {
    let english = messages(Language::En);
    assert!(english.len() > 150, "the texts were not found");
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let texts = messages(language);
        let tag = language.tag();
        for (key, text) in &english {
            match texts.get(key) {
                None => wrong.push(format!("{tag} lacks {key}")),
                Some(other) if values(other) != values(text) => {
                    wrong.push(format!("{tag}: {key} has {:?}, English {:?}", values(other), values(text)));
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            texts.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{tag} has {key} too many")),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Texts are written into HTML as they stand, and into messages: no markup, no direction marks, no control characters.
fn a_text_is_plain() {
    for language in Language::ALL {
        for (key, text) in messages(language) {
            let odd = |c: char| {
                matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                    || (c.is_control() && c != '\n')
            };
            // The arrow of a plural is Fluent's own.
            let text = text.replace("->", "");
            assert!(!text.contains(odd), "{}: {key}: {text}", language.tag());
            assert!(!text.contains(['!', '！']), "{}: {key} shouts", language.tag());
            if key.starts_with("preview-title") {
                assert!(text.chars().count() <= 60, "{}: {key} is too long for a messenger", language.tag());
            }
        }
    }
}

/// Keys stand in sources and templates as literals, never put together, so that they can be found.
fn every_text_is_used_and_every_used_text_is_there() {
    let english = messages(Language::En);
    let sources: Vec<_> = ["src", "templates"].iter().flat_map(|dir| read(&root().join(dir))).collect();
    let said = |key: &str| sources.iter().any(|source| source.contains(&format!("\"{key}\"")));
    let unused: Vec<_> = english.keys().filter(|key| !said(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
    for source in &sources {
        for call in ["say(\"", "html(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(english.contains_key(key), "there is no text for {key}");
            }
        }
    }
}

fn read(path: &Path) -> Vec<String> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a directory");
        return entries.flat_map(|entry| read(&entry.expect("an entry").path())).collect();
    }
    vec![fs::read_to_string(path).expect("a text")]
}

fn entries(path: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(path).expect("a directory");
    names.map(|name| name.expect("an entry").file_name().into_string().expect("text")).collect()
}

/// The names of a language's files.
fn files(language: Language) -> BTreeSet<String> {
    entries(&root().join("locales").join(language.tag()))
}

fn there_is_a_file_for_each_language_and_no_other() {
    let wanted: BTreeSet<_> = Language::ALL.iter().map(|language| language.tag().to_owned()).collect();
    assert_eq!(entries(&root().join("locales")), wanted);
    for language in Language::ALL {
        assert_eq!(files(language), files(Language::En), "{}", language.tag());
    }
}

//! Types have names of their own: whoever reads one of them anywhere in `src` knows which one is meant.

use std::collections::BTreeMap;

use syn::{Item, parse_file};

use super::source::{File, files};

/// Each floor's errors, which are read with the floor's name: `store::Error`.
const SHARED: [&str; 1] = ["Error"];

pub fn no_two_types_have_one_name() {
    let files = files("src");
    let sources = files.iter().filter(|file| !file.path.ends_with("tests.rs") && !file.path.contains("/tests/"));
    let twice = named_twice(sources.map(|File { path, text }| (path.as_str(), text.as_str())));
    assert!(twice.is_empty(), "\n{}", twice.join("\n"));
}

pub fn a_second_type_is_found() {
    let first = ("a.rs", "pub struct Row;\npub struct Error;\n#[cfg(test)]\nmod tests { struct Column; }");
    for (second, expected) in [
        ("enum Row {}", 1),
        ("type Row = u8;", 1),
        ("mod deeper { trait Row {} }", 1),
        ("struct Rows; enum Error {} struct Column;", 0),
        ("impl Iterator for Rows { type Row = u8; }", 0),
    ] {
        assert_eq!(named_twice([first, ("b.rs", second)].into_iter()).len(), expected, "{second}");
    }
}

/// The names that several types have, with their files.
fn named_twice<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> Vec<String> {
    let mut named: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, text) in files {
        let file = parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut names = Vec::new();
        collect(&file.items, &mut names);
        for name in names.into_iter().filter(|name| !SHARED.contains(&name.as_str())) {
            named.entry(name).or_default().push(path);
        }
    }
    let twice = named.into_iter().filter(|(_, paths)| paths.len() > 1);
    twice.map(|(name, paths)| format!("{name}: {}", paths.join(", "))).collect()
}

/// Collects the names of the types in a module and the modules within it, but for those of its tests.
fn collect(items: &[Item], names: &mut Vec<String>) {
    for item in items {
        let ident = match item {
            Item::Struct(found) => &found.ident,
            Item::Enum(found) => &found.ident,
            Item::Union(found) => &found.ident,
            Item::Trait(found) => &found.ident,
            Item::Type(found) => &found.ident,
            Item::Mod(found) => {
                if found.ident != "tests" {
                    collect(found.content.as_ref().map_or(&[], |(_, items)| items), names);
                }
                continue;
            }
            _ => continue,
        };
        names.push(ident.to_string());
    }
}

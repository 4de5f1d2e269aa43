//! Circles between files of one room: a file that uses another one is not used by it, by whatever way around.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Absolute, File, Paths, module};

/// The files that a room's files use, each by its module, beside those above and below it: a directory and what lies in it are one.
pub fn uses(files: &[File]) -> BTreeMap<Absolute, BTreeSet<Absolute>> {
    let read: BTreeMap<_, _> =
        files.iter().map(|file| (module(&file.path), Paths::read(&file.path, &file.text))).collect();
    let mut uses = BTreeMap::new();
    for (from, paths) in &read {
        let used = paths.references.iter().filter(|reference| !reference.in_tests);
        let used = used.filter_map(|reference| file_of(&read, reference.path.clone()));
        let used = used.filter(|to| to.first() == from.first() && !to.starts_with(from) && !from.starts_with(to));
        uses.insert(from.clone(), used.collect::<BTreeSet<_>>());
    }
    uses
}

/// The file that a path leads to: its longest beginning that is one, through names that a directory passes on.
fn file_of(read: &BTreeMap<Absolute, Paths>, mut path: Absolute) -> Option<Absolute> {
    // A name that is passed on again and again comes to an end, unless sources don't compile.
    for _ in 0..8 {
        let length = (1..=path.len()).rev().find(|length| read.contains_key(&path[..*length]))?;
        let (file, rest) = path.split_at(length);
        match rest.first().and_then(|name| read[file].imports.get(name)) {
            Some(passed_on) => path = passed_on.iter().chain(&rest[1..]).cloned().collect(),
            None => return Some(file.to_vec()),
        }
    }
    None
}

/// The files that can be reached from themselves, in groups of those that reach one another.
pub fn circles(uses: &BTreeMap<Absolute, BTreeSet<Absolute>>) -> BTreeSet<BTreeSet<String>> {
    let reached: BTreeMap<_, _> = uses.keys().map(|file| (file, reached(uses, file))).collect();
    let circle = |file: &Absolute| -> BTreeSet<String> {
        let there = reached[file].iter().filter(|other| reached[**other].contains(file));
        there.map(|other| other.join("/")).collect()
    };
    uses.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

fn reached<'u>(uses: &'u BTreeMap<Absolute, BTreeSet<Absolute>>, from: &Absolute) -> BTreeSet<&'u Absolute> {
    let mut found = BTreeSet::new();
    let mut ahead: Vec<_> = uses[from].iter().collect();
    while let Some(next) = ahead.pop() {
        if found.insert(next) {
            ahead.extend(&uses[next]);
        }
    }
    found
}

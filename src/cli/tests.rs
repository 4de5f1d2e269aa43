//! The command line as a whole: the commands that documents name exist, and programs can read what commands say.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory as _};

use super::Arguments;

/// The files below a directory of the project, or a file of it.
fn files(place: &Path) -> Vec<PathBuf> {
    match fs::read_dir(place) {
        Ok(entries) => entries.flat_map(|entry| files(&entry.expect("an entry").path())).collect(),
        Err(_) => vec![place.to_owned()],
    }
}

/// The words of one use of the program, which a line's text begins with, up to what ends a command in a shell or in prose.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let end = |word: &&str| !["&&", "||", "|", ";", "#", "--"].contains(word);
    text.split(['`', ';', '#']).next().unwrap_or_default().split_whitespace().take_while(end)
}

/// The fault of a use of the program, if it has one.
fn wrong(mut words: impl Iterator<Item = String>) -> Option<String> {
    let root = Arguments::command();
    let mut command: &Command = &root;
    let is_name = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !word.starts_with('-');
    let mut word = words.next();
    // Nothing but a command begins a use of the program. `disable|enable` names several.
    while command.has_subcommands() {
        let Some(names) = word.as_deref().filter(|names| names.split('|').all(is_name)) else { break };
        let found: Option<Vec<_>> = names.split('|').map(|name| command.find_subcommand(name)).collect();
        let Some(found) = found.filter(|found| !found.is_empty()) else {
            return Some(format!("`{names}` is no command of `{}`", command.get_name()));
        };
        command = found[0];
        word = words.next();
    }
    let known = |option: &str| {
        let of = |command: &Command| {
            let mut all = command.get_arguments().filter_map(|argument| argument.get_long());
            all.any(|long| long == option)
        };
        ["help", "version"].contains(&option) || of(command) || command.get_subcommands().any(of)
    };
    std::iter::successors(word, |_| words.next()).find_map(|word| {
        let option = word.trim_start_matches('[').strip_prefix("--")?;
        let end = option.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(option.len());
        let option = option.get(..end)?;
        (!known(option)).then(|| format!("`{}` has no `--{option}`", command.get_name()))
    })
}

#[test]
fn commands_that_documents_name_exist() {
    /// The word itself, and a name that the docs give a backend of HAProxy.
    const OTHERWISE: [&str; 2] = ["A chit is", "use_backend chit if"];
    let (mut found, mut faults) = (0, Vec::new());
    for place in ["README.md", "docs", "packaging", "examples"] {
        for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(place)) {
            // Pictures are not read.
            let Ok(text) = fs::read_to_string(&file) else { continue };
            // In a table of Markdown, a bar has a backslash.
            for line in text.replace("\\|", "|").lines() {
                for (at, _) in line.match_indices("chit ") {
                    let before = line.get(..at).and_then(|before| before.chars().next_back());
                    let rest = line.get(at + 5..).unwrap_or_default();
                    let is_use = before.is_none_or(|before| [' ', '`', '/', '('].contains(&before))
                        && rest.starts_with(|first: char| first.is_ascii_lowercase())
                        && !OTHERWISE.iter().any(|other| line.contains(other));
                    if is_use {
                        found += 1;
                        let wrong = wrong(words(rest).map(ToOwned::to_owned));
                        faults.extend(wrong.map(|wrong| format!("{}: {line}: {wrong}", file.display())));
                    }
                }
            }
        }
    }
    assert!(found > 60, "only {found} uses are found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_does_not_exist_is_noticed() {
    let wrong = |text: &str| wrong(words(text).map(ToOwned::to_owned)).is_some();
    for text in ["payee list", "serv", "export --since", "key list|ad anna", "backup FILE [--too RECIPIENT]…"] {
        assert!(wrong(text), "{text}");
    }
    for text in
        ["payee add anna --name N && nothing", "key list|add|rotate|revoke HANDLE … [--json]", "reports dismiss LINK`"]
    {
        assert!(!wrong(text), "{text}");
    }
}

#[test]
fn every_command_tells_programs_what_it_did() {
    /// Those that go on, and those whose output is made for programs.
    const EXCEPT: [&str; 5] = ["serve", "demo", "completions", "man", "openapi"];
    fn walk(command: &Command, missing: &mut Vec<String>) {
        for sub in command.get_subcommands() {
            let has_json = sub.get_arguments().any(|argument| argument.get_long() == Some("json"));
            if !has_json && !sub.has_subcommands() && !EXCEPT.contains(&sub.get_name()) {
                missing.push(format!("{} {}", command.get_name(), sub.get_name()));
            }
            walk(sub, missing);
        }
    }
    let mut missing = Vec::new();
    walk(&Arguments::command(), &mut missing);
    assert!(missing.is_empty(), "{missing:?} have no --json");
}

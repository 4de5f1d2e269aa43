//! The house has floors, and nobody reaches upstairs: every path in `src` against the map in `src/lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::alone;
use libtest_mimic::Trial;

/// What the map leaves out because it is no floor: settings and logs, and that the command line starts the whole.
const BESIDES: [(&str, &str); 10] = [
    ("cli", "app"),
    ("cli", "config"),
    ("cli", "telemetry"),
    ("app", "config"),
    ("web", "config"),
    ("worker", "config"),
    ("telemetry", "config"),
    ("config", "domain"),
    // Where providers are.
    ("config", "net"),
    // The names of test rails are checked where the settings are.
    ("config", "rails"),
];

/// The longest a file may be.
const LINES: usize = 400;

pub fn tests() -> Vec<Trial> {
    alone![
        nobody_reaches_upstairs,
        a_forbidden_arrow_is_found,
        the_map_says_what_it_should,
        sql_is_in_the_store_only,
        one_place_reads_the_clock,
        no_drawer_and_no_long_file,
    ]
    .into()
}

fn nobody_reaches_upstairs() {
    let map = Map::read();
    let files = files();
    assert!(files.len() > 80, "the sources were not found");
    let forbidden: Vec<_> = files.iter().flat_map(|(path, source)| map.forbidden(path, source)).collect();
    assert!(forbidden.is_empty(), "\n{}", forbidden.join("\n"));
}

fn a_forbidden_arrow_is_found() {
    let map = Map::read();
    let found = |path: &str, source: &str| map.forbidden(path, source).len();
    for (path, source) in [
        ("domain/money.rs", "use crate::store::Store;"),
        ("domain/money.rs", "use super::super::store::Store;"),
        ("domain/money.rs", "fn f() -> crate::web::State { todo!() }"),
        ("domain/mod.rs", "use super::rails;"),
        ("store/mod.rs", "use crate::{domain::{code::RequestCode, id}, rails::Rail};"),
        ("store/mod.rs", "macro_rules! m { () => { $crate::actions::settle::x() } }"),
        ("rails/demo.rs", "mod tests { use super::super::super::share; }"),
        ("actions/settle.rs", "pub(in crate::web) fn f() {}"),
        ("actions/settle.rs", "use crate::*;"),
        ("worker.rs", "use super::web;"),
        ("web/app/list.rs", "use super::super::super::cli;"),
        ("main.rs", "fn main() { chit::elsewhere::x() }"),
        ("elsewhere.rs", "use crate::domain::money;"),
    ] {
        assert_eq!(found(path, source), 1, "{path}: {source}");
    }
    for (path, source) in [
        ("domain/money.rs", "use super::currency::Currency; use crate::domain::code;"),
        ("domain/money.rs", "//! See [`crate::store`].\n/* crate::web /* crate::web */ */"),
        ("domain/money.rs", r##"const A: &str = "crate::web"; const B: &str = r#"a " crate::web"#;"##),
        ("domain/money.rs", "fn f<'crate_>(c: char) -> bool { c == '\"' || c == '\\'' } // \" crate::web"),
        ("domain/money.rs", "mod tests { use super::*; mod deeper { use super::super::parse; } }"),
        ("actions/settle.rs", "use crate::{domain::money::Money, store::{self, Tx}};"),
        ("web/api/mod.rs", "use super::error::ApiError; use crate::actions;"),
        ("main.rs", "fn main() { chit::cli::main() }"),
    ] {
        assert_eq!(map.forbidden(path, source), [""; 0], "{path}: {source}");
    }
}

fn the_map_says_what_it_should() {
    let map = Map::read();
    for (from, to) in [("main", "cli"), ("app", "domain"), ("web", "store"), ("cli", "actions"), ("store", "domain")] {
        assert!(map.allows(from, to), "{from} → {to}");
    }
    for (floor, floors) in [
        ("accounting", &["domain"][..]),
        ("store", &["domain"]),
        ("receipt", &["domain"]),
        ("rails", &["domain", "net"]),
        ("net", &["domain"]),
        ("locale", &["domain"]),
        ("share", &["domain", "locale"]),
    ] {
        let below: Vec<_> = map.floors.iter().filter(|to| *to != floor && map.allows(floor, to)).collect();
        assert_eq!(below, floors, "{floor}");
    }
    for floor in map.floors.iter().filter(|floor| *floor != "domain") {
        assert!(!map.allows("domain", floor), "domain → {floor}");
        assert!(floor == "main" || !map.allows(floor, "main"), "{floor} → main");
    }
    for (from, to) in [("actions", "web"), ("web", "worker"), ("web", "app"), ("web", "cli"), ("actions", "config")] {
        assert!(!map.allows(from, to), "{from} → {to}");
    }
}

fn sql_is_in_the_store_only() {
    const SQL: [&str; 6] = ["sqlx::query", "query_as(", "query_scalar(", "sqlx::raw_sql", "QueryBuilder", "migrate!"];
    let (mut here, mut elsewhere) = (0, Vec::new());
    for (path, source) in files() {
        let code = bare(&source);
        let found = SQL.iter().filter(|sql| code.contains(**sql)).count();
        match path.starts_with("store/") {
            true => here += found,
            false if found > 0 => elsewhere.push(path),
            false => {}
        }
    }
    assert!(here > 20 && elsewhere.is_empty(), "{elsewhere:?}");
}

/// A stopwatch (`std::time::Instant`) says how long, not when; four files measure how long.
fn one_place_reads_the_clock() {
    const CLOCKS: [&str; 5] = ["Utc::now", "Local::now", "SystemTime::now", "now_utc()", "now_local()"];
    let readers = |words: &[&str]| -> Vec<String> {
        let reads = |source: &str| words.iter().any(|word| bare(source).contains(word));
        files().into_iter().filter(|(_, source)| reads(source)).map(|(path, _)| path).collect()
    };
    assert_eq!(readers(&CLOCKS), ["domain/clock.rs"]);
    assert_eq!(
        readers(&["Instant::now"]),
        ["store/postgres.rs", "web/http/limits.rs", "web/http/trace.rs", "web/machines/unproved.rs"]
    );
}

fn no_drawer_and_no_long_file() {
    for (path, source) in files() {
        let drawer = path.split(['/', '.']).any(|part| ["utils", "util", "helpers", "common", "misc"].contains(&part));
        assert!(!drawer, "{path}: a module is named after what it is about");
        let lines = source.lines().count();
        assert!(lines <= LINES, "{path} has {lines} lines; {LINES} is the most");
    }
}

/// Every file of `src` by its path in there, in order.
fn files() -> Vec<(String, String)> {
    fn walk(dir: &Path, root: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("below").to_str().expect("text").to_owned();
                found.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort();
    found
}

/// Which floor may use which.
struct Map {
    floors: BTreeSet<String>,
    below: BTreeMap<String, BTreeSet<String>>,
}

impl Map {
    /// Reads the arrows off the map. Whoever may use a floor may use what that floor uses.
    fn read() -> Self {
        let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("a text");
        let modules = source.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        let floors: BTreeSet<_> = modules.chain(["main"]).map(str::to_owned).collect();
        let mut below: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let drawn = source.split("```").nth(1).expect("a drawing").lines();
        for (from, to) in drawn.filter_map(|line| line.strip_prefix("//! ")?.split_once('→')) {
            // What stands far to the right is a remark.
            let to = to.trim().split("  ").next().unwrap_or_default();
            if to == "nothing of ours" {
                continue;
            }
            for (from, to) in from.split(',').flat_map(|from| to.split(',').map(move |to| (from.trim(), to.trim()))) {
                assert!(floors.contains(from) && floors.contains(to), "{from} → {to} on the map is no arrow");
                below.entry(from.to_owned()).or_default().insert(to.to_owned());
            }
        }
        for floor in &floors {
            let mut known = 0;
            while known != below.get(floor).map_or(0, BTreeSet::len) {
                known = below[floor].len();
                let further: Vec<_> = below[floor].iter().filter_map(|f| below.get(f)).flatten().cloned().collect();
                below.entry(floor.clone()).or_default().extend(further);
            }
        }
        for (from, to) in BESIDES {
            below.entry(from.to_owned()).or_default().insert(to.to_owned());
        }
        Self { floors, below }
    }

    fn allows(&self, from: &str, to: &str) -> bool {
        from == to || self.below.get(from).is_some_and(|below| below.contains(to))
    }

    /// The arrows of a file that the map doesn't allow.
    fn forbidden(&self, path: &str, source: &str) -> Vec<String> {
        let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
        if module == "lib" {
            return Vec::new();
        }
        let floor = module.split('/').next().unwrap_or_default();
        let arrows: BTreeSet<_> = reached(&bare(source), module.split('/').count(), floor == "main");
        let forbidden = arrows.into_iter().filter(|to| !self.floors.contains(floor) || !self.allows(floor, to));
        forbidden.map(|to| format!("{path}: {floor} → {to}")).collect()
    }
}

/// The modules at the root that a source reaches for, by `crate::`, or by `super::` from so many levels down, or, in the program,
/// by the library's name.
fn reached(code: &str, depth: usize, program: bool) -> BTreeSet<String> {
    let tokens = tokens(code);
    let token = |at: usize| tokens.get(at).copied().unwrap_or_default();
    let mut found = BTreeSet::new();
    // For every open brace, whether it is a module's.
    let mut open = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let inside = depth + open.iter().filter(|module| **module).count();
        match token(at) {
            "{" => open.push(at >= 2 && token(at - 2) == "mod"),
            "}" => drop(open.pop()),
            "super" => {
                let supers =
                    (0..).take_while(|n| token(at + 2 * n) == "super" && token(at + 2 * n + 1) == "::").count();
                if supers >= inside {
                    heads(&tokens, at + 2 * supers, &mut found);
                }
                // The names that follow are looked at in their turn.
                at += 2 * supers.max(1) - 1;
            }
            "crate" if token(at + 1) == "::" => heads(&tokens, at + 2, &mut found),
            "chit" if program && token(at + 1) == "::" => heads(&tokens, at + 2, &mut found),
            _ => {}
        }
        at += 1;
    }
    found
}

/// The first names of what stands at `at`: of a path, or of each path of a group.
fn heads(tokens: &[&str], mut at: usize, found: &mut BTreeSet<String>) {
    let mut depth = 0;
    let mut begins = true;
    loop {
        match tokens.get(at).copied() {
            None => return,
            Some("{") => depth += 1,
            Some("}") => depth -= 1,
            Some(name) if begins => {
                found.insert(name.to_owned());
            }
            Some(_) => {}
        }
        if depth == 0 {
            return;
        }
        begins = depth == 1 && matches!(tokens[at], "{" | ",");
        at += 1;
    }
}

/// Names, `::`, and everything else sign by sign.
fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let named = |c: char| c.is_alphanumeric() || c == '_';
        let end = match first {
            c if named(c) => rest.find(|c| !named(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        found.push(token);
        rest = after.trim_start();
    }
    found
}

/// A source without its comments, texts and characters.
fn bare(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let char = |at: usize| chars.get(at).copied().unwrap_or_default();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let word = at > 0 && (char(at - 1).is_alphanumeric() || char(at - 1) == '_');
        let hashes = (at + 1..).take_while(|at| char(*at) == '#').count();
        let end = match (char(at), char(at + 1)) {
            ('/', '/') => (at..chars.len()).find(|at| char(*at) == '\n').unwrap_or(chars.len()),
            ('/', '*') => comment(&chars, at),
            ('"', _) => text(&chars, at),
            ('r', _) if !word && char(at + 1 + hashes) == '"' => {
                let mut close = vec!['"'];
                close.resize(hashes + 1, '#');
                let from = at + hashes + 2;
                (from..chars.len()).find(|at| chars[*at..].starts_with(&close)).unwrap_or(chars.len()) + close.len()
            }
            // An escaped character; one that isn't; else a lifetime.
            ('\'', '\\') => (at + 3..chars.len()).find(|at| char(*at) == '\'').unwrap_or(chars.len()) + 1,
            ('\'', _) if char(at + 2) == '\'' => at + 3,
            (c, _) => {
                code.push(c);
                at += 1;
                continue;
            }
        };
        code.push(' ');
        at = end;
    }
    code
}

/// Where a comment that begins here ends; comments nest.
fn comment(chars: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at < chars.len() {
        match chars[at..] {
            ['/', '*', ..] => (at, depth) = (at + 2, depth + 1),
            ['*', '/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where a text that begins here ends.
fn text(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

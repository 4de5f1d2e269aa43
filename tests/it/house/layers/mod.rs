//! The house has floors, and nobody reaches upstairs: every path in `src` against the map in `src/lib.rs`. Within a room, no files use one
//! another in a circle; and no file is longer than one can read.

mod circles;
mod names;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use self::names::{a_second_type_is_found, no_two_types_have_one_name};
use self::source::{File, Paths, bare, files};
use crate::support::alone;

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
        no_files_use_one_another_in_a_circle,
        a_circle_is_found,
        no_two_types_have_one_name,
        a_second_type_is_found,
    ]
    .into()
}

fn nobody_reaches_upstairs() {
    let map = Map::read();
    let files = files("src");
    assert!(files.len() > 80, "the sources were not found");
    let forbidden: Vec<_> = files.iter().flat_map(|file| map.forbidden(&file.path, &file.text)).collect();
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
    for File { path, text } in files("src") {
        let code = bare(&text);
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
        let reads = |file: &File| words.iter().any(|word| bare(&file.text).contains(word));
        files("src").into_iter().filter(reads).map(|file| file.path).collect()
    };
    assert_eq!(readers(&CLOCKS), ["domain/clock.rs"]);
    assert_eq!(
        readers(&["Instant::now"]),
        ["store/postgres.rs", "web/http/limits.rs", "web/http/trace.rs", "web/machines/unproved.rs"]
    );
}

fn no_drawer_and_no_long_file() {
    for place in ["src", "tests/it", "tests/survival", "benches"] {
        let files = files(place);
        assert!(!files.is_empty(), "{place} was not found");
        for File { path, text } in files {
            let drawer =
                path.split(['/', '.']).any(|part| ["utils", "util", "helpers", "common", "misc"].contains(&part));
            assert!(!drawer, "{place}/{path}: a module is named after what it is about");
            let lines = text.lines().count();
            assert!(lines <= LINES, "{place}/{path} has {lines} lines; {LINES} is the most");
        }
    }
}

fn no_files_use_one_another_in_a_circle() {
    let uses = circles::uses(&files("src"));
    let named = |circle: &BTreeSet<String>| circle.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let found: Vec<_> = circles::circles(&uses).iter().map(named).collect();
    assert!(found.is_empty(), "these files use one another:\n{}", found.join("\n"));
}

fn a_circle_is_found() {
    let circles_of = |sources: &[(&str, &str)]| {
        let files: Vec<_> =
            sources.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
        circles::circles(&circles::uses(&files))
            .into_iter()
            .map(|circle| Vec::from_iter(circle).join(" "))
            .collect::<Vec<_>>()
    };
    let parent = ("a/mod.rs", "mod b; mod c; mod d; pub use self::c::See; pub struct Own;");
    for (sources, circle) in [
        (vec![("a/b.rs", "use super::c::See;"), ("a/c.rs", "use crate::a::b::Bee;")], "a/b a/c"),
        // Through a name that the directory passes on.
        (vec![("a/b.rs", "use super::See;"), ("a/c.rs", "fn f() { super::b::f() }")], "a/b a/c"),
        // The long way around, the last part of it in a macro.
        (
            vec![
                ("a/b.rs", "use super::c::See;"),
                ("a/c.rs", "use super::d;"),
                ("a/d.rs", "macro_rules! m { () => { $crate::a::b::f() } }"),
            ],
            "a/b a/c a/d",
        ),
    ] {
        assert_eq!(circles_of(&[&[parent][..], &sources].concat()), [circle]);
    }
    for sources in [
        vec![("a/b.rs", "use super::Own;")],
        vec![("a/b.rs", "use super::c::See;"), ("a/c.rs", "use super::Own;")],
        vec![("a/b.rs", "use super::c::See;"), ("a/c.rs", "#[cfg(test)] mod tests { use super::super::b::Bee; }")],
        vec![
            ("a/b.rs", "use super::c::See;"),
            ("a/c.rs", "//! See [`super::b`]."),
            ("a/c/tests.rs", "use crate::a::b;"),
        ],
        // In another room the floors say what may be used.
        vec![("a/b.rs", "use crate::e::f::G;"), ("e/f.rs", "use crate::a::b::Bee;")],
    ] {
        assert_eq!(circles_of(&[&[parent][..], &sources].concat()), [""; 0]);
    }
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
    fn forbidden(&self, path: &str, text: &str) -> Vec<String> {
        let module = source::module(path);
        let Some(floor) = module.first() else { return Vec::new() };
        let paths = Paths::read(path, text);
        let arrows: BTreeSet<_> = paths.references.iter().map(|reference| &reference.path[0]).collect();
        let forbidden = arrows.into_iter().filter(|to| !self.floors.contains(floor) || !self.allows(floor, to));
        forbidden.map(|to| format!("{path}: {floor} → {to}")).collect()
    }
}

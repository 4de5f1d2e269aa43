//! The search for what was planted, in every spelling.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use libtest_mimic::Trial;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{PAYEES_IBAN, PHONE, STRANGERS};
use crate::support::{App, Backend, alone, has};

pub fn tests() -> Vec<Trial> {
    alone![the_search_finds_what_is_hidden].into()
}

pub fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// Every row of every table, every column as text.
pub async fn dump(app: &App) -> String {
    let db = app.db();
    let (tables, columns) = match db.backend {
        Backend::Sqlite => {
            ("select name from sqlite_master where type = 'table'", "select name from pragma_table_info('{table}')")
        }
        Backend::Postgres => (
            "select table_name::text from information_schema.tables where table_schema = 'public'",
            "select column_name::text from information_schema.columns where table_name = '{table}'",
        ),
    };
    let mut dump = String::new();
    let tables = db.texts(tables).await;
    assert!(tables.len() > 10, "{tables:?}");
    for table in tables {
        let columns = db.texts(&columns.replace("{table}", &table)).await;
        let whole = columns.iter().map(|column| match db.backend {
            Backend::Sqlite => format!("quote({column})"),
            Backend::Postgres => format!("coalesce(cast({column} as text), '')"),
        });
        let whole = whole.collect::<Vec<_>>().join(" || '|' || ");
        for row in db.texts(&format!("select {whole} from {table}")).await {
            writeln!(dump, "{table}: {row}").expect("memory");
        }
    }
    for table in ["payees", "methods", "requests", "payments", "rail_events", "ledger_entries", "sessions"] {
        has(&dump, &[&format!("{table}: ")]);
    }
    dump
}

/// Where PostgreSQL's log of changes stands.
pub async fn wal_position(app: &App) -> String {
    match app.db().backend {
        Backend::Sqlite => String::new(),
        Backend::Postgres => app.db().texts("select pg_walfile_name(pg_current_wal_lsn())").await.remove(0),
    }
}

/// The directories that the database keeps its files in, and its log of changes.
pub async fn data(app: &App) -> Vec<PathBuf> {
    let db = app.db();
    match db.backend {
        Backend::Sqlite => vec![app.dir().to_owned()],
        Backend::Postgres => {
            db.execute("checkpoint").await;
            let dir = PathBuf::from(
                db.texts("select setting from pg_settings where name = 'data_directory'").await.remove(0),
            );
            let number = db.number("select oid::bigint from pg_database where datname = current_database()").await;
            vec![dir.join("base").join(number.to_string()), dir.join("pg_wal")]
        }
    }
}

/// Reads every file; of a log of changes, what was written since the position.
pub fn look_through(dirs: &[PathBuf], hidden: &Needles, shown: &Needles, wal: &str) {
    let mut controlled = 0;
    for dir in dirs {
        for entry in fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("text").to_owned();
            let before = dir.ends_with("pg_wal") && name.as_str() < wal;
            if before || path.is_dir() || ["log.txt", "stdout.txt"].contains(&name.as_str()) {
                continue;
            }
            let Some(bytes) = read(&path) else { continue };
            assert_eq!(hidden.found(&bytes), [""; 0], "in {}", path.display());
            controlled += shown.found(&bytes).len();
        }
    }
    assert!(controlled > 0, "the search finds nothing at all");
}

/// A file's bytes, unless it went away meanwhile.
fn read(path: &Path) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => panic!("{}: {e}", path.display()),
    }
}

/// What is searched for, in every spelling, by its first two bytes.
pub struct Needles {
    names: Vec<String>,
    by_start: HashMap<[u8; 2], Vec<(Vec<u8>, usize)>>,
    starts: Vec<bool>,
}

impl Needles {
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut needles = Self { names: Vec::new(), by_start: HashMap::new(), starts: vec![false; 1 << 16] };
        for (name, text) in texts {
            let at = needles.names.len();
            needles.names.push(name.to_owned());
            for spelling in spellings(text) {
                let [first, second, ..] = spelling[..] else { panic!("{name} is too short") };
                needles.starts[usize::from(first) << 8 | usize::from(second)] = true;
                needles.by_start.entry([first, second]).or_default().push((spelling, at));
            }
        }
        needles
    }

    /// The names of those that are in there, in whatever case.
    pub fn found(&self, bytes: &[u8]) -> Vec<&str> {
        let bytes = bytes.to_ascii_lowercase();
        let mut found = vec![false; self.names.len()];
        for (at, pair) in bytes.windows(2).enumerate() {
            if self.starts[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                for (spelling, name) in &self.by_start[pair] {
                    found[*name] |= bytes[at..].starts_with(spelling);
                }
            }
        }
        self.names.iter().zip(found).filter(|(_, found)| *found).map(|(name, _)| name.as_str()).collect()
    }
}

/// A text in every spelling that it might hide in, in lower case: with and without its spaces, grouped by four; each of them as it
/// is, in base64 at every alignment and in both alphabets, percent-encoded (a form's way, a URL's, every byte), in hex.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    let compact: String = text.split_whitespace().collect();
    let mut forms =
        vec![text.to_owned(), compact.clone(), grouped(&compact), compact.trim_start_matches('+').to_owned()];
    forms.extend([text.to_lowercase(), text.to_uppercase(), compact.to_lowercase(), compact.to_uppercase()]);
    let mut found = Vec::new();
    for form in forms {
        let bytes = form.as_bytes();
        found.push(form.clone());
        found.push(bytes.iter().map(|byte| format!("{byte:02x}")).collect());
        found.push(bytes.iter().map(|byte| format!("%{byte:02x}")).collect());
        found.push(utf8_percent_encode(&form, NON_ALPHANUMERIC).to_string());
        found.push(serde_urlencoded::to_string([("", &form)]).expect("a form").trim_start_matches('=').to_owned());
        for offset in 0..3 {
            // Only the characters that the text alone decides.
            let from = (offset * 8_usize).div_ceil(6);
            let to = (offset + bytes.len()) * 8 / 6;
            let shifted = [&[0; 3][..offset], bytes].concat();
            found.extend(
                [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)].map(|b| b[from..to].to_owned()),
            );
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|spelling| spelling.to_ascii_lowercase().into_bytes()).collect();
    found.sort();
    found.dedup();
    found
}

fn the_search_finds_what_is_hidden() {
    let needles = Needles::of(STRANGERS);
    for (name, token) in STRANGERS {
        let mut hiding = vec![
            token.to_owned(),
            token.to_uppercase(),
            format!("\0\u{1}{token}\u{2}"),
            serde_urlencoded::to_string([("a", token)]).expect("a form"),
            utf8_percent_encode(token, NON_ALPHANUMERIC).to_string().to_lowercase(),
            token.bytes().map(|byte| format!("{byte:02X}")).collect(),
        ];
        for before in ["", "a", "ab", "{\"id\":1,\"mail\":\""] {
            for text in [
                format!("{before}{token}"),
                format!("{before}{token}\"}}"),
                format!("{before}{}", token.to_lowercase()),
            ] {
                hiding.extend([STANDARD_NO_PAD.encode(&text), URL_SAFE_NO_PAD.encode(&text)]);
            }
        }
        for text in hiding {
            assert_eq!(needles.found(format!("some text {text} and more").as_bytes()), [name], "{text}");
        }
    }
    assert_eq!(needles.found(b"pay.er@mail.example 203.0.113.24 GB33 BUKB 2020 1555 5555 5"), [""; 0]);
    assert_eq!(Needles::of([("IBAN", PAYEES_IBAN)]).found(grouped(PAYEES_IBAN).as_bytes()), ["IBAN"]);
    assert_eq!(Needles::of([("phone", PHONE)]).found(b"tel:+4915794447719"), ["phone"]);
}

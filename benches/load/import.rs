//! Imports of bank statements: tables of as many rows as there are requests, in files as large as the server takes.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use super::filling::Filled;
use super::processes::Watch;

/// The most entries that a file may have.
const FILE: usize = 200_000;

/// The entries of the first file. The server's memory is held against what it has after it: by then the database's pages are in its caches,
/// as they are in a server that has worked for a while.
const FIRST: usize = 20_000;

/// Of so many rows, one pays a request by its code, half went out, and the others pay nothing that is known.
const ROUND: usize = 20;

/// Statements that were imported.
#[derive(Debug, Default)]
pub struct Imported {
    /// The time from the first byte of each file to the answer about it.
    pub took: Duration,
    /// The entries of all files, and those that paid a request.
    pub entries: u64,
    pub matched: u64,
    /// The most that the server had in memory that no file is behind, over what it had after the first file, in MiB.
    pub memory: f64,
}

/// Imports `rows` entries, which pay requests as far as there are any. None was imported before.
pub fn import(
    address: SocketAddr,
    key: &str,
    server: u32,
    rows: usize,
    requests: &[Filled],
) -> anyhow::Result<Imported> {
    let mut all = Imported::default();
    let mut requests = requests.iter();
    let rest = FIRST.min(rows);
    let files = (rest..rows).step_by(FILE).map(|first| first..rows.min(first + FILE));
    let mut watch = None;
    for rows in std::iter::once(0..rest).chain(files) {
        let table = table(rows, &mut requests);
        let begun = Instant::now();
        let statement = post(address, key, table.as_bytes())?;
        all.took += begun.elapsed();
        let count = |name: &str| statement[name].as_u64().with_context(|| format!("{name} in {statement}"));
        ensure!(count("duplicates")? == 0, "entries were known before: {statement}");
        all.entries += count("entries")?;
        all.matched += count("matched")?;
        watch.get_or_insert_with(|| Watch::begin(server));
    }
    all.memory = watch.map(Watch::end).unwrap_or_default();
    Ok(all)
}

/// A table of a bank, in which no two rows are alike.
fn table<'r>(rows: std::ops::Range<usize>, requests: &mut impl Iterator<Item = &'r Filled>) -> String {
    let mut table = "Date;Amount;Currency;Description;Transaction ID\n".to_owned();
    for row in rows {
        let day = row % 28 + 1;
        let paid = if row % ROUND == 0 { requests.next() } else { None };
        let (cents, text) = match paid {
            Some(request) => (request.cents, request.name()),
            // No request asks for as much.
            None => (100_000_000 + i64::try_from(row).unwrap_or_default(), "rent and other things"),
        };
        let sign = if paid.is_none() && row % 2 == 1 { "-" } else { "" };
        let _ = writeln!(table, "2026-10-{day:02};{sign}{}.{:02};EUR;{text};TX-{row:08}", cents / 100, cents % 100);
    }
    table
}

fn post(address: SocketAddr, key: &str, body: &[u8]) -> anyhow::Result<serde_json::Value> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    write!(
        stream,
        "POST /api/v1/statements HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {key}\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n"
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    ensure!(answer.starts_with("HTTP/1.1 200"), "importing: {answer}");
    let (_, body) = answer.split_once("\r\n\r\n").context("a body")?;
    Ok(serde_json::from_str(body)?)
}

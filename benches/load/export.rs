//! The whole export, beside the database's own dump of the same rows.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use super::cores::Cores;
use super::processes::Watch;
use super::rows::ROWS;

/// An export that was read to its end.
pub struct Exported {
    /// The time from asking to the last byte.
    pub took: Duration,
    /// The lines, without the head.
    pub lines: usize,
    /// The most that the server had in memory meanwhile that no file is behind, over what it had before, in MiB.
    pub memory: f64,
}

/// Downloads an export of all lines.
pub fn download(address: SocketAddr, key: &str, server: u32) -> anyhow::Result<Exported> {
    let watch = Watch::begin(server);
    let (took, lines) = read(address, key)?;
    Ok(Exported { took, lines, memory: watch.end() })
}

fn read(address: SocketAddr, key: &str) -> anyhow::Result<(Duration, usize)> {
    let mut stream = TcpStream::connect(address)?;
    let begun = Instant::now();
    write!(stream, "GET /api/v1/exports/movements HTTP/1.1\r\nhost: 127.0.0.1\r\n{key}\r\nconnection: close\r\n\r\n")?;
    let mut file = Vec::with_capacity(256 * 1024 * 1024);
    stream.read_to_end(&mut file)?;
    let took = begun.elapsed();
    ensure!(file.starts_with(b"HTTP/1.1 200") && file.ends_with(b"\r\n0\r\n\r\n"), "the export was cut off");
    // Each line begins with the id of its movement.
    Ok((took, file.windows(4).filter(|word| *word == b"mov_").count()))
}

/// Dumps the same rows by `sqlite3 -csv`.
pub fn dump_sqlite(file: &Path) -> anyhow::Result<Duration> {
    let mut command = Cores::all("sqlite3");
    command.args(["-readonly", "-csv"]).arg(file).arg(ROWS);
    run(command).context("sqlite3, of the package of that name, dumps what exports are held against")
}

/// Dumps the same rows by `\copy`.
pub fn dump_postgres(psql: &Path, url: &str) -> anyhow::Result<Duration> {
    let mut command = Cores::all(psql);
    command.args(["-X", "-q", "-d", url, "-c", &format!("\\copy ({ROWS}) to stdout with (format csv)")]);
    run(command).context("psql")
}

fn run(mut command: Command) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut stdout = child.stdout.take().context("a pipe")?;
    let mut buffer = vec![0; 256 * 1024];
    while stdout.read(&mut buffer)? > 0 {}
    ensure!(child.wait()?.success(), "the dump failed");
    Ok(begun.elapsed())
}

//! The load benchmark: how fast the release server is, as a share of what this machine's HTTP stack and database can do at all.
//!
//! `cargo bench --bench load` starts the real server on a database of ten thousand requests and asks for every list, filter and search;
//! fills it up to a million and asks again. Then it loads it beside a bare axum server that answers the same paths with the same bytes and
//! headers, in turn: pay pages as browsers ask for them, compressed (by cold links, each of them once, by some links again and again, and
//! by one hot link), creates, and a provider's reports. Creates are also held against the same insert in one transaction each through a
//! plain pool, exports against the database's own dump. Bank statements of as many entries are imported. Pages are opened and left open. At
//! the end the server is killed in the middle of creating, and every acknowledged request must be in the database. All of it is done on
//! SQLite and, where it is installed, on PostgreSQL with `fsync` on.
//!
//! Absolute figures belong to one machine and one minute; the ratios are what counts. Each is the median over the rounds of a
//! ratio taken within one round. `cargo bench --bench load -- --help` says what can be set. A run of everything writes
//! docs/performance.md.

#![expect(
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::as_conversions,
    reason = "a benchmark computes figures and prints them"
)]

mod bare;
mod client;
mod cores;
mod database;
mod disk;
mod export;
mod figures;
mod filling;
mod import;
mod open_pages;
mod parts;
mod polling;
mod postgres;
mod processes;
mod report;
mod rows;
mod run;
mod size;
mod work;

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::Parser;
use tokio::runtime::Runtime;

use self::cores::Cores;
use self::postgres::Cluster;
use self::report::Report;
use self::run::Bench;

/// The number of links that are opened again and again: those of a busy shop.
const SOME: usize = 4000;

/// The handle of the benchmark's payee.
const HANDLE: &str = "bench";

/// The number of requests of a small database, which the large one is held against.
const FEW: u32 = 10_000;
/// The number of payments that are there to be reported.
const UNDER_WAY: usize = 60_000;
/// The number of payments that a quick provider is asked about, and of those of one that never answers.
const QUICK: usize = 2000;
const SLOW: usize = 100_000;

/// Measures the release server against a bare one.
#[derive(Debug, Parser)]
#[command(name = "load")]
struct Settings {
    /// Number of requests in the database
    #[arg(long, env = "CHIT_BENCH_REQUESTS", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(20_000..=1_100_000))]
    requests: u32,
    /// Number of rounds; what is compared takes turns in each
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Duration of one turn in seconds
    #[arg(long, default_value_t = 1.5)]
    seconds: f64,
    /// Number of connections that are kept open
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    connections: u16,
    /// Division of the cores between generator and servers
    #[arg(long, value_enum, default_value_t = Cores::One)]
    cores: Cores,
    /// Number of connections of the plain pool that creates are held against [default: 1 on SQLite, 8 on PostgreSQL]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    pool: Option<u32>,
    /// Write docs/performance.md, as a run with nothing else set is meant to
    #[arg(long)]
    write: bool,
    /// Run on one database only
    #[arg(long, value_enum)]
    only: Option<Backend>,
    /// Passed by cargo to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
    /// Serve what was recorded in this directory, as the bare server
    #[arg(long, hide = true)]
    bare: Option<PathBuf>,
}

/// The database under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Backend {
    Sqlite,
    Postgres,
}

fn main() -> anyhow::Result<()> {
    let settings = Settings::parse();
    if let Some(recorded) = &settings.bare {
        return bare::serve(recorded);
    }
    if !settings.bench {
        println!("The load benchmark runs by `cargo bench --bench load`.");
        return Ok(());
    }
    ensure!((0.05..=60.0).contains(&settings.seconds), "a turn lasts from 0.05 to 60 seconds");
    settings.cores.take()?;
    let mut report = Report::default();
    for backend in [Backend::Sqlite, Backend::Postgres] {
        if settings.only.is_some_and(|only| only != backend) {
            continue;
        }
        match (backend, postgres::installed()) {
            (Backend::Postgres, Err(missing)) => report.tables += &format!("\nPostgreSQL is left out: {missing}.\n"),
            _ => on(backend, &settings, &mut report)?,
        }
    }
    let taken = format!(
        "{} requests, {} connections, {} rounds of {} s; rates, latencies and ratios are medians over the rounds. {}",
        figures::grouped(f64::from(settings.requests)),
        settings.connections,
        settings.rounds,
        settings.seconds,
        settings.cores,
    );
    println!("\n{taken}\n{}\n\n{}", report.tables, report.table());
    if settings.write {
        report.write(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs"), &taken)?;
    }
    Ok(())
}

/// One database's part, from an empty database to the finished tables.
fn on(backend: Backend, settings: &Settings, report: &mut Report) -> anyhow::Result<()> {
    let dir = tempfile::Builder::new().prefix("chit-bench-").tempdir()?;
    let cluster = (backend == Backend::Postgres).then(|| Cluster::start(settings.cores)).transpose()?;
    let url = match &cluster {
        Some(cluster) => cluster.url(),
        None => format!("sqlite://{}", dir.path().join("chit.db").display()),
    };
    let bench =
        Bench { backend, settings, dir: dir.path(), url: &url, cluster: cluster.as_ref(), runtime: Runtime::new()? };
    bench.run(report).with_context(|| format!("on {}", backend.name()))
}

impl Backend {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

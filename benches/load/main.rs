//! The load benchmark: how fast the release server is, as a share of what this machine's HTTP stack and database can do at all.
//!
//! `cargo bench --bench load` starts the real server on a database full of requests, a bare axum server that answers the same paths
//! with the same bytes and headers, and loads them in turn: pay pages as browsers ask for them, compressed (by cold links, each of them
//! once, by some links again and again, and by one hot link), and creates. It does so on SQLite and, where it is installed, on PostgreSQL with `fsync` on. Creates are also held against the same
//! insert in one transaction each through a plain pool. At the end the server is killed in the middle of creating, and every
//! acknowledged request must be in the database.
//!
//! Absolute figures belong to one machine and one minute; the ratios are what counts. Each is the median over the rounds of a
//! ratio taken within one round. `cargo bench --bench load -- --help` says what can be set.

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
mod figures;
mod postgres;
mod processes;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Parser;
use tokio::runtime::Runtime;

use self::client::{Code, Links, Load, Tally, Work};
use self::cores::Cores;
use self::database::Pool;
use self::figures::{Row, Series};
use self::postgres::Cluster;
use self::processes::Server;

/// The number of links that are opened again and again: those of a busy shop.
const SOME: usize = 4000;

/// How the payee of the benchmark is called.
const HANDLE: &str = "bench";

/// Measures the release server against a bare one.
#[derive(Debug, Parser)]
#[command(name = "load")]
struct Settings {
    /// How many requests the database holds
    #[arg(long, env = "CHIT_BENCH_REQUESTS", default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    requests: u32,
    /// How many rounds; what is compared takes turns in each
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// How long one turn lasts, in seconds
    #[arg(long, default_value_t = 1.5)]
    seconds: f64,
    /// How many connections are kept open
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    connections: u16,
    /// How generator and servers share the cores
    #[arg(long, value_enum, default_value_t = Cores::One)]
    cores: Cores,
    /// How many connections the plain pool has that creates are held against [default: 1 on SQLite, 8 on PostgreSQL]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    pool: Option<u32>,
    /// One database only
    #[arg(long, value_enum)]
    only: Option<Backend>,
    /// What cargo says to a benchmark
    #[arg(long, hide = true)]
    bench: bool,
    /// Serve what was recorded in this directory, as the bare server
    #[arg(long, hide = true)]
    bare: Option<PathBuf>,
}

/// What the requests are kept in.
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
    let mut tables = String::new();
    for backend in [Backend::Sqlite, Backend::Postgres] {
        if settings.only.is_some_and(|only| only != backend) {
            continue;
        }
        match (backend, postgres::installed()) {
            (Backend::Postgres, Err(missing)) => tables += &format!("\nPostgreSQL is left out: {missing}.\n"),
            _ => tables += &on(backend, &settings)?,
        }
    }
    println!(
        "\n{} requests, {} connections, {} rounds of {} s; rates, latencies and ratios are medians over the rounds.\n{}\n{tables}",
        figures::grouped(f64::from(settings.requests)),
        settings.connections,
        settings.rounds,
        settings.seconds,
        settings.cores,
    );
    Ok(())
}

/// One database's part, from an empty database to the finished tables.
fn on(backend: Backend, settings: &Settings) -> anyhow::Result<String> {
    let dir = tempfile::Builder::new().prefix("chit-bench-").tempdir()?;
    let cluster = (backend == Backend::Postgres).then(|| Cluster::start(settings.cores)).transpose()?;
    let url = match &cluster {
        Some(cluster) => cluster.url(),
        None => format!("sqlite://{}", dir.path().join("chit.db").display()),
    };
    let bench =
        Bench { backend, settings, dir: dir.path(), url: &url, cluster: cluster.as_ref(), runtime: Runtime::new()? };
    bench.run().with_context(|| format!("on {}", backend.name()))
}

impl Backend {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What one database's part works with.
struct Bench<'a> {
    backend: Backend,
    settings: &'a Settings,
    dir: &'a Path,
    url: &'a str,
    cluster: Option<&'a Cluster>,
    /// For the plain pool; the generator has a thread of its own.
    runtime: Runtime,
}

impl Bench<'_> {
    fn run(&self) -> anyhow::Result<String> {
        self.say("filling the database");
        let key = processes::add_payee(self.dir, self.url, HANDLE)?;
        // What suits each best: SQLite's writers would only wait for each other.
        let best = if self.backend == Backend::Sqlite { 1 } else { 8 };
        let pool = self.runtime.block_on(Pool::open(self.url, self.settings.pool.unwrap_or(best)))?;
        let mut codes = self.runtime.block_on(pool.fill(HANDLE, self.settings.requests))?;
        client::shuffle(&mut codes);
        let codes: Arc<[Code]> = codes.into();
        let mut chit = Server::chit(self.dir, self.url, self.settings.cores)?;
        let make = Work::make(&key);
        self.record(&chit, &codes, &key)?;
        let bare = Server::bare(self.dir, self.settings.cores)?;

        let mut tables = self.look(&chit, &bare, &codes)?;
        tables += &self.make(&chit, &bare, &pool, &make)?;
        tables += &self.crash(&mut chit, &pool, make)?;
        self.runtime.block_on(pool.close());
        Ok(tables)
    }

    fn say(&self, what: &str) {
        println!("{}: {what}", self.backend.name());
    }

    /// Adds the demo method, then keeps one answer of each kind for the bare server, and looks whether it is what it should be.
    fn record(&self, chit: &Server, codes: &Arc<[Code]>, key: &str) -> anyhow::Result<()> {
        let method = client::once(chit.address, &client::post("/api/v1/methods", key, r#"{"rail":"demo"}"#))?;
        ensure!(method.status == 201, "adding the method: {}", method.text());
        let page = client::once(chit.address, Work::look(Links::again(codes, 1)).first())?;
        let mut shown = String::new();
        flate2::read::GzDecoder::new(page.body()).read_to_string(&mut shown).context("a compressed page")?;
        let code = codes.first().map(|code| String::from_utf8_lossy(code)).unwrap_or_default();
        ensure!(page.status == 200 && shown.contains(&*code), "the pay page: {shown}");
        ensure!(shown.contains("with Demo"), "the pay page offers the method");
        let made = client::once(chit.address, Work::make(key).first())?;
        ensure!(made.status == 201, "creating: {}", made.text());
        std::fs::write(self.dir.join("page"), &page.bytes)?;
        std::fs::write(self.dir.join("made"), &made.bytes)?;
        println!(
            "A pay page has {} bytes, {} compressed, and its headers {}.",
            shown.len(),
            page.body().len(),
            page.bytes.len() - page.body().len()
        );
        Ok(())
    }

    fn turn(&self) -> Duration {
        Duration::from_secs_f64(self.settings.seconds)
    }

    /// A part of a turn that nobody counts: connections, caches and statements get warm.
    fn warm(&self) -> Duration {
        self.turn() / 4
    }

    fn load(&self, server: &Server, work: &Work, rate: Option<f64>, lasting: Duration) -> anyhow::Result<Tally> {
        let load = Load { address: server.address, connections: self.settings.connections, lasting, rate };
        let before = self.cpu(server);
        let mut tally = load.run(work)?;
        tally.cpu = self.cpu(server).saturating_sub(before);
        match tally.failure.take() {
            None => Ok(tally),
            Some(failure) => anyhow::bail!("{work}: {failure}"),
        }
    }

    /// What the server and its database have used of the processor.
    fn cpu(&self, server: &Server) -> Duration {
        processes::cpu(server.id())
            + self.cluster.map_or(Duration::ZERO, |cluster| processes::cpu_of_children(cluster.id()))
    }

    /// Pay pages, compressed: bare, cold, some links again and again, one hot link, in turn.
    fn look(&self, chit: &Server, bare: &Server, codes: &Arc<[Code]>) -> anyhow::Result<String> {
        self.say("pay pages");
        let cold = Work::look(Links::each_once(codes));
        let (some, hot) = (Work::look(Links::again(codes, SOME)), Work::look(Links::again(codes, 1)));
        let turns = [(bare, &cold), (chit, &cold), (chit, &some), (chit, &hot)];
        let mut series: [Series; 4] = Default::default();
        for (server, work) in turns {
            self.load(server, work, None, self.warm())?;
        }
        for _ in 0..self.settings.rounds {
            for ((server, work), series) in turns.iter().zip(&mut series) {
                series.push(&self.load(server, work, None, self.turn())?);
            }
        }
        // Closed loops measure latency where each server is at its end; the same modest rate for both measures it where they work.
        let rate = (series[1].rate() / 2.0).round();
        let mut paced: [Series; 2] = Default::default();
        for _ in 0..self.settings.rounds {
            for (server, series) in [bare, chit].into_iter().zip(&mut paced) {
                series.push(&self.load(server, &cold, Some(rate), self.turn())?);
            }
        }
        let [limit, cold, some, hot] = &series;
        let [paced_limit, paced] = &paced;
        let at = format!("at {}/s", figures::grouped(rate));
        Ok(figures::table(
            &format!("{}: GET /r/{{code}}, gzip", self.backend.name()),
            "pages/s",
            &[
                Row::new("bare axum, the same bytes", limit, limit),
                Row::new("cold links", cold, limit),
                Row::new(&format!("{} links again and again", figures::grouped(SOME as f64)), some, limit),
                Row::new("one hot link", hot, limit),
                Row::new(&format!("bare axum {at}"), paced_limit, paced_limit),
                Row::new(&format!("cold links {at}"), paced, paced_limit),
            ],
        ))
    }

    /// Creates: bare, ours, one transaction each, in turn.
    fn make(&self, chit: &Server, bare: &Server, pool: &Pool, make: &Work) -> anyhow::Result<String> {
        self.say("creates");
        let mut series: [Series; 3] = Default::default();
        for round in 0..=self.settings.rounds {
            let lasting = if round == 0 { self.warm() } else { self.turn() };
            let turns = [
                self.load(bare, make, None, lasting)?,
                self.load(chit, make, None, lasting)?,
                self.runtime.block_on(pool.inserts(HANDLE, self.settings.connections, lasting))?,
            ];
            for (tally, series) in turns.iter().zip(&mut series).filter(|_| round > 0) {
                series.push(tally);
            }
        }
        let [limit, ours, single] = &series;
        let mut table = figures::table(
            &format!("{}: POST /api/v1/requests, durable", self.backend.name()),
            "creates/s",
            &[
                Row::new("bare axum, nothing written", limit, limit),
                Row::new("creates", ours, limit),
                Row::new("the same insert, no HTTP, a transaction each", single, limit),
            ],
        );
        // A transaction each waits for the disk each time: the slower it is, the more there is to gain.
        let sync = disk::sync_time(self.dir)?;
        table += &format!(
            "creates × a transaction each: {:.2}, where an fdatasync takes {:.2} ms\n",
            ours.against(single),
            sync.as_secs_f64() * 1e3
        );
        Ok(table)
    }

    /// Kills the server in the middle of creating. Whatever it has acknowledged must be there.
    fn crash(&self, chit: &mut Server, pool: &Pool, work: Work) -> anyhow::Result<String> {
        self.say("kill -9 while creating");
        let (address, connections) = (chit.address, self.settings.connections);
        let load = Load { address, connections, lasting: self.turn() * 2, rate: None };
        let generator = std::thread::spawn(move || load.run(&work));
        std::thread::sleep(self.turn());
        chit.kill()?;
        let tally = generator.join().map_err(|_| anyhow::anyhow!("the generator panicked"))??;
        ensure!(tally.failure.is_some(), "the server outlived kill -9");
        let stored = self.runtime.block_on(pool.codes())?;
        let lost = tally.made.iter().filter(|code| !stored.contains(*code)).count();
        ensure!(lost == 0, "{lost} of {} acknowledged requests are lost after kill -9", tally.made.len());
        let made = figures::grouped(tally.made.len() as f64);
        Ok(format!("kill -9 while creating: {made} acknowledged, every one of them there afterwards\n"))
    }
}

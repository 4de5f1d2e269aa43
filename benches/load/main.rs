//! The load benchmark: how fast the release server is, as a share of what this machine's HTTP stack and database can do at all.
//!
//! `cargo bench --bench load` starts the real server on a database of ten thousand requests and asks for every list, filter and search;
//! fills it up to a million and asks again. Then it loads it beside a bare axum server that answers the same paths with the same bytes and
//! headers, in turn: pay pages as browsers ask for them, compressed (by cold links, each of them once, by some links again and again, and
//! by one hot link), creates, and a provider's reports. Creates are also held against the same insert in one transaction each through a plain
//! pool, exports against the database's own dump. Pages are opened and left open. At the end the server is killed in the middle of creating,
//! and every acknowledged request must be in the database. All of it is done on SQLite and, where it is installed, on PostgreSQL with
//! `fsync` on.
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
mod open_pages;
mod polling;
mod postgres;
mod processes;
mod report;
mod size;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::Parser;
use tokio::runtime::Runtime;

use self::client::{Code, Links, Load, Tally, Work};
use self::cores::Cores;
use self::database::Pool;
use self::figures::{Row, Series};
use self::filling::{Filled, Method};
use self::polling::Provider;
use self::postgres::Cluster;
use self::processes::Server;
use self::report::{Bound, Report};
use self::size::{Asking, Timed};

/// The number of links that are opened again and again: those of a busy shop.
const SOME: usize = 4000;

/// How the payee of the benchmark is called.
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
    /// How many requests the database holds
    #[arg(long, env = "CHIT_BENCH_REQUESTS", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(20_000..=1_100_000))]
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
    /// Write docs/performance.md, as a run with nothing else set is meant to
    #[arg(long)]
    write: bool,
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
    fn run(&self, report: &mut Report) -> anyhow::Result<()> {
        let key = processes::add_payee(self.dir, self.url, HANDLE)?;
        // What suits each best: SQLite's writers would only wait for each other.
        let best = if self.backend == Backend::Sqlite { 1 } else { 8 };
        let pool = self.runtime.block_on(Pool::open(self.url, self.settings.pool.unwrap_or(best)))?;
        let settings = format!(r#"{{"webhook_secret":"{}"}}"#, client::SECRET);
        let demo = self.add_method(&key, "demo", "order-", &settings)?;
        let hook = format!("/hooks/demo/{}", demo.id);
        let mut filled = self.fill(&pool, &demo, 0..FEW)?;
        let small = self.time(&pool, &key, &filled)?;
        filled.extend(self.fill(&pool, &demo, FEW..self.settings.requests)?);
        let large = self.time(&pool, &key, &filled)?;
        // What was written behind the server's back is sealed as its own.
        processes::run(self.dir, self.url, &["rekey", "--new-ledger-key"])?;
        self.compare(&small, &large, report);

        let (mut open, _): (Vec<_>, Vec<_>) = filled.iter().copied().partition(|request: &Filled| request.is_open);
        client::shuffle(&mut open);
        let orders = &open[..UNDER_WAY.min(open.len() / 4)];
        self.runtime.block_on(pool.begin_payments(&demo, orders, false))?;
        let begun = Instant::now();
        let mut chit = Server::chit(self.dir, self.url, self.settings.cores)?;
        report.add(
            self.name(),
            "first answer after a start",
            (begun.elapsed().as_secs_f64() * 1e3, " ms"),
            Bound::AtMost(60.0),
        );
        report.add(
            self.name(),
            "memory at rest after a start",
            (processes::resident(chit.id()).all, " MiB"),
            Bound::AtMost(20.0),
        );
        // Those that have no payment under way.
        let codes: Arc<[Code]> = open[orders.len()..].iter().map(|request| request.code).collect();
        self.record(&chit, &open, &key, &hook)?;
        let bare = Server::bare(self.dir, self.settings.cores)?;

        self.look(&chit, &bare, &codes, report)?;
        self.rest(&chit, &open[orders.len()..], report)?;
        self.export(&key, report)?;
        let make = Work::make(&key);
        self.make(&chit, &bare, &pool, &make, report)?;
        self.settle(&chit, &bare, &Work::report(&hook, &orders[1..]), report)?;
        let after = processes::resident(chit.id()).all;
        report.add(self.name(), "memory after all of it", (after, " MiB"), Bound::AtMost(64.0));
        report.tables += &self.crash(&mut chit, &pool, make)?;
        drop(chit);
        self.poll(&pool, &key, &open[orders.len()..], report)?;
        self.runtime.block_on(pool.close());
        Ok(())
    }

    fn name(&self) -> &'static str {
        self.backend.name()
    }

    /// Gives the payee a method, by a server of its own.
    fn add_method(&self, key: &str, rail: &'static str, order: &'static str, settings: &str) -> anyhow::Result<Method> {
        let chit = Server::chit(self.dir, self.url, self.settings.cores)?;
        let draft = format!(r#"{{"rail":"{rail}","settings":{settings}}}"#);
        let method = client::once(chit.address, &client::post("/api/v1/methods", key, &draft))?;
        ensure!(method.status == 201, "adding the method: {}", method.text());
        let method: serde_json::Value = serde_json::from_slice(method.body())?;
        Ok(Method { id: method["id"].as_str().context("an id")?.to_owned(), rail, order })
    }

    fn fill(&self, pool: &Pool, method: &Method, numbers: std::ops::Range<u32>) -> anyhow::Result<Vec<Filled>> {
        self.say(&format!("filling the database up to {} requests", figures::grouped(f64::from(numbers.end))));
        Ok(self.runtime.block_on(pool.fill(HANDLE, method, numbers.start, numbers.end))?)
    }

    /// The times of lists and pages, once the server has folded every request's words.
    fn time(&self, pool: &Pool, key: &str, filled: &[Filled]) -> anyhow::Result<Vec<Timed>> {
        let chit = Server::chit(self.dir, self.url, self.settings.cores)?;
        let begun = Instant::now();
        self.runtime.block_on(pool.folded())?;
        self.say(&format!("words were folded in {:.1} s; lists, searches, pages", begun.elapsed().as_secs_f64()));
        let token = self.runtime.block_on(pool.sign_in(HANDLE))?;
        let (key, cookie) = (format!("authorization: Bearer {key}"), format!("cookie: chit={}", token.reveal()));
        let known = filled.iter().find(|request| !request.is_open).context("a paid request")?;
        size::time(&chit, &Asking { key: &key, cookie: &cookie }, HANDLE, known)
    }

    /// Lists and pages of the small database and of the large one.
    fn compare(&self, small: &[Timed], large: &[Timed], report: &mut Report) {
        let ms = |took: Duration| took.as_secs_f64() * 1e3;
        let (few, many) = (figures::grouped(f64::from(FEW)), figures::grouped(f64::from(self.settings.requests)));
        let mut table = format!(
            "\n{:<52}{few:>12}{many:>12}  requests\n{:<52}{:>12}{:>12}{:>8}\n{}\n",
            self.name(),
            "",
            "ms",
            "ms",
            "×",
            "-".repeat(86)
        );
        let (mut slowest, mut growth): ((f64, &str), (f64, &str)) = ((0.0, ""), (0.0, ""));
        for (small, large) in small.iter().zip(large) {
            let (few, many) = (ms(small.took), ms(large.took));
            table += &format!("{:<52}{few:>12.2}{many:>12.2}{:>8.2}\n", large.name, many / few);
            slowest = if many > slowest.0 { (many, large.name) } else { slowest };
            growth = if many / few > growth.0 { (many / few, large.name) } else { growth };
        }
        report.add(
            self.name(),
            &format!("growth of the list that grows most ({})", growth.1),
            (growth.0, " ×"),
            Bound::AtMost(3.0),
        );
        report.add(
            self.name(),
            &format!("slowest list or page ({})", slowest.1),
            (slowest.0, " ms"),
            Bound::AtMost(10.0),
        );
        report.tables += &table;
    }

    fn say(&self, what: &str) {
        println!("{}: {what}", self.backend.name());
    }

    /// Keeps one answer of each kind for the bare server, and looks whether it is what it should be.
    fn record(&self, chit: &Server, open: &[Filled], key: &str, hook: &str) -> anyhow::Result<()> {
        let request = open.last().context("an open request")?;
        let page = client::once(chit.address, Work::look(Links::each_once(&[request.code].into())).first())?;
        let mut shown = String::new();
        flate2::read::GzDecoder::new(page.body()).read_to_string(&mut shown).context("a compressed page")?;
        ensure!(page.status == 200 && shown.contains(request.name()), "the pay page: {shown}");
        ensure!(shown.contains("with Demo"), "the pay page offers the method");
        let made = client::once(chit.address, Work::make(key).first())?;
        ensure!(made.status == 201, "creating: {}", made.text());
        let taken = client::once(chit.address, Work::report(hook, open).first())?;
        ensure!(taken.status == 204, "reporting: {}", taken.text());
        std::fs::write(self.dir.join("page"), &page.bytes)?;
        std::fs::write(self.dir.join("made"), &made.bytes)?;
        std::fs::write(self.dir.join("taken"), &taken.bytes)?;
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
    fn look(&self, chit: &Server, bare: &Server, codes: &Arc<[Code]>, report: &mut Report) -> anyhow::Result<()> {
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
        let (once, again) = if self.backend == Backend::Sqlite { (0.20, 0.50) } else { (0.17, 0.38) };
        report.add(self.name(), "links opened once, × bare axum", (cold.against(limit), ""), Bound::AtLeast(once));
        report.add(
            self.name(),
            "one link again and again, × bare axum",
            (hot.against(limit), ""),
            Bound::AtLeast(again),
        );
        report.add(
            self.name(),
            "its slowest hundredth, × bare axum's",
            (hot.p99_against(limit), ""),
            Bound::AtMost(3.0),
        );
        report.tables += &figures::table(
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
        );
        Ok(())
    }

    /// Pages that are left open.
    fn rest(&self, chit: &Server, open: &[Filled], report: &mut Report) -> anyhow::Result<()> {
        self.say("open pages at rest");
        let cost = open_pages::rest(chit, open, || self.cpu(chit))?;
        let of = format!("{} open pages", figures::grouped(cost.pages as f64));
        report.add(self.name(), &format!("memory of {of}"), (cost.memory, " MiB"), Bound::AtMost(200.0));
        report.add(
            self.name(),
            &format!("share of a core of {of} at rest"),
            (cost.core * 100.0, " %"),
            Bound::AtMost(2.0),
        );
        Ok(())
    }

    /// The whole export and the database's own dump, in turn, on all cores: nobody else has anything to do meanwhile.
    fn export(&self, key: &str, report: &mut Report) -> anyhow::Result<()> {
        self.say("exports");
        let chit = Server::chit_on_all_cores(self.dir, self.url)?;
        let key = format!("authorization: Bearer {key}");
        let (mut ours, mut dumps, mut ratios, mut memory, mut lines) = (vec![], vec![], vec![], 0.0_f64, 0);
        for _ in 0..3 {
            let dump = match self.backend {
                Backend::Sqlite => export::dump_sqlite(&self.dir.join("chit.db"))?,
                Backend::Postgres => {
                    let programs = postgres::installed().map_err(anyhow::Error::msg)?;
                    export::dump_postgres(&programs.join("psql"), self.url)?
                }
            };
            let exported = export::download(chit.address, &key, chit.id())?;
            ratios.push(dump.as_secs_f64() / exported.took.as_secs_f64());
            (memory, lines) = (memory.max(exported.memory), exported.lines);
            ours.push(exported.took);
            dumps.push(dump);
        }
        let dump = if self.backend == Backend::Sqlite { "sqlite3 -csv" } else { "psql \\copy" };
        let (ours, dumped) = (figures::middle(ours).as_secs_f64(), figures::middle(dumps).as_secs_f64());
        report.tables += &format!(
            "\n{}: on all cores, an export of {} lines takes {ours:.2} s, {dump} {dumped:.2} s\n",
            self.name(),
            figures::grouped(lines as f64)
        );
        report.add(self.name(), &format!("export × {dump}"), (figures::median(&ratios), ""), Bound::AtLeast(0.8));
        report.add(self.name(), "memory of an export over idle", (memory, " MiB"), Bound::AtMost(32.0));
        Ok(())
    }

    /// A provider's reports: bare, ours.
    fn settle(&self, chit: &Server, bare: &Server, report_all: &Work, report: &mut Report) -> anyhow::Result<()> {
        self.say("settles");
        let mut series: [Series; 2] = Default::default();
        for _ in 0..self.settings.rounds {
            // The bare one's count of what was reported is its own.
            series[0].push(&self.load(bare, &report_all.again(), None, self.turn())?);
            series[1].push(&self.load(chit, report_all, None, self.turn())?);
        }
        let [limit, ours] = &series;
        report.tables += &figures::table(
            &format!("{}: POST /hooks/demo/…, durable", self.name()),
            "settles/s",
            &[Row::new("bare axum, nothing written", limit, limit), Row::new("settles", ours, limit)],
        );
        Ok(())
    }

    /// Creates: bare, ours, one transaction each, in turn.
    fn make(&self, chit: &Server, bare: &Server, pool: &Pool, make: &Work, report: &mut Report) -> anyhow::Result<()> {
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
        let least = if self.backend == Backend::Sqlite { 3.5 } else { 2.0 };
        report.add(self.name(), "creates × a transaction each", (ours.against(single), ""), Bound::AtLeast(least));
        report.tables += &table;
        Ok(())
    }

    /// Payments that a quick provider is asked about: alone, and beside many more of a provider that never answers.
    fn poll(&self, pool: &Pool, key: &str, requests: &[Filled], report: &mut Report) -> anyhow::Result<()> {
        self.say("asking providers");
        let (quick, slow) = (Provider::start(false)?, Provider::start(true)?);
        let by = |provider: &Provider, order| {
            let settings =
                format!(r#"{{"url":"http://{}","invoice_key":"{}"}}"#, provider.address, "0123456789abcdef".repeat(2));
            self.add_method(key, "lnbits", order, &settings)
        };
        let (few, many) = requests.split_at(QUICK.min(requests.len() / 4));
        let many = &many[..many.len().min(SLOW)];
        let (by_quick, by_slow) = (by(&quick, "q")?, by(&slow, "s")?);
        self.runtime.block_on(pool.begin_payments(&by_quick, few, true))?;
        let asked = |server: Server| quick.asked_about(few.len()).map(|took| (took.as_secs_f64(), drop(server)).0);
        let alone = asked(Server::chit(self.dir, self.url, self.settings.cores)?)?;
        quick.forget();
        self.runtime.block_on(pool.due_again(&by_quick))?;
        self.runtime.block_on(pool.begin_payments(&by_slow, many, true))?;
        let beside = asked(Server::chit(self.dir, self.url, self.settings.cores)?)?;
        report.tables += &format!(
            "\n{}: {} payments were asked about in {alone:.2} s, and in {beside:.2} s beside {} of a provider that doesn't answer, of which {} were tried\n",
            self.name(),
            figures::grouped(few.len() as f64),
            figures::grouped(many.len() as f64),
            slow.count(),
        );
        report.add(
            self.name(),
            "asking providers beside one that hangs, × alone",
            (alone / beside, ""),
            Bound::AtLeast(0.5),
        );
        Ok(())
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

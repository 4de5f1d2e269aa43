//! One database's part of the benchmark: what is filled, served and measured, in which order.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::runtime::Runtime;

use super::client::{self, Load, Tally};
use super::database::Pool;
use super::filling::{Filled, Method};
use super::postgres::Cluster;
use super::processes::{self, Server};
use super::report::{Bound, Report};
use super::size::{self, Asking, Timed};
use super::work::{self, Code, Links, Work};
use super::{Backend, FEW, HANDLE, Settings, UNDER_WAY, figures};

/// The ground of one database's part: directory, database, settings.
pub(super) struct Bench<'a> {
    pub(super) backend: Backend,
    pub(super) settings: &'a Settings,
    pub(super) dir: &'a Path,
    pub(super) url: &'a str,
    pub(super) cluster: Option<&'a Cluster>,
    /// For the plain pool; the generator has a thread of its own.
    pub(super) runtime: Runtime,
}

impl Bench<'_> {
    pub(super) fn run(&self, report: &mut Report) -> anyhow::Result<()> {
        let key = processes::add_payee(self.dir, self.url, HANDLE)?;
        // What suits each best: SQLite's writers would only wait for each other.
        let best = if self.backend == Backend::Sqlite { 1 } else { 8 };
        let pool = self.runtime.block_on(Pool::open(self.url, self.settings.pool.unwrap_or(best)))?;
        let settings = format!(r#"{{"webhook_secret":"{}"}}"#, work::SECRET);
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
        work::shuffle(&mut open);
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
        // Those that nobody else has a use for.
        let (open, transferred) = open.split_at(open.len() - open.len() / 5);
        self.import(&key, transferred, report)?;
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

    pub(super) fn name(&self) -> &'static str {
        self.backend.name()
    }

    /// Gives the payee a method, by a server of its own.
    pub(super) fn add_method(
        &self,
        key: &str,
        rail: &'static str,
        order: &'static str,
        settings: &str,
    ) -> anyhow::Result<Method> {
        let chit = Server::chit(self.dir, self.url, self.settings.cores)?;
        let draft = format!(r#"{{"rail":"{rail}","settings":{settings}}}"#);
        let method = client::once(chit.address, &client::post("/api/v1/methods", key, &draft))?;
        ensure!(method.status == 201, "adding the method: {}", method.text());
        let method: serde_json::Value = serde_json::from_slice(method.body())?;
        Ok(Method { id: method["id"].as_str().context("an id")?.to_owned(), rail, order })
    }

    pub(super) fn fill(
        &self,
        pool: &Pool,
        method: &Method,
        numbers: std::ops::Range<u32>,
    ) -> anyhow::Result<Vec<Filled>> {
        self.say(&format!("filling the database up to {} requests", figures::grouped(f64::from(numbers.end))));
        Ok(self.runtime.block_on(pool.fill(HANDLE, method, numbers.start, numbers.end))?)
    }

    /// The times of lists and pages, once the server has folded every request's words.
    pub(super) fn time(&self, pool: &Pool, key: &str, filled: &[Filled]) -> anyhow::Result<Vec<Timed>> {
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
    pub(super) fn compare(&self, small: &[Timed], large: &[Timed], report: &mut Report) {
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

    pub(super) fn say(&self, what: &str) {
        println!("{}: {what}", self.backend.name());
    }

    /// Keeps one answer of each kind for the bare server, and looks whether it is what it should be.
    pub(super) fn record(&self, chit: &Server, open: &[Filled], key: &str, hook: &str) -> anyhow::Result<()> {
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

    pub(super) fn turn(&self) -> Duration {
        Duration::from_secs_f64(self.settings.seconds)
    }

    /// A part of a turn that nobody counts: connections, caches and statements get warm.
    pub(super) fn warm(&self) -> Duration {
        self.turn() / 4
    }

    pub(super) fn load(
        &self,
        server: &Server,
        work: &Work,
        rate: Option<f64>,
        lasting: Duration,
    ) -> anyhow::Result<Tally> {
        let load = Load { address: server.address, connections: self.settings.connections, lasting, rate };
        let before = self.cpu(server);
        let mut tally = load.run(work)?;
        tally.cpu = self.cpu(server).saturating_sub(before);
        match tally.failure.take() {
            None => Ok(tally),
            Some(failure) => anyhow::bail!("{work}: {failure}"),
        }
    }

    /// The processor time that the server and its database have used.
    pub(super) fn cpu(&self, server: &Server) -> Duration {
        processes::cpu(server.id())
            + self.cluster.map_or(Duration::ZERO, |cluster| processes::cpu_of_children(cluster.id()))
    }
}

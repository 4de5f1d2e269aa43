//! What is measured of a running server, each against something else in the same run.

use std::sync::Arc;

use anyhow::ensure;

use super::client::Load;
use super::database::Pool;
use super::figures::{self, Row, Series};
use super::filling::Filled;
use super::polling::Provider;
use super::processes::Server;
use super::report::{Bound, Report};
use super::run::Bench;
use super::work::{Code, Links, Work};
use super::{Backend, HANDLE, QUICK, SLOW, SOME, disk, export, import, open_pages, postgres};

impl Bench<'_> {
    /// Pay pages, compressed: bare, cold, some links again and again, one hot link, in turn.
    pub(super) fn look(
        &self,
        chit: &Server,
        bare: &Server,
        codes: &Arc<[Code]>,
        report: &mut Report,
    ) -> anyhow::Result<()> {
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
    pub(super) fn rest(&self, chit: &Server, open: &[Filled], report: &mut Report) -> anyhow::Result<()> {
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
    pub(super) fn export(&self, key: &str, report: &mut Report) -> anyhow::Result<()> {
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

    /// Bank statements, on all cores.
    pub(super) fn import(&self, key: &str, requests: &[Filled], report: &mut Report) -> anyhow::Result<()> {
        self.say("imports");
        let chit = Server::chit_on_all_cores(self.dir, self.url)?;
        let rows = usize::try_from(self.settings.requests)?;
        let imported = import::import(chit.address, key, chit.id(), rows, requests)?;
        ensure!(imported.entries == u64::from(self.settings.requests), "{imported:?}");
        report.tables += &format!(
            "\n{}: on all cores, an import of {} entries takes {:.0} s; {} of them pay a request\n",
            self.name(),
            figures::grouped(imported.entries as f64),
            imported.took.as_secs_f64(),
            figures::grouped(imported.matched as f64),
        );
        report.add(self.name(), "memory of an import over idle", (imported.memory, " MiB"), Bound::AtMost(64.0));
        Ok(())
    }

    /// A provider's reports: bare, ours.
    pub(super) fn settle(
        &self,
        chit: &Server,
        bare: &Server,
        report_all: &Work,
        report: &mut Report,
    ) -> anyhow::Result<()> {
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
    pub(super) fn make(
        &self,
        chit: &Server,
        bare: &Server,
        pool: &Pool,
        make: &Work,
        report: &mut Report,
    ) -> anyhow::Result<()> {
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
    pub(super) fn poll(&self, pool: &Pool, key: &str, requests: &[Filled], report: &mut Report) -> anyhow::Result<()> {
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
    pub(super) fn crash(&self, chit: &mut Server, pool: &Pool, work: Work) -> anyhow::Result<String> {
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

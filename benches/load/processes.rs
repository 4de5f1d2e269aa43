//! The processes that are measured: the real server and the bare one, each ended by its own handle.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, ensure};

use super::cores::Cores;

/// The real server's program, built as for a release.
const CHIT: &str = env!("CARGO_BIN_EXE_chit");
/// A key for a database that lives for minutes.
const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// A server that listens. It ends with this value.
pub struct Server {
    /// The address that it listens at.
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// The real one, without limits.
    pub fn chit(dir: &Path, database: &str, cores: Cores) -> anyhow::Result<Self> {
        let mut command = cores.server(CHIT);
        settle(&mut command, dir, database).arg("serve");
        Self::start(command)
    }

    /// The same with all cores.
    pub fn chit_on_all_cores(dir: &Path, database: &str) -> anyhow::Result<Self> {
        let mut command = Cores::all(CHIT);
        settle(&mut command, dir, database).arg("serve");
        Self::start(command)
    }

    /// The bare one: this program again.
    pub fn bare(recorded: &Path, cores: Cores) -> anyhow::Result<Self> {
        let mut command = cores.server(std::env::current_exe()?);
        command.arg("--bare").arg(recorded);
        Self::start(command)
    }

    fn start(mut command: Command) -> anyhow::Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("a pipe")?;
        let mut server = Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), child };
        let line = BufReader::new(stdout).lines().next().context("the server says where it listens")??;
        let address = line.trim_end_matches('/').rsplit('/').next().and_then(|address| address.parse().ok());
        server.address = address.with_context(|| format!("an address in “{line}”"))?;
        Ok(server)
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no warning, nothing finished.
    pub fn kill(&mut self) -> std::io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Runs one of the commands, and returns what it prints.
pub fn run(dir: &Path, database: &str, command: &[&str]) -> anyhow::Result<Vec<u8>> {
    let done = settle(&mut Command::new(CHIT), dir, database).args(command).output()?;
    ensure!(done.status.success(), "chit {}: {}", command.join(" "), String::from_utf8_lossy(&done.stderr));
    Ok(done.stdout)
}

/// Makes the payee, and the tables; returns its API key.
pub fn add_payee(dir: &Path, database: &str, handle: &str) -> anyhow::Result<String> {
    let made: serde_json::Value = serde_json::from_slice(&run(dir, database, &["payee", "add", handle, "--json"])?)?;
    Ok(made["api_key"].as_str().context("a key")?.to_owned())
}

fn settle<'c>(command: &'c mut Command, dir: &Path, database: &str) -> &'c mut Command {
    let limits = [
        "CHIT_LIMIT_MISSES",
        "CHIT_LIMIT_PAYMENTS",
        "CHIT_LIMIT_ATTEMPTS",
        "CHIT_LIMIT_SIGN_INS",
        "CHIT_LIMIT_API",
        "CHIT_LIMIT_HOOKS",
        "CHIT_LIMIT_LIVE",
    ];
    command
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .envs(limits.map(|limit| (limit, "0")))
        .env("CHIT_DATABASE_URL", database)
        .env("CHIT_SECRET_KEY", SECRET_KEY)
        .env("CHIT_LISTEN", "127.0.0.1:0")
        .env("CHIT_LOG", "error")
        .current_dir(dir)
}

/// The memory of a process that is resident.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Resident {
    /// All of it, in MiB.
    pub all: f64,
    /// The part that no file is behind, in MiB.
    pub anonymous: f64,
}

/// The memory of a process now.
pub fn resident(id: u32) -> Resident {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB"));
        line.and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() / 1024.0
    };
    Resident { all: of("VmRSS:"), anonymous: of("RssAnon:") }
}

/// The interval of looks at a process' memory.
const LOOK: Duration = Duration::from_millis(20);

/// A thread that looks at the memory of a process.
pub struct Watch {
    ended: Arc<AtomicBool>,
    looks: JoinHandle<f64>,
}

impl Watch {
    /// Begins to look.
    pub fn begin(id: u32) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let end = ended.clone();
        let looks = std::thread::spawn(move || {
            let idle = resident(id).anonymous;
            let mut most = idle;
            while !end.load(Ordering::Relaxed) {
                most = most.max(resident(id).anonymous);
                std::thread::sleep(LOOK);
            }
            most - idle
        });
        Self { ended, looks }
    }

    /// The most that the process had since then that no file is behind, over what it had in the beginning, in MiB.
    pub fn end(self) -> f64 {
        self.ended.store(true, Ordering::Relaxed);
        self.looks.join().unwrap_or_default()
    }
}

/// The processor time of a process, its own and the system's part, to the hundredth of a second.
pub fn cpu(id: u32) -> Duration {
    status(id).map_or(Duration::ZERO, |(_, cpu)| cpu)
}

/// The processor time of a process' children; PostgreSQL has one for each connection.
pub fn cpu_of_children(parent: u32) -> Duration {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(status).filter(|(of, _)| *of == parent).map(|(_, cpu)| cpu).sum()
}

/// The parent of a process, and what it has used of the processor.
fn status(id: u32) -> Option<(u32, Duration)> {
    let status = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // After the name, which may hold anything: state, parent, … utime is the 12th, stime the 13th, in hundredths of a second.
    let fields: Vec<&str> = status.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some((fields.get(1)?.parse().ok()?, Duration::from_millis(ticks * 10)))
}

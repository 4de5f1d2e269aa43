//! A throw-away PostgreSQL with its default settings, so that a commit is on the disk when it says so.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};
use tempfile::TempDir;

use super::cores::Cores;

/// A running cluster with one user, `chit`. It ends with this value.
pub struct Cluster {
    dir: TempDir,
    server: Child,
}

/// The directory of PostgreSQL's programs, or the reason why there is none.
pub fn installed() -> Result<PathBuf, &'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).map(|dir| dir.join("initdb"));
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged = versions.map(|version| version.path().join("bin/initdb"));
    let found = in_path.chain(packaged).find_map(|initdb| {
        // What is in the PATH may be a link; the server lies beside what it leads to.
        let dir = initdb.canonicalize().ok()?.parent()?.to_owned();
        dir.join("postgres").is_file().then_some(dir)
    });
    found.ok_or("there is no initdb in PATH or /usr/lib/postgresql/*/bin")
}

impl Cluster {
    /// Makes one in a temporary directory and starts it. It listens on a socket in there only.
    pub fn start(cores: Cores) -> anyhow::Result<Self> {
        let programs = installed().map_err(anyhow::Error::msg)?;
        let dir = tempfile::Builder::new().prefix("chit-bench-pg-").tempdir()?;
        // PostgreSQL refuses to run as root, so for root it runs as somebody else.
        let owner = if std::fs::metadata(dir.path())?.uid() == 0 { Some(somebody()?) } else { None };
        if let Some((user, group)) = owner {
            chown(dir.path(), Some(user), Some(group))?;
        }
        std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o700))?;
        let (data, socket) = (dir.path().join("data"), dir.path().display().to_string());
        let settle = |mut command: Command| {
            command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
            command.env("LC_ALL", "C").env("TZ", "UTC").current_dir(dir.path());
            if let Some((user, group)) = owner {
                command.uid(user).gid(group);
            }
            command
        };
        let mut initdb = settle(Command::new(programs.join("initdb")));
        initdb.args(["--auth=trust", "--username=chit", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        let made = initdb.arg(&data).output()?;
        ensure!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));

        let mut postgres = settle(cores.server(programs.join("postgres")));
        postgres.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c"]);
        postgres.arg(format!("unix_socket_directories={socket}"));
        let mut server = postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let stderr = server.stderr.take().context("a pipe")?;
        let cluster = Self { dir, server };
        let mut said = BufReader::new(stderr).lines().map_while(Result::ok);
        let ready = said.any(|line| line.contains("ready to accept"));
        ensure!(ready, "postgres did not start");
        // Until the server ends, so that its pipe doesn't fill up.
        std::thread::spawn(move || said.for_each(drop));
        Ok(cluster)
    }

    /// The URL of its database.
    pub fn url(&self) -> String {
        format!("postgres://chit@localhost/postgres?host={}", self.dir.path().display())
    }

    /// Its first process, the parent of all others.
    pub fn id(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // QUIT: at once, with its children. KILL would leave those behind.
        let _ = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

/// The user and group that PostgreSQL runs as when root may not: its own, where its package made one.
fn somebody() -> anyhow::Result<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd")?;
    let of = |name: &str| {
        let line = users.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let mut fields = line.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    of("postgres").or_else(|| of("nobody")).context("a user that isn't root")
}

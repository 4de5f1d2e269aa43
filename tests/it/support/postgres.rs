//! A throw-away PostgreSQL: its own cluster in a temporary directory, reached by a socket in there, gone with the tests.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

use super::{QUICK, SECRET_KEY};

/// The database that every test's own is a copy of: migrated once.
const TEMPLATE: &str = "migrated";

/// The cluster that the tests share; started by the first one that needs it.
static SHARED: Mutex<Option<Cluster>> = Mutex::new(None);

/// See [`statements`].
static STATEMENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Where PostgreSQL's programs are.
static PROGRAMS: LazyLock<Result<PathBuf, String>> = LazyLock::new(find);

/// A cluster with one user, `chit`, who may do everything.
pub struct Cluster {
    dir: TempDir,
    owner: Option<(u32, u32)>,
    server: Option<Child>,
}

/// Where PostgreSQL's programs are, or why there are none.
pub fn installed() -> Result<&'static Path, &'static str> {
    PROGRAMS.as_deref().map_err(String::as_str)
}

fn find() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).map(|dir| dir.join("initdb"));
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged = versions.map(|version| version.path().join("bin/initdb"));
    in_path
        .chain(packaged)
        .find_map(|initdb| {
            // What is in the PATH may be a link; the server lies beside what it leads to.
            let dir = initdb.canonicalize().ok()?.parent()?.to_owned();
            dir.join("postgres").is_file().then_some(dir)
        })
        .ok_or_else(|| "there is no initdb in PATH or /usr/lib/postgresql/*/bin".into())
}

/// Makes a database on the cluster that the tests share, and says its URL.
pub fn create(database: &str) -> String {
    shared(|cluster| {
        cluster.execute(&format!("create database {database} template {TEMPLATE}"));
        cluster.url(database)
    })
}

/// Removes a database from the cluster that the tests share, whoever is connected to it.
pub fn remove(database: &str) {
    shared(|cluster| cluster.execute(&format!("drop database if exists {database} with (force)")));
}

fn shared<T>(work: impl FnOnce(&Cluster) -> T) -> T {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    work(shared.get_or_insert_with(|| {
        let cluster = Cluster::make();
        cluster.migrate();
        cluster
    }))
}

/// Stops the cluster that the tests share, if one was started.
pub fn stop() {
    drop(SHARED.lock().unwrap_or_else(PoisonError::into_inner).take());
}

/// The statements that the service has executed by now, each once.
pub fn statements() -> BTreeSet<String> {
    STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Keeps the statement of a line of the server's log, if the service executed one. `chit` is the service's name for its connections.
fn record(line: &str) {
    let Some((_, statement)) = line.strip_prefix("chit|LOG:  execute ").and_then(|said| said.split_once(": ")) else {
        return;
    };
    let mut statements = STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if !statements.contains(statement) {
        statements.insert(statement.to_owned());
    }
}

impl Cluster {
    /// Makes and starts one.
    pub fn make() -> Self {
        let mut cluster = Self::place();
        let data = cluster.data();
        let made = cluster
            .program("initdb")
            .args(["--auth=trust", "--username=chit", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
            .arg(data)
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        cluster.start();
        cluster
    }

    /// An empty directory of the server's user, for a cluster.
    pub fn place() -> Self {
        let dir = tempfile::Builder::new().prefix("chit-pg-").tempdir_in(QUICK.as_path()).expect("a directory");
        // PostgreSQL refuses to run as root, so for root it runs as somebody else.
        let owner = (std::fs::metadata(dir.path()).expect("there").uid() == 0).then(somebody);
        if let Some((user, group)) = owner {
            chown(dir.path(), Some(user), Some(group)).expect("given away");
        }
        std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o700)).expect("closed");
        Self { dir, owner, server: None }
    }

    /// Starts the server and waits until it takes connections.
    pub fn start(&mut self) {
        let data = self.data();
        let socket = format!("unix_socket_directories={}", self.dir.path().display());
        let settings = [
            &socket,
            "listen_addresses=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
            // What the service says to its database is kept for `plans.rs`, without values.
            "log_statement=all",
            "log_parameter_max_length=0",
            "log_line_prefix=%a|",
        ];
        let mut command = self.program("postgres");
        command.arg("-D").arg(data).stdout(Stdio::null()).stderr(Stdio::piped());
        for setting in settings {
            command.args(["-c", setting]);
        }
        let mut server = command.spawn().expect("postgres runs");
        let mut said = BufReader::new(server.stderr.take().expect("piped")).lines().map_while(Result::ok);
        self.server = Some(server);
        let (tell, told) = mpsc::channel();
        // The thread ends with the server; until then it keeps the pipe from filling up.
        std::thread::spawn(move || {
            let mut before = String::new();
            let ready = said.by_ref().any(|line| {
                before = format!("{before}{line}\n");
                // One that stands by accepts read-only connections.
                line.contains("ready to accept")
            });
            let _ = tell.send((ready, before));
            said.for_each(|line| record(&line));
        });
        let (ready, before) = told.recv_timeout(Duration::from_secs(60)).unwrap_or_default();
        assert!(ready, "postgres did not start:\n{before}");
    }

    /// Stops the server at once, as a crash would.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // QUIT: immediately, with its children. KILL would leave those behind.
            let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
            let _ = server.wait();
        }
    }

    /// Does one thing in the cluster, on a connection of its own. Blocks: also inside a test's runtime, which has nothing else to
    /// do meanwhile.
    pub fn execute(&self, sql: &str) {
        let work = async {
            let mut connection = PgConnection::connect(&self.url("postgres")).await?;
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await?;
            connection.close().await
        };
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let done = std::thread::scope(|scope| scope.spawn(|| runtime().block_on(work)).join().expect("no panic"));
        done.unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    /// Makes the database that others are copied from: with the service's tables, made by the service itself.
    fn migrate(&self) {
        self.execute(&format!("create database {TEMPLATE}"));
        let made = Command::new(env!("CARGO_BIN_EXE_chit"))
            .arg("audit")
            .env_clear()
            .env("CHIT_DATABASE_URL", self.url(TEMPLATE))
            .env("CHIT_SECRET_KEY", SECRET_KEY)
            .current_dir(self.dir.path())
            .output()
            .expect("chit runs");
        assert!(made.status.success(), "migrating: {}", String::from_utf8_lossy(&made.stderr));
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://chit@localhost/{database}?host={}", self.dir.path().display())
    }

    /// The directory with its files, inside the one with its socket.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// One of PostgreSQL's programs, as the server's user.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(installed().expect("asked before").join(name));
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").current_dir(self.dir.path());
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The user and group that PostgreSQL runs as when root may not: its own, where its package made one.
fn somebody() -> (u32, u32) {
    let users = std::fs::read_to_string("/etc/passwd").expect("users");
    let of = |name: &str| {
        let line = users.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let mut fields = line.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    of("postgres").or_else(|| of("nobody")).expect("a user that isn't root")
}

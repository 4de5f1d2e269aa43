//! The ground of every test: a running service of its own, on a database of its own, and clients that talk to it.

mod app;
mod clients;
mod database;
mod html;
pub mod postgres;
pub mod routes;
mod webhook;
pub mod wire;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

pub use self::app::{App, BINARY, Payee, Place, SECRET_KEY};
pub use self::clients::{Answer, Api, Browser, bare_form, client, deed, form, form_id, until_too_many};
pub use self::database::Backend;
pub use self::html::{Page, outline, without_allowed_style};
pub use self::webhook::{Hook, Message, order};

/// No test takes longer: one that does hangs.
const PATIENCE: Duration = Duration::from_secs(240);
/// The same for those that `CHIT_SURVIVAL=long` makes long.
const LONG_PATIENCE: Duration = Duration::from_secs(4 * 3600);

/// A test's body.
pub type Body = fn(App) -> Pin<Box<dyn Future<Output = ()>>>;

/// The place for databases: in memory where there is room for two gigabytes, or else where temporary files are. A commit waits for the
/// disk there, and each test of PostgreSQL has hundreds of files, whose places ext4 searches long for after many were removed: a fifth
/// of a run's time.
pub static QUICK: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let free = Command::new("df").args(["-m", "--output=avail"]).arg(memory).output().ok();
    let free = free.and_then(|said| String::from_utf8_lossy(&said.stdout).lines().nth(1)?.trim().parse::<u64>().ok());
    if free.is_some_and(|megabytes| megabytes >= 2048) { memory.into() } else { std::env::temp_dir() }
});

/// Makes two tests, one per database, of each `async fn(App)`. They are called `room::subject::function::sqlite` and `…::postgres`.
macro_rules! both {
    [$($body:ident),* $(,)?] => {
        [$(crate::support::on_both(module_path!(), stringify!($body), |app| Box::pin($body(app)))),*]
            .into_iter()
            .flatten()
            .collect::<Vec<libtest_mimic::Trial>>()
    };
}
pub(crate) use both;

/// Makes a test of each `fn()`, which needs no service.
macro_rules! alone {
    [$($body:ident),* $(,)?] => { [$(crate::support::on_its_own(module_path!(), stringify!($body), $body)),*] };
}
pub(crate) use alone;

/// Makes a test of each `async fn()`, which needs no service.
macro_rules! alone_async {
    [$($body:ident),* $(,)?] => {
        [$(crate::support::on_its_own(module_path!(), stringify!($body), || crate::support::runtime().block_on($body()))),*]
    };
}
pub(crate) use alone_async;

/// A test's name: the modules that lead to it, and its own.
fn title(module: &str, name: &str) -> String {
    let (_, path) = module.split_once("::").unwrap_or_default();
    format!("{path}::{name}")
}

/// See [`alone!`].
pub fn on_its_own(module: &str, name: &str, body: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(title(module, name), || {
        body();
        Ok(())
    })
}

/// The runtime of a test: one thread.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// See [`both!`].
pub fn on_both(module: &str, name: &str, body: Body) -> [Trial; 2] {
    let title = title(module, name);
    [Backend::Sqlite, Backend::Postgres].map(|backend| {
        let missing = backend == Backend::Postgres && postgres::installed().is_err();
        let title = format!("{title}::{}", backend.name());
        let name = title.clone();
        let run = move || timed(name, || on(backend, body));
        Trial::test(title, run).with_ignored_flag(missing)
    })
}

/// See [`slowest`].
static TIMES: Mutex<Vec<(Duration, String)>> = Mutex::new(Vec::new());

fn timed<T>(name: String, run: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let outcome = run();
    TIMES.lock().unwrap_or_else(PoisonError::into_inner).push((begun.elapsed(), name));
    outcome
}

/// The tests that took the longest, each with its time beside others, longest first: where a run that grows too long can be shortened.
pub fn slowest(most: usize) -> Vec<(Duration, String)> {
    let mut times = TIMES.lock().unwrap_or_else(PoisonError::into_inner).clone();
    times.sort_by(|a, b| b.cmp(a));
    times.truncate(most);
    times
}

/// Runs a test's body against a service of its own; whatever happens, the service is gone afterwards. A failure tells the end of
/// the service's log.
fn on(backend: Backend, body: Body) -> Result<(), Failed> {
    let runtime = runtime();
    let place = Arc::new(Place::make(backend)?);
    let ours = Arc::clone(&place);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let app = App::start(ours).await;
            let patience = if are_runs_long() { LONG_PATIENCE } else { PATIENCE };
            tokio::time::timeout(patience, body(app)).await.expect("the test hangs");
        });
    }));
    let log = place.log();
    place.database.remove();
    outcome.map_err(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default();
        let from = log.lines().count().saturating_sub(40);
        let tail: Vec<_> = log.lines().skip(from).collect();
        Failed::from(format!("{said}\n--- the end of the service's log ---\n{}", tail.join("\n")))
    })
}

/// Tells whether tests that kill and break go through as many rounds as a release is worth.
pub fn are_runs_long() -> bool {
    std::env::var("CHIT_SURVIVAL").is_ok_and(|runs| runs == "long")
}

/// Asks every few milliseconds until it is so: what is waited for is the cause, however fast or slow the machine is, and whoever has
/// to bring it about is left the processor meanwhile.
pub async fn until(what: &str, so: impl AsyncFn() -> bool) {
    let mut pace = tokio::time::interval(Duration::from_millis(10));
    let waiting = async {
        while !so().await {
            pace.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE / 2, waiting).await.unwrap_or_else(|_| panic!("it never comes: {what}"));
}

/// The text between two marks, the first time. Panics where they aren't.
#[track_caller]
pub fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before:?} in:\n{text}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after:?} after {before:?} in:\n{text}")).0
}

/// Panics unless the text has every one of the parts.
#[track_caller]
pub fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in:\n{text}");
    }
}

/// Panics if the text has any of the parts.
#[track_caller]
pub fn has_not(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "there is {part:?} in:\n{text}");
    }
}

/// Now, by the one clock of the project.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    chit::domain::clock::Clock::system().now()
}

//! The service while something fails: its database, the network, a replica, the service itself. What answers, what is refused, what comes
//! back by itself. A file per kind of failure. `proxy` is a network that fails on demand, `traffic` are those who call meanwhile, `books` is
//! what is held against that afterwards; the rest is shared with `tests/it`.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test says what it found by failing")]

mod backups;
mod balancer;
mod books;
mod frozen;
mod full;
mod kills;
mod listener;
mod one_connection;
mod point_in_time;
mod proxy;
mod read_only;
mod restart;
mod rolled;
mod soak;
mod standby;
mod stops;
#[expect(dead_code, unused_imports, unused_macros, reason = "tests/it uses all of it")]
#[path = "../it/support/mod.rs"]
mod support;
mod traffic;

use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Trial};

use crate::proxy::Proxy;
use crate::support::{App, Body};

/// The number of answers after which what has failed must be served again. Each comes within the service's own patience.
const TRIES: usize = 10;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // What talks HTTP here never meets a certificate, but it wants to know who would check one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if balancer::installed().is_none() && !arguments.list {
        eprintln!(
            "\nHAPROXY IS LEFT OUT: it is not installed.\nIts tests are listed as ignored. tests/run installs it.\n"
        );
    }
    if let (Err(missing), false) = (support::postgres::installed(), arguments.list) {
        eprintln!("\nPOSTGRESQL IS LEFT OUT: {missing}.\nIts tests are listed as ignored. tests/run installs it.\n");
    }
    let trials = [
        backups::tests(),
        frozen::tests(),
        full::tests(),
        kills::tests(),
        listener::tests(),
        one_connection::tests(),
        point_in_time::tests(),
        read_only::tests(),
        restart::tests(),
        rolled::tests(),
        soak::tests(),
        standby::tests(),
        stops::tests(),
    ];
    let conclusion = libtest_mimic::run(&arguments, trials.into_iter().flatten().collect());
    support::postgres::stop();
    conclusion.exit_code()
}

/// A test on PostgreSQL alone: an embedded database has no network to fail.
fn on_postgres(module: &str, name: &str, body: Body) -> Trial {
    let [_, on_postgres] = support::on_both(module, name, body);
    on_postgres
}

/// The service, started anew behind a proxy, with little patience.
async fn behind_proxy(app: App) -> (App, Proxy) {
    let (url, directory) = app.db().url.split_once("?host=").expect("PostgreSQL's socket");
    let proxy = Proxy::start(directory.as_ref());
    let url = url.replace("@localhost", &format!("@127.0.0.1:{}", proxy.port));
    let app = app.with(&[("CHIT_DATABASE_URL", &url), ("CHIT_DATABASE_PATIENCE", "1")]).await;
    (app, proxy)
}

/// The number of rounds: few, or as many as a release is worth. See CONTRIBUTING.md.
fn times(few: usize, many: usize) -> usize {
    if support::are_runs_long() { many } else { few }
}

/// Sends a signal to the service.
fn signal(app: &App, name: &str) {
    let told = Command::new("kill").args([&format!("-{name}"), &app.pid().to_string()]).status().expect("kill runs");
    assert!(told.success(), "the service is gone");
}

/// Works on something while the test goes on.
async fn aside<T: Send + 'static>(mut thing: T, work: impl FnOnce(&mut T) + Send + 'static) -> T {
    let worked = tokio::task::spawn_blocking(move || {
        work(&mut thing);
        thing
    });
    worked.await.expect("no panic")
}

/// Waits until it is so.
async fn until(what: &str, so: impl Fn() -> bool) {
    let look = async || {
        tokio::task::yield_now().await;
        so()
    };
    support::until(what, look).await;
}

/// Asks until it is served, and panics unless that is soon and what came before were temporary failures.
async fn soon<T>(what: &str, expected: u16, ask: impl AsyncFn() -> (u16, T)) -> T {
    let mut codes = Vec::new();
    while codes.len() < TRIES {
        let (code, answer) = ask().await;
        if code == expected {
            return answer;
        }
        assert_eq!(code, 503, "{what}, after {codes:?}");
        codes.push(code);
    }
    panic!("{what} is not served again: {codes:?}");
}

//! The service while its database fails: what answers, what is refused, what comes back by itself. A file per kind of failure; `proxy` is a
//! network that fails on demand, and the rest is shared with `tests/it`.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test says what it found by failing")]

mod frozen;
mod listener;
mod one_connection;
mod proxy;
mod read_only;
mod restart;
#[expect(dead_code, unused_imports, reason = "tests/it uses all of it")]
#[path = "../it/support/mod.rs"]
mod support;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use crate::proxy::Proxy;
use crate::support::{App, Body};

/// The number of answers after which what has failed must be served again. Each comes within the service's own patience.
const TRIES: usize = 10;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // What talks HTTP here never meets a certificate, but it wants to know who would check one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let (Err(missing), false) = (support::postgres::installed(), arguments.list) {
        eprintln!("\nPOSTGRESQL IS LEFT OUT: {missing}.\nIts tests are listed as ignored. tests/run installs it.\n");
    }
    let trials = [frozen::tests(), listener::tests(), one_connection::tests(), read_only::tests(), restart::tests()];
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

//! Tests from outside: the real binary, over HTTP, on both databases. A room for each audience whose promise it
//! is, a file per subject; `support` has the words they speak in.
//!
//! `cargo test --test it` runs all of them, `… settlement::` a room, `… settlement::refunds::` a subject, `… ::sqlite` one database. Where
//! PostgreSQL is not installed its half is listed as ignored; `tests/run` installs what is missing.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test says what it found by failing")]

mod accounting;
mod api;
mod buyers;
mod house;
mod operations;
mod rails;
mod sellers;
mod settlement;
mod snapshots;
mod support;

use std::process::ExitCode;

use libtest_mimic::Arguments;

/// The number of tests whose time is told at the end of a whole run.
const SLOWEST: usize = 30;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A test waits for its service and its database as often as it computes: half as many again as there are cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores + cores.div_ceil(2));
    // What talks HTTP here never meets a certificate, but it wants to know who would check one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let (Err(missing), false) = (support::postgres::installed(), arguments.list) {
        eprintln!("\nPOSTGRESQL IS LEFT OUT: {missing}.\nIts tests are listed as ignored. tests/run installs it.\n");
    }
    let trials = [
        buyers::tests(),
        sellers::tests(),
        api::tests(),
        settlement::tests(),
        rails::tests(),
        accounting::tests(),
        operations::tests(),
        house::tests(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    if arguments.filter.is_none() && !arguments.list {
        eprintln!("The slowest tests, in seconds:");
        for (time, name) in support::slowest(SLOWEST) {
            eprintln!("{:8.1} {name}", time.as_secs_f64());
        }
    }
    // They explain what was executed meanwhile, by whichever tests.
    let whatever = Arguments { filter: None, skip: Vec::new(), exact: false, ..arguments };
    let plans = libtest_mimic::run(&whatever, house::plans::tests());
    support::postgres::stop();
    if conclusion.has_failed() { conclusion.exit_code() } else { plans.exit_code() }
}

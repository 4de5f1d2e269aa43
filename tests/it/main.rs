//! Tests from outside: the real binary, over HTTP, on both databases. A file per subject; `support` has the words they speak in.
//!
//! `cargo test --test it` runs all of them, `cargo test --test it settlement::` one subject, `… ::sqlite` one database. Where
//! PostgreSQL is not installed its half is listed as ignored; `tests/run` installs what is missing.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test says what it found by failing")]

mod api;
mod api_misread;
mod api_strict;
mod attempts;
mod audit;
mod books;
mod canary;
mod card;
mod choices;
mod connections;
mod doors;
mod edge;
mod erasure;
mod exports;
mod hostile;
mod journey;
mod kept_pages;
mod keys;
mod languages;
mod layers;
mod lists;
mod live;
mod locales;
mod lockouts;
mod lost_key;
mod metrics;
mod needed_methods;
mod new_requests;
mod nonsense;
mod once;
mod operations;
mod over;
mod pages;
mod payer_texts;
mod plans;
mod private;
mod promises;
mod providers;
mod races;
mod rails;
mod receipt;
mod reports;
mod sandbox;
mod seals;
mod search;
mod settlement;
mod settlement_by_hand;
mod settlement_crash;
mod settlement_disputes;
mod settlement_fairness;
mod settlement_model;
mod settlement_polls;
mod settlement_refunds;
mod settlement_stages;
mod settlement_stuck;
mod settlement_told;
mod settlement_trust;
mod sharing;
mod store;
mod support;
mod taken_down;
mod test_marks;
mod typed_amounts;
mod zones;

use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // What talks HTTP here never meets a certificate, but it wants to know who would check one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let (Err(missing), false) = (support::postgres::installed(), arguments.list) {
        eprintln!("\nPOSTGRESQL IS LEFT OUT: {missing}.\nIts tests are listed as ignored. tests/run installs it.\n");
    }
    let trials = [
        api::tests(),
        api_misread::tests(),
        api_strict::tests(),
        attempts::tests(),
        audit::tests(),
        books::tests(),
        canary::tests(),
        choices::tests(),
        doors::tests(),
        once::tests(),
        card::tests(),
        connections::tests(),
        edge::tests(),
        erasure::tests(),
        exports::tests(),
        lockouts::tests(),
        lost_key::tests(),
        journey::tests(),
        promises::tests(),
        kept_pages::tests(),
        keys::tests(),
        layers::tests(),
        metrics::tests(),
        pages::tests(),
        payer_texts::tests(),
        private::tests(),
        races::tests(),
        rails::tests(),
        sandbox::tests(),
        reports::tests(),
        providers::tests(),
        receipt::tests(),
        seals::tests(),
        search::tests(),
        settlement::tests(),
        sharing::tests(),
        settlement_by_hand::tests(),
        settlement_crash::tests(),
        settlement_disputes::tests(),
        settlement_model::tests(),
        settlement_fairness::tests(),
        settlement_polls::tests(),
        settlement_refunds::tests(),
        settlement_stages::tests(),
        settlement_stuck::tests(),
        settlement_told::tests(),
        settlement_trust::tests(),
        store::tests(),
        taken_down::tests(),
        test_marks::tests(),
        operations::tests(),
        lists::tests(),
        over::tests(),
        live::tests(),
        locales::tests(),
        languages::tests(),
        hostile::tests(),
        needed_methods::tests(),
        new_requests::tests(),
        nonsense::tests(),
        typed_amounts::tests(),
        zones::tests(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    // They explain what was executed meanwhile, by whichever tests.
    let whatever = Arguments { filter: None, skip: Vec::new(), exact: false, ..arguments };
    let plans = libtest_mimic::run(&whatever, plans::tests());
    support::postgres::stop();
    if conclusion.has_failed() { conclusion.exit_code() } else { plans.exit_code() }
}

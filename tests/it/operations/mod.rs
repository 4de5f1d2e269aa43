//! Promises to operators: starts and stops, backups, secrets that change, limits, metrics, links that are taken down, and pages of their own.

mod backups;
mod below_path;
mod connections;
mod edge;
pub mod keys;
mod lost_key;
mod metrics;
mod operator;
pub mod service;
mod taken_down;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        backups::tests(),
        below_path::tests(),
        connections::tests(),
        edge::tests(),
        keys::tests(),
        lost_key::tests(),
        metrics::tests(),
        operator::tests(),
        service::tests(),
        taken_down::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

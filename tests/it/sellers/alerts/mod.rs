//! Alerts on sellers' devices: what they say and to whom, and what comes of devices that are gone.

mod devices;
mod orders;
mod refusals;
mod replaced;
mod rules;
mod sending;
pub mod service;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [devices::tests(), orders::tests(), refusals::tests(), replaced::tests(), sending::tests()]
        .into_iter()
        .flatten()
        .collect()
}

//! The JSON API, to the letter.

mod bulk;
mod keys;
mod misread;
mod resources;
mod strict;
pub mod webhooks;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [bulk::tests(), keys::tests(), misread::tests(), resources::tests(), strict::tests(), webhooks::tests()]
        .into_iter()
        .flatten()
        .collect()
}

//! The JSON API, to the letter.

mod bulk;
mod description;
mod keys;
mod misread;
mod resources;
mod splits;
mod strict;
mod versions;
pub mod webhooks;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        bulk::tests(),
        description::tests(),
        keys::tests(),
        misread::tests(),
        resources::tests(),
        splits::tests(),
        strict::tests(),
        versions::tests(),
        webhooks::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

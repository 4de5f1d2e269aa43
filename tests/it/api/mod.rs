//! The JSON API, to the letter.

mod description;
mod keys;
mod misread;
mod resources;
mod strict;
mod versions;
pub mod webhooks;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        description::tests(),
        keys::tests(),
        misread::tests(),
        resources::tests(),
        strict::tests(),
        versions::tests(),
        webhooks::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

//! The JSON API, to the letter.

mod misread;
mod resources;
mod strict;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [misread::tests(), resources::tests(), strict::tests()].into_iter().flatten().collect()
}

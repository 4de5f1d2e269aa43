//! Addresses and answers that mean nothing: each gets a page that helps, or a plain refusal, and never a failure of ours.

mod answers;
mod random;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [answers::tests(), random::tests()].into_iter().flatten().collect()
}

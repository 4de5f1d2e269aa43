//! What every rail of a kind does alike, by one contract for all of them.

pub mod by_hand;
mod by_provider;
mod order;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [by_hand::tests(), by_provider::tests(), order::tests()].into_iter().flatten().collect()
}

//! Promises to accountants: exports that stay as they were, and ledgers that nobody rewrites unnoticed.

mod audit;
mod books;
mod days;
mod exports;
mod ledgers;
mod seals;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [audit::tests(), books::tests(), days::tests(), exports::tests(), ledgers::tests(), seals::tests()].into_iter().flatten().collect()
}

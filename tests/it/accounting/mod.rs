//! Promises to accountants: exports that stay as they were, and ledgers that nobody rewrites unnoticed.

mod audit;
mod books;
mod days;
mod exports;
mod seals;
pub mod statements;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let subjects =
        [audit::tests(), books::tests(), days::tests(), exports::tests(), seals::tests(), statements::tests()];
    subjects.into_iter().flatten().collect()
}

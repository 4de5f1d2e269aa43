//! Promises to accountants: exports that stay as they were, and ledgers that nobody rewrites unnoticed.

mod audit;
mod books;
mod exports;
mod formats;
mod seals;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [audit::tests(), books::tests(), exports::tests(), formats::tests(), seals::tests()].into_iter().flatten().collect()
}

//! Promises to accountants: exports that stay as they were, and ledgers that nobody rewrites unnoticed.

mod audit;
mod books;
mod days;
mod exports;
mod formats;
mod seals;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let all = [audit::tests(), books::tests(), days::tests(), exports::tests(), formats::tests(), seals::tests()];
    all.into_iter().flatten().collect()
}

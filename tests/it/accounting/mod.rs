//! Promises to accountants: exports that stay as they were, and ledgers that nobody rewrites unnoticed.

mod audit;
mod batches;
mod books;
mod closes;
mod days;
mod exports;
mod formats;
mod histories;
mod ledgers;
mod months;
mod received;
mod seals;
pub mod statements;
mod sums;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        audit::tests(),
        batches::tests(),
        books::tests(),
        closes::tests(),
        days::tests(),
        exports::tests(),
        formats::tests(),
        histories::tests(),
        ledgers::tests(),
        months::tests(),
        received::tests(),
        seals::tests(),
        statements::tests(),
        sums::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

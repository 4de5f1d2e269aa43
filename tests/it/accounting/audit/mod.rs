//! The audit: whatever is changed in a row that the books speak of is found, by name.

mod columns;
mod rows;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [columns::tests(), rows::tests()].into_iter().flatten().collect()
}

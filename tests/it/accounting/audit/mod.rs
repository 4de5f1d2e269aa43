//! The audit: whatever is changed in a row that the books speak of is found, by name.

mod columns;
mod deliveries;
mod rows;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [columns::tests(), deliveries::tests(), rows::tests()].into_iter().flatten().collect()
}

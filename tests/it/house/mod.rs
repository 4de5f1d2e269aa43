//! The house's own rules: floors, plans of statements, doors, texts, privacy.

mod access;
pub mod canary;
mod doors;
mod erasure;
mod feet;
mod hostile;
mod layers;
pub mod locales;
mod new_requests;
pub mod plans;
mod private;
mod promises;
mod races;
mod snapshots;
pub mod store;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        access::tests(),
        canary::tests(),
        doors::tests(),
        erasure::tests(),
        feet::tests(),
        hostile::tests(),
        layers::tests(),
        locales::tests(),
        new_requests::tests(),
        private::tests(),
        promises::tests(),
        races::tests(),
        snapshots::tests(),
        store::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

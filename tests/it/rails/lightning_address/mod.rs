//! Lightning addresses: through the service, and the rail alone.

mod rail;
mod service;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [service::tests(), rail::tests()].into_iter().flatten().collect()
}

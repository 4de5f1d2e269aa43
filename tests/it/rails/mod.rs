//! Rails that call a provider, against doubles of the providers that are written from their documentation and their own example
//! objects, and know nothing of our code.

mod stripe;
mod stripe_double;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    stripe::tests()
}

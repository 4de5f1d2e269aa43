//! Promises to buyers: pages that say how things stand in their language, proof of what they paid, and no record of who they are.

mod attempts;
mod card;
mod kept_pages;
mod languages;
mod live;
mod lockouts;
mod nonsense;
pub mod orders;
pub mod pages;
mod payer_texts;
pub mod receipt;
mod reports;
mod test_marks;
mod typed_amounts;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        attempts::tests(),
        card::tests(),
        kept_pages::tests(),
        languages::tests(),
        live::tests(),
        lockouts::tests(),
        nonsense::tests(),
        orders::tests(),
        pages::tests(),
        payer_texts::tests(),
        receipt::tests(),
        reports::tests(),
        test_marks::tests(),
        typed_amounts::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

//! Money arrives once and goes back once, whoever tells of it, in whichever order.

pub mod arrivals;
mod by_hand;
mod crash;
mod disputes;
mod fairness;
mod model;
mod over;
pub mod polls;
mod prices;
pub mod refunds;
mod stages;
pub mod stock;
mod stuck;
mod tips;
mod tips_by_hand;
mod told;
mod trust;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        arrivals::tests(),
        by_hand::tests(),
        crash::tests(),
        disputes::tests(),
        fairness::tests(),
        model::tests(),
        over::tests(),
        polls::tests(),
        prices::tests(),
        refunds::tests(),
        stages::tests(),
        stock::tests(),
        stuck::tests(),
        tips::tests(),
        tips_by_hand::tests(),
        told::tests(),
        trust::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

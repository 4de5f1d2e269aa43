//! What every rail of a kind does alike, by one contract for all of them.

pub mod by_hand;
mod by_provider;
mod carried;
mod offered;
mod order;
mod qr_bill;
mod reach;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let all = [
        by_hand::tests(),
        by_provider::tests(),
        carried::tests(),
        offered::tests(),
        order::tests(),
        qr_bill::tests(),
        reach::tests(),
    ];
    all.into_iter().flatten().collect()
}

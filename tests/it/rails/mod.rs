//! Every rail, by one contract for all of a kind; and what only one of them does, against a double of its provider.

mod btcpay;
pub mod by_hand;
mod by_provider;
mod carried;
pub mod doubles;
mod lightning_address;
mod link;
mod lnbits;
mod merchant_code;
mod offered;
mod order;
pub mod paypal;
mod qr_bill;
mod reach;
mod sandbox;
mod stripe;
mod test_accounts;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let all = [
        btcpay::tests(),
        by_hand::tests(),
        by_provider::tests(),
        carried::tests(),
        lightning_address::tests(),
        link::tests(),
        lnbits::tests(),
        merchant_code::tests(),
        offered::tests(),
        order::tests(),
        paypal::tests(),
        qr_bill::tests(),
        reach::tests(),
        sandbox::tests(),
        stripe::tests(),
        test_accounts::tests(),
    ];
    all.into_iter().flatten().collect()
}

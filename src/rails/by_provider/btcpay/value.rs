//! What came for an invoice, in the invoice's currency.
//!
//! Coins are worth what the invoice says: its rate is fixed when it is made. That product has more decimals than a currency has, so it
//! is booked down to the minor unit: the books never say more than came. Two exceptions, both of which are BTCPay's own:
//!
//! - An invoice asks for whole satoshis, so whoever pays it exactly pays up to one satoshi more than the amount, which is several minor
//!   units of some currencies. Where BTCPay says that nothing is left to pay, what came is what was asked.
//! - The payer of a further payment may be asked for what it will cost to spend it. That fee isn't part of the amount.
//!
//! Only confirmed coins count. Whoever sends coins that can still be taken back must not find them in the books.

use super::objects::{Exact, InvoiceMethod, InvoicePayment, InvoicePaymentStatus};
use crate::domain::clock::Timestamp;
use crate::domain::money::currency::Currency;

/// Decimals that are counted: a thousandth of a satoshi is the eleventh. What a rate has beyond them is cut off.
const DECIMALS: u32 = 12;

/// What came for an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Confirmed coins, in minor units of the invoice's currency.
    pub arrived: i64,
    /// BTCPay says that neither more nor less than was asked came.
    pub exact: bool,
    /// Coins were seen that aren't confirmed.
    pub pending: bool,
    /// Coins were seen and taken back.
    pub withdrawn: bool,
    /// When the last confirmed coins were seen.
    pub last: Option<Timestamp>,
}

/// A number in units of the last decimal that counts.
fn units(Exact(number): Exact) -> Option<i128> {
    let number = number.trunc_with_scale(DECIMALS);
    number.mantissa().checked_mul(10_i128.checked_pow(DECIMALS - number.scale())?)
}

fn worth(payment: &InvoicePayment, rate: i128) -> Option<i128> {
    units(payment.value)?.checked_sub(units(payment.fee)?)?.checked_mul(rate)
}

/// Adds up what came. `None` for what is no amount that can be booked.
pub fn tally(methods: &[InvoiceMethod], currency: Currency) -> Option<Tally> {
    let mut sum = 0_i128;
    let mut tally = Tally { arrived: 0, exact: false, pending: false, withdrawn: false, last: None };
    for method in methods {
        let rate = units(method.rate)?;
        for payment in &method.payments {
            match payment.status {
                InvoicePaymentStatus::Settled => {
                    sum = sum.checked_add(worth(payment, rate)?)?;
                    tally.last = tally.last.max(payment.received_at());
                }
                InvoicePaymentStatus::Processing => tally.pending = true,
                InvoicePaymentStatus::Invalid => tally.withdrawn = true,
            }
        }
    }
    let minor = 10_i128.checked_pow((2 * DECIMALS).checked_sub(u32::from(currency.exponent()))?)?;
    tally.arrived = i64::try_from((sum / minor).max(0)).ok()?;
    tally.exact = methods.iter().any(|method| method.due.0.is_zero());
    Some(tally)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    fn method(rate: &str, due: &str, payments: &[(&str, &str, &str)]) -> Value {
        let payment = |(value, fee, status): &(&str, &str, &str)| json!({"id": "x", "value": value, "fee": fee, "status": status, "receivedDate": 1_700_000_000});
        json!({"paymentMethodId": "BTC-CHAIN", "destination": "bc1q", "rate": rate, "due": due,
            "payments": payments.iter().map(payment).collect::<Vec<_>>()})
    }

    fn of(methods: &[Value], code: &str) -> Option<Tally> {
        let methods: Vec<InvoiceMethod> = serde_json::from_value(Value::from(methods)).expect("methods");
        tally(&methods, currency(code))
    }

    fn arrived(rate: &str, payments: &[(&str, &str, &str)], code: &str) -> Option<i64> {
        of(&[method(rate, "-1", payments)], code).map(|tally| tally.arrived)
    }

    #[test]
    fn coins_are_worth_what_the_invoices_rate_says_and_no_more() {
        for (rate, value, code, minor) in [
            ("60000", "0.00041667", "EUR", 2500),
            ("60000", "0.00041666", "EUR", 2499),
            ("60000.01", "0.00041667", "EUR", 2500),
            ("64392.23", "1", "USD", 6_439_223),
            ("60000", "0.00000000001", "EUR", 0),
            ("9000000", "0.00002778", "JPY", 250),
            ("1600000000", "0.00000625", "VND", 10_000),
            ("18000.123", "0.001", "KWD", 18_000),
            ("0.1234567890123456789012345678", "81", "EUR", 999),
            ("0.1234567890123456789012345678", "81.0001", "EUR", 1000),
        ] {
            assert_eq!(arrived(rate, &[(value, "0", "Settled")], code), Some(minor), "{value} × {rate} {code}");
        }
    }

    #[test]
    fn what_came_in_pieces_is_added_before_it_is_cut() {
        let halves = [("0.000208335", "0", "Settled"), ("0.000208335", "0.0", "Settled")];
        assert_eq!(arrived("60000", &halves, "EUR"), Some(2500));
        assert_eq!(arrived("60000", &halves[..1], "EUR"), Some(1250), "and 0.01 of a cent");
        let two =
            [method("60000", "-1", &[("0.0001", "0", "Settled")]), method("80", "-1", &[("0.1", "0", "Settled")])];
        assert_eq!(of(&two, "EUR").map(|tally| tally.arrived), Some(600 + 800), "each by its own rate");
        assert_eq!(arrived("60000", &[("0.00042", "0.00001", "Settled")], "EUR"), Some(2460), "less the fee");
        assert_eq!(arrived("60000", &[("0.00001", "0.00042", "Settled")], "EUR"), Some(0), "never below nothing");
    }

    #[test]
    fn only_what_is_confirmed_counts() {
        let payments = [("0.0001", "0", "Settled"), ("0.0002", "0", "Processing"), ("0.0004", "0", "Invalid")];
        let tally = of(&[method("60000", "0.0003", &payments)], "EUR").expect("a tally");
        let last = chrono::DateTime::from_timestamp(1_700_000_000, 0);
        assert_eq!(tally, Tally { arrived: 600, exact: false, pending: true, withdrawn: true, last });
        let none = of(&[method("60000", "0.001", &[])], "EUR").expect("a tally");
        assert_eq!(none, Tally { arrived: 0, exact: false, pending: false, withdrawn: false, last: None });
    }

    #[test]
    fn nothing_left_to_pay_by_any_way_is_exact() {
        let paid = [("0.00000626", "0", "Settled")];
        // Dong: a satoshi is 16 of them, and 10,007 are asked.
        let exact = of(&[method("1600000000", "0.00000000", &paid), method("5", "-0.1", &[])], "VND").expect("a tally");
        assert_eq!((exact.arrived, exact.exact), (10_016, true));
        assert!(!of(&[method("1600000000", "-0.00000001", &paid)], "VND").expect("a tally").exact);
    }

    #[test]
    fn what_cannot_be_counted_is_no_amount() {
        let most = "79228162514264337593543950335";
        assert_eq!(arrived(most, &[("1", "0", "Settled")], "EUR"), None);
        assert_eq!(arrived("60000", &[(most, "0", "Settled")], "EUR"), None);
        for bad in ["", "1e5", "NaN", "1,5", "0.00000000000000000000000000001", "792281625142643375935439503350"] {
            let method = method(bad, "0", &[]);
            assert!(serde_json::from_value::<InvoiceMethod>(method).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_books_say_at_most_a_minor_unit_less_than_came(sats in 0..2_100_000_000_000_000_i64, cents in 1..10_000_000_i64) {
            let decimal = |n: i64, scale| rust_decimal::Decimal::new(n, scale).to_string();
            let (value, rate) = (decimal(sats, 8), decimal(cents, 2));
            let whole = i128::from(sats) * i128::from(cents);
            let booked = arrived(&rate, &[(&value, "0", "Settled")], "EUR").map(i128::from).expect("an amount");
            prop_assert!((booked * 100_000_000..(booked + 1) * 100_000_000).contains(&whole));
        }
    }
}

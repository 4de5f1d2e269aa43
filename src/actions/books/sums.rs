//! Sums of a ledger's days, by currency and by way of payment.

use crate::domain::ledger::MovementKind;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::store::DaySum;

/// The sums of lines of one currency, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The rail's name; `None` for the lines of all rails.
    pub rail: Option<String>,
    /// The number of lines.
    pub lines: i64,
    /// The sum of settlements.
    pub came_in: i64,
    /// The sum of refunds and corrections: zero or negative, as a rule.
    pub went_back: i64,
    /// The sum of the tips in both.
    pub tips: i64,
    /// The fees that are known.
    pub fees: i64,
    /// The number of lines whose fee isn't known.
    pub unknown_fees: i64,
}

impl Sums {
    /// No lines of a currency.
    pub fn none(currency: Currency, rail: Option<String>) -> Self {
        Self { currency, rail, lines: 0, came_in: 0, went_back: 0, tips: 0, fees: 0, unknown_fees: 0 }
    }

    /// The sum of the amounts before fees.
    pub fn gross(&self) -> i64 {
        self.came_in + self.went_back
    }

    /// The sum of the amounts after the fees that are known.
    pub fn net(&self) -> i64 {
        self.gross() - self.fees
    }

    /// An amount in the currency of the sums.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    fn add(&mut self, sum: &DaySum) {
        self.lines += sum.lines;
        self.tips += sum.tip;
        self.fees += sum.fee;
        self.unknown_fees += sum.unknown_fees;
        match sum.kind {
            MovementKind::Settlement => self.came_in += sum.gross,
            MovementKind::Refund | MovementKind::Correction => self.went_back += sum.gross,
        }
    }
}

/// Adds up sums by currency, in the order of their codes.
pub fn by_currency(sums: &[DaySum]) -> Vec<Sums> {
    added(sums, |_| None)
}

/// Adds up sums by currency and rail, in the order of their names.
pub fn by_rail(sums: &[DaySum]) -> Vec<Sums> {
    added(sums, |sum| Some(sum.rail.clone()))
}

fn added(sums: &[DaySum], rail: impl Fn(&DaySum) -> Option<String>) -> Vec<Sums> {
    let mut groups = std::collections::BTreeMap::new();
    for sum in sums {
        let key = (sum.currency.code(), rail(sum));
        let group = groups.entry(key).or_insert_with_key(|(_, rail)| Sums::none(sum.currency, rail.clone()));
        group.add(sum);
    }
    groups.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(currency: &str, rail: &str, kind: MovementKind, gross: i64, fee: i64, unknown_fees: i64) -> DaySum {
        let currency = Currency::parse(currency).expect("a currency");
        DaySum { currency, rail: rail.into(), kind, lines: 1, gross, tip: gross / 10, fee, unknown_fees }
    }

    #[test]
    fn sums_are_kept_apart_by_currency_and_rail() {
        use MovementKind::{Correction, Refund, Settlement};
        let days = [
            sum("EUR", "stripe", Settlement, 2500, 58, 0),
            sum("EUR", "stripe", Refund, -2500, 25, 0),
            sum("EUR", "stripe", Correction, 500, 0, 0),
            sum("EUR", "manual", Settlement, 1000, 0, 0),
            sum("CHF", "paypal", Settlement, 8000, 0, 1),
        ];
        let all = by_currency(&days);
        let codes: Vec<_> = all.iter().map(|sums| sums.currency.code()).collect();
        assert_eq!(codes, ["CHF", "EUR"]);
        assert_eq!((all[0].unknown_fees, all[0].net()), (1, 8000));
        let euros = &all[1];
        assert_eq!((euros.lines, euros.came_in, euros.went_back, euros.fees), (4, 3500, -2000, 83));
        assert_eq!((euros.gross(), euros.net(), euros.tips), (1500, 1417, 150));
        let rails = by_rail(&days);
        let names: Vec<_> = rails.iter().map(|sums| sums.rail.as_deref().unwrap_or_default()).collect();
        assert_eq!(names, ["paypal", "manual", "stripe"]);
        assert_eq!(rails.iter().map(Sums::net).sum::<i64>(), all.iter().map(Sums::net).sum::<i64>());
    }
}

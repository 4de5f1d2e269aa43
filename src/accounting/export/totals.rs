//! Sums of a file's lines, in memory that depends on the number of currencies and rails only.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ExportContext;
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::currency::Currency;

/// The sums of one currency and rail, in minor units. They may be greater than any one amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    /// The currency.
    pub currency: Currency,
    /// The rail's name in the ledger.
    pub rail: String,
    /// The number of lines.
    pub lines: i64,
    /// The gross amounts of settlements.
    pub settled: i128,
    /// The gross amounts of refunds, which are negative.
    pub refunded: i128,
    /// The gross amounts of corrections.
    pub corrected: i128,
    /// The tips in them.
    pub tip: i128,
    /// The fees that are known.
    pub fee: i128,
    /// The number of lines without a known fee.
    pub unknown_fees: i64,
}

impl Sum {
    fn new(currency: Currency, rail: &str) -> Self {
        let rail = rail.to_owned();
        Self { currency, rail, lines: 0, settled: 0, refunded: 0, corrected: 0, tip: 0, fee: 0, unknown_fees: 0 }
    }

    /// The sum of all gross amounts.
    pub fn gross(&self) -> i128 {
        self.settled + self.refunded + self.corrected
    }

    /// The amount after fees; `None` where a fee isn't known.
    pub fn net(&self) -> Option<i128> {
        (self.unknown_fees == 0).then(|| self.gross() - self.fee)
    }

    fn add(&mut self, line: &ExportLine) {
        let gross = i128::from(line.gross);
        self.lines += 1;
        self.tip += i128::from(line.tip);
        match line.kind {
            MovementKind::Settlement => self.settled += gross,
            MovementKind::Refund => self.refunded += gross,
            MovementKind::Correction => self.corrected += gross,
        }
        match line.fee {
            Some(fee) => self.fee += i128::from(fee),
            None => self.unknown_fees += 1,
        }
    }

    fn merge(&mut self, other: &Self) {
        self.lines += other.lines;
        self.settled += other.settled;
        self.refunded += other.refunded;
        self.corrected += other.corrected;
        self.tip += other.tip;
        self.fee += other.fee;
        self.unknown_fees += other.unknown_fees;
    }
}

/// The sums of a file.
#[derive(Debug, Default)]
pub(super) struct Totals {
    sums: Vec<Sum>,
    lines: i64,
    last_seq: i64,
    last_day: Option<NaiveDate>,
}

impl Totals {
    /// Counts a line.
    pub fn add(&mut self, line: &ExportLine) {
        self.lines += 1;
        self.last_seq = self.last_seq.max(line.seq);
        self.last_day = self.last_day.max(Some(line.accounting_date));
        let at = self.sums.iter().position(|sum| sum.currency == line.currency && sum.rail == line.rail);
        let at = at.unwrap_or_else(|| {
            self.sums.push(Sum::new(line.currency, &line.rail));
            self.sums.len() - 1
        });
        if let Some(sum) = self.sums.get_mut(at) {
            sum.add(line);
        }
    }

    /// The sums of each currency and rail, in the order of their names.
    pub fn by_rail(&self) -> Vec<&Sum> {
        let mut sums: Vec<_> = self.sums.iter().collect();
        sums.sort_by_key(|sum| (sum.currency.code(), sum.rail.as_str()));
        sums
    }

    /// The sums of each currency, in the order of their codes. Their rail is empty.
    pub fn by_currency(&self) -> Vec<Sum> {
        let mut sums: Vec<Sum> = Vec::new();
        for sum in self.by_rail() {
            match sums.last_mut().filter(|last| last.currency == sum.currency) {
                Some(last) => last.merge(sum),
                None => sums.push(Sum { rail: String::new(), ..sum.clone() }),
            }
        }
        sums
    }

    /// The last day in the books; `None` for a file without lines.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.last_day
    }

    /// Returns whether the file has every line of the ledger up to its own last one, so that its sums are the accounts' balances.
    pub fn are_balances(&self, context: &ExportContext) -> bool {
        // Numbers have no gap and none stands twice, so as many lines as the greatest number are all of them.
        context.from.is_none() && context.currency.is_none() && self.lines == self.last_seq
    }
}

/// An amount in the notation of the API: `-0.58`. Sums are wider than an amount's type.
#[expect(clippy::expect_used, reason = "a sum that isn't written would be missing from somebody's books")]
pub(super) fn decimal(minor: i128, currency: Currency) -> String {
    let sum = Decimal::try_from_i128_with_scale(minor, u32::from(currency.exponent()));
    sum.expect("ten digits of lines of 64 bits each make 96 bits").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(lines: &[ExportLine]) -> Totals {
        let mut totals = Totals::default();
        lines.iter().for_each(|line| totals.add(line));
        totals
    }

    #[test]
    fn sums_are_kept_by_currency_and_rail() {
        let jpy = Currency::parse("JPY").expect("a currency");
        let line =
            |gross: i64, rail: &str| ExportLine { fee: Some(58), rail: rail.into(), ..ExportLine::example(gross) };
        let correction = ExportLine { kind: MovementKind::Correction, fee: None, ..line(100, "stripe") };
        let lines = [
            line(2500, "stripe"),
            line(-1000, "stripe"),
            correction,
            line(i64::MAX, "demo"),
            ExportLine { currency: jpy, tip: 2, ..line(7, "stripe") },
        ];
        let totals = totals(&lines);
        let shown = |sum: &Sum| (sum.currency.code(), sum.rail.clone(), sum.lines, sum.gross(), sum.fee, sum.net());
        assert_eq!(
            totals.by_rail().into_iter().map(shown).collect::<Vec<_>>(),
            [
                ("EUR", "demo".into(), 1, i128::from(i64::MAX), 58, Some(i128::from(i64::MAX) - 58)),
                ("EUR", "stripe".into(), 3, 1600, 116, None),
                ("JPY", "stripe".into(), 1, 7, 58, Some(-51)),
            ]
        );
        let currencies = totals.by_currency();
        assert_eq!(
            currencies.iter().map(shown).collect::<Vec<_>>(),
            [
                ("EUR", String::new(), 4, i128::from(i64::MAX) + 1600, 174, None),
                ("JPY", String::new(), 1, 7, 58, Some(-51)),
            ]
        );
        assert_eq!(
            (currencies[0].settled, currencies[0].refunded, currencies[0].corrected),
            (i128::from(i64::MAX) + 2500, -1000, 100)
        );
        assert_eq!((currencies[0].tip, currencies[1].tip), (0, 2));
        assert_eq!(decimal(i128::from(i64::MAX) + 1600, Currency::EUR), "92233720368547774.07");
        assert_eq!(
            (decimal(-58, Currency::EUR), decimal(-58, jpy), decimal(0, Currency::EUR)),
            ("-0.58".into(), "-58".into(), "0.00".into())
        );
    }

    #[test]
    fn only_every_line_from_the_first_one_makes_a_balance() {
        let numbered = |numbers: &[i64]| {
            let lines: Vec<_> =
                numbers.iter().map(|seq| ExportLine { seq: *seq, ..ExportLine::example(100) }).collect();
            totals(&lines)
        };
        let whole = ExportContext::example();
        for (numbers, are_balances) in
            [(&[][..], true), (&[1, 2, 3], true), (&[2, 3, 1], true), (&[1, 3], false), (&[4, 5], false)]
        {
            assert_eq!(numbered(numbers).are_balances(&whole), are_balances, "{numbers:?}");
        }
        let later = ExportContext { from: NaiveDate::from_ymd_opt(2026, 1, 1), ..whole.clone() };
        let euros = ExportContext { currency: Some(Currency::EUR), ..whole };
        assert!(!numbered(&[1]).are_balances(&later) && !numbered(&[1]).are_balances(&euros));
    }
}

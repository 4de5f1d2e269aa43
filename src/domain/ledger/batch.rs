//! Batches: delivered exports.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ChainHash, ExportLine};
use crate::domain::clock::Timestamp;
use crate::domain::id::{BatchId, PayeeId};
use crate::domain::money::currency::Currency;
use crate::domain::zone::Zone;

/// The fixed circumstances of a batch, from which its file is made whenever it is fetched.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Batch {
    /// The id, `bat_…`.
    pub id: BatchId,
    /// The payee whose lines it delivers.
    pub payee_id: PayeeId,
    /// The number among the payee's batches, from 1.
    pub number: i64,
    /// The number of its first line.
    pub from_seq: i64,
    /// The number of its last line; `from_seq` − 1 where there was nothing new.
    pub to_seq: i64,
    /// The hash of the line `to_seq`.
    pub hash: ChainHash,
    /// Its one currency; `None` for all.
    pub currency: Option<Currency>,
    /// The name of the format whose file has the batch's SHA-256.
    pub format: String,
    /// The zone of local times in its file.
    #[sqlx(try_from = "String")]
    pub zone: Zone,
    /// The first open day since. Days before it were delivered.
    pub open_from: NaiveDate,
    /// The time at which it was made.
    pub created_at: Timestamp,
    /// The accounts of its file, as JSON.
    pub accounts: String,
}

/// The sums of one currency, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotal {
    /// The currency of the amounts.
    pub currency: Currency,
    /// The sum of the amounts, signed.
    pub gross: i64,
    /// The sum of the tips in it.
    #[serde(default)]
    pub tip: i64,
    /// The sum of the fees that are known.
    pub fee: i64,
    /// The number of lines whose fee isn't known.
    pub unknown_fees: i64,
}

/// Counts and sums of lines, in constant memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineTally {
    /// The number of lines.
    pub lines: i64,
    /// The first and the last day in the books; `None` without lines.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The sums by currency, in the order of codes.
    pub totals: Vec<CurrencyTotal>,
}

impl LineTally {
    /// Adds a line. `None` when a sum is beyond 64 bits.
    #[must_use]
    pub fn with(mut self, line: &ExportLine) -> Option<Self> {
        let day = line.accounting_date;
        self.lines += 1;
        self.days = Some(self.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        let at = match self.totals.binary_search_by_key(&line.currency.code(), |total| total.currency.code()) {
            Ok(at) => at,
            Err(at) => {
                let none = CurrencyTotal { currency: line.currency, gross: 0, tip: 0, fee: 0, unknown_fees: 0 };
                self.totals.insert(at, none);
                at
            }
        };
        let total = self.totals.get_mut(at)?;
        total.gross = total.gross.checked_add(line.gross)?;
        total.tip = total.tip.checked_add(line.tip)?;
        total.fee = total.fee.checked_add(line.fee.unwrap_or_default())?;
        total.unknown_fees += i64::from(line.fee.is_none());
        Some(self)
    }
}

/// The result of a batch: what was in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchContents {
    /// Counts and sums of its lines.
    pub tally: LineTally,
    /// SHA-256 of its file in the batch's format, in hexadecimal digits.
    pub sha256: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_by_currency_and_say_which_fees_are_unknown() {
        let yen = Currency::parse("JPY").expect("a currency");
        let lines = [
            ExportLine { fee: Some(58), tip: 250, ..ExportLine::example(2500) },
            ExportLine { currency: yen, fee: None, ..ExportLine::example(300) },
            ExportLine { fee: None, ..ExportLine::example(-1000) },
        ];
        let tally = lines.iter().try_fold(LineTally::default(), LineTally::with).expect("small sums");
        let total = |currency, gross, tip, fee| CurrencyTotal { currency, gross, tip, fee, unknown_fees: 1 };
        assert_eq!(
            (tally.lines, &tally.totals),
            (3, &vec![total(Currency::EUR, 1500, 250, 58), total(yen, 300, 0, 0)])
        );
        assert_eq!(tally.clone().with(&ExportLine::example(i64::MAX)), None, "no sum is wrong");
    }
}

//! The one rule by which money that a payee received is counted, on Home and in the charts: which lines count, what of them came in and what went
//! back, and what becomes of test payments. It follows from the sums of days that stand beside the ledger, so it agrees with the books.

use chrono::NaiveDate;

use crate::accounting::span::Span;
use crate::domain::id::PayeeId;
use crate::domain::ledger::MovementKind;
use crate::domain::payment::is_test_rail;
use crate::store::{self, DayTotal, Store};

/// Sums of one currency, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CurrencySums {
    /// The number of payments that came in, less those that were taken back as if they never had. Negative where these came in before.
    pub payments: i64,
    /// The sum that came in.
    pub came_in: i64,
    /// The sum that went back or was corrected: 0 or negative, as a rule.
    pub went_back: i64,
    /// The sum of both.
    pub received: i64,
}

impl CurrencySums {
    /// The sums with a day's added; `None` if one of them exceeds 64 bits.
    pub fn plus(self, day: &DayTotal) -> Option<Self> {
        let received = self.received.checked_add(day.gross)?;
        Some(match day.kind {
            MovementKind::Settlement => Self {
                payments: self.payments.checked_add(day.lines)?,
                came_in: self.came_in.checked_add(day.gross)?,
                received,
                ..self
            },
            MovementKind::Refund | MovementKind::Correction => {
                Self { went_back: self.went_back.checked_add(day.gross)?, received, ..self }
            }
        })
    }

    /// Returns whether nothing came and nothing went.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The error of a sum that exceeds 64 bits.
pub fn too_large() -> store::Error {
    store::Error::Defect("a sum of days exceeds 64 bits".into())
}

/// Sums of a payee's days that count, with those that take a payment back as if it had never come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDays {
    /// The sums: of real money, or of test payments where there is nothing else.
    pub sums: Vec<DayTotal>,
    /// The sums are of test payments, because there are no others in the whole ledger.
    pub only_tests: bool,
    /// There are test payments that the sums leave out.
    pub leaves_tests_out: bool,
}

impl CountedDays {
    /// Reads the sums of each day, from one to another, both inclusive.
    ///
    /// # Errors
    /// The database's.
    pub async fn of_days(
        store: &Store,
        payee: &PayeeId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Self, store::Error> {
        let sums = store.day_totals(payee, from, until).await?;
        Self::judge(store, payee, sums, (from, until)).await
    }

    /// Reads the sums of spans that are adjacent, the earliest first. Each sum has some day of its span.
    ///
    /// # Errors
    /// The database's.
    pub async fn of_spans(store: &Store, payee: &PayeeId, spans: &[Span]) -> Result<Self, store::Error> {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return Ok(Self { sums: Vec::new(), only_tests: false, leaves_tests_out: false });
        };
        let (from, until) = (first.first, last.last);
        if first.first == first.last {
            return Self::of_days(store, payee, from, until).await;
        }
        let bounds: Vec<_> = spans.iter().map(|span| (span.first, span.last)).collect();
        let sums = store.span_totals(payee, &bounds).await?;
        Self::judge(store, payee, sums, (from, until)).await
    }

    async fn judge(
        store: &Store,
        payee: &PayeeId,
        mut sums: Vec<DayTotal>,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Result<Self, store::Error> {
        sums.extend(store.undone_settlements(payee, from, until).await?);
        let (real, tests): (Vec<_>, Vec<_>) = sums.into_iter().partition(|day| !is_test_rail(&day.rail));
        let only_tests = real.is_empty() && !tests.is_empty() && !store.has_real_money(payee).await?;
        let leaves_tests_out = !only_tests && !tests.is_empty();
        Ok(Self { sums: if only_tests { tests } else { real }, only_tests, leaves_tests_out })
    }
}

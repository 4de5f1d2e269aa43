//! Money that a payee received, by the days in the books: what came in, less what went back, before fees. It follows from the sums of days
//! that stand beside the ledger, so it agrees with the books however many lines there are.

use super::counted_days::{CountedDays, CurrencySums, too_large};
use crate::accounting::span::{Span, Unit};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::store::DayTotal;

/// The sums of each span, and of all of them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The sums of each span, in their order.
    pub each: Vec<CurrencySums>,
    /// The sums of all spans.
    pub total: CurrencySums,
}

impl Series {
    fn of<'d>(spans: &[Span], days: impl Iterator<Item = &'d DayTotal>) -> Option<Self> {
        let mut series = Self { each: vec![CurrencySums::default(); spans.len()], total: CurrencySums::default() };
        for day in days {
            // The spans are in order, and each day that was read is in one.
            let at = spans.partition_point(|span| span.last < day.accounting_date);
            if let Some(amounts) = series.each.get_mut(at) {
                *amounts = amounts.plus(day)?;
                series.total = series.total.plus(day)?;
            }
        }
        Some(series)
    }
}

/// The sums of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyReceived {
    /// The currency of all amounts.
    pub currency: Currency,
    /// By all rails.
    pub all: Series,
    /// By each rail, by its name in the ledger: the one with the largest sum first.
    pub rails: Vec<(String, Series)>,
}

/// The sums that a payee received in some spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The spans, the oldest first.
    pub spans: Vec<Span>,
    /// The currencies in which money moved: the payee's own first, and then those with the most payments.
    pub currencies: Vec<CurrencyReceived>,
    /// The sums are of test payments, because there are no others in the whole ledger.
    pub only_tests: bool,
    /// There are test payments that the sums leave out.
    pub leaves_tests_out: bool,
}

/// Reads what a payee received in the last spans of a unit.
///
/// # Errors
/// The database's. Also a sum of more than 64 bits.
pub async fn received(ctx: &Context, payee: &Payee, unit: Unit, now: Timestamp) -> Result<Received, Error> {
    let spans = unit.spans(payee.zone.day_of(now));
    let CountedDays { sums, only_tests, leaves_tests_out } =
        CountedDays::of_spans(&ctx.store, &payee.id, &spans).await?;
    let currencies = by_currency(&spans, &sums, payee.currency).ok_or_else(too_large)?;
    Ok(Received { spans, currencies, only_tests, leaves_tests_out })
}

fn by_currency(spans: &[Span], days: &[DayTotal], own: Currency) -> Option<Vec<CurrencyReceived>> {
    let mut found: Vec<Currency> = days.iter().map(|day| day.currency).collect();
    found.sort_unstable_by_key(|currency| currency.code());
    found.dedup();
    let one = |currency: Currency| {
        let days = || days.iter().filter(move |day| day.currency == currency);
        let mut names: Vec<&str> = days().map(|day| day.rail.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let by_rail = |name: &str| Some((name.to_owned(), Series::of(spans, days().filter(|day| day.rail == name))?));
        let mut rails = names.into_iter().map(by_rail).collect::<Option<Vec<_>>>()?;
        rails.sort_by_key(|(_, series)| std::cmp::Reverse(series.total.received));
        Some(CurrencyReceived { currency, all: Series::of(spans, days())?, rails })
    };
    let mut all = found.into_iter().map(one).collect::<Option<Vec<_>>>()?;
    all.sort_by_key(|each| (each.currency != own, std::cmp::Reverse(each.all.total.payments)));
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::MovementKind;

    fn total(on: &str, (code, rail): (&str, &str), kind: MovementKind, (lines, gross): (i64, i64)) -> DayTotal {
        let currency = Currency::parse(code).expect("a currency");
        DayTotal { accounting_date: on.parse().expect("a day"), currency, rail: rail.into(), kind, lines, gross }
    }

    #[test]
    fn what_went_back_is_taken_off_where_the_books_have_it() {
        use MovementKind::{Correction, Refund, Settlement};
        let spans = Unit::Month.spans("2026-11-27".parse().expect("a day"));
        let days = [
            total("2026-10-31", ("EUR", "stripe"), Settlement, (2, 9000)),
            total("2026-11-01", ("EUR", "stripe"), Refund, (1, -10_000)),
            total("2026-11-02", ("EUR", "manual"), Settlement, (1, 2500)),
            total("2026-11-27", ("EUR", "manual"), Correction, (1, -500)),
            total("2026-11-30", ("JPY", "manual"), Settlement, (7, 300)),
        ];
        let all = by_currency(&spans, &days, Currency::EUR).expect("no overflow");
        let codes: Vec<_> = all.iter().map(|each| each.currency.code()).collect();
        assert_eq!(codes, ["EUR", "JPY"], "its own first");
        let euros = &all[0];
        let (october, november) = (euros.all.each[10], euros.all.each[11]);
        assert_eq!(october, CurrencySums { payments: 2, came_in: 9000, went_back: 0, received: 9000 });
        assert_eq!(november, CurrencySums { payments: 1, came_in: 2500, went_back: -10_500, received: -8000 });
        assert_eq!(euros.all.total.received, 1000);
        let rails: Vec<_> = euros.rails.iter().map(|(name, rail)| (name.as_str(), rail.total.received)).collect();
        assert_eq!(rails, [("manual", 2000), ("stripe", -1000)]);
        let sum: i64 = euros.rails.iter().map(|(_, rail)| rail.each[11].received).sum();
        assert_eq!(sum, november.received);
        let codes: Vec<_> = by_currency(&spans, &days, Currency::CHF).expect("no overflow");
        assert_eq!(codes[0].currency.code(), "JPY", "the one of most payments");
    }

    #[test]
    fn a_sum_that_does_not_fit_is_none_at_all() {
        let spans = Unit::Day.spans("2026-11-27".parse().expect("a day"));
        let most = |on, kind, gross| total(on, ("EUR", "manual"), kind, (1, gross));
        let days = [
            most("2026-11-26", MovementKind::Settlement, i64::MAX),
            most("2026-11-27", MovementKind::Refund, -1),
            most("2026-11-27", MovementKind::Settlement, 1),
        ];
        assert_eq!(
            by_currency(&spans, &days[..2], Currency::EUR).expect("it fits")[0].all.total.received,
            i64::MAX - 1
        );
        assert_eq!(by_currency(&spans, &days, Currency::EUR), None);
    }
}

//! The figures of Home, read in one go, for the page and for its event stream.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use crate::accounting::month::Month;
use crate::actions::books::counted_days::{CountedDays, CurrencySums, too_large};
use crate::domain::clock::Timestamp;
use crate::domain::ledger::MovementKind;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::payment::is_test_rail;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::store::{self, DayTotal, NewestLine, OwedSum, RequestFilter};
use crate::web::App;

/// The number of days of the long chart.
pub(super) const DAYS: u64 = 30;
/// The number of requests that are shown.
const NEWEST: usize = 4;
/// The number of ledger lines among which the last arrival is looked for.
const LINES: i64 = 10;
/// The number of open requests that are summed up at most.
pub(super) const SUMMED: i64 = 10_000;

/// Sums of requests that wait for money, by currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owed(Vec<OwedSum>);

impl Owed {
    /// The number of requests; `None` if there are more than [`SUMMED`].
    pub(super) fn count(&self) -> Option<i64> {
        let count = self.0.iter().map(|owed| owed.requests).sum();
        (count <= SUMMED).then_some(count)
    }

    /// The sums that aren't 0, the payee's own currency first; none if not everything was summed up.
    pub(super) fn sums(&self, own: Currency) -> Vec<Money> {
        let sums = self.0.iter().filter(|owed| owed.sum > 0 && self.count().is_some());
        own_first(sums.map(|owed| Money::new(owed.sum, owed.currency)).collect(), own)
    }
}

/// Money that came in and went back in some days, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Came {
    pub(super) currency: Currency,
    pub(super) amounts: CurrencySums,
}

/// The content of Home.
#[derive(Debug)]
pub(super) struct HomeFigures {
    /// The day in the payee's zone.
    pub(super) today: NaiveDate,
    /// The sums of days since the beginning of the month or of the chart, whichever is earlier.
    pub(super) days: CountedDays,
    pub(super) open: Owed,
    pub(super) overdue: Owed,
    /// The number of things that need a look.
    pub(super) look: i64,
    pub(super) newest: Vec<PaymentRequest>,
    /// The requests among the newest that somebody claims to have paid.
    pub(super) claimed: Vec<RequestCode>,
    lines: Vec<NewestLine>,
    /// The payee offers a way to be paid.
    pub(super) has_way: bool,
}

impl HomeFigures {
    /// Reads what a payee's Home shows.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn read(app: &App, payee: &Payee, now: Timestamp) -> Result<Self, store::Error> {
        let (store, id) = (&app.ctx.store, &payee.id);
        let today = payee.zone.day_of(now);
        let from = first_of_chart(today).min(Month::of(today).first());
        let newest = store.requests(id, &RequestFilter::default(), NEWEST, now).await?;
        let mut claimed = store.claimed_requests(id).await?;
        claimed.retain(|code| newest.iter().any(|request| request.code == *code));
        claimed.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(Self {
            today,
            days: CountedDays::of_days(store, id, from, today).await?,
            open: Owed(store.open_sums(id, now, SUMMED + 1).await?),
            overdue: Owed(store.overdue_sums(id, today, now, SUMMED + 1).await?),
            look: store.count_to_look_at(id, now).await?,
            newest,
            claimed,
            lines: store.newest_lines(id, LINES).await?,
            has_way: !store.offered_methods(id).await?.is_empty(),
        })
    }

    /// A word that differs whenever the page would look different.
    pub(super) fn word(&self) -> String {
        let digest = Sha256::digest(format!("{self:?}").as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The number of the ledger's last line; 0 without any.
    pub(super) fn seq(&self) -> i64 {
        self.lines.first().map_or(0, |line| line.seq)
    }

    /// The last settlement among the newest lines, and whether it moved no money.
    pub(super) fn arrival(&self) -> Option<(&NewestLine, bool)> {
        let line = self.lines.iter().find(|line| line.kind == MovementKind::Settlement)?;
        Some((line, is_test_rail(&line.rail)))
    }

    /// The money that came in from a day on, by currency, `own` first.
    ///
    /// # Errors
    /// A sum of more than 64 bits.
    pub(super) fn came_in(&self, from: NaiveDate, own: Currency) -> Result<Vec<Came>, store::Error> {
        let mut sums: Vec<Came> = Vec::new();
        for day in self.days.sums.iter().filter(|day| day.accounting_date >= from) {
            add(&mut sums, day)?;
        }
        sums.sort_by_key(|came| (came.currency != own, came.currency.code()));
        Ok(sums)
    }

    /// The currency of the chart: the payee's own if any of it came in, or else that of the most payments.
    ///
    /// # Errors
    /// A sum of more than 64 bits.
    pub(super) fn charted(&self, own: Currency) -> Result<Option<Currency>, store::Error> {
        let sums = self.came_in(first_of_chart(self.today), own)?;
        let came = sums.iter().filter(|came| came.amounts.came_in > 0);
        Ok(came.max_by_key(|came| (came.currency == own, came.amounts.payments)).map(|came| came.currency))
    }

    /// The days of the chart, the oldest first, with what came in of a currency.
    ///
    /// # Errors
    /// A sum of more than 64 bits.
    pub(super) fn each_day(&self, currency: Currency) -> Result<Vec<(NaiveDate, CurrencySums)>, store::Error> {
        let first = first_of_chart(self.today);
        let days = first.iter_days().take_while(|day| *day <= self.today);
        days.map(|day| {
            let mut own = self.days.sums.iter().filter(|sum| sum.accounting_date == day && sum.currency == currency);
            let amounts = own.try_fold(CurrencySums::default(), CurrencySums::plus).ok_or_else(too_large)?;
            Ok((day, amounts))
        })
        .collect()
    }
}

fn add(sums: &mut Vec<Came>, day: &DayTotal) -> Result<(), store::Error> {
    let same = sums.iter_mut().find(|came| came.currency == day.currency);
    let before = same.as_ref().map_or(CurrencySums::default(), |came| came.amounts);
    let amounts = before.plus(day).ok_or_else(too_large)?;
    match same {
        Some(came) => came.amounts = amounts,
        None => sums.push(Came { currency: day.currency, amounts }),
    }
    Ok(())
}

fn first_of_chart(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today)
}

fn own_first(mut sums: Vec<Money>, own: Currency) -> Vec<Money> {
    sums.sort_by_key(|money| (money.currency() != own, money.currency().code()));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn total(on: &str, currency: Currency, kind: MovementKind, (lines, gross): (i64, i64)) -> DayTotal {
        DayTotal { accounting_date: day(on), currency, rail: "manual".into(), kind, lines, gross }
    }

    fn figures(days: Vec<DayTotal>) -> HomeFigures {
        HomeFigures {
            today: day("2026-11-26"),
            days: CountedDays { sums: days, only_tests: false, leaves_tests_out: false },
            open: Owed(Vec::new()),
            overdue: Owed(Vec::new()),
            look: 0,
            newest: Vec::new(),
            claimed: Vec::new(),
            lines: Vec::new(),
            has_way: true,
        }
    }

    #[test]
    fn currencies_are_never_added_and_what_went_back_stands_beside() {
        use MovementKind::{Correction, Refund, Settlement};
        let some = figures(vec![
            total("2026-11-01", Currency::EUR, Settlement, (2, 5000)),
            total("2026-11-26", Currency::CHF, Settlement, (1, 8000)),
            total("2026-11-26", Currency::EUR, Settlement, (3, 2500)),
            total("2026-11-26", Currency::EUR, Refund, (1, -500)),
            total("2026-11-26", Currency::EUR, Correction, (1, 100)),
        ]);
        let came = |currency, payments, came_in, went_back| {
            let amounts = CurrencySums { payments, came_in, went_back, received: came_in + went_back };
            Came { currency, amounts }
        };
        let sums = |from, own| some.came_in(from, own).expect("they fit");
        let today = [came(Currency::EUR, 3, 2500, -400), came(Currency::CHF, 1, 8000, 0)];
        assert_eq!(sums(some.today, Currency::EUR), today);
        assert_eq!(sums(some.today, Currency::CHF)[0].currency, Currency::CHF);
        assert_eq!(sums(day("2026-11-01"), Currency::EUR)[0], came(Currency::EUR, 5, 7500, -400));
        let charted = |own| some.charted(own).expect("they fit");
        assert_eq!(charted(Currency::parse("JPY").expect("a currency")), Some(Currency::EUR), "most payments");
        assert_eq!(charted(Currency::CHF), Some(Currency::CHF));
        let days = some.each_day(Currency::EUR).expect("they fit");
        let told = (days.len(), days[0].0, days[4].1.came_in, days[29].1.came_in);
        assert_eq!(told, (30, day("2026-10-28"), 5000, 2500));
    }

    #[test]
    fn a_sum_that_is_not_whole_is_not_told() {
        let owed = |requests| Owed(vec![OwedSum { currency: Currency::EUR, requests, sum: 700 }]);
        assert_eq!((owed(3).count(), owed(3).sums(Currency::EUR).len()), (Some(3), 1));
        assert_eq!((owed(SUMMED + 1).count(), owed(SUMMED + 1).sums(Currency::EUR).len()), (None, 0));
    }

    #[test]
    fn the_word_changes_with_what_is_shown() {
        let (mut some, other) = (figures(Vec::new()), figures(Vec::new()));
        assert_eq!(some.word(), other.word());
        some.look = 1;
        assert_ne!(some.word(), other.word());
    }
}

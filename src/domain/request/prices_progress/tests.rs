//! Tests of the progress of a request with several prices.

use proptest::prelude::*;

use super::*;

const EUR: Currency = Currency::EUR;

fn usd() -> Currency {
    Currency::parse("USD").expect("a currency")
}

fn yen() -> Currency {
    Currency::parse("JPY").expect("a currency")
}

fn started(max_payments: Option<i64>) -> PricesProgress {
    let prices = Prices::new(Money::new(2500, EUR), &[Money::new(2700, usd()), Money::new(4000, yen())]);
    PricesProgress { prices, currency: EUR, paid_count: 0, state: RequestState::Open, max_payments }
}

fn after(progress: PricesProgress, change: ArrivalChange, minor: i64, currency: Currency) -> PricesProgress {
    progress.after(change, Money::new(minor, currency)).expect("a change that fits")
}

#[test]
fn any_price_that_is_covered_in_its_own_currency_pays() {
    for (minor, currency) in [(2500, EUR), (2700, usd()), (4000, yen())] {
        let short = after(started(Some(1)), ArrivalChange::Settled, minor - 1, currency);
        assert_eq!((short.state, short.currency), (RequestState::Open, currency));
        assert_eq!(short.prices.alternatives(currency, true), [], "only the rest is asked for");
        assert_eq!(short.current().expect("it").outstanding(true), Money::new(1, currency));
        let paid = after(short, ArrivalChange::Settled, 1, currency);
        assert_eq!((paid.state, paid.currency, paid.paid_count), (RequestState::Paid, currency, 2));
    }
}

#[test]
fn sums_of_two_currencies_are_never_added() {
    let both = after(after(started(Some(1)), ArrivalChange::Settled, 2699, usd()), ArrivalChange::Settled, 2499, EUR);
    assert_eq!((both.state, both.currency), (RequestState::Open, usd()), "the first one counts on");
    assert!(both.is_paid_elsewhere());
    let paid = after(both.clone(), ArrivalChange::Settled, 1, EUR);
    assert_eq!((paid.state, paid.currency), (RequestState::Paid, EUR), "the one that is covered counts");
    let back = after(both, ArrivalChange::Returned, 2699, usd());
    assert_eq!((back.state, back.currency), (RequestState::Open, EUR));
}

#[test]
fn a_refund_leaves_it_paid_and_a_withdrawn_settlement_opens_it() {
    let paid = after(started(Some(1)), ArrivalChange::Settled, 2700, usd());
    let back = after(paid.clone(), ArrivalChange::Returned, 2700, usd());
    assert_eq!((back.state, back.currency), (RequestState::Paid, usd()), "the currency that it was paid in");
    let open = after(paid, ArrivalChange::Withdrawn, 2700, usd());
    assert_eq!((open.state, open.currency, open.paid_count), (RequestState::Open, EUR, 0));
    assert_eq!(open.prices.alternatives(EUR, true).len(), 2, "all are offered again");
    let short = after(started(Some(1)), ArrivalChange::Settled, 100, usd());
    let nothing = after(short, ArrivalChange::Returned, 100, usd());
    assert_eq!((nothing.state, nothing.currency), (RequestState::Open, EUR));
}

#[test]
fn several_payers_each_choose_and_the_main_price_counts() {
    let mut progress = started(Some(2));
    progress = after(progress, ArrivalChange::Settled, 2700, usd());
    assert_eq!((progress.state, progress.currency), (RequestState::Open, EUR));
    assert_eq!(progress.prices.alternatives(EUR, false).len(), 2);
    progress = after(progress, ArrivalChange::Settled, 4000, yen());
    assert_eq!(progress.state, RequestState::Paid, "by the number of payments");
    assert_eq!(after(started(None), ArrivalChange::Settled, 4000, yen()).state, RequestState::Open);
}

#[test]
fn no_more_goes_than_came_and_no_other_currency_comes() {
    let started = || started(Some(1));
    assert_eq!(started().after(ArrivalChange::Returned, Money::new(1, EUR)), None);
    assert_eq!(started().after(ArrivalChange::Withdrawn, Money::new(0, EUR)), None);
    let francs = Currency::parse("CHF").expect("a currency");
    assert_eq!(started().after(ArrivalChange::Settled, Money::new(1, francs)), None);
}

proptest! {
    /// Over any history, the sum of each currency is that of its changes, the state follows the rule, and what counts is never a price of
    /// which nothing is there while some is there of another.
    #[test]
    fn each_currency_adds_up_alone(
        max_payments in prop::option::of(1..4_i64),
        history in prop::collection::vec((0..4_u8, 0..3_usize, 1..4_000_i64), 0..40),
    ) {
        let currencies = [EUR, usd(), yen()];
        let mut progress = started(max_payments);
        let (mut sums, mut count) = ([0_i64; 3], 0_i64);
        for (kind, at, minor) in history {
            let change = [ArrivalChange::Settled, ArrivalChange::Withdrawn, ArrivalChange::Returned, ArrivalChange::Restored][usize::from(kind)];
            let (sign, counted) = match change {
                ArrivalChange::Settled => (1, 1),
                ArrivalChange::Withdrawn => (-1, -1),
                ArrivalChange::Returned => (-1, 0),
                ArrivalChange::Restored => (1, 0),
            };
            let before = progress.state;
            let next = progress.clone().after(change, Money::new(minor, currencies[at]));
            let fits = sums[at] + sign * minor >= 0 && count + counted >= 0;
            prop_assert_eq!(next.is_some(), fits);
            let Some(next) = next else { continue };
            progress = next;
            sums[at] += sign * minor;
            count += counted;
            let totals: Vec<_> = progress.prices.iter().map(|price| price.paid_total).collect();
            prop_assert_eq!(&totals[..], &sums[..]);
            prop_assert_eq!(progress.paid_count, count);
            let covered = progress.prices.iter().any(Price::is_covered);
            let done = match max_payments { Some(1) => covered, Some(most) => count >= most, None => false };
            if change == ArrivalChange::Settled {
                prop_assert_eq!(progress.state == RequestState::Paid, before == RequestState::Paid || done);
            }
            if max_payments == Some(1) {
                let current = progress.current().expect("a price");
                prop_assert!(current.is_covered() || !covered);
                prop_assert!(current.paid_total > 0 || sums.iter().all(|sum| *sum == 0));
            } else {
                prop_assert_eq!(progress.currency, EUR);
            }
        }
    }
}

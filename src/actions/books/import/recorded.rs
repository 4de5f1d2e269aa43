//! Payments that were recorded before the bank showed their money: which of them the money of an entry may be.

use chrono::{Days, NaiveDate, TimeDelta};

use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::EntryId;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::payment::{Evidence, Payment};
use crate::domain::request::code::RequestCode;
use crate::domain::statement::Reason;
use crate::domain::zone::Zone;
use crate::store::{EntryRow, Tx};

/// The days between the booking of a bank and the report of a provider about the same money.
const SAME_MONEY: TimeDelta = TimeDelta::days(5);

/// The greatest number of payments that are offered for an entry and a request.
const OFFERED: usize = 5;

/// The payments of a request that an entry's money may be.
#[derive(Debug, Clone)]
pub struct RecordedBefore {
    /// The entry.
    pub entry: EntryId,
    /// The request.
    pub request: RequestCode,
    /// The payments, the nearest day first.
    pub payments: Vec<Payment>,
}

impl RecordedBefore {
    fn of(entry: &EntryRow, request: RequestCode, found: Vec<Payment>, zone: Zone) -> Self {
        Self { entry: entry.id.clone(), request, payments: likeliest(found, entry, zone) }
    }
}

/// The time around a booking day in which a payment may be the same money, with a day more at each end for those that have a day of their own.
pub(super) fn around(booking_date: NaiveDate, zone: Zone) -> (Timestamp, Timestamp) {
    let days = Days::new(SAME_MONEY.num_days().unsigned_abs() + 1);
    let from = booking_date.checked_sub_days(days).unwrap_or(booking_date);
    let to = booking_date.checked_add_days(days).and_then(|day| day.succ_opt()).unwrap_or(booking_date);
    (zone.midnight(from), zone.midnight(to))
}

/// Returns whether a payment was settled around the day on which the bank booked an entry.
pub(super) fn is_near(payment: &Payment, booking_date: NaiveDate, zone: Zone) -> bool {
    distance(payment, booking_date, zone).is_some_and(|apart| apart <= SAME_MONEY)
}

/// Returns whether a payment may be the money of an entry: the payee recorded it, on whatever day, or it was settled around that day.
pub(super) fn may_be(payment: &Payment, booking_date: NaiveDate, zone: Zone) -> bool {
    payment.evidence == Some(Evidence::Manual) || is_near(payment, booking_date, zone)
}

fn distance(payment: &Payment, booking_date: NaiveDate, zone: Zone) -> Option<TimeDelta> {
    payment.settled_on(zone).map(|day| (booking_date - day).abs())
}

/// Finds the payments of a request that an entry may be further evidence of.
///
/// # Errors
/// The database's.
pub async fn recorded_for(
    ctx: &Context,
    payee: &Payee,
    entry: &EntryRow,
    request: &RequestCode,
) -> Result<Vec<Payment>, Error> {
    if !can_show_payments(entry) {
        return Ok(Vec::new());
    }
    let period = around(entry.booking_date, payee.zone);
    let found = ctx.store.settled_without_entry(request, Money::new(entry.amount, entry.currency), period).await?;
    Ok(likeliest(found, entry, payee.zone))
}

/// Finds the payments that entries may be, of the requests that are suggested for that reason.
///
/// # Errors
/// The database's.
pub async fn recorded_before(ctx: &Context, payee: &Payee, entries: &[EntryRow]) -> Result<Vec<RecordedBefore>, Error> {
    let mut all = Vec::new();
    for (entry, request) in suggested(entries)? {
        let period = around(entry.booking_date, payee.zone);
        let found = ctx.store.settled_without_entry(&request, Money::new(entry.amount, entry.currency), period).await?;
        all.push(RecordedBefore::of(entry, request, found, payee.zone));
    }
    Ok(all)
}

/// The same of one entry, as it stands inside of a transaction.
pub(super) async fn recorded_within(
    tx: &mut Tx<'_>,
    payee: &Payee,
    entry: &EntryRow,
) -> Result<Vec<RecordedBefore>, Error> {
    let mut all = Vec::new();
    for (entry, request) in suggested(std::slice::from_ref(entry))? {
        let period = around(entry.booking_date, payee.zone);
        let found = tx.settled_without_entry(&request, Money::new(entry.amount, entry.currency), period).await?;
        all.push(RecordedBefore::of(entry, request, found, payee.zone));
    }
    Ok(all)
}

/// Returns whether an entry may be evidence of payments: it waits for a decision, and its money came.
fn can_show_payments(entry: &EntryRow) -> bool {
    entry.state.is_open() && entry.amount > 0
}

/// The requests that are suggested because a payment was recorded before, with their entries.
fn suggested(entries: &[EntryRow]) -> Result<Vec<(&EntryRow, RequestCode)>, Error> {
    let mut all = Vec::new();
    for entry in entries.iter().filter(|entry| can_show_payments(entry)) {
        let recorded = entry.suggestions()?.into_iter().filter(|suggestion| suggestion.why == Reason::RecordedBefore);
        all.extend(recorded.map(|suggestion| (entry, suggestion.request)));
    }
    Ok(all)
}

fn likeliest(mut found: Vec<Payment>, entry: &EntryRow, zone: Zone) -> Vec<Payment> {
    found.retain(|payment| payment.currency == entry.currency && may_be(payment, entry.booking_date, zone));
    found.sort_by_key(|payment| distance(payment, entry.booking_date, zone));
    found.truncate(OFFERED);
    found
}

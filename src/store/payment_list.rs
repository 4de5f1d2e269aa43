//! Lists of payments. A statement is put together of the filters that are there, so that each is served by the index that fits it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use sqlx::QueryBuilder;

use super::payments::payment_columns;
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::zone::{Zone, first_day};

/// What a list of payments is narrowed to. Times are start-inclusive, end-exclusive.
#[derive(Debug, Clone, Default)]
pub struct PaymentFilter {
    /// Of one request.
    pub request: Option<RequestCode>,
    /// In one state.
    pub state: Option<PaymentState>,
    /// Settled from. The offset says where days without an hour stand.
    pub settled_from: Option<DateTime<FixedOffset>>,
    /// Settled before.
    pub settled_to: Option<DateTime<FixedOffset>>,
    /// Only what comes after this place in the list.
    pub after: Option<PaymentPosition>,
}

/// A place in a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentPosition {
    /// The moment by which the payment stands there: see [`PaymentFilter::moment_of`].
    pub at: Timestamp,
    /// Its id.
    pub id: String,
}

impl PaymentFilter {
    /// Whether the list is of settled payments, in the order in which money moved. Any other is in the order in which payments began.
    fn is_by_settling(&self) -> bool {
        self.settled_from.is_some() || self.settled_to.is_some()
    }

    /// The moment by which a payment stands in the list.
    pub fn moment_of(&self, payment: &Payment) -> Timestamp {
        let settled = || payment.booking_date.map(noon).or(payment.settled_at);
        Some(payment.created_at).filter(|_| !self.is_by_settling()).or_else(settled).unwrap_or(payment.created_at)
    }
}

/// The moment for which a booking date stands in a list. It is the same for whoever asks, so that a cursor fits every page.
fn noon(day: NaiveDate) -> Timestamp {
    Zone::UTC.noon(day)
}

/// The upper end of a range of settlements: a list goes on from there.
#[derive(Clone, Copy)]
enum End<'f, T> {
    /// Open.
    None,
    /// Exclusive.
    Before(T),
    /// Exclusive: a place between those of the same moment or day.
    After(T, &'f str),
}

impl<T: Ord + Copy> End<'_, T> {
    fn or_before(self, to: Option<T>) -> Self {
        match (self, to) {
            (own, None) => own,
            (Self::None, Some(to)) => Self::Before(to),
            (Self::Before(own), Some(to)) => Self::Before(own.min(to)),
            (Self::After(own, id), Some(to)) => {
                if own < to {
                    Self::After(own, id)
                } else {
                    Self::Before(to)
                }
            }
        }
    }
}

/// The settlements of a range, of each state by itself: the order of an index holds within a state. `$column` is `settled_at` or
/// `booking_date`, and `$lane` tells which of the two a payment has.
macro_rules! settled {
    ($store:expr, $payee:expr, $filter:expr, $limit:expr, $column:literal, $lane:literal, $from:expr, $end:expr) => {{
        let all = PaymentState::WITH_MONEY;
        let states: &[PaymentState] = $filter.state.as_ref().map_or(&all, std::slice::from_ref);
        read!($store, db => {
            let mut query = QueryBuilder::new(concat!("select ", payment_columns!(), " from ("));
            for (n, state) in states.iter().enumerate() {
                query.push(if n == 0 { "select * from (" } else { " union all select * from (" });
                match &$filter.request {
                    None => query.push("select x.id from payments x where x.payee_id = ").push_bind($payee),
                    Some(code) => query
                        .push("select x.id from requests r cross join payments x where x.request_code = r.code and r.code = ")
                        .push_bind(code).push(" and r.payee_id = ").push_bind($payee),
                };
                query.push(" and x.state = ").push_bind(state.as_str()).push($lane);
                if let Some(from) = $from {
                    query.push(concat!(" and x.", $column, " >= ")).push_bind(from);
                }
                match $end {
                    End::None => {}
                    End::Before(to) => {
                        query.push(concat!(" and x.", $column, " < ")).push_bind(to);
                    }
                    End::After(at, id) => {
                        query.push(concat!(" and (x.", $column, ", x.id) < (")).push_bind(at);
                        query.push(", ").push_bind(id).push(")");
                    }
                }
                query.push(concat!(" order by x.", $column, " desc, x.id desc limit ")).push_bind($limit);
                query.push(") s").push(n);
            }
            query.push(") f cross join payments x where x.id = f.id");
            query.build_query_as::<Payment>().fetch_all(db).await
        })
    }};
}

impl Store {
    /// A payee's payments, newest first, `limit` at most: by when they began, or by when their money moved where they are narrowed to a
    /// time of that.
    pub async fn payments(&self, payee: &PayeeId, filter: &PaymentFilter, limit: usize) -> Result<Vec<Payment>, Error> {
        if filter.is_by_settling() {
            return self.payments_by_settling(payee, filter, limit).await;
        }
        let PaymentFilter { request, state, after, .. } = filter;
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(concat!("select ", payment_columns!()));
            match request {
                None => query.push(" from payments x where x.payee_id = ").push_bind(payee),
                // The request is looked for first, and its payee told by it: an index of the payee's must not look better than one of
                // the request's.
                Some(code) => query
                    .push(" from requests r cross join payments x where x.request_code = r.code and r.code = ").push_bind(code)
                    .push(" and r.payee_id = ").push_bind(payee),
            };
            if let Some(state) = state {
                query.push(" and x.state = ").push_bind(state.as_str());
            }
            if let Some(after) = after {
                query.push(" and (x.created_at, x.id) < (").push_bind(after.at).push(", ").push_bind(&after.id).push(")");
            }
            query.push(" order by x.created_at desc, x.id desc limit ").push_bind(length(limit));
            query.build_query_as().fetch_all(db).await
        })?)
    }

    /// Payments with a moment and payments with a day lie in an index each, and are merged here.
    async fn payments_by_settling(
        &self,
        payee: &PayeeId,
        filter: &PaymentFilter,
        limit: usize,
    ) -> Result<Vec<Payment>, Error> {
        let (from, to) = (filter.settled_from, filter.settled_to);
        let after = filter.after.as_ref();
        let end = after.map_or(End::None, |after| End::After(after.at, after.id.as_str()));
        let (end, from_moment) = (end.or_before(to.map(|to| to.to_utc())), from.map(|from| from.to_utc()));
        let day_end = after.map_or(End::None, |PaymentPosition { at, id }| {
            let day = at.date_naive();
            match noon(day).cmp(at) {
                std::cmp::Ordering::Equal => End::After(day, id.as_str()),
                std::cmp::Ordering::Less => End::Before(day.succ_opt().unwrap_or(day)),
                std::cmp::Ordering::Greater => End::Before(day),
            }
        });
        let (day_end, from_day) = (day_end.or_before(to.map(|to| first_day(&to))), from.map(|from| first_day(&from)));
        let length = length(limit);
        let mut found = settled!(
            self,
            payee,
            filter,
            length,
            "settled_at",
            " and x.booking_date is null and x.settled_at is not null",
            from_moment,
            end
        )?;
        found.extend(settled!(
            self,
            payee,
            filter,
            length,
            "booking_date",
            " and x.booking_date is not null",
            from_day,
            day_end
        )?);
        found.sort_unstable_by(|a, b| (filter.moment_of(b), b.id.as_str()).cmp(&(filter.moment_of(a), a.id.as_str())));
        found.truncate(limit);
        Ok(found)
    }
}

fn length(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

//! Totals of a filtered list: the number of its requests, and their sums, a currency each.

use sqlx::QueryBuilder;

use super::request_list::{
    Finder, ListPart, RequestFilter, push_compared, push_found, push_page, push_period, push_status,
};
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::prices::Prices;
use crate::domain::request::{PaymentRequest, Status};

/// The largest number of requests that are added up. A list that has more has no sums.
pub const MOST: usize = 10_000;
/// The largest number of requests that a search adds up.
const FOUND: usize = 250;

/// The number of a list's requests, and their sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestTotals {
    /// The number of requests; where there are `more`, the number that was counted.
    pub count: usize,
    /// Set when there are more requests than are added up. There are no sums then.
    pub more: bool,
    /// The sum of each currency, in the order of their codes. A list of open requests sums up what is still asked for, one of overdue ones
    /// what is due of it, one of paid ones what came in, one of those that are over what was asked for or, where payers chose, came in. A
    /// list of any state sums up what came in and what is still asked for, so that what was cancelled or has expired counts with its
    /// payments only. A sum of nothing is left out.
    pub sums: Vec<Money>,
}

/// The amount of a request in the totals of a filtered list, as the statement below has it.
fn counted(request: &PaymentRequest, filter: &RequestFilter, now: Timestamp) -> i64 {
    let unpaid = || request.unpaid().map_or(0, |money| money.minor());
    match state_of(filter) {
        Some(Status::Open) if filter.overdue.is_some() => request.outstanding().map_or(0, |money| money.minor()),
        Some(Status::Open) => unpaid(),
        Some(Status::Paid) => request.paid_total,
        Some(Status::Expired | Status::Cancelled) => {
            request.asked.fixed().map_or(request.paid_total, |money| money.minor())
        }
        None if request.status(now) == Status::Open => request.paid_total.saturating_add(unpaid()),
        None => request.paid_total,
    }
}

/// The status that all requests of a list have.
fn state_of(filter: &RequestFilter) -> Option<Status> {
    filter.status.or(filter.overdue.map(|_| Status::Open))
}

/// Returns whether a list sums up what came in, so that money in other currencies of a request's prices belongs to it.
fn sums_arrivals(filter: &RequestFilter) -> bool {
    matches!(state_of(filter), Some(Status::Paid) | None)
}

/// What came in in other currencies than those by which requests of one currency count: their `prices`, one after the other with blanks.
fn elsewhere(prices: &str, counted: Currency) -> Result<Vec<Money>, Error> {
    let defect = |e: String| Error::Defect(format!("prices of a request: {e}"));
    let read = |json: &str| Prices::try_from(json.to_owned()).map_err(defect);
    let read = prices.split(' ').filter(|json| !json.is_empty()).map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(read.iter().flat_map(|prices| prices.paid_elsewhere(counted)).collect())
}

/// The amount that a request still asks for, as [`PaymentRequest::unpaid`] has it; 0 where payers choose.
macro_rules! unpaid {
    () => {
        unpaid!("r.amount")
    };
    // `$due` is the total that payments have to reach.
    ($due:literal) => {
        concat!(
            "case when r.amount is null then 0 when r.max_payments = 1 and r.paid_total < r.amount then ",
            $due,
            " - r.paid_total else r.amount end"
        )
    };
}

impl RequestTotals {
    /// Adds up the requests that a filter finds, which are all there.
    ///
    /// # Errors
    /// A sum exceeds 64 bits.
    pub fn of(requests: &[PaymentRequest], filter: &RequestFilter, now: Timestamp) -> Result<Self, Error> {
        let each = requests.iter().map(|request| (request.asked.currency(), 1, counted(request, filter, now)));
        let elsewhere = requests
            .iter()
            .filter(|_| sums_arrivals(filter))
            .flat_map(|request| request.prices.paid_elsewhere(request.asked.currency()));
        Self::gather(each.chain(elsewhere.map(|money| (money.currency(), 0, money.minor()))))
    }

    fn gather(groups: impl IntoIterator<Item = (Currency, i64, i64)>) -> Result<Self, Error> {
        let mut count: usize = 0;
        let mut sums: Vec<Money> = Vec::new();
        for (currency, number, sum) in groups {
            count += usize::try_from(number).unwrap_or_default();
            let before = sums.iter().position(|money| money.currency() == currency);
            let total = before.and_then(|at| sums.get(at)).map_or(0, Money::minor).checked_add(sum);
            let total = Money::new(total.ok_or_else(|| Error::Defect("a sum of requests".into()))?, currency);
            match before.and_then(|at| sums.get_mut(at)) {
                Some(money) => *money = total,
                None => sums.push(total),
            }
        }
        sums.retain(|money| money.minor() != 0);
        sums.sort_by_key(|money| money.currency().code());
        let more = count > MOST;
        Ok(Self { count: count.min(MOST), more, sums: if more { Vec::new() } else { sums } })
    }
}

impl Store {
    /// The totals of a list, without regard to its page.
    pub async fn request_totals(
        &self,
        payee: &PayeeId,
        filter: &RequestFilter,
        now: Timestamp,
    ) -> Result<RequestTotals, Error> {
        let filter = RequestFilter { after: None, ..filter.clone() };
        let status = state_of(&filter);
        if filter.search.as_deref().is_some_and(|text| !text.trim().is_empty()) {
            let mut found = self.requests(payee, &filter, FOUND + 1, now).await?;
            let more = found.len() > FOUND;
            found.truncate(FOUND);
            let totals = RequestTotals::of(&found, &filter, now)?;
            return Ok(if more { RequestTotals { more, sums: Vec::new(), ..totals } } else { totals });
        }
        let page = ListPart::new(&filter, MOST + 1);
        let (finder, mut rest) = filter.finder();
        let expired = finder == Finder::State && filter.status == Some(Status::Expired);
        if !expired && (finder == Finder::State || finder == Finder::Archived) {
            rest.archived = None;
        }
        // Those that upkeep has marked as expired, and the few that it hasn't, have an index each.
        let parts: &[&str] = if expired { &[" and r.lapsed", " and not r.lapsed"] } else { &[""] };
        let mut groups = Vec::new();
        for part in parts {
            let found: Vec<(String, i64, i64, Option<String>)> = read!(self, db => {
                let mut query = QueryBuilder::new(
                    "select c.currency, count(*), cast(sum(c.amount) as bigint), string_agg(c.elsewhere, ' ') from (select r.currency, ",
                );
                query.push("case when r.paid_elsewhere then r.prices end as elsewhere, ");
                match status {
                    Some(Status::Open) if filter.overdue.is_some() => {
                        query.push(unpaid!("coalesce(r.part_until, r.amount)"));
                    }
                    Some(Status::Open) => { query.push(unpaid!()); }
                    Some(Status::Paid) => { query.push("r.paid_total"); }
                    Some(Status::Expired | Status::Cancelled) => { query.push("coalesce(r.amount, r.paid_total)"); }
                    None => {
                        query.push("r.paid_total + case when r.state = 'open' and (r.expires_at is null or r.expires_at > ");
                        query.push_bind(now).push(concat!(") then ", unpaid!(), " else 0 end"));
                    }
                }
                query.push(" as amount from ");
                if expired {
                    query.push("requests r where r.payee_id = ").push_bind(payee).push(*part);
                    push_compared!(query, "r", &rest, now);
                } else {
                    push_found!(query, payee, &filter, finder, &rest, now);
                }
                match finder {
                    // The newest first: what is archived, and so not counted, is mostly old.
                    Finder::Label(_) | Finder::Way(_) => { push_page!(query, "l", page); }
                    Finder::Currency(_) => { push_page!(query, "r", page); }
                    _ => { push_period!(query, "r", page); query.push(" limit ").push_bind(page.limit); }
                }
                query.push(") c group by c.currency");
                query.build_query_as().fetch_all(db).await
            })?;
            for (code, count, sum, prices) in found {
                let currency =
                    Currency::try_from(code).map_err(|e| Error::Defect(format!("a request's currency: {e}")))?;
                groups.push((currency, count, sum));
                for money in
                    elsewhere(prices.filter(|_| sums_arrivals(&filter)).as_deref().unwrap_or_default(), currency)?
                {
                    groups.push((money.currency(), 0, money.minor()));
                }
            }
        }
        RequestTotals::gather(groups)
    }

    /// The number of requests that a filter finds, `most` at most.
    pub async fn count_requests(
        &self,
        payee: &PayeeId,
        filter: &RequestFilter,
        most: i64,
        now: Timestamp,
    ) -> Result<i64, Error> {
        let (finder, mut rest) = filter.finder();
        if finder == Finder::State || finder == Finder::Archived {
            rest.archived = None;
        }
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new("select count(*) from (select r.code from ");
            push_found!(query, payee, filter, finder, &rest, now);
            query.push(" limit ").push_bind(most).push(") c");
            query.build_query_scalar().fetch_one(db).await
        })?)
    }
}

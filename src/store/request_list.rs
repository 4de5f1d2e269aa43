//! Lists of requests. A statement has only the filters that are set, so that each is served by the index that fits it.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::requests::{RequestRow, request_columns};
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::money::currency::Currency;
use crate::domain::reference::carried::CarriedReference;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::search::Search;
use crate::domain::text::{Label, OwnReference};

/// The filters that go with a search.
pub(super) struct Narrowed<'f> {
    pub(super) payee: &'f PayeeId,
    pub(super) filter: &'f RequestFilter,
    pub(super) now: Timestamp,
}

/// The filters of a list of requests. Starts are inclusive, ends exclusive.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// Only requests that have this status now.
    pub status: Option<Status>,
    /// The payee's own reference, compared exactly.
    pub reference: Option<OwnReference>,
    /// The bank's reference (ISO 11649), compared exactly.
    pub rf: Option<RfReference>,
    /// The reference that travelled with one of its payments, compared exactly.
    pub provider_ref: Option<CarriedReference>,
    /// Only requests made from this moment on.
    pub created_from: Option<Timestamp>,
    /// Only requests made before this moment.
    pub created_to: Option<Timestamp>,
    /// A label that it has, compared exactly.
    pub label: Option<Label>,
    /// A rail, or [`crate::domain::payment::MANUAL`], by which money arrived or is said to be on its way.
    pub way: Option<String>,
    /// Only open requests whose day for paying is before this one: today, in the payee's zone.
    pub overdue: Option<NaiveDate>,
    /// Only requests about which the payee has something to decide: a payer says that money was sent, or disputes a payment.
    pub look: bool,
    /// Only archived requests, or only those that are not.
    pub archived: Option<bool>,
    /// Only requests in this currency.
    pub currency: Option<Currency>,
    /// The smallest amount, in minor units; of a request whose payers choose, what has come in.
    pub min: Option<i64>,
    /// The largest amount, likewise.
    pub max: Option<i64>,
    /// Words of memo, reference, items or labels, a code, an amount, or a reference that a bank or a provider carried. Combines with the
    /// other filters, except for the exact references above, which are ignored beside it.
    pub search: Option<String>,
    /// Only what comes after this place in the list.
    pub after: Option<RequestPosition>,
}

/// A place in a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPosition {
    /// The time at which the request was made.
    pub created_at: Timestamp,
    /// The request's code, by which equal times are sorted.
    pub code: String,
}

/// The part of a list that a page shows, and its length.
pub(super) struct ListPart<'f> {
    /// The inclusive start of the period.
    pub(super) from: Option<Timestamp>,
    /// The exclusive end of the period.
    pub(super) to: Option<Timestamp>,
    /// The last entry of the page before.
    pub(super) after: Option<&'f RequestPosition>,
    pub(super) limit: i64,
}

impl<'f> ListPart<'f> {
    /// Keeps the nearer of the period's end and the place of the last entry, because an index is entered at one place.
    pub(super) fn new(filter: &'f RequestFilter, limit: usize) -> Self {
        let RequestFilter { created_from: from, created_to: to, after, .. } = filter;
        let after = after.as_ref().filter(|after| to.is_none_or(|to| after.created_at < to));
        let to = to.filter(|_| after.is_none());
        Self { from: *from, to, after, limit: i64::try_from(limit).unwrap_or(i64::MAX) }
    }
}

/// Appends the conditions of a page, its order and its length to a statement, of the rows under an alias.
macro_rules! push_page {
    ($query:ident, $alias:literal, $page:ident) => {
        $crate::store::request_list::push_period!($query, $alias, $page);
        $query
            .push(concat!(" order by ", $alias, ".created_at desc, ", $alias, ".code desc limit "))
            .push_bind($page.limit);
    };
}

/// Appends the conditions of a page to a statement, without an order.
macro_rules! push_period {
    ($query:ident, $alias:literal, $page:ident) => {
        if let Some(from) = $page.from {
            $query.push(concat!(" and ", $alias, ".created_at >= ")).push_bind(from);
        }
        if let Some(to) = $page.to {
            $query.push(concat!(" and ", $alias, ".created_at < ")).push_bind(to);
        }
        if let Some(after) = $page.after {
            $query.push(concat!(" and (", $alias, ".created_at, ", $alias, ".code) < (")).push_bind(after.created_at);
            $query.push(", ").push_bind(&after.code).push(")");
        }
    };
}

pub(super) use {push_page, push_period};

/// Appends a status of the requests under an alias, as conditions that are compared on each row.
macro_rules! push_status {
    ($query:ident, $alias:literal, $status:expr, $now:expr) => {
        match $status {
            None => {}
            Some(Status::Open) => {
                $query.push(concat!(
                    " and ",
                    $alias,
                    ".state = 'open' and (",
                    $alias,
                    ".expires_at is null or ",
                    $alias,
                    ".expires_at > "
                ));
                $query.push_bind($now).push(")");
            }
            Some(Status::Expired) => {
                $query
                    .push(concat!(" and ", $alias, ".state = 'open' and ", $alias, ".expires_at <= "))
                    .push_bind($now);
            }
            Some(over @ (Status::Paid | Status::Cancelled)) => {
                $query.push(concat!(" and ", $alias, ".state = ")).push_bind(over.as_str());
            }
        }
    };
}
pub(super) use push_status;

/// Appends the filters that are compared on each row of requests under an alias, whatever finds the rows.
macro_rules! push_compared {
    ($query:ident, $alias:literal, $filter:expr, $now:expr) => {
        let filter = $filter;
        push_status!($query, $alias, filter.status, $now);
        if let Some(today) = filter.overdue {
            $query.push(concat!(" and ", $alias, ".state = 'open' and ", $alias, ".due_on < ")).push_bind(today);
        }
        if let Some(label) = &filter.label {
            $query.push(concat!(
                " and exists (select 1 from request_labels y where y.code = ",
                $alias,
                ".code and y.label = "
            ));
            $query.push_bind(label).push(")");
        }
        if let Some(way) = &filter.way {
            $query.push(concat!(" and exists (select 1 from payments y where y.request_code = ", $alias, ".code"));
            $query
                .push(" and (y.received is not null or y.state in ('claimed', 'processing')) and y.rail = ")
                .push_bind(way)
                .push(")");
        }
        if filter.look {
            $query.push(concat!(" and exists (select 1 from payments y where y.request_code = ", $alias, ".code"));
            $query.push(" and y.state in ('claimed', 'disputed'))");
        }
        // As a case, so that it doesn't make an index of all that is (not) archived look good.
        match filter.archived {
            None => {}
            Some(true) => {
                $query.push(concat!(" and case when ", $alias, ".archived_at is null then false else true end"));
            }
            Some(false) => {
                $query.push(concat!(" and case when ", $alias, ".archived_at is null then true else false end"));
            }
        }
        if let Some(currency) = filter.currency {
            // Behind another filter, the index of currencies must not look better than that filter's.
            $query.push(concat!(" and coalesce(", $alias, ".currency, '') = ")).push_bind(currency.code());
        }
        if let Some(min) = filter.min {
            $query.push(concat!(" and coalesce(", $alias, ".amount, ", $alias, ".paid_total) >= ")).push_bind(min);
        }
        if let Some(max) = filter.max {
            $query.push(concat!(" and coalesce(", $alias, ".amount, ", $alias, ".paid_total) <= ")).push_bind(max);
        }
    };
}
pub(super) use push_compared;

/// The filter by which rows are found; the others are compared on these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finder<'f> {
    /// The payments that carry a reference.
    Carried(&'f CarriedReference),
    /// A reference of the request itself.
    Reference,
    /// The payments that need a look.
    Look,
    /// The days for paying that are over.
    Overdue(NaiveDate),
    Label(&'f Label),
    /// The ways by which payments were begun. Whether money came by them is compared.
    Way(&'f str),
    Archived,
    Currency(Currency),
    /// The state, or nothing.
    State,
}

impl RequestFilter {
    /// The filter that finds the rows, and the filters that are left to be compared on them.
    pub(super) fn finder(&self) -> (Finder<'_>, Self) {
        let mut rest = Self { search: None, ..self.clone() };
        if let Some(carried) = &self.provider_ref {
            return (Finder::Carried(carried), rest);
        }
        if self.rf.is_some() || self.reference.is_some() {
            return (Finder::Reference, rest);
        }
        if let Some(label) = &self.label {
            rest.label = None;
            return (Finder::Label(label), rest);
        }
        if self.look {
            rest.look = false;
            return (Finder::Look, rest);
        }
        if let Some(today) = self.overdue {
            (rest.overdue, rest.status) = (None, self.status.or(Some(Status::Open)));
            return (Finder::Overdue(today), rest);
        }
        if let Some(way) = &self.way {
            return (Finder::Way(way), rest);
        }
        if self.archived == Some(true) {
            return (Finder::Archived, rest);
        }
        if let (Some(currency), None) = (self.currency, self.status) {
            rest.currency = None;
            return (Finder::Currency(currency), rest);
        }
        (Finder::State, rest)
    }

    /// Returns whether anything is compared on the requests that a search finds.
    pub(super) fn narrows(&self) -> bool {
        let Self { status, label, way, overdue, look, archived, currency, min, max, .. } = self;
        let kinds = [status.is_some(), label.is_some(), way.is_some(), overdue.is_some(), *look, archived.is_some()];
        kinds.into_iter().chain([currency.is_some(), min.is_some(), max.is_some()]).any(|given| given)
    }
}

/// Appends the tables and conditions that find and compare requests, as `r`; those of a label or way as `l`.
macro_rules! push_found {
    ($query:ident, $payee:expr, $filter:expr, $finder:expr, $rest:expr, $now:expr) => {
        match $finder {
            // The rows that are found first decide which requests are read, whatever the order of the list: hence the cross joins.
            Finder::Carried(carried) => {
                $query.push("(select distinct x.request_code from payments x where x.payee_id = ").push_bind($payee);
                $query.push(" and x.provider_ref = ").push_bind(carried.as_str());
                $query.push(") f cross join requests r where r.code = f.request_code and r.payee_id = ");
            }
            Finder::Look => {
                $query.push("(select distinct x.request_code from payments x where x.payee_id = ").push_bind($payee);
                $query.push(" and x.state in ('claimed', 'disputed') limit 10000");
                $query.push(") f cross join requests r where r.code = f.request_code and r.payee_id = ");
            }
            Finder::Overdue(today) => {
                $query.push("(select x.code from requests x where x.payee_id = ").push_bind($payee);
                $query.push(" and x.state = 'open' and x.due_on is not null and x.due_on < ").push_bind(today);
                $query.push(" order by x.due_on desc limit 10000) f cross join requests r where r.code = f.code and r.payee_id = ");
            }
            Finder::Label(label) => {
                $query.push("request_labels l cross join requests r where r.code = l.code and l.payee_id = ").push_bind($payee);
                $query.push(" and l.label = ").push_bind(label).push(" and r.payee_id = ");
            }
            Finder::Way(way) => {
                $query.push("request_ways l cross join requests r where r.code = l.code and l.payee_id = ").push_bind($payee);
                $query.push(" and l.rail = ").push_bind(way).push(" and r.payee_id = ");
            }
            Finder::Reference | Finder::Archived | Finder::Currency(_) | Finder::State => {
                $query.push("requests r where r.payee_id = ");
            }
        }
        $query.push_bind($payee);
        if let Some(rf) = &$filter.rf {
            $query.push(" and r.rf = ").push_bind(rf);
        }
        if let Some(reference) = &$filter.reference {
            $query.push(" and r.reference = ").push_bind(reference);
        }
        match $finder {
            Finder::Archived => {
                $query.push(" and r.archived_at is not null");
            }
            Finder::Currency(currency) => {
                $query.push(" and r.currency = ").push_bind(currency.code());
            }
            // A state that few requests have is found by an index of its own. Behind a narrower filter it is merely compared: the index
            // of states must not look better than that filter's.
            Finder::State => match $filter.status {
                Some(Status::Open) => {
                    $query.push(" and not r.lapsed");
                }
                Some(Status::Paid | Status::Cancelled) => {
                    $query.push(" and r.state <> 'open'");
                }
                Some(Status::Expired) | None => {}
            },
            _ => {}
        }
        // An open request is never archived.
        if $finder == Finder::State && $filter.archived == Some(false) && $filter.status != Some(Status::Open) {
            $query.push(" and r.archived_at is null");
        }
        push_compared!($query, "r", $rest, $now);
    };
}
pub(super) use push_found;

impl Store {
    /// A payee's requests, newest first, `limit` at most.
    pub async fn requests(
        &self,
        payee: &PayeeId,
        filter: &RequestFilter,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<PaymentRequest>, Error> {
        let page = ListPart::new(filter, limit);
        if let Some(search) = filter.search.as_deref().and_then(Search::parse) {
            let narrowed = Narrowed { payee, filter, now };
            let rows = self.search_requests(&search, &narrowed, &page).await?;
            return rows.into_iter().map(TryInto::try_into).collect();
        }
        let (finder, mut rest) = filter.finder();
        let rows: Vec<RequestRow> = match finder {
            Finder::State if filter.status == Some(Status::Expired) => {
                self.expired_requests(payee, &rest, &page, now).await?
            }
            _ => {
                if finder == Finder::State || finder == Finder::Archived {
                    rest.archived = None;
                }
                read!(self, db => {
                    let mut query = QueryBuilder::new(concat!("select ", request_columns!(), " from "));
                    push_found!(query, payee, filter, finder, &rest, now);
                    match finder {
                        Finder::Label(_) | Finder::Way(_) => { push_page!(query, "l", page); }
                        _ => { push_page!(query, "r", page); }
                    }
                    query.build_query_as().fetch_all(db).await
                })?
            }
        };
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Expired requests: those that upkeep has marked as lapsed, in the order of the list, and the few that it hasn't yet.
    async fn expired_requests(
        &self,
        payee: &PayeeId,
        rest: &RequestFilter,
        page: &ListPart<'_>,
        now: Timestamp,
    ) -> Result<Vec<RequestRow>, Error> {
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(concat!(
                "select ", request_columns!(), " from (select * from (select r.code from requests r where r.payee_id = "
            ));
            query.push_bind(payee).push(" and r.lapsed");
            push_compared!(query, "r", rest, now);
            push_page!(query, "r", page);
            query.push(") noted union all select r.code from requests r where r.payee_id = ").push_bind(payee);
            query.push(" and not r.lapsed");
            push_compared!(query, "r", rest, now);
            query.push(") f cross join requests r where r.code = f.code");
            push_page!(query, "r", page);
            query.build_query_as().fetch_all(db).await
        })?)
    }
}

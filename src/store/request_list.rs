//! Lists of requests. A statement has only the filters that are set, so that each is served by the index that fits it.

use sqlx::QueryBuilder;

use super::requests::{RequestRow, request_columns};
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::reference::carried::CarriedReference;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::search::Search;
use crate::domain::text::OwnReference;

/// The filters that go with a search.
pub(super) struct Narrowed<'f> {
    pub(super) payee: &'f PayeeId,
    pub(super) status: Option<Status>,
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
    /// Words of memo, reference or labels, a code, an amount, or a reference that a bank or a provider carried. Combines with `status` and
    /// the times; the exact references above are ignored beside it.
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
    fn new(filter: &'f RequestFilter, limit: usize) -> Self {
        let RequestFilter { created_from: from, created_to: to, after, .. } = filter;
        let after = after.as_ref().filter(|after| to.is_none_or(|to| after.created_at < to));
        let to = to.filter(|_| after.is_none());
        Self { from: *from, to, after, limit: i64::try_from(limit).unwrap_or(i64::MAX) }
    }
}

/// Appends the conditions of a page, its order and its length to a statement.
macro_rules! push_page {
    ($query:ident, $page:ident) => {
        if let Some(from) = $page.from {
            $query.push(" and r.created_at >= ").push_bind(from);
        }
        if let Some(to) = $page.to {
            $query.push(" and r.created_at < ").push_bind(to);
        }
        if let Some(after) = $page.after {
            $query.push(" and (r.created_at, r.code) < (").push_bind(after.created_at);
            $query.push(", ").push_bind(&after.code).push(")");
        }
        $query.push(" order by r.created_at desc, r.code desc limit ").push_bind($page.limit);
    };
}

pub(super) use push_page;

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
        let RequestFilter { status, reference, rf, provider_ref, search, .. } = filter;
        if let Some(search) = search.as_deref().and_then(Search::parse) {
            let narrowed = Narrowed { payee, status: *status, now };
            let rows = self.search_requests(&search, &narrowed, &page).await?;
            return rows.into_iter().map(TryInto::try_into).collect();
        }
        let is_narrow = reference.is_some() || rf.is_some() || provider_ref.is_some();
        let rows: Vec<RequestRow> = match status {
            Some(Status::Expired) if !is_narrow => self.expired_requests(payee, &page, now).await?,
            _ => read!(self, db => {
                let mut query = QueryBuilder::new(concat!("select ", request_columns!(), " from "));
                match provider_ref {
                    None => query.push("requests r where r.payee_id = "),
                    // The payments that carry the reference decide which requests are read, whatever the order of the list: hence the cross
                    // join.
                    Some(carried) => query
                        .push("(select distinct x.request_code from payments x where x.payee_id = ").push_bind(payee)
                        .push(" and x.provider_ref = ").push_bind(carried.as_str())
                        .push(") f cross join requests r where r.code = f.request_code and r.payee_id = "),
                };
                query.push_bind(payee);
                if let Some(rf) = rf {
                    query.push(" and r.rf = ").push_bind(rf);
                }
                if let Some(reference) = reference {
                    query.push(" and r.reference = ").push_bind(reference);
                }
                // A state that few requests have is found by an index of its own. Behind a narrower filter it is merely compared: the index
                // of states must not look better than that filter's.
                match status {
                    Some(Status::Open) if !is_narrow => {
                        query.push(" and not r.lapsed");
                    }
                    Some(Status::Paid | Status::Cancelled) if !is_narrow => {
                        query.push(" and r.state <> 'open'");
                    }
                    _ => {}
                }
                push_status!(query, "r", *status, now);
                push_page!(query, page);
                query.build_query_as().fetch_all(db).await
            })?,
        };
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Expired requests: those that upkeep has marked as lapsed, in the order of the list, and the few that it hasn't yet.
    async fn expired_requests(
        &self,
        payee: &PayeeId,
        page: &ListPart<'_>,
        now: Timestamp,
    ) -> Result<Vec<RequestRow>, Error> {
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(concat!(
                "select ", request_columns!(), " from (select * from (select r.code from requests r where r.payee_id = "
            ));
            query.push_bind(payee).push(" and r.state = 'open' and r.lapsed and r.expires_at <= ").push_bind(now);
            push_page!(query, page);
            query.push(") noted union all select r.code from requests r where r.payee_id = ").push_bind(payee);
            query.push(" and r.state = 'open' and not r.lapsed and r.expires_at <= ").push_bind(now);
            query.push(") f cross join requests r where r.code = f.code");
            push_page!(query, page);
            query.build_query_as().fetch_all(db).await
        })?)
    }
}

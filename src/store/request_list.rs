//! Lists of requests. A statement is put together of the filters that are there, so that each is served by the index that fits it.

use sqlx::QueryBuilder;

use super::requests::{RequestRow, request_columns};
use super::search::Narrowed;
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::reference::carried::CarriedReference;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::search::Search;
use crate::domain::text::OwnReference;

/// What a list is narrowed to. Times are start-inclusive, end-exclusive.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// Where it stands.
    pub status: Option<Status>,
    /// The payee's own reference, exactly.
    pub reference: Option<OwnReference>,
    /// The bank's reference, exactly.
    pub rf: Option<RfReference>,
    /// The reference that travelled with one of its payments, exactly.
    pub provider_ref: Option<CarriedReference>,
    /// Made from.
    pub created_from: Option<Timestamp>,
    /// Made before.
    pub created_to: Option<Timestamp>,
    /// Words of memo, reference or labels, a code, an amount, or a reference that a bank or a provider carried. Goes with `status` and the
    /// times; what is found by a reference is not searched.
    pub search: Option<String>,
    /// Only what comes after this place in the list.
    pub after: Option<RequestPosition>,
}

/// A place in a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPosition {
    /// When the request there was made.
    pub created_at: Timestamp,
    /// Its code.
    pub code: String,
}

/// The part of a list before which a page ends, and its length.
pub(super) struct ListPart<'f> {
    /// Inclusive.
    pub(super) from: Option<Timestamp>,
    /// Exclusive.
    pub(super) to: Option<Timestamp>,
    /// Exclusive.
    pub(super) after: Option<&'f RequestPosition>,
    pub(super) limit: i64,
}

impl<'f> ListPart<'f> {
    /// An index is entered at one place: the nearer of the period's end and the place of the last entry.
    fn new(filter: &'f RequestFilter, limit: usize) -> Self {
        let RequestFilter { created_from: from, created_to: to, after, .. } = filter;
        let after = after.as_ref().filter(|after| to.is_none_or(|to| after.created_at < to));
        let to = to.filter(|_| after.is_none());
        Self { from: *from, to, after, limit: i64::try_from(limit).unwrap_or(i64::MAX) }
    }
}

/// The place in the list, its order and its length, behind the conditions of a statement.
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

/// The condition of a status that is compared and not looked for, of the requests under an alias.
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
                    // What the payments are found by decides which requests are looked at, whatever the order of the list: hence the
                    // cross join.
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
                // A state that few requests have is looked for in an index of its own. Behind a narrower filter it is merely compared: an
                // index of states must not look better than that filter's.
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

    /// Requests whose time is over: those of which upkeep has noted it, in the order of the list, and the few of which it hasn't yet.
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

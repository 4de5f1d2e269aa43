//! Lists for the operator: reported links, those that were taken down, endpoints that fail, and payees whom nobody can pay. Their rows have
//! no field for a memo, an amount, a name, or the settings of a method.

use chrono::TimeDelta;
use url::Url;

use super::{Counted, Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::payee::handle::Handle;
use crate::domain::report::{ReportReason, ReportableLink};
use crate::domain::request::code::RequestCode;

/// The most entries of a list.
pub const MOST_LISTED: usize = 100;
/// The newest payees among whom those without a way to be paid are looked for, so that the list costs the same however many there are.
pub const NEWEST_PAYEES: i64 = 1000;
/// The time for which reports are listed after they were dismissed.
const LISTED_AFTERWARDS: TimeDelta = TimeDelta::days(90);

/// A link that was reported, with what became of it.
#[derive(Debug, Clone)]
pub struct LinkReports {
    /// The reported request or personal page.
    pub link: ReportableLink,
    /// The handle of its payee.
    pub handle: Handle,
    /// The reasons that were given, each with its number.
    pub reasons: Vec<Counted>,
    /// The time at which these reports were dismissed.
    pub dismissed_at: Option<Timestamp>,
    /// The time since which the link itself is taken down.
    pub down_since: Option<Timestamp>,
    /// Set when all links of its payee are taken down.
    pub payee_down: bool,
    /// Set when its payee's account is closed.
    pub closed: bool,
}

/// A link that is taken down.
#[derive(Debug, Clone)]
pub struct TakenDown {
    /// The request, or the personal page for a payee with all its links.
    pub link: ReportableLink,
    /// The handle of its payee.
    pub handle: Handle,
    /// The time at which it was taken down.
    pub since: Timestamp,
}

/// The host of an endpoint. The rest of its address may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointHost(String);

impl EndpointHost {
    /// The host's name, as in the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for EndpointHost {
    fn from(address: String) -> Self {
        let url = Url::parse(&address).ok();
        Self(url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default())
    }
}

/// An endpoint that takes nothing at present.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FailingEndpoint {
    /// The handle of its payee.
    pub handle: Handle,
    /// The host that is called.
    #[sqlx(rename = "url", try_from = "String")]
    pub host: EndpointHost,
    /// The time of the first failure since the last success.
    pub failing_since: Timestamp,
    /// The time at which the service stopped calling it.
    pub disabled_at: Option<Timestamp>,
    /// The HTTP status of the last answer, or a word of ours for the failure; `None` when it isn't known any more.
    pub outcome: Option<String>,
}

/// A payee without any method.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PayeeWithoutWay {
    /// The handle.
    pub handle: Handle,
    /// The time since which there is none.
    pub since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    handle: Handle,
    code: Option<RequestCode>,
    request_down: Option<Timestamp>,
    payee_down: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    dismissed_at: Option<Timestamp>,
    reason: ReportReason,
    times: i64,
    created_at: Timestamp,
    last_at: Timestamp,
}

macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "select p.handle, q.code, q.disabled_at as request_down, p.disabled_at as payee_down, p.closed_at, r.dismissed_at, \
                r.reason, r.times, r.created_at, r.last_at \
            from reports r \
            join payees p on p.id = r.payee_id \
            left join requests q on q.code = r.request_code ",
            $rest
        )
    };
}

impl ReportRow {
    fn link(&self) -> ReportableLink {
        self.code.clone().map_or_else(|| ReportableLink::Page(self.handle.clone()), ReportableLink::Request)
    }

    fn counted(&self) -> Counted {
        let Self { reason, times, created_at, last_at, .. } = *self;
        Counted { reason, times, first_at: created_at, last_at }
    }

    fn into_link(self) -> LinkReports {
        let link = self.link();
        LinkReports {
            reasons: vec![self.counted()],
            down_since: if self.code.is_some() { self.request_down } else { self.payee_down },
            payee_down: self.payee_down.is_some(),
            closed: self.closed_at.is_some(),
            dismissed_at: self.dismissed_at,
            handle: self.handle,
            link,
        }
    }
}

/// The rows of reports as links. Those of a link stand side by side.
fn links(rows: Vec<ReportRow>) -> Vec<LinkReports> {
    let mut found: Vec<LinkReports> = Vec::new();
    for row in rows {
        let same = |last: &&mut LinkReports| last.link == row.link() && last.dismissed_at == row.dismissed_at;
        match found.last_mut().filter(same) {
            Some(last) => last.reasons.push(row.counted()),
            None => found.push(row.into_link()),
        }
    }
    found.truncate(MOST_LISTED);
    found
}

fn most(rows_each: usize) -> i64 {
    i64::try_from(MOST_LISTED * rows_each).unwrap_or(i64::MAX)
}

impl Store {
    /// The links with reports that wait, the most recently reported first.
    pub async fn waiting_reports(&self) -> Result<Vec<LinkReports>, Error> {
        const SQL: &str = select_reports!(
            "where r.dismissed_at is null \
            order by max(r.last_at) over (partition by r.payee_id, r.request_code) desc, r.payee_id, r.request_code, r.reason \
            limit $1"
        );
        let most = most(ReportReason::ALL.len());
        Ok(links(read!(self, db => sqlx::query_as(SQL).bind(most).fetch_all(db).await)?))
    }

    /// The links whose reports were dismissed in the last 90 days, newest first.
    pub async fn dismissed_reports(&self, now: Timestamp) -> Result<Vec<LinkReports>, Error> {
        const SQL: &str = select_reports!(
            "where r.dismissed_at > $1 order by r.dismissed_at desc, r.payee_id, r.request_code, r.reason limit $2"
        );
        let (after, most) = (now - LISTED_AFTERWARDS, most(ReportReason::ALL.len()));
        Ok(links(read!(self, db => sqlx::query_as(SQL).bind(after).bind(most).fetch_all(db).await)?))
    }

    /// The requests and payees that are taken down, newest first.
    pub async fn taken_down(&self) -> Result<Vec<TakenDown>, Error> {
        const REQUESTS: &str = "select r.code, (select p.handle from payees p where p.id = r.payee_id), r.disabled_at \
            from requests r where r.disabled_at is not null order by r.disabled_at desc, r.code desc limit $1";
        const PAYEES: &str = "select p.handle, p.disabled_at from payees p \
            where p.disabled_at is not null and p.closed_at is null order by p.disabled_at desc, p.id desc limit $1";
        let most = most(1);
        let requests: Vec<(RequestCode, Handle, Timestamp)> =
            read!(self, db => sqlx::query_as(REQUESTS).bind(most).fetch_all(db).await)?;
        let payees: Vec<(Handle, Timestamp)> =
            read!(self, db => sqlx::query_as(PAYEES).bind(most).fetch_all(db).await)?;
        let payees = payees.into_iter().map(|(handle, since)| TakenDown {
            link: ReportableLink::Page(handle.clone()),
            handle,
            since,
        });
        let requests = requests.into_iter();
        let requests =
            requests.map(|(code, handle, since)| TakenDown { link: ReportableLink::Request(code), handle, since });
        let mut found: Vec<_> = payees.chain(requests).collect();
        found.sort_by_key(|down| std::cmp::Reverse(down.since));
        found.truncate(MOST_LISTED);
        Ok(found)
    }

    /// The endpoints that fail, the longest failing first; also those that the service stopped calling for it, but not those that their
    /// payees turned off.
    pub async fn failing_endpoints(&self) -> Result<Vec<FailingEndpoint>, Error> {
        // The last call is one of the newest deliveries: those that wait for it keep their order.
        const SQL: &str = "select (select p.handle from payees p where p.id = e.payee_id) as handle, e.url, e.failing_since, e.disabled_at, \
                (select coalesce(cast(l.answer as text), l.failure) from (select d.answer, d.failure, d.tried_at from deliveries d \
                    where d.endpoint_id = e.id order by d.created_at desc, d.id desc limit 50) l \
                    where l.tried_at is not null order by l.tried_at desc limit 1) as outcome \
            from endpoints e where e.failing_since is not null and (e.disabled_at is null or e.disabled_why <> 'owner') \
            order by e.failing_since, e.id limit $1";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(most(1)).fetch_all(db).await)?)
    }

    /// Those of the newest payees who have no method, the latest first.
    pub async fn payees_without_way(&self) -> Result<Vec<PayeeWithoutWay>, Error> {
        const SQL: &str = "select l.handle, \
                coalesce((select max(coalesce(m.removed_at, m.lost_at)) from methods m where m.payee_id = l.id), l.created_at) as since \
            from (select p.id, p.handle, p.created_at from payees p where p.disabled_at is null \
                order by p.created_at desc, p.id desc limit $1) l \
            where (select count(*) from methods m where m.payee_id = l.id and m.removed_at is null and m.lost_at is null) = 0 \
            order by since desc, l.id limit $2";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(NEWEST_PAYEES).bind(most(1)).fetch_all(db).await)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_address_but_its_host_is_kept() {
        let host = |address: &str| EndpointHost::from(address.to_owned());
        let secret = "https://key:secret@hooks.example:8443/T0/secret?token=secret#secret";
        assert_eq!(host(secret).as_str(), "hooks.example");
        assert!(!format!("{:?}", host(secret)).contains("secret"));
        assert_eq!(host("secret").as_str(), "");
    }
}

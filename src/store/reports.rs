//! Reports of links, and links that the operator has taken down.

use super::requests::{items, request_amount};
use super::{Connection, Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::ReportId;
use crate::domain::money::currency::Currency;
use crate::domain::payee::handle::Handle;
use crate::domain::report::{Link, Reason};
use crate::domain::request::code::RequestCode;
use crate::domain::request::{Item, RequestAmount, RequestState};
use crate::domain::text::{DisplayName, Memo};

/// A link with reports that nobody has dismissed, as the operator sees it: what its page tells a buyer, and what was said of it.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Which.
    pub link: Link,
    /// The payee's handle.
    pub handle: Handle,
    /// The payee's name for itself.
    pub name: DisplayName,
    /// What is asked for; none of a personal page.
    pub asked: Option<RequestAmount>,
    /// What for.
    pub memo: Option<Memo>,
    /// Line by line.
    pub items: Vec<Item>,
    /// Since when the link is down, whether by itself or with its payee.
    pub disabled_at: Option<Timestamp>,
    /// What was said.
    pub reasons: Vec<Counted>,
}

/// How often one reason was given for one link, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What was said.
    pub reason: Reason,
    /// How often.
    pub times: i64,
    /// The first time.
    pub first_at: Timestamp,
    /// The last time.
    pub last_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    handle: Handle,
    name: DisplayName,
    code: Option<RequestCode>,
    currency: Option<String>,
    amount: Option<i64>,
    min_amount: Option<i64>,
    max_amount: Option<i64>,
    memo: Option<Memo>,
    items: Option<String>,
    disabled_at: Option<Timestamp>,
    reason: Reason,
    times: i64,
    created_at: Timestamp,
    last_at: Timestamp,
}

impl WaitingRow {
    fn link(&self) -> Link {
        self.code.clone().map_or_else(|| Link::Page(self.handle.clone()), Link::Request)
    }

    fn counted(&self) -> Counted {
        let Self { reason, times, created_at, last_at, .. } = *self;
        Counted { reason, times, first_at: created_at, last_at }
    }
}

impl TryFrom<WaitingRow> for Reported {
    type Error = Error;

    fn try_from(row: WaitingRow) -> Result<Self, Error> {
        let currency = row.currency.as_deref().map(Currency::parse).transpose();
        let currency = currency.map_err(|e| Error::Defect(format!("the currency of a request: {e}")))?;
        Ok(Self {
            link: row.link(),
            reasons: vec![row.counted()],
            asked: currency.map(|currency| request_amount(currency, row.amount, row.min_amount, row.max_amount)),
            items: row.items.as_deref().map(items).transpose()?.unwrap_or_default(),
            handle: row.handle,
            name: row.name,
            memo: row.memo,
            disabled_at: row.disabled_at,
        })
    }
}

impl Store {
    /// Every link with reports that wait for the operator, the one that was reported last first.
    pub async fn reported(&self) -> Result<Vec<Reported>, Error> {
        const SQL: &str = "select p.handle, p.name, q.code, q.currency, q.amount, q.min_amount, q.max_amount, q.memo, q.items, \
                coalesce(q.disabled_at, p.disabled_at) as disabled_at, r.reason, r.times, r.created_at, r.last_at \
            from reports r \
            join payees p on p.id = r.payee_id \
            left join requests q on q.code = r.request_code \
            where r.dismissed_at is null \
            order by max(r.last_at) over (partition by r.payee_id, r.request_code) desc, r.payee_id, r.request_code, r.reason";
        let rows: Vec<WaitingRow> = read!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?;
        let mut found: Vec<Reported> = Vec::new();
        for row in rows {
            match found.last_mut().filter(|last| last.link == row.link()) {
                Some(last) => last.reasons.push(row.counted()),
                None => found.push(row.try_into()?),
            }
        }
        Ok(found)
    }
}

impl Tx<'_> {
    /// Counts a report of a link. `false` when there is no such link, or it is down. One statement, and at most one row for a link and a
    /// reason: however many are sent at once, nothing is lost and nothing grows.
    pub async fn count_report(
        &mut self,
        id: &ReportId,
        link: &Link,
        reason: Reason,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const REQUEST: &str = "insert into reports (id, payee_id, request_code, reason, times, created_at, last_at) \
            select $1, p.id, q.code, $3, 1, $4, $4 from requests q join payees p on p.id = q.payee_id \
            where q.code = $2 and q.disabled_at is null and p.disabled_at is null \
            on conflict (payee_id, coalesce(request_code, ''), reason) where dismissed_at is null \
            do update set times = reports.times + 1, last_at = excluded.last_at";
        const PAGE: &str = "insert into reports (id, payee_id, request_code, reason, times, created_at, last_at) \
            select $1, p.id, null, $3, 1, $4, $4 from payees p where p.handle = $2 and p.disabled_at is null \
            on conflict (payee_id, coalesce(request_code, ''), reason) where dismissed_at is null \
            do update set times = reports.times + 1, last_at = excluded.last_at";
        let (sql, name) = named(link, REQUEST, PAGE);
        Ok(execute!(self, sql, id, name, reason, now)? == 1)
    }

    /// Puts a link's reports away. `false` when none wait.
    pub async fn dismiss_reports(&mut self, link: &Link, now: Timestamp) -> Result<bool, Error> {
        const REQUEST: &str = "update reports set dismissed_at = $2 where request_code = $1 and dismissed_at is null";
        const PAGE: &str = "update reports set dismissed_at = $2 where request_code is null and dismissed_at is null \
            and payee_id = (select id from payees where handle = $1)";
        let (sql, name) = named(link, REQUEST, PAGE);
        let rows = execute!(self, sql, name, now)?;
        Ok(rows > 0)
    }

    /// Takes a request down, or puts it up again. One that is down stays so since when it was. `false` when there is no such request.
    pub async fn disable_request(&mut self, code: &RequestCode, since: Option<Timestamp>) -> Result<bool, Error> {
        const DOWN: &str = "update requests set disabled_at = coalesce(disabled_at, $2) where code = $1";
        const UP: &str = "update requests set disabled_at = null where code = $1";
        let rows = match since {
            Some(since) => execute!(self, DOWN, code, since)?,
            None => execute!(self, UP, code)?,
        };
        Ok(rows == 1)
    }

    /// The state of a request that can be reached: neither it nor its payee is disabled, and neither that nor the state changes before
    /// this transaction ends. None of any other.
    pub async fn hold_enabled(&mut self, code: &RequestCode) -> Result<Option<RequestState>, Error> {
        const LOOK: &str = "select r.state from requests r join payees p on p.id = r.payee_id \
            where r.code = $1 and r.disabled_at is null and p.disabled_at is null";
        const HOLD: &str = "select r.state from requests r join payees p on p.id = r.payee_id \
            where r.code = $1 and r.disabled_at is null and p.disabled_at is null for share of r, p";
        // SQLite's transactions hold the whole database.
        let sql = match &self.connection {
            Connection::Sqlite(_) => LOOK,
            Connection::Postgres(_) => HOLD,
        };
        Ok(within!(self, db => sqlx::query_scalar(sql).bind(code).fetch_optional(db).await)?)
    }
}

/// The statement for a kind of link, and what it names the link by.
fn named<'l>(link: &'l Link, request: &'static str, page: &'static str) -> (&'static str, &'l str) {
    match link {
        Link::Request(code) => (request, code.as_str()),
        Link::Page(handle) => (page, handle.as_str()),
    }
}

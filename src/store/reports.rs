//! Reports of links, and links that the operator has taken down.

use super::requests::{items, request_amount};
use super::{Connection, Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::ReportId;
use crate::domain::money::currency::Currency;
use crate::domain::payee::handle::Handle;
use crate::domain::report::{ReportReason, ReportableLink};
use crate::domain::request::code::RequestCode;
use crate::domain::request::{Item, RequestAmount, RequestState};
use crate::domain::text::{DisplayName, Memo};

/// A link with reports that wait for the operator: what its page tells a buyer, and the reasons that were given.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The reported request or personal page.
    pub link: ReportableLink,
    /// The payee's handle, without `@`.
    pub handle: Handle,
    /// The payee's display name.
    pub name: DisplayName,
    /// The request's amount; `None` for a personal page.
    pub asked: Option<RequestAmount>,
    /// The request's memo, if it has one.
    pub memo: Option<Memo>,
    /// The request's items; none for a personal page.
    pub items: Vec<Item>,
    /// The time since which the link or its payee is disabled.
    pub disabled_at: Option<Timestamp>,
    /// The reasons that were given, each with its number.
    pub reasons: Vec<Counted>,
}

/// The reports of one link for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The reason that reporters chose.
    pub reason: ReportReason,
    /// The number of reports for it.
    pub times: i64,
    /// The time of the first report.
    pub first_at: Timestamp,
    /// The time of the latest report.
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
    reason: ReportReason,
    times: i64,
    created_at: Timestamp,
    last_at: Timestamp,
}

impl WaitingRow {
    fn link(&self) -> ReportableLink {
        self.code.clone().map_or_else(|| ReportableLink::Page(self.handle.clone()), ReportableLink::Request)
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
    /// The links with reports that wait for the operator, the most recently reported first.
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
    /// Counts a report of a link. `false` when there is no such link, or it is disabled. One statement, and at most one row for a link and
    /// a reason: of concurrent reports none is lost, and they don't fill the table.
    pub async fn count_report(
        &mut self,
        id: &ReportId,
        link: &ReportableLink,
        reason: ReportReason,
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

    /// Dismisses a link's reports. `false` when none wait.
    pub async fn dismiss_reports(&mut self, link: &ReportableLink, now: Timestamp) -> Result<bool, Error> {
        const REQUEST: &str = "update reports set dismissed_at = $2 where request_code = $1 and dismissed_at is null";
        const PAGE: &str = "update reports set dismissed_at = $2 where request_code is null and dismissed_at is null \
            and payee_id = (select id from payees where handle = $1)";
        let (sql, name) = named(link, REQUEST, PAGE);
        let rows = execute!(self, sql, name, now)?;
        Ok(rows > 0)
    }

    /// Disables a request, or enables it if `since` is `None`. One that is disabled already keeps its time. `false` when there is no such
    /// request.
    pub async fn disable_request(&mut self, code: &RequestCode, since: Option<Timestamp>) -> Result<bool, Error> {
        const DOWN: &str = "update requests set disabled_at = coalesce(disabled_at, $2) where code = $1";
        const UP: &str = "update requests set disabled_at = null where code = $1";
        let rows = match since {
            Some(since) => execute!(self, DOWN, code, since)?,
            None => execute!(self, UP, code)?,
        };
        Ok(rows == 1)
    }

    /// The state of a request if neither it nor its payee is disabled; neither that nor the state changes before this transaction ends.
    /// `None` for any other request.
    pub async fn hold_enabled(&mut self, code: &RequestCode) -> Result<Option<RequestState>, Error> {
        const LOOK: &str = "select r.state from requests r join payees p on p.id = r.payee_id \
            where r.code = $1 and r.disabled_at is null and p.disabled_at is null";
        const HOLD: &str = "select r.state from requests r join payees p on p.id = r.payee_id \
            where r.code = $1 and r.disabled_at is null and p.disabled_at is null for share of r, p";
        // On SQLite a transaction holds the whole database.
        let sql = match &self.connection {
            Connection::Sqlite(_) => LOOK,
            Connection::Postgres(_) => HOLD,
        };
        Ok(within!(self, db => sqlx::query_scalar(sql).bind(code).fetch_optional(db).await)?)
    }
}

/// The statement for a kind of link, and the value that names the link in it.
fn named<'l>(link: &'l ReportableLink, request: &'static str, page: &'static str) -> (&'static str, &'l str) {
    match link {
        ReportableLink::Request(code) => (request, code.as_str()),
        ReportableLink::Page(handle) => (page, handle.as_str()),
    }
}

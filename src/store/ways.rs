//! Ways by which payments of requests were begun, to find requests by.

use super::{Error, Store, Tx, execute, read};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;

/// The most ways of a payee that are listed: more than there are rails.
const LISTED: i64 = 100;

impl Store {
    /// The different ways by which a payee's requests were to be paid, names of rails in their order as text. A loose index scan, as
    /// [`Store::labels`] is.
    pub async fn ways(&self, payee: &PayeeId) -> Result<Vec<String>, Error> {
        const SQL: &str = "with recursive w (rail, n) as (\
                select (select x.rail from request_ways x where x.payee_id = $1 order by x.rail limit 1), 1 \
                union all select (select x.rail from request_ways x where x.payee_id = $1 and x.rail > w.rail \
                    order by x.rail limit 1), w.n + 1 from w where w.rail is not null and w.n < $2) \
            select w.rail from w where w.rail is not null order by w.n";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(LISTED).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores the way of a payment that begins. The second payment of a request by the same way adds nothing.
    pub(super) async fn insert_way(&mut self, code: &RequestCode, rail: &str) -> Result<(), Error> {
        const SQL: &str = "insert into request_ways (payee_id, rail, created_at, code) \
            select r.payee_id, $2, r.created_at, r.code from requests r where r.code = $1 on conflict do nothing";
        execute!(self, SQL, code, rail).map(drop)
    }
}

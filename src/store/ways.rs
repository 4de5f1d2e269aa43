//! Ways by which payments of requests were begun, to find requests by.

use super::labels::distinct;
use super::{Error, Store, Tx, execute, read};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;

/// The most ways of a payee that are listed: more than there are rails.
const LISTED: i64 = 100;

impl Store {
    /// The different ways by which a payee's requests were to be paid, names of rails in their order as text.
    pub async fn ways(&self, payee: &PayeeId) -> Result<Vec<String>, Error> {
        const SQL: &str = distinct!("request_ways", "rail");
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

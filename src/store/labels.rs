//! Labels of requests. The request itself has them for display; a table has them to find requests by.

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::id::PayeeId;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::text::Label;

/// The most labels of a payee that are listed.
const LISTED: i64 = 200;

/// The distinct values of a column of the payee `$1`, in their order as text, `$2` at most. A loose index scan: one look for each value,
/// however many rows have it.
macro_rules! distinct {
    ($table:literal, $column:literal) => {
        concat!(
            "with recursive w (value, n) as (select (select x.",
            $column,
            " from ",
            $table,
            " x where x.payee_id = $1 order by x.",
            $column,
            " limit 1), 1 union all select (select x.",
            $column,
            " from ",
            $table,
            " x where x.payee_id = $1 and x.",
            $column,
            " > w.value order by x.",
            $column,
            " limit 1), w.n + 1 from w where w.value is not null and w.n < $2) \
            select w.value from w where w.value is not null order by w.n"
        )
    };
}
pub(super) use distinct;

/// The column of a request's labels.
pub(super) fn labels_json(labels: &[Label]) -> Result<String, Error> {
    serde_json::to_string(labels).map_err(|e| Error::Defect(e.to_string()))
}

impl Store {
    /// The different labels of a payee's requests, in their order as text.
    pub async fn labels(&self, payee: &PayeeId) -> Result<Vec<Label>, Error> {
        const SQL: &str = distinct!("request_labels", "label");
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(LISTED).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores the labels of a new request, to find it by.
    pub(super) async fn insert_labels(&mut self, request: &PaymentRequest) -> Result<(), Error> {
        const SQL: &str = "insert into request_labels (payee_id, label, created_at, code) values ($1, $2, $3, $4) \
            on conflict do nothing";
        for label in &request.labels {
            execute!(self, SQL, &request.payee_id, label, request.created_at, &request.code)?;
        }
        Ok(())
    }

    /// Replaces the labels of a request by those that `request` has now, and its search words. The caller holds the request.
    pub async fn update_labels(&mut self, request: &PaymentRequest) -> Result<(), Error> {
        const COLUMN: &str = "update requests set labels = $3 where code = $1 and payee_id = $2";
        const OLD: &str = "delete from request_labels where code = $1 and payee_id = $2";
        execute!(self, COLUMN, &request.code, &request.payee_id, labels_json(&request.labels)?)?;
        execute!(self, OLD, &request.code, &request.payee_id)?;
        self.insert_labels(request).await?;
        self.replace_words(request).await
    }

    /// The newest requests of a payee that have a label, `limit` at most.
    pub async fn requests_with_label(
        &mut self,
        payee: &PayeeId,
        label: &Label,
        limit: i64,
    ) -> Result<Vec<RequestCode>, Error> {
        const SQL: &str = "select code from request_labels where payee_id = $1 and label = $2 \
            order by created_at desc, code desc limit $3";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(label).bind(limit).fetch_all(db).await)?)
    }

    /// Archives a request that isn't open at `now`, or takes it out of the archive. `false` when it is open, or isn't this payee's; one
    /// that stands as wanted stays as it is.
    pub async fn archive_request(
        &mut self,
        payee: &PayeeId,
        code: &RequestCode,
        archived: bool,
        now: crate::domain::clock::Timestamp,
    ) -> Result<bool, Error> {
        const IN: &str = "update requests set archived_at = coalesce(archived_at, $3) \
            where code = $1 and payee_id = $2 and (state <> 'open' or expires_at <= $3)";
        const OUT: &str = "update requests set archived_at = null where code = $1 and payee_id = $2";
        let rows = if archived { execute!(self, IN, code, payee, now)? } else { execute!(self, OUT, code, payee)? };
        Ok(rows == 1)
    }
}

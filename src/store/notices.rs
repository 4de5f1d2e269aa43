//! Notices: the outbox of facts that changed, and the line of each payee's notices.

use std::sync::LazyLock;

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::notice::{Notice, NoticeKind};
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;

macro_rules! select_notice {
    ($more:literal, $rest:literal) => {
        concat!(
            "select n.request_code, n.position, n.payee_id, n.kind, n.payment_id, n.occurred_at",
            $more,
            " from notices n ",
            $rest
        )
    };
}

/// A notice in its payee's line.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct NumberedNotice {
    /// The number among the payee's notices.
    pub seq: i64,
    /// The notice.
    #[sqlx(flatten)]
    pub notice: Notice,
}

/// The maximum number of new requests whose notices are stored by one statement: as many as are stored by one.
pub(super) const MOST: usize = 16;

/// The statements for the notices of one new request, two, and so on.
static CREATED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = |count| {
        (0..count).map(|row| 3 * row).map(|at| format!("(${}, 1, ${}, 'request.created', ${})", at + 1, at + 2, at + 3))
    };
    let sql = |count| rows(count).collect::<Vec<_>>().join(", ");
    (1..=MOST)
        .map(|count| {
            format!("insert into notices (request_code, position, payee_id, kind, occurred_at) values {}", sql(count))
        })
        .collect()
});

impl Tx<'_> {
    /// Notes that a fact about a request or one of its payments has changed, for the payee's programs, if this transaction commits. The
    /// caller holds the request.
    pub async fn note(
        &mut self,
        code: &RequestCode,
        payee: &PayeeId,
        kind: NoticeKind,
        payment: Option<&PaymentId>,
        now: Timestamp,
    ) -> Result<(), Error> {
        // Clocks of replicas differ, and the order of a request's notices is that of their times as well.
        const SQL: &str = "insert into notices (request_code, position, payee_id, kind, payment_id, occurred_at) \
            select $1, coalesce(max(n.position), 0) + 1, $2, $3, $4, case when max(n.occurred_at) > $5 then max(n.occurred_at) else $5 end \
            from notices n where n.request_code = $1";
        execute!(self, SQL, code, payee, kind, payment, now)?;
        self.effects.noted = true;
        Ok(())
    }

    /// Notes that requests were made, all of which are new.
    pub(super) async fn note_created(&mut self, requests: &[&PaymentRequest]) -> Result<(), Error> {
        for requests in requests.chunks(MOST) {
            let sql = requests.len().checked_sub(1).and_then(|at| CREATED.get(at)).map(String::as_str);
            let sql: &'static str =
                sql.ok_or_else(|| Error::Defect(format!("{} notices in a statement", requests.len())))?;
            within!(self, db => {
                requests
                    .iter()
                    .fold(sqlx::query(sql), |query, new| query.bind(&new.code).bind(&new.payee_id).bind(new.created_at))
                    .execute(db)
                    .await
                    .map(drop)
            })?;
            self.effects.noted = true;
        }
        Ok(())
    }

    /// Locks a payee's line of notices until the transaction ends, and returns the number of the last one. Whoever makes or concludes
    /// deliveries of the payee holds it, so that the order of a request's deliveries stands still.
    pub async fn hold_notices(&mut self, payee: &PayeeId) -> Result<i64, Error> {
        const FIRST: &str = "insert into notice_heads (payee_id, seq) values ($1, 0) on conflict (payee_id) do nothing";
        const HOLD: &str = "update notice_heads set seq = seq where payee_id = $1 returning seq";
        let held: Option<i64> = within!(self, db => sqlx::query_scalar(HOLD).bind(payee).fetch_optional(db).await)?;
        if let Some(last) = held {
            return Ok(last);
        }
        execute!(self, FIRST, payee)?;
        Ok(within!(self, db => sqlx::query_scalar(HOLD).bind(payee).fetch_one(db).await)?)
    }

    /// Gives a notice its number. `false` when it has one already.
    pub async fn number_notice(&mut self, notice: &Notice, seq: i64) -> Result<bool, Error> {
        const SQL: &str = "update notices set seq = $3 where request_code = $1 and position = $2 and seq is null";
        Ok(execute!(self, SQL, &notice.request_code, notice.position, seq)? == 1)
    }

    /// Stores the number of the last notice in a payee's line, which the caller holds.
    pub async fn set_last_notice(&mut self, payee: &PayeeId, seq: i64) -> Result<(), Error> {
        const SQL: &str = "update notice_heads set seq = $2 where payee_id = $1";
        execute!(self, SQL, payee, seq).map(drop)
    }

    /// Deletes the notices of a request that is deleted itself.
    pub(super) async fn forget_notices_of(&mut self, code: &RequestCode) -> Result<(), Error> {
        const SQL: &str = "delete from notices where request_code = $1";
        execute!(self, SQL, code).map(drop)
    }
}

impl Store {
    /// The notices that are not in line yet, oldest first, `limit` at most.
    pub async fn waiting_notices(&self, limit: i64) -> Result<Vec<Notice>, Error> {
        const SQL: &str =
            select_notice!("", "where n.seq is null order by n.occurred_at, n.request_code, n.position limit $1");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(limit).fetch_all(db).await)?)
    }

    /// A payee's notices in line after a number, `limit` at most.
    pub async fn notices_after(&self, payee: &PayeeId, after: i64, limit: i64) -> Result<Vec<NumberedNotice>, Error> {
        const SQL: &str = select_notice!(
            ", n.seq",
            "where n.payee_id = $1 and n.seq is not null and n.seq > $2 order by n.seq limit $3"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(after).bind(limit).fetch_all(db).await)?)
    }

    /// The number of the last notice in a payee's line; 0 before the first.
    pub async fn last_notice(&self, payee: &PayeeId) -> Result<i64, Error> {
        const SQL: &str = "select seq from notice_heads where payee_id = $1";
        let last: Option<i64> = read!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?;
        Ok(last.unwrap_or_default())
    }

    /// Completes when notices were stored on this replica since it completed last.
    pub async fn noted(&self) {
        self.wakes.noted.notified().await;
    }
}

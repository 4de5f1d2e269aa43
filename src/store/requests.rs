//! Requests: rows, locks and paid totals.

mod prices;

use super::{Connection, Database, Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::code::RequestCode;
use crate::domain::request::order::{OrderProgress, OrderState};
use crate::domain::request::parts::Parts;
use crate::domain::request::picks::Stocks;
use crate::domain::request::prices::Prices;
use crate::domain::request::prices_progress::ArrivalChange;
use crate::domain::request::suggested::Suggested;
use crate::domain::request::{Item, Origin, PaymentRequest, Preview, RequestAmount, RequestState};
use crate::domain::text::{Label, Memo, OrderNote, OwnReference};

macro_rules! request_columns {
    () => {
        concat!(
            "r.code, r.payee_id, r.currency, r.amount, r.prices, r.min_amount, r.max_amount, r.memo, r.reference, r.rf, r.preview, r.items, \
            r.language, r.suggested, r.asks_note, r.takes_tips, r.state, r.max_payments, r.paid_count, r.paid_total, r.parts, r.due_on, \
            r.expires_at, r.created_at, r.paid_at, r.cancelled_at, r.disabled_at, r.archived_at, r.labels, r.order_state, r.order_note, ",
            $crate::store::stocks::stocks!()
        )
    };
}

pub(super) use request_columns;

macro_rules! select_request {
    ($rest:literal) => {
        concat!("select ", request_columns!(), " from requests r ", $rest)
    };
}

#[derive(sqlx::FromRow)]
pub(super) struct RequestRow {
    code: RequestCode,
    payee_id: PayeeId,
    #[sqlx(try_from = "String")]
    currency: Currency,
    amount: Option<i64>,
    #[sqlx(try_from = "String")]
    prices: Prices,
    min_amount: Option<i64>,
    max_amount: Option<i64>,
    memo: Option<Memo>,
    reference: Option<OwnReference>,
    rf: RfReference,
    preview: Preview,
    items: String,
    #[sqlx(try_from = "String")]
    stocks: Stocks,
    language: Language,
    #[sqlx(try_from = "String")]
    suggested: Suggested,
    asks_note: bool,
    takes_tips: bool,
    state: RequestState,
    max_payments: Option<i64>,
    paid_count: i64,
    paid_total: i64,
    #[sqlx(try_from = "String")]
    parts: Parts,
    due_on: Option<chrono::NaiveDate>,
    expires_at: Option<Timestamp>,
    created_at: Timestamp,
    paid_at: Option<Timestamp>,
    cancelled_at: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
    archived_at: Option<Timestamp>,
    labels: String,
    order_state: Option<OrderState>,
    order_note: Option<OrderNote>,
}

impl RequestRow {
    /// The sort key in a list, newest first.
    pub(super) fn place(&self) -> (Timestamp, &str) {
        (self.created_at, self.code.as_str())
    }
}

pub(super) fn request_amount(
    currency: Currency,
    amount: Option<i64>,
    min: Option<i64>,
    max: Option<i64>,
) -> RequestAmount {
    amount.map_or(RequestAmount::Open { currency, min, max }, |minor| RequestAmount::Fixed(Money::new(minor, currency)))
}

pub(super) fn items(json: &str) -> Result<Vec<Item>, Error> {
    serde_json::from_str(json).map_err(|e| Error::Defect(format!("items of a request: {e}")))
}

fn labels(json: &str) -> Result<Vec<Label>, Error> {
    let texts: Vec<String> =
        serde_json::from_str(json).map_err(|e| Error::Defect(format!("labels of a request: {e}")))?;
    texts.iter().map(|text| Label::parse(text).map_err(|e| Error::Defect(format!("a label: {e}")))).collect()
}

impl TryFrom<RequestRow> for PaymentRequest {
    type Error = Error;

    fn try_from(row: RequestRow) -> Result<Self, Error> {
        Ok(Self {
            asked: request_amount(row.currency, row.amount, row.min_amount, row.max_amount),
            prices: row.prices,
            items: items(&row.items)?,
            stocks: row.stocks,
            labels: labels(&row.labels)?,
            parts: row.parts,
            due_on: row.due_on,
            code: row.code,
            payee_id: row.payee_id,
            memo: row.memo,
            reference: row.reference,
            rf: row.rf,
            preview: row.preview,
            language: row.language,
            suggested: row.suggested,
            asks_note: row.asks_note,
            takes_tips: row.takes_tips,
            state: row.state,
            max_payments: row.max_payments,
            paid_count: row.paid_count,
            paid_total: row.paid_total,
            expires_at: row.expires_at,
            created_at: row.created_at,
            paid_at: row.paid_at,
            cancelled_at: row.cancelled_at,
            disabled_at: row.disabled_at,
            archived_at: row.archived_at,
            order: OrderProgress::stored(row.order_state, row.order_note),
        })
    }
}

/// The fields of a request that a charge needs and strangers don't see.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ChargeOwner {
    /// The payee who is owed.
    pub payee_id: PayeeId,
    /// The bank's reference (ISO 11649).
    pub rf: RfReference,
}

/// The terms of an earlier request of a payee.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RecentTerms {
    /// The request's currency.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The purpose; `None` once it was erased, too.
    pub memo: Option<Memo>,
    /// The interface through which the request was made.
    pub origin: Origin,
}

/// A statement that ends in `in (…)` with these codes.
pub(super) fn among<DB: sqlx::Database>(statement: &str, codes: &[RequestCode]) -> sqlx::QueryBuilder<DB>
where
    for<'q> String: sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    let mut query = sqlx::QueryBuilder::new(format!("{statement} in ("));
    let mut places = query.separated(", ");
    for code in codes {
        places.push_bind(code.as_str().to_owned());
    }
    query.push(")");
    query
}

impl Store {
    /// The terms of a payee's last requests, the newest first.
    pub async fn recent_terms(&self, payee: &PayeeId, limit: i64) -> Result<Vec<RecentTerms>, Error> {
        const SQL: &str = "select currency, memo, origin from requests where payee_id = $1 \
            order by created_at desc, code desc limit $2";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }

    /// The fields of a request that a charge needs and strangers don't see; `None` if it doesn't exist or is disabled.
    pub async fn payee_basis(&self, code: &RequestCode) -> Result<Option<ChargeOwner>, Error> {
        const SQL: &str = "select payee_id, rf from requests where code = $1 and disabled_at is null";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).fetch_optional(db).await)?)
    }

    /// One of a payee's own requests.
    pub async fn request(&self, payee: &PayeeId, code: &RequestCode) -> Result<Option<PaymentRequest>, Error> {
        const SQL: &str = select_request!("where r.code = $1 and r.payee_id = $2");
        let row: Option<RequestRow> =
            read!(self, db => sqlx::query_as(SQL).bind(code).bind(payee).fetch_optional(db).await)?;
        row.map(TryInto::try_into).transpose()
    }
}

/// The requests of a payee among these codes, the newest first.
macro_rules! select_requests {
    ($codes:literal) => {
        concat!(
            "select ",
            request_columns!(),
            // `cross join` has SQLite begin with the codes: it would rather walk all of the payee's requests in their order.
            " from (select ",
            $codes,
            ") c cross join requests r where r.code = c.code and r.payee_id = $2 order by r.created_at desc, r.code desc"
        )
    };
}

impl Store {
    /// A payee's own requests among these codes, the newest first.
    pub async fn requests_of(&self, payee: &PayeeId, codes: &[RequestCode]) -> Result<Vec<PaymentRequest>, Error> {
        let sql = match &self.database {
            Database::Sqlite(_) => select_requests!("value as code from json_each($1)"),
            Database::Postgres(_) => select_requests!("json_array_elements_text(cast($1 as json)) as code"),
        };
        let codes: Vec<_> = codes.iter().map(RequestCode::as_str).collect();
        let codes = serde_json::to_string(&codes).map_err(|e| Error::Defect(e.to_string()))?;
        let rows: Vec<RequestRow> =
            read!(self, db => sqlx::query_as(sql).bind(&codes).bind(payee).fetch_all(db).await)?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}

impl Tx<'_> {
    /// A request of any payee, as it stands inside this transaction.
    pub async fn request(&mut self, code: &RequestCode) -> Result<Option<PaymentRequest>, Error> {
        const SQL: &str = select_request!("where r.code = $1");
        let row: Option<RequestRow> = within!(self, db => sqlx::query_as(SQL).bind(code).fetch_optional(db).await)?;
        row.map(TryInto::try_into).transpose()
    }

    /// Locks a request until this transaction ends, and returns it. Meanwhile no other transaction counts a payment of it or changes it;
    /// decisions by its state need this. A caller that locks a payment's row or the ledger's head as well does so after it.
    pub async fn hold_request(&mut self, code: &RequestCode) -> Result<Option<PaymentRequest>, Error> {
        // On SQLite a transaction holds the whole database.
        if let Connection::Postgres(db) = &mut self.connection {
            const HOLD: &str = "select 1 from requests where code = $1 for no key update";
            sqlx::query(HOLD).bind(code).execute(&mut **db).await?;
        }
        self.request(code).await
    }

    /// As [`Tx::hold_request`], for a request of this payee's; `None` for any other.
    pub async fn hold_own_request(
        &mut self,
        payee: &PayeeId,
        code: &RequestCode,
    ) -> Result<Option<PaymentRequest>, Error> {
        Ok(self.hold_request(code).await?.filter(|request| request.payee_id == *payee))
    }

    /// Cancels an open request. `false` when it isn't open, or isn't this payee's.
    pub async fn cancel_request(&mut self, payee: &PayeeId, code: &RequestCode, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update requests set state = 'cancelled', cancelled_at = $3 \
            where code = $1 and payee_id = $2 and state = 'open'";
        Ok(execute!(self, SQL, code, payee, now)? == 1)
    }

    /// Stores the fields that may change while nothing is paid. `false` when something is paid, it isn't open, or isn't this payee's.
    pub async fn update_request(&mut self, request: &PaymentRequest) -> Result<bool, Error> {
        const SQL: &str = "update requests set memo = $3, reference = $4, due_on = $5, expires_at = $6, preview = $7, \
                language = $8, suggested = $9, asks_note = $10, takes_tips = $11, lapsed = false, archived_at = null \
            where code = $1 and payee_id = $2 and state = 'open' and paid_count = 0";
        let rows = execute!(
            self,
            SQL,
            &request.code,
            &request.payee_id,
            &request.memo,
            &request.reference,
            request.due_on,
            request.expires_at,
            request.preview,
            request.language,
            request.suggested.to_json(),
            request.asks_note,
            request.takes_tips
        )?;
        if rows == 1 {
            self.replace_words(request).await?;
        }
        Ok(rows == 1)
    }

    /// Adds a settled payment to a request's totals, and closes the request when it is done: the same rule as
    /// [`crate::domain::request::is_done`], in the statement that guards it.
    pub async fn count_settlement(
        &mut self,
        request: &PaymentRequest,
        received: Money,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "update requests set paid_count = paid_count + 1, paid_total = paid_total + $2, \
                state = case when state = 'open' and (case when amount is not null and max_payments = 1 \
                    then paid_total + $2 >= amount else paid_count + 1 >= max_payments end) then 'paid' else state end, \
                paid_at = case when state = 'open' and (case when amount is not null and max_payments = 1 \
                    then paid_total + $2 >= amount else paid_count + 1 >= max_payments end) then $3 else paid_at end \
            where code = $1 returning parts, paid_total";
        if !request.prices.is_empty() {
            return self.move_prices(&request.code, ArrivalChange::Settled, received, now).await.map(drop);
        }
        let (code, minor) = (&request.code, received.minor());
        let paid = within!(self, db => sqlx::query_as(SQL).bind(code).bind(minor).bind(now).fetch_optional(db).await)?;
        self.move_to_next_part(code, paid).await.map(drop)
    }

    /// Takes a settled payment out of a request's totals, and opens the request if it isn't done without it: the reverse of
    /// [`Self::count_settlement`]. `false` when the totals are less than that.
    pub async fn discount_settlement(
        &mut self,
        request: &PaymentRequest,
        received: Money,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update requests set paid_count = paid_count - 1, paid_total = paid_total - $2, \
                state = case when state = 'paid' and not (case when amount is not null and max_payments = 1 \
                    then paid_total - $2 >= amount else paid_count - 1 >= max_payments end) then 'open' else state end, \
                paid_at = case when state = 'paid' and not (case when amount is not null and max_payments = 1 \
                    then paid_total - $2 >= amount else paid_count - 1 >= max_payments end) then null else paid_at end, \
                archived_at = case when state = 'paid' and not (case when amount is not null and max_payments = 1 \
                    then paid_total - $2 >= amount else paid_count - 1 >= max_payments end) then null else archived_at end \
            where code = $1 and paid_count >= 1 and paid_total >= $2 returning parts, paid_total";
        if !request.prices.is_empty() {
            return self.move_prices(&request.code, ArrivalChange::Withdrawn, received, now).await;
        }
        let (code, minor) = (&request.code, received.minor());
        let paid = within!(self, db => sqlx::query_as(SQL).bind(code).bind(minor).fetch_optional(db).await)?;
        self.move_to_next_part(code, paid).await
    }

    /// Subtracts money that went back from a request's paid total. A paid request isn't opened again by a refund; an open one asks for the
    /// missing amount. `false` when the total is less than that.
    pub async fn subtract_from_paid_total(
        &mut self,
        request: &PaymentRequest,
        gone: Money,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update requests set paid_total = paid_total - $2 where code = $1 and paid_total >= $2 \
            returning parts, paid_total";
        if !request.prices.is_empty() {
            return self.move_prices(&request.code, ArrivalChange::Returned, gone, now).await;
        }
        let (code, minor) = (&request.code, gone.minor());
        let paid = within!(self, db => sqlx::query_as(SQL).bind(code).bind(minor).fetch_optional(db).await)?;
        self.move_to_next_part(code, paid).await
    }

    /// Adds money of refunds that failed to a request's paid total. An open request for a fixed total is paid when it covers that.
    pub async fn add_to_paid_total(
        &mut self,
        request: &PaymentRequest,
        back: Money,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "update requests set paid_total = paid_total + $2, \
                state = case when state = 'open' and amount is not null and max_payments = 1 and paid_total + $2 >= amount \
                    then 'paid' else state end, \
                paid_at = case when state = 'open' and amount is not null and max_payments = 1 and paid_total + $2 >= amount \
                    then $3 else paid_at end \
            where code = $1 returning parts, paid_total";
        if !request.prices.is_empty() {
            return self.move_prices(&request.code, ArrivalChange::Restored, back, now).await.map(drop);
        }
        let (code, minor) = (&request.code, back.minor());
        let paid = within!(self, db => sqlx::query_as(SQL).bind(code).bind(minor).bind(now).fetch_optional(db).await)?;
        self.move_to_next_part(code, paid).await.map(drop)
    }

    /// Stores which part is next, and its day, after a change of a request's paid total: the columns that statements read, see
    /// [`Parts::next`]. Returns whether there was a change.
    async fn move_to_next_part(&mut self, code: &RequestCode, changed: Option<(String, i64)>) -> Result<bool, Error> {
        const SQL: &str = "update requests set due_on = $2, part_from = $3, part_until = $4 where code = $1";
        let Some((parts, paid_total)) = changed else { return Ok(false) };
        let parts = Parts::try_from(parts).map_err(|e| Error::Defect(format!("parts of a request: {e}")))?;
        if !parts.is_empty() {
            let next = parts.next(paid_total);
            let (from, until) = (next.map(|next| next.from), next.map(|next| next.until));
            execute!(self, SQL, code, parts.due_on(paid_total), from, until)?;
        }
        Ok(true)
    }
}

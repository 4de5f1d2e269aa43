//! Requests as strangers see them: by far the most frequent read, so those that wait share one query.

use std::collections::HashMap;
use std::time::Duration;

use super::lookups::{Lookups, PLACES, places};
use super::methods::offered;
use super::requests::{items, request_amount};
use super::{Database, Error, Store, read_from};
use crate::domain::clock::Timestamp;
use crate::domain::id::MethodId;
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::currency::Currency;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::request::order::{OrderProgress, OrderState};
use crate::domain::request::parts::Parts;
use crate::domain::request::picks::Stocks;
use crate::domain::request::prices::Prices;
use crate::domain::request::public::{PublicRequest, Underway};
use crate::domain::request::suggested::Suggested;
use crate::domain::request::{Preview, RequestState, Status, outstanding};
use crate::domain::text::{DisplayName, Memo, OrderNote};
use crate::domain::zone::Zone;

/// Selects a request, its payee and the methods: a row for each method, or one. In no order: sorting a handful of rows here costs less than
/// sorting all of a batch in the database.
macro_rules! select_public {
    ($which:literal) => {
        concat!(
            "select r.code, p.handle, p.name, p.accent, p.zone, r.currency, r.amount, r.prices, r.min_amount, r.max_amount, r.memo, r.preview, \
                r.items, r.order_state, r.order_note, r.language, r.suggested, r.asks_note, r.takes_tips, r.state, r.max_payments, r.paid_total, \
                r.parts, r.due_on, r.expires_at, r.paid_at, ",
            $crate::store::stocks::stocks!(),
            ", \
                case when exists (select 1 from payments x where x.request_code = r.code and x.state = 'processing') then 2 \
                    when exists (select 1 from payments x where x.request_code = r.code and x.state = 'claimed') then 1 \
                    else 0 end as underway, \
                (r.state = 'paid' \
                    and exists (select 1 from payments x where x.request_code = r.code and x.test and x.received is not null) \
                    and not exists (select 1 from payments x where x.request_code = r.code and not x.test \
                        and x.received is not null)) as paid_in_play_money, \
                m.id as method_id, m.rail as method_rail, m.test as method_test, m.only_currency as method_currency, m.wallet as method_wallet, \
                m.position as method_position, m.created_at as method_since \
            from requests r \
            join payees p on p.id = r.payee_id \
            left join methods m on m.payee_id = r.payee_id and m.removed_at is null and m.lost_at is null \
            where r.code ",
            $which,
            " and r.disabled_at is null and p.disabled_at is null"
        )
    };
}

const ONE: &str = select_public!("= $1");
const SEVERAL: &str = select_public!("in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");

/// Look-ups of a request's rows, by its code.
pub(super) type PublicRequests = Lookups<RequestCode, Vec<PublicRow>>;

/// Starts the look-ups of requests.
pub(super) fn start(database: Database, patience: Duration) -> PublicRequests {
    Lookups::start(PLACES, patience, move |codes| read_batch(database.clone(), codes))
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct PublicRow {
    code: RequestCode,
    handle: Handle,
    name: DisplayName,
    accent: Option<Accent>,
    #[sqlx(try_from = "String")]
    zone: Zone,
    #[sqlx(try_from = "String")]
    currency: Currency,
    amount: Option<i64>,
    #[sqlx(try_from = "String")]
    prices: Prices,
    min_amount: Option<i64>,
    max_amount: Option<i64>,
    memo: Option<Memo>,
    preview: Preview,
    items: String,
    #[sqlx(try_from = "String")]
    stocks: Stocks,
    order_state: Option<OrderState>,
    order_note: Option<OrderNote>,
    language: Language,
    #[sqlx(try_from = "String")]
    suggested: Suggested,
    asks_note: bool,
    takes_tips: bool,
    state: RequestState,
    max_payments: Option<i64>,
    paid_total: i64,
    #[sqlx(try_from = "String")]
    parts: Parts,
    due_on: Option<chrono::NaiveDate>,
    expires_at: Option<Timestamp>,
    paid_at: Option<Timestamp>,
    underway: i32,
    paid_in_play_money: bool,
    method_id: Option<MethodId>,
    method_rail: Option<String>,
    method_test: Option<bool>,
    method_currency: Option<Currency>,
    method_wallet: Option<String>,
    method_position: Option<i64>,
    method_since: Option<Timestamp>,
}

impl PublicRow {
    /// The row's method; `None` where its payee has none.
    fn method(&mut self) -> Option<OfferedMethod> {
        let (id, rail) = (self.method_id.take(), self.method_rail.take());
        offered(id, rail, self.method_test, self.method_currency, self.method_wallet.take())
    }

    /// The sort key of the row's method in the payee's order.
    fn place(&self) -> (Option<i64>, Option<Timestamp>, Option<&str>) {
        (self.method_position, self.method_since, self.method_id.as_ref().map(MethodId::as_str))
    }
}

async fn read_batch(
    database: Database,
    codes: Vec<RequestCode>,
) -> Result<HashMap<RequestCode, Vec<PublicRow>>, Error> {
    let found: Vec<PublicRow> = read_from!(&database, db => {
        match codes.as_slice() {
            [code] => sqlx::query_as(ONE).bind(code).fetch_all(db).await,
            codes => places(codes).fold(sqlx::query_as(SEVERAL), |query, code| query.bind(code)).fetch_all(db).await,
        }
    })?;
    let mut rows = HashMap::<_, Vec<PublicRow>>::with_capacity(codes.len());
    for row in found {
        rows.entry(row.code.clone()).or_default().push(row);
    }
    for methods in rows.values_mut() {
        methods.sort_unstable_by(|one, other| one.place().cmp(&other.place()));
    }
    Ok(rows)
}

impl Store {
    /// All that a pay page shows, in one indexed read: the request, its payee and the methods. `None` when there is no such
    /// request, or it or its payee is disabled.
    pub async fn public_request(&self, code: &RequestCode, now: Timestamp) -> Result<Option<PublicRequest>, Error> {
        let rows = self.public_requests.find(code.clone()).await?.unwrap_or_default();
        let mut rows = rows.into_iter();
        let Some(mut row) = rows.next() else { return Ok(None) };
        let methods = row.method().into_iter().chain(rows.filter_map(|mut row| row.method())).collect();
        let asked = request_amount(row.currency, row.amount, row.min_amount, row.max_amount);
        Ok(Some(PublicRequest {
            outstanding: outstanding(&asked, &row.parts, row.max_payments, row.paid_total),
            alternatives: row.prices.alternatives(row.currency, row.max_payments == Some(1)),
            prices: row.prices.unpaid(),
            pays_once: row.max_payments == Some(1),
            partly_paid: row.max_payments == Some(1) && row.paid_total > 0,
            parts: row.parts.progress(row.paid_total).collect(),
            asked,
            items: items(&row.items)?,
            left: row.stocks.left(),
            order: OrderProgress::stored(row.order_state, row.order_note),
            due_on: row.due_on,
            status: Status::at(row.state, row.expires_at, now),
            underway: match row.underway {
                2 => Underway::Processing,
                1 => Underway::Claimed,
                _ => Underway::No,
            },
            accent: row.accent.unwrap_or_else(|| Accent::of(row.handle.as_str())),
            language: row.language,
            zone: row.zone,
            suggested: row.suggested.amounts(row.currency),
            asks_note: row.asks_note,
            takes_tips: row.takes_tips,
            code: row.code,
            handle: row.handle,
            name: row.name,
            memo: row.memo,
            expires_at: row.expires_at,
            paid_at: row.paid_at,
            paid_in_play_money: row.paid_in_play_money,
            preview: row.preview,
            methods,
        }))
    }
}

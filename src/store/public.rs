//! What strangers see of a request: by far the most frequent read. Whoever waits for one is served together with whoever else waits:
//! handing a query over to a connection costs more than looking a request up, so one query for up to [`BATCH`] links serves a busy
//! hour in half the time, and a link that everybody opens at once is looked up once. Nobody waits for others to come: what is there when
//! the last answer is in makes the next query. Nothing is kept, so nothing is ever out of date.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use super::methods::offered;
use super::requests::{asked, items};
use super::{Database, Error, Store};
use crate::domain::accent::Accent;
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::currency::Currency;
use crate::domain::handle::Handle;
use crate::domain::id::MethodId;
use crate::domain::language::Language;
use crate::domain::public::{PublicRequest, Underway};
use crate::domain::request::{Preview, RequestState, Status, outstanding};
use crate::domain::suggested::Suggested;
use crate::domain::text::{DisplayName, Memo};
use crate::domain::zone::Zone;

/// How many links one query looks up at most: as many as [`SEVERAL`] has places.
const BATCH: usize = 16;
/// How many may wait. Beyond it callers wait for a place.
const QUEUE: usize = 4096;

/// A request, its payee and the methods: a row for each method, or one.
macro_rules! select_public {
    ($which:literal) => {
        concat!(
            "select r.code, p.handle, p.name, p.accent, p.zone, r.currency, r.amount, r.min_amount, r.max_amount, r.memo, r.preview, \
                r.items, r.language, r.suggested, r.asks_note, r.state, r.max_payments, r.paid_total, r.due_on, \
                r.expires_at, r.paid_at, \
                case when exists (select 1 from payments x where x.request_code = r.code and x.state = 'processing') then 2 \
                    when exists (select 1 from payments x where x.request_code = r.code and x.state = 'claimed') then 1 \
                    else 0 end as underway, \
                (r.state = 'paid' \
                    and exists (select 1 from payments x where x.request_code = r.code and x.test and x.received is not null) \
                    and not exists (select 1 from payments x where x.request_code = r.code and not x.test \
                        and x.received is not null)) as paid_in_play_money, \
                m.id as method_id, m.rail as method_rail, m.test as method_test, m.only_currency as method_currency \
            from requests r \
            join payees p on p.id = r.payee_id \
            left join methods m on m.payee_id = r.payee_id and m.removed_at is null and m.lost_at is null \
            where r.code ",
            $which,
            " and r.disabled_at is null and p.disabled_at is null order by m.position, m.created_at, m.id"
        )
    };
}

const ONE: &str = select_public!("= $1");
const SEVERAL: &str = select_public!("in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");

#[derive(Clone, sqlx::FromRow)]
struct PublicRow {
    code: RequestCode,
    handle: Handle,
    name: DisplayName,
    accent: Option<Accent>,
    #[sqlx(try_from = "String")]
    zone: Zone,
    #[sqlx(try_from = "String")]
    currency: Currency,
    amount: Option<i64>,
    min_amount: Option<i64>,
    max_amount: Option<i64>,
    memo: Option<Memo>,
    preview: Preview,
    items: String,
    language: Language,
    #[sqlx(try_from = "String")]
    suggested: Suggested,
    asks_note: bool,
    state: RequestState,
    max_payments: Option<i64>,
    paid_total: i64,
    due_on: Option<chrono::NaiveDate>,
    expires_at: Option<Instant>,
    paid_at: Option<Instant>,
    underway: i32,
    paid_in_play_money: bool,
    method_id: Option<MethodId>,
    method_rail: Option<String>,
    method_test: Option<bool>,
    method_currency: Option<Currency>,
}

type Rows = Result<Vec<PublicRow>, Error>;

/// Somebody who waits for a request.
struct Waiting {
    code: RequestCode,
    answer: oneshot::Sender<Rows>,
}

/// A handle to the reading task.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    queue: mpsc::Sender<Waiting>,
}

impl Reader {
    /// Starts the task. It ends when the last handle is gone.
    pub(super) fn start(database: Database) -> Self {
        let (queue, mut waiting) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while waiting.recv_many(&mut batch, BATCH).await > 0 {
                if let Err(e) = serve(&database, batch.drain(..)).await {
                    // Whoever waits by now would wait as long again for the same answer.
                    while let Ok(Waiting { answer, .. }) = waiting.try_recv() {
                        let _ = answer.send(Err(e.clone()));
                    }
                }
            }
        });
        Self { queue }
    }

    async fn read(&self, code: &RequestCode) -> Rows {
        let gone = || Error::Unavailable("the reader has stopped".into());
        let (answer, told) = oneshot::channel();
        self.queue.send(Waiting { code: code.clone(), answer }).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

/// Looks up what is waited for, and tells everybody. Who has gone meanwhile is not looked for.
///
/// # Errors
/// The database's, which everybody was told as well.
async fn serve(database: &Database, batch: impl Iterator<Item = Waiting>) -> Result<(), Error> {
    let mut asked: HashMap<RequestCode, Vec<oneshot::Sender<Rows>>> = HashMap::new();
    for Waiting { code, answer } in batch.filter(|waiting| !waiting.answer.is_closed()) {
        asked.entry(code).or_default().push(answer);
    }
    let codes: Vec<_> = asked.keys().cloned().collect();
    let found = match codes.as_slice() {
        [] => return Ok(()),
        codes => look_up(database, codes).await,
    };
    let mut rows: HashMap<RequestCode, Vec<PublicRow>> = HashMap::new();
    let outcome = found.map(|found| {
        found.into_iter().for_each(|row| rows.entry(row.code.clone()).or_default().push(row));
    });
    for (code, waiting) in asked {
        let rows = outcome.clone().map(|()| rows.remove(&code).unwrap_or_default());
        // The last one gets the rows themselves, which is most often the only one.
        let copies = std::iter::repeat_n(rows, waiting.len());
        for (answer, rows) in waiting.into_iter().zip(copies) {
            let _ = answer.send(rows);
        }
    }
    outcome
}

async fn look_up(database: &Database, codes: &[RequestCode]) -> Rows {
    macro_rules! query {
        ($db:expr) => {
            match codes {
                [code] => sqlx::query_as(ONE).bind(code).fetch_all($db).await,
                // Places that are left over ask for the last one again.
                codes => {
                    let places = codes.iter().chain(std::iter::repeat_n(&codes[codes.len() - 1], BATCH - codes.len()));
                    places.fold(sqlx::query_as(SEVERAL), |query, code| query.bind(code)).fetch_all($db).await
                }
            }
        };
    }
    Ok(match database {
        Database::Sqlite(sqlite) => query!(&sqlite.readers),
        Database::Postgres(postgres) => query!(postgres),
    }?)
}

impl Store {
    /// All that a pay page shows, in one indexed read: the request, its payee and the methods. `None` when there is no such
    /// request, or it or its payee is disabled.
    pub async fn public_request(&self, code: &RequestCode, now: Instant) -> Result<Option<PublicRequest>, Error> {
        let rows = self.reader.read(code).await?;
        let mut rows = rows.into_iter();
        let Some(row) = rows.next() else { return Ok(None) };
        let methods = offered(row.method_id, row.method_rail, row.method_test, row.method_currency)
            .into_iter()
            .chain(rows.filter_map(|r| offered(r.method_id, r.method_rail, r.method_test, r.method_currency)))
            .collect();
        let asked = asked(row.currency, row.amount, row.min_amount, row.max_amount);
        Ok(Some(PublicRequest {
            outstanding: outstanding(&asked, row.max_payments, row.paid_total),
            pays_once: row.max_payments == Some(1),
            partly_paid: row.max_payments == Some(1) && row.paid_total > 0,
            asked,
            items: items(&row.items)?,
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

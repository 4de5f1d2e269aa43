//! Storing new requests. Requests that are queued at the same time are stored by one statement of many rows, and their search words by
//! another, and so are their notices: in one transaction on PostgreSQL, and on SQLite as one job among those that share a commit.

use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, LazyLock};

use futures_util::FutureExt;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::labels::labels_json;
use super::postgres::Postgres;
use super::search::RULE;
use super::supervision::supervise;
use super::wakes::Wakes;
use super::writer::Extent;
use super::{Database, Error, SharedLedgerKey, Store, Subject, Tx, within};
use crate::domain::id::PayeeId;
use crate::domain::request::{Origin, PaymentRequest};

/// The maximum number of rows of a statement.
const MOST: usize = 16;
/// The capacity of the queue. When it is full, callers wait for a place.
const QUEUE: usize = 4096;
/// The number of batches that are handed to SQLite's writer at a time. It runs them one after the other, and commits them together.
const SQLITE_LANES: usize = 4;
/// The number of concurrent batches on PostgreSQL: one runs while another one commits.
const POSTGRES_LANES: usize = 2;

macro_rules! columns {
    () => {
        "code, payee_id, origin, currency, amount, prices, min_amount, max_amount, memo, reference, rf, preview, items, state, max_payments, \
            due_on, expires_at, created_at, language, suggested, asks_note, takes_tips, labels, parts, part_from, part_until, \
            order_state, paid_count, paid_total, words_version"
    };
}

/// The number of values that are bound for a row.
const BOUND: usize = 27;

/// Binds a row's values, in the order of the columns.
macro_rules! bind {
    ($query:expr, $new:expr) => {
        $query
            .bind(&$new.request.code)
            .bind(&$new.request.payee_id)
            .bind($new.origin)
            .bind($new.request.asked.currency().code())
            .bind($new.request.asked.fixed().map(|m| m.minor()))
            .bind(&$new.prices)
            .bind($new.request.asked.min().map(|m| m.minor()))
            .bind($new.request.asked.max().map(|m| m.minor()))
            .bind(&$new.request.memo)
            .bind(&$new.request.reference)
            .bind(&$new.request.rf)
            .bind($new.request.preview)
            .bind(&$new.items)
            .bind($new.request.state)
            .bind($new.request.max_payments)
            .bind($new.request.due_on)
            .bind($new.request.expires_at)
            .bind($new.request.created_at)
            .bind($new.request.language)
            .bind(&$new.suggested)
            .bind($new.request.asks_note)
            .bind($new.request.takes_tips)
            .bind(&$new.labels)
            .bind(&$new.parts)
            .bind($new.request.parts.next(0).map(|next| next.from))
            .bind($new.request.parts.next(0).map(|next| next.until))
            .bind($new.request.order.as_ref().map(|order| order.state))
    };
}

/// The statements for one row, two rows, and so on.
static INSERT: LazyLock<Vec<String>> = LazyLock::new(|| (1..=MOST).map(insert).collect());

fn insert(rows: usize) -> String {
    let list = |first: usize, mark: &str| {
        let bound: Vec<_> = (first..first + BOUND).map(|at| format!("{mark}{at}")).collect();
        bound.join(", ")
    };
    let rows: Vec<_> = (0..rows).map(|row| format!("({})", list(row * BOUND + 1, "$"))).collect();
    format!(
        "insert into requests ({}) select {}, 0, 0, {RULE} from (values {}) as v \
        where exists (select 1 from payees p where p.id = v.column2 and p.disabled_at is null)",
        columns!(),
        list(1, "column"),
        rows.join(", ")
    )
}

/// A request to be stored, with its lists as JSON.
#[derive(Debug)]
struct NewRequest {
    request: PaymentRequest,
    origin: Origin,
    items: String,
    suggested: String,
    labels: String,
    parts: String,
    prices: String,
}

impl NewRequest {
    fn of(request: PaymentRequest, origin: Origin) -> Result<Self, Error> {
        let items = serde_json::to_string(&request.items).map_err(|e| Error::Defect(e.to_string()))?;
        let labels = labels_json(&request.labels)?;
        let (suggested, parts) = (request.suggested.to_json(), request.parts.to_json());
        let prices = request.prices.to_json();
        Ok(Self { request, origin, items, suggested, labels, parts, prices })
    }
}

/// A queued request, and the sender of its result.
#[derive(Debug)]
struct QueuedRequest {
    new: NewRequest,
    answer: oneshot::Sender<Result<(), Error>>,
}

/// A handle to the tasks that store requests.
#[derive(Debug, Clone)]
pub(super) struct NewRequests {
    queue: mpsc::Sender<QueuedRequest>,
}

impl NewRequests {
    /// Starts the tasks, which end when the last handle is dropped.
    pub(super) fn start(database: Database, ledger_key: SharedLedgerKey, wakes: Wakes) -> Self {
        let (queue, waiting) = mpsc::channel::<QueuedRequest>(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let lanes = match &database {
            Database::Sqlite(_) => SQLITE_LANES,
            Database::Postgres(_) => POSTGRES_LANES,
        };
        for _ in 0..lanes {
            let (waiting, database) = (Arc::clone(&waiting), database.clone());
            let (ledger_key, wakes) = (SharedLedgerKey::clone(&ledger_key), wakes.clone());
            tokio::spawn(async move {
                supervise("new requests", || serve(&waiting, &database, &ledger_key, &wakes)).await;
            });
        }
        Self { queue }
    }
}

/// Stores queued requests, a batch at a time, until the queue is closed.
async fn serve(
    waiting: &Mutex<mpsc::Receiver<QueuedRequest>>,
    database: &Database,
    ledger_key: &SharedLedgerKey,
    wakes: &Wakes,
) {
    let mut batch = Vec::with_capacity(MOST);
    while waiting.lock().await.recv_many(&mut batch, MOST).await > 0 {
        let (new, answers): (Vec<_>, Vec<_>) = batch.drain(..).map(|w| (w.new, w.answer)).unzip();
        let stored = AssertUnwindSafe(store(database, ledger_key, wakes, new)).catch_unwind().await;
        let stored = stored.unwrap_or_else(|_| Err(Error::Defect("a transaction panicked".into())));
        let outcomes = match stored {
            Ok(outcomes) => outcomes,
            Err(e) => vec![Err(e); answers.len()],
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            let _ = answer.send(outcome);
        }
    }
}

/// Stores a batch durably, and returns each request's result.
async fn store(
    database: &Database,
    ledger_key: &SharedLedgerKey,
    wakes: &Wakes,
    new: Vec<NewRequest>,
) -> Result<Vec<Result<(), Error>>, Error> {
    match database {
        Database::Sqlite(db) => {
            let work = Extent::Transaction;
            db.writer.run(work, move |mut tx| Box::pin(async move { tx.insert_new_or_each(&new).await })).await
        }
        Database::Postgres(db) => {
            let new = Arc::new(new);
            let all = 0..new.len();
            match store_some(db, ledger_key, wakes, &new, all.clone()).await {
                // One of them violates a unique constraint, so none was stored: alone, each gets a result of its own.
                Err(Error::Taken) if new.len() > 1 => {
                    let mut outcomes = Vec::with_capacity(new.len());
                    for at in all {
                        let stored = store_some(db, ledger_key, wakes, &new, at..at + 1).await;
                        outcomes.extend(stored.unwrap_or_else(|e| vec![Err(e)]));
                    }
                    Ok(outcomes)
                }
                outcomes => outcomes,
            }
        }
    }
}

/// Stores a part of a batch in one transaction of PostgreSQL, except for requests of disabled payees.
async fn store_some(
    db: &Postgres,
    ledger_key: &SharedLedgerKey,
    wakes: &Wakes,
    new: &Arc<Vec<NewRequest>>,
    which: Range<usize>,
) -> Result<Vec<Result<(), Error>>, Error> {
    let new = Arc::clone(new);
    db.run(Extent::Transaction, ledger_key, wakes, move |mut tx| {
        Box::pin(async move { tx.insert_new(new.get(which).unwrap_or_default()).await })
    })
    .await
}

impl Store {
    /// Stores a new request, in a batch with others that are queued. It is durable when this returns, and completes even when the caller's
    /// future is dropped.
    ///
    /// # Errors
    /// As [`Tx::insert_request`].
    pub async fn insert_request(&self, request: PaymentRequest, origin: Origin) -> Result<(), Error> {
        let gone = || Error::Unavailable("the tasks that store requests have stopped".into());
        let (answer, answered) = oneshot::channel();
        let payee = request.payee_id.clone();
        let new = NewRequest::of(request, origin)?;
        self.new_requests.queue.send(QueuedRequest { new, answer }).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())??;
        self.tell_of_new_request(payee);
        Ok(())
    }

    /// Tells the open pages of this process that a payee has a new request, which [`Tx::insert_request`] has stored and nobody knows of.
    pub fn tell_of_new_request(&self, payee: PayeeId) {
        // Only in this process: notifications of PostgreSQL put commits in a line. Pages of other replicas look every few seconds.
        self.news.publish(Subject::Requests(payee));
    }
}

impl Tx<'_> {
    /// Stores a new request and its search words.
    ///
    /// # Errors
    /// [`Error::Taken`] when the code or the bank's reference exists: draw again. [`Error::Disabled`] when the payee is disabled.
    pub async fn insert_request(&mut self, request: &PaymentRequest, origin: Origin) -> Result<(), Error> {
        self.insert_one(&NewRequest::of(request.clone(), origin)?).await
    }

    /// Stores new requests and their search words: all of them, or the transaction fails.
    ///
    /// # Errors
    /// As [`Tx::insert_request`].
    pub async fn insert_requests(&mut self, requests: &[PaymentRequest], origin: Origin) -> Result<(), Error> {
        for some in requests.chunks(MOST) {
            let new = some.iter().map(|request| NewRequest::of(request.clone(), origin));
            let new = new.collect::<Result<Vec<_>, _>>()?;
            self.insert_new(&new).await?.into_iter().collect::<Result<(), _>>()?;
        }
        Ok(())
    }

    async fn insert_one(&mut self, new: &NewRequest) -> Result<(), Error> {
        self.insert_new(std::slice::from_ref(new)).await?.pop().unwrap_or(Ok(()))
    }

    /// Stores all of them by one statement, except for those of disabled payees, and returns the number that was stored. A code or
    /// reference that exists fails the whole statement.
    async fn insert_all(&mut self, new: &[NewRequest]) -> Result<u64, Error> {
        let sql = new.len().checked_sub(1).and_then(|at| INSERT.get(at)).map(String::as_str);
        let sql: &'static str = sql.ok_or_else(|| Error::Defect(format!("{} rows in a statement", new.len())))?;
        let stored = within!(self, db => {
            new.iter().fold(sqlx::query(sql), |query, new| bind!(query, new)).execute(db).await.map(|r| r.rows_affected())
        });
        Ok(stored?)
    }

    /// Stores requests and their search words, except for those of disabled payees. Returns a result for each of them.
    ///
    /// # Errors
    /// [`Error::Taken`] when one of them has a code or reference that exists: none is stored then.
    async fn insert_new(&mut self, new: &[NewRequest]) -> Result<Vec<Result<(), Error>>, Error> {
        const SQL: &str = "select count(*) from requests where code = $1";
        let stored = self.insert_all(new).await?;
        let mut outcomes = vec![Ok(()); new.len()];
        if usize::try_from(stored) != Ok(new.len()) {
            // Some of the payees are disabled. Codes are fresh, so a row that exists was stored just now.
            for (outcome, NewRequest { request, .. }) in outcomes.iter_mut().zip(new) {
                let there: i64 = within!(self, db => sqlx::query_scalar(SQL).bind(&request.code).fetch_one(db).await)?;
                if there == 0 {
                    *outcome = Err(Error::Disabled);
                }
            }
        }
        let stored = new.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(new, _)| &new.request);
        let stored: Vec<_> = stored.collect();
        self.insert_words(&stored).await?;
        self.note_created(&stored).await?;
        for request in stored {
            if !request.labels.is_empty() {
                self.insert_labels(request).await?;
            }
            self.insert_stocks(request).await?;
        }
        Ok(outcomes)
    }

    /// Stores requests together or, where one of them fails, one by one. For SQLite, where a failed statement undoes only itself.
    async fn insert_new_or_each(&mut self, new: &[NewRequest]) -> Result<Vec<Result<(), Error>>, Error> {
        match self.insert_new(new).await {
            Err(Error::Taken) => {
                let mut outcomes = Vec::with_capacity(new.len());
                for new in new {
                    outcomes.push(self.insert_one(new).await);
                }
                Ok(outcomes)
            }
            outcomes => outcomes,
        }
    }
}

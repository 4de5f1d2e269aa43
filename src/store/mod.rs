//! The only SQL. One enum of two pools, one body per query, expanded for both by `read!` and `within!`.
//!
//! Reads go through [`Store`] and a pool. Writes go through [`Store::write`], which runs a closure in one transaction: on
//! PostgreSQL on a connection of its own, on SQLite through the one [`writer`] that groups commits. A function on
//! [`Tx`] is part of somebody's transaction; a function on [`Store`] reads what is committed.
//!
//! Every function fails with [`Error`] when the database does; those that say `# Errors` have more to tell.

mod access;
mod audit;
mod ends;
mod erase;
mod events;
pub mod files;
mod idempotency;
mod ledger;
mod lookups;
mod methods;
mod movements;
mod new_requests;
mod news;
mod open;
mod open_requests;
mod payees;
mod payment_list;
mod payments;
mod polls;
mod postgres;
mod public;
mod refunds;
mod reports;
mod request_list;
mod requests;
mod seals;
mod search;
mod service_keys;
mod supervision;
mod upkeep;
mod vault;
mod waiters;
mod wal;
mod writer;

use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use tokio::sync::Notify;

pub use self::access::{ApiKeyRecord, CredentialKind, Purpose};
pub use self::audit::{KeyRange, LinePlace, Snapshot};
pub use self::ends::DueEnd;
pub use self::events::{NewEvent, RailEventRow};
pub use self::idempotency::{AnswerRecord, StoredAnswer};
pub use self::ledger::LedgerHead;
pub use self::methods::UnknownEvent;
pub use self::movements::{MovementFilter, MovementPlace};
use self::new_requests::NewRequests;
use self::news::News;
pub use self::news::Subject;
pub use self::open::OpenError;
pub use self::open_requests::OpenTerms;
pub use self::payment_list::{PaymentFilter, PaymentPosition};
pub use self::payments::{NewPayment, PayerView, Settlement};
pub use self::polls::{DuePoll, EarliestDue, EarlyEvent, PollQueue};
use self::postgres::Postgres;
use self::public::PublicRequests;
pub use self::reports::{Counted, Reported};
pub use self::request_list::{RequestFilter, RequestPosition};
pub use self::requests::ChargeOwner;
pub use self::seals::{Seal, SealCount, SealedColumn};
pub use self::service_keys::{KeyPurpose, ServiceKey};
pub use self::vault::Vault;
pub use self::waiters::Waiter;
use self::wal::Wal;
use self::writer::{Extent, Writer};

use crate::domain::ledger::LedgerKey;
use crate::domain::request::code::RequestCode;

/// A code that is looked up to see whether codes can be. Nothing depends on there being no such request.
const NOBODYS: &str = "111111111111";

/// Reads: one body for whichever database there is, which uses `$db` once. Fails where PostgreSQL doesn't answer in time.
macro_rules! read {
    ($store:expr, $db:ident => $body:expr) => {
        $crate::store::read_from!(&$store.database, $db => $body)
    };
}

/// As [`read!`], from a [`Database`].
macro_rules! read_from {
    ($database:expr, $db:ident => $body:expr) => {
        match $database {
            $crate::store::Database::Sqlite(sqlite) => {
                let $db = &sqlite.readers;
                $body
            }
            $crate::store::Database::Postgres(postgres) => match postgres.acquire().await {
                Ok(mut lease) => {
                    let $db = &mut *lease;
                    let answer = postgres.in_time(async { $body }).await;
                    lease.note_result(&answer);
                    answer
                }
                Err(error) => Err(error),
            },
        }
    };
}

/// As [`read!`], for what may take long: on PostgreSQL by a connection of its own, with limits of its own.
macro_rules! read_long {
    ($store:expr, $db:ident => $body:expr) => {
        match &$store.database {
            $crate::store::Database::Sqlite(sqlite) => {
                let $db = &sqlite.readers;
                $body
            }
            $crate::store::Database::Postgres(postgres) => match postgres.connect_aside().await {
                Ok(mut connection) => {
                    let $db = &mut connection;
                    $crate::store::postgres::in_long_time(async { $body }).await
                }
                Err(error) => Err(error),
            },
        }
    };
}

/// Works inside a transaction: one body for whichever database there is. `$db` is a connection.
macro_rules! within {
    ($tx:expr, $db:ident => $body:expr) => {
        match &mut $tx.connection {
            $crate::store::Connection::Sqlite(connection) => {
                let $db = &mut **connection;
                $body
            }
            $crate::store::Connection::Postgres(connection) => {
                let $db = &mut **connection;
                let answer = $body;
                $tx.effects.note_result(&answer);
                answer
            }
        }
    };
}

/// Executes one statement inside a transaction with the values that it binds, and counts the rows that it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::within!($tx, db => {
            sqlx::query($sql)$(.bind($value))*.execute(db).await.map(|done| done.rows_affected())
        })
        .map_err($crate::store::Error::from)
    };
}
pub(crate) use {execute, read, read_from, read_long, within};

/// The database, and the vault that seals what must not lie in it readable.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    public_requests: PublicRequests,
    api_keys: access::ApiKeys,
    offers: methods::Offers,
    new_requests: NewRequests,
    news: News,
    vault: Vault,
    ledger_key: SharedLedgerKey,
    /// Wakes whoever ends charges that are over.
    over: Arc<Notify>,
}

/// The key of ledgers' seals, which lies in the database and is known a moment after it is open.
type SharedLedgerKey = Arc<OnceLock<LedgerKey>>;

#[derive(Clone, Debug)]
enum Database {
    /// The embedded default.
    Sqlite(Sqlite),
    /// For many replicas.
    Postgres(Postgres),
}

/// The embedded database: many readers, one writer.
#[derive(Clone, Debug)]
struct Sqlite {
    readers: SqlitePool,
    writer: Writer,
    wal: Wal,
}

/// A transaction that is under way.
#[derive(Debug)]
pub struct Tx<'c> {
    connection: Connection<'c>,
    effects: &'c mut Effects,
    ledger_key: &'c OnceLock<LedgerKey>,
}

impl Tx<'_> {
    /// The key of ledgers' seals. Nothing is booked without it.
    fn ledger_key(&self) -> Result<&LedgerKey, Error> {
        self.ledger_key.get().ok_or_else(|| Error::Defect("the key of ledgers' seals was not taken up".into()))
    }
}

/// What is left to do after the commit, where the database doesn't do it.
#[derive(Debug, Default)]
struct Effects {
    /// The subjects whose readers are told.
    changed: Vec<Subject>,
    /// Whether something was erased that must not stay in the write-ahead log.
    erased: bool,
    /// Charges were found to be over.
    over: bool,
    /// PostgreSQL's connection is of no more use.
    lost: bool,
}

impl Effects {
    /// Notes when an answer of PostgreSQL's says that its connection is of no more use.
    fn note_result<T>(&mut self, answer: &Result<T, sqlx::Error>) {
        self.lost |= answer.as_ref().is_err_and(postgres::is_loss);
    }

    /// As [`Self::note_result`], of an error.
    fn fault(&mut self, error: sqlx::Error) -> Error {
        self.lost |= postgres::is_loss(&error);
        error.into()
    }
}

#[derive(Debug)]
enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// What the work inside a transaction returns.
pub type Work<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// Why the database did not do it. The text is for the log; nobody outside sees it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A unique value was there already.
    #[error("a unique value is taken")]
    Taken,
    /// The payee is disabled, and gets nothing new.
    #[error("the payee is disabled")]
    Disabled,
    /// The database can't be reached, is full, or is busy for too long. Trying again later may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A text is sealed under a key that the service doesn't have.
    #[error("{0} can't be unsealed: was CHIT_SECRET_KEY changed?")]
    Sealed(String),
    /// What came back makes no sense: a defect, or a hand in the tables.
    #[error("the database answered unexpectedly: {0}")]
    Defect(String),
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &e {
            E::Database(d) if d.is_unique_violation() => Self::Taken,
            E::Database(d) => match d.code().as_deref() {
                // SQLite's primary codes are the low byte: BUSY 5, LOCKED 6, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14.
                // PostgreSQL's classes: 08 connection, 53 resources, 57 intervention, 58 system; 40 a serialisation failure;
                // 25006 a read-only standby, 25P03 a transaction that stood still, 55P03 a lock that was waited for too long.
                Some(code) if is_passing(code, d.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()) => {
                    Self::Unavailable(e.to_string())
                }
                _ => Self::Defect(e.to_string()),
            },
            E::Io(_)
            | E::PoolTimedOut
            | E::PoolClosed
            | E::WorkerCrashed
            | E::Tls(_)
            | E::Protocol(_)
            | E::BeginFailed => Self::Unavailable(e.to_string()),
            _ => Self::Defect(e.to_string()),
        }
    }
}

/// Whether an error code says that trying again later may help.
fn is_passing(code: &str, sqlite: bool) -> bool {
    if sqlite {
        code.parse::<u32>().is_ok_and(|c| matches!(c & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
    } else {
        ["25006", "25P03", "55P03"].contains(&code)
            || ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
    }
}

impl Store {
    /// Takes up the key of ledgers' seals, once. Until then no payee is made and nothing is booked.
    pub fn set_ledger_key(&self, key: LedgerKey) {
        let _ = self.ledger_key.set(key);
    }

    /// The key of ledgers' seals, once it was taken up.
    pub fn ledger_key(&self) -> Option<&LedgerKey> {
        self.ledger_key.get()
    }

    /// Does `work` in one transaction: all of it, or nothing when it returns an error. It is finished even when the caller goes
    /// away; a client that hangs up leaves nothing half done.
    ///
    /// # Errors
    /// The work's own, or the database's.
    pub async fn write<T, E>(
        &self,
        work: impl for<'a> FnOnce(Tx<'a>) -> Work<'a, T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(Extent::Transaction, work).await
    }

    /// Does work that is one statement, and so whole or not at all by itself: without a transaction around it, which on PostgreSQL
    /// saves two ways to the server, and on SQLite a savepoint among those who share a commit. It is finished even when the caller
    /// goes away, and durable when this returns.
    ///
    /// # Errors
    /// The work's own, or the database's.
    pub async fn write_one<T, E>(
        &self,
        work: impl for<'a> FnOnce(Tx<'a>) -> Work<'a, T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(Extent::Statement, work).await
    }

    async fn run<T, E>(
        &self,
        extent: Extent,
        work: impl for<'a> FnOnce(Tx<'a>) -> Work<'a, T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.database {
            Database::Sqlite(db) => db.writer.run(extent, work).await,
            Database::Postgres(db) => {
                let (db, ledger_key, over) = (db.clone(), Arc::clone(&self.ledger_key), Arc::clone(&self.over));
                // A task of its own, which ends even when the caller goes away.
                let task = tokio::spawn(async move { db.run(extent, &ledger_key, &over, work).await });
                task.await.unwrap_or_else(|e| Err(Error::Defect(format!("a transaction panicked: {e}")).into()))
            }
        }
    }

    /// Fails unless the database answers in time, by the way of the pages that most depend on it, and takes writes.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ready(&self) -> Result<(), Error> {
        if let Some(code) = RequestCode::parse(NOBODYS) {
            self.public_requests.find(code).await?;
        }
        match &self.database {
            Database::Sqlite(db) => db.writer.require_running(),
            Database::Postgres(db) => db.require_writable().await,
        }
    }

    /// Finishes what is under way and closes. Takes no longer than a transaction may.
    pub async fn close(&self) {
        match &self.database {
            Database::Sqlite(db) => {
                db.writer.close().await;
                db.readers.close().await;
            }
            Database::Postgres(db) => db.close().await,
        }
    }
}

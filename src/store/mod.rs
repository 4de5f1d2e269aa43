//! All SQL of the service. Each query is written once, and expanded for SQLite and PostgreSQL by `read!` and `within!`.
//!
//! Reads go through [`Store`] and a pool. Writes go through [`Store::write`], which runs a closure in one transaction: on PostgreSQL on a
//! connection of its own, on SQLite through the one `writer` that groups commits. A function on [`Tx`] runs inside the caller's
//! transaction; a function on [`Store`] reads committed data.
//!
//! Every function returns [`Error`] when the database fails; an `# Errors` section lists further cases.

mod access;
mod after_payments;
mod alert_devices;
mod alerts;
mod api_keys;
mod audit;
pub mod backup;
mod batches;
mod book_settings;
mod catalogue;
mod closes;
mod counts;
mod deliveries;
mod endpoints;
mod ends;
mod entry_counts;
mod erase;
mod events;
mod faults;
pub mod files;
pub mod held;
mod home;
mod idempotency;
mod labels;
mod leaving;
mod ledger;
mod ledger_days;
mod looks;
mod lookups;
mod made_requests;
mod members;
mod methods;
mod movements;
mod new_requests;
mod news;
mod notices;
mod open;
mod open_requests;
mod operator;
mod passkeys;
mod payees;
mod payment_list;
mod payments;
mod polls;
mod postgres;
mod public;
mod readiness;
mod refunds;
mod relay;
mod reports;
mod request_list;
mod request_totals;
mod requests;
mod seals;
mod search;
mod service_keys;
mod service_texts;
mod splits;
mod statement_facts;
mod statement_keys;
mod statement_undo;
mod statements;
mod stocks;
mod subject;
mod supervision;
mod upkeep;
mod vault;
mod waiters;
mod wakes;
mod wal;
mod walk;
mod ways;
mod writer;

use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnection, SqlitePool};

pub use self::access::{ApiKeyRecord, CredentialKind, Purpose};
pub use self::after_payments::KeptAfterPayment;
pub use self::api_keys::ApiKey;
pub use self::audit::{KeyRange, LinePlace, Snapshot};
pub use self::batches::{BatchRecord, LastDelivery};
pub use self::book_settings::StoredBookSettings;
pub use self::closes::ClosingCalendar;
pub use self::counts::{Counts, PoolUse};
pub use self::deliveries::{Attempt, Delivery};
pub use self::ends::DueEnd;
pub use self::entry_counts::EntryCounts;
pub use self::events::{NewEvent, RailEventRow};
pub use self::home::{DayTotal, NewestLine, OwedSum};
pub use self::idempotency::{AnswerRecord, StoredAnswer};
pub use self::leaving::Unanswered;
pub use self::ledger::LedgerHead;
pub use self::ledger_days::DaySum;
pub use self::looks::{Awaited, MismatchedRequest, UnseenEvent, WaitingOrder};
pub use self::made_requests::{MadeRequest, MadeSettlement};
pub use self::members::{JoinRecord, MemberRecord, OpenInvitation, OpenSession, SessionRecord};
pub use self::methods::UnknownEvent;
pub use self::movements::{MovementFilter, MovementPlace};
pub use self::notices::NumberedNotice;
pub use self::open::OpenError;
pub use self::open_requests::OpenTerms;
pub use self::operator::{
    EndpointHost, FailingEndpoint, LinkReports, MOST_LISTED, NEWEST_PAYEES, PayeeWithoutWay, TakenDown,
};
pub use self::passkeys::{CeremonyPurpose, KnownPasskey, NewPasskey, PasskeyRecord, RecoveryCandidate};
pub use self::payees::PayeeChange;
pub use self::payment_list::{PaymentFilter, PaymentPosition};
pub use self::payments::{NewPayment, PayerView, Settlement};
pub use self::polls::{DuePoll, EarliestDue, EarlyEvent, PollQueue};
pub use self::reports::{Counted, Reported};
pub use self::request_list::{RequestFilter, RequestPosition};
pub use self::request_totals::{MOST as MOST_ADDED_UP, RequestTotals};
pub use self::requests::{ChargeOwner, RecentTerms};
pub use self::seals::{Seal, SealCount};
pub use self::service_keys::{KeyPurpose, ServiceKey};
pub use self::service_texts::StoredText;
pub use self::splits::{ShareOf, SplitShare};
pub use self::statement_facts::{Claim, KnownEntry, PrintKind};
pub use self::statements::{EntryMatch, EntryRow, NewEntry, Prints, StatementRow};
pub use self::vault::{SealedColumn, Vault};
use self::{new_requests::NewRequests, writer::Extent, writer::Writer};
use self::{news::News, postgres::Postgres, public::PublicRequests, wakes::Wakes, wal::Wal};
pub use self::{subject::Subject, waiters::Waiter};

use crate::domain::ledger::LedgerKey;

/// Runs a read on the configured database. The body is written once and uses `$db` once. Fails where PostgreSQL doesn't answer in time.
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

/// As [`read!`], for long reads: on PostgreSQL on a connection outside of the pool, with longer time limits.
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

/// Runs a query inside a transaction, with one body for both databases. `$db` is the connection.
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

/// The database, and the vault that seals what must not be stored in plain text.
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
    wakes: Wakes,
}

/// The key of the ledgers' seals. It is stored in the database, so it is set only after that is open.
type SharedLedgerKey = Arc<OnceLock<LedgerKey>>;

#[derive(Clone, Debug)]
enum Database {
    /// The embedded default, `sqlite://…`.
    Sqlite(Sqlite),
    /// A server that several replicas share, `postgres://…`.
    Postgres(Postgres),
}

/// The embedded database: many readers, one writer.
#[derive(Clone, Debug)]
struct Sqlite {
    readers: SqlitePool,
    writer: Writer,
    wal: Wal,
}

/// An open transaction, and the effects that follow its commit.
#[derive(Debug)]
pub struct Tx<'c> {
    connection: Connection<'c>,
    effects: &'c mut Effects,
    ledger_key: &'c OnceLock<LedgerKey>,
}

impl Tx<'_> {
    /// The key of the ledgers' seals, without which no ledger line is written.
    fn ledger_key(&self) -> Result<&LedgerKey, Error> {
        self.ledger_key.get().ok_or_else(|| Error::Defect("the key of ledgers' seals was not taken up".into()))
    }
}

/// Effects of a transaction that follow its commit, where the database doesn't cause them itself.
#[derive(Debug, Default)]
struct Effects {
    /// The subjects of which news is published.
    changed: Vec<Subject>,
    /// Set when something was erased that must not stay in the write-ahead log.
    erased: bool,
    /// Set when charges were marked as over.
    over: bool,
    /// Set when notices were stored.
    noted: bool,
    /// Set when deliveries became due.
    due: bool,
    /// Set when alerts became due.
    alerts: bool,
    /// Facts for the counts.
    facts: Vec<counts::Fact>,
    /// Set when PostgreSQL's connection can't be used any more.
    lost: bool,
}

impl Effects {
    /// Sets `lost` when a result of PostgreSQL shows that its connection can't be used any more.
    fn note_result<T>(&mut self, answer: &Result<T, sqlx::Error>) {
        self.lost |= answer.as_ref().is_err_and(postgres::is_loss);
    }

    /// As [`Self::note_result`], for an error, which it converts.
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

/// The future of the work inside a transaction.
pub type Work<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// A failure of the database. Its text is for the log and never shown to users.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A unique constraint is violated: the value exists.
    #[error("a unique value is taken")]
    Taken,
    /// The payee is disabled, so nothing new is stored for it.
    #[error("the payee is disabled")]
    Disabled,
    /// The database can't be reached, is full, or is busy for too long. Trying again later may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A text is sealed under a key that the service doesn't have.
    #[error("{0} can't be unsealed: was CHIT_SECRET_KEY changed?")]
    Sealed(String),
    /// The database returned something impossible: a defect, or rows that were edited by hand.
    #[error("the database answered unexpectedly: {0}")]
    Defect(String),
}

impl Store {
    /// Sets the key of the ledgers' seals, once. Until then no payee is stored and no ledger line written.
    pub fn set_ledger_key(&self, key: LedgerKey) {
        let _ = self.ledger_key.set(key);
    }

    /// The key of the ledgers' seals, once it is set.
    pub fn ledger_key(&self) -> Option<&LedgerKey> {
        self.ledger_key.get()
    }

    /// Runs `work` in one transaction, which is rolled back when it returns an error. It runs to its end even when the caller's future is
    /// dropped: a client that disconnects leaves nothing half done.
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

    /// As [`Self::write`], for work that is one statement, and so atomic by itself, without a transaction around it: on PostgreSQL this saves
    /// two round trips, on SQLite a savepoint within the shared commit.
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
                let (db, ledger_key, wakes) = (db.clone(), Arc::clone(&self.ledger_key), self.wakes.clone());
                // A task of its own, which runs to its end even when the caller's future is dropped.
                let task = tokio::spawn(async move { db.run(extent, &ledger_key, &wakes, work).await });
                task.await.unwrap_or_else(|e| Err(Error::Defect(format!("a transaction panicked: {e}")).into()))
            }
        }
    }

    /// Finishes transactions in progress and closes the connections. On PostgreSQL it waits no longer than a transaction may take.
    pub async fn close(&self) {
        match &self.database {
            Database::Sqlite(db) => {
                db.writer.close().await;
                db.readers.close().await;
                db.wal.finish().await;
            }
            Database::Postgres(db) => db.close().await,
        }
    }
}

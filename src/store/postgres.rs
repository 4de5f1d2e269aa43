//! PostgreSQL's connections. Whatever is asked of the server has two time limits: the server's own, and a longer one here, for a server that
//! says nothing. After a failover a connection may be dead, or lead to a server that only reads, and no packet says so.
//!
//! A connection that fell silent, broke or can't write is closed at once. All that are older are closed before they are used again: what has
//! befallen one has most often befallen the others.

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::{CloseEvent, PoolConnection};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Executor as _, Row as _};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::writer::Extent;
use super::{Connection, Effects, Error, Tx, Work};
use crate::domain::ledger::LedgerKey;

/// The time for which a connection counts as alive after its last use.
const FRESH: Duration = Duration::from_secs(2);
/// The shortest time between two moments of doubt, so that a server that only reads isn't connected to anew for each statement.
const DOUBT_PAUSE: Duration = Duration::from_secs(1);
/// The time limit of work that nobody waits for in front of a page: migrations, audits, counts of everything.
const LONG: Duration = Duration::from_secs(3600);

/// The server, and the connections to it that are shared.
#[derive(Clone, Debug)]
pub(super) struct Postgres {
    pool: PgPool,
    options: Arc<PgConnectOptions>,
    patience: Duration,
    doubt: Arc<Doubt>,
}

/// The last moment at which a connection was found to be lost.
#[derive(Debug, Default)]
struct Doubt(Mutex<Option<Instant>>);

impl Doubt {
    fn raise(&self) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|last| last.elapsed() > DOUBT_PAUSE) {
            *last = Some(Instant::now());
        }
    }

    /// Tells whether a connection of this age is older than the doubt.
    fn concerns(&self, age: Duration) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() <= age)
    }
}

impl Postgres {
    /// Connects. `patience` is the time limit of a wait for a connection, and of an answer to one statement.
    pub(super) async fn connect(url: &str, connections: u32, patience: Duration) -> Result<Self, sqlx::Error> {
        let options = PgConnectOptions::from_str(url)?.application_name("chit");
        let doubt = Arc::<Doubt>::default();
        let doubted = Arc::clone(&doubt);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(patience)
            .after_connect(move |connection, _| {
                // The server gives a statement up a little earlier than we do: then the connection can be used on.
                Box::pin(set_limits(connection, patience * 4 / 5, patience))
            })
            // A connection that was in use a moment ago is not asked whether it lives: that would double every read's way.
            .test_before_acquire(false)
            .before_acquire(move |connection, meta| {
                let doubt = Arc::clone(&doubted);
                Box::pin(async move {
                    if doubt.concerns(meta.age) {
                        return Ok(false);
                    }
                    if meta.idle_for > FRESH
                        && let Err(error) = in_time(patience / 2, connection.ping()).await
                    {
                        doubt.raise();
                        return Err(error);
                    }
                    Ok(true)
                })
            })
            .connect_with(options.clone())
            .await?;
        Ok(Self { pool, options: Arc::new(options), patience, doubt })
    }

    /// A connection out of the pool.
    pub(super) async fn acquire(&self) -> Result<Lease, sqlx::Error> {
        let connection = self.pool.acquire().await?;
        Ok(Lease { connection, patience: self.patience, doubt: Arc::clone(&self.doubt), is_lost: false })
    }

    /// A connection outside of the pool, with the limits of long work.
    pub(super) async fn connect_aside(&self) -> Result<PgConnection, sqlx::Error> {
        in_time(self.patience, async {
            let mut connection = self.options.connect().await?;
            set_limits(&mut connection, LONG, LONG).await?;
            Ok(connection)
        })
        .await
    }

    /// A listener on a connection of its own, which is not one of the pool's.
    pub(super) async fn listener(&self, channel: &str) -> Result<PgListener, sqlx::Error> {
        let own = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let own = own.connect_lazy_with((*self.options).clone());
        in_time(self.patience, async {
            let mut listener = PgListener::connect_with(&own).await?;
            listener.listen(channel).await?;
            // What is missed meanwhile isn't told again, so its reader has to know.
            listener.eager_reconnect(false);
            Ok(listener)
        })
        .await
    }

    /// Fails if a listener's server doesn't answer.
    pub(super) async fn ping(&self, listener: &mut PgListener) -> Result<(), sqlx::Error> {
        in_time(self.patience, listener.execute("select 1")).await.map(drop)
    }

    /// The interval in which a connection that only listens is asked whether it lives.
    pub(super) fn heartbeat(&self) -> Duration {
        self.patience * 4
    }

    /// Awaits an answer to one statement for as long as it may take.
    pub(super) async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, sqlx::Error> {
        in_time(self.patience, answer).await
    }

    /// Does work, in a transaction where it is more than one statement, and wakes those whom that concerns.
    pub(super) async fn run<T, E: From<Error>>(
        &self,
        extent: Extent,
        ledger_key: &OnceLock<LedgerKey>,
        over: &Notify,
        work: impl for<'a> FnOnce(Tx<'a>) -> Work<'a, T, E>,
    ) -> Result<T, E> {
        let mut lease = self.acquire().await.map_err(Error::from)?;
        let mut effects = Effects::default();
        let patience = match extent {
            Extent::Transaction => self.patience * 2,
            Extent::Statement => self.patience,
        };
        let done = timeout(patience, async {
            if extent == Extent::Statement {
                let connection = Connection::Postgres(&mut lease);
                return work(Tx { connection, effects: &mut effects, ledger_key }).await;
            }
            let mut tx = lease.begin().await.map_err(|e| E::from(effects.fault(e)))?;
            let connection = Connection::Postgres(&mut tx);
            let done = work(Tx { connection, effects: &mut effects, ledger_key }).await?;
            tx.commit().await.map_err(|e| E::from(effects.fault(e)))?;
            Ok::<T, E>(done)
        })
        .await;
        if done.is_err() || effects.lost {
            lease.lose();
        }
        let done = done.unwrap_or_else(|_| Err(Error::from(silence()).into()))?;
        if effects.over {
            over.notify_one();
        }
        Ok(done)
    }

    /// Fails where the server takes no writes: one that stands by, or that its operator has set to read only. Its connections are dropped,
    /// so that the next ones may lead to another server.
    pub(super) async fn require_writable(&self) -> Result<(), Error> {
        let mut lease = self.acquire().await?;
        let answer = self.in_time(lease.fetch_one("show transaction_read_only")).await;
        lease.note_result(&answer);
        if answer?.try_get::<&str, _>(0)? == "off" {
            return Ok(());
        }
        lease.lose();
        Err(Error::Unavailable("the server takes no writes".into()))
    }

    /// Completes when the pool is closed.
    pub(super) fn close_event(&self) -> CloseEvent {
        self.pool.close_event()
    }

    /// Closes the connections. Doesn't wait longer for those that are in use than a transaction may take.
    pub(super) async fn close(&self) {
        if timeout(self.patience * 2, self.pool.close()).await.is_err() {
            tracing::warn!("connections to the database were left open: it does not answer");
        }
    }
}

/// A connection of the pool that is in use. It goes back only after the server has answered, and not at all once it is lost.
#[derive(Debug)]
pub(super) struct Lease {
    connection: PoolConnection<sqlx::Postgres>,
    patience: Duration,
    doubt: Arc<Doubt>,
    is_lost: bool,
}

impl Lease {
    /// Looks whether an answer says that the connection is of no more use.
    pub(super) fn note_result<T>(&mut self, answer: &Result<T, sqlx::Error>) {
        if answer.as_ref().is_err_and(is_loss) {
            self.lose();
        }
    }

    fn lose(&mut self) {
        self.is_lost = true;
        self.doubt.raise();
    }
}

impl Deref for Lease {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The way back asks the server for a sign of life, without a limit: a silent one would keep the connection's place in the pool for
        // ever. A way back that is dropped closes the connection without a word to the server, and frees its place.
        let way_back = self.connection.return_to_pool();
        if self.is_lost {
            return;
        }
        // Who hung up may leave a statement under way, which the server gives up in less than this.
        let (patience, doubt) = (self.patience, Arc::clone(&self.doubt));
        tokio::spawn(async move {
            if timeout(patience, way_back).await.is_err() {
                doubt.raise();
            }
        });
    }
}

/// Sets the session's own limits: a statement's, and the time that a transaction may stand still between two statements.
async fn set_limits(connection: &mut PgConnection, statement: Duration, idle: Duration) -> Result<(), sqlx::Error> {
    let (statement, idle) = (statement.as_millis(), idle.as_millis());
    let set = format!("set statement_timeout = {statement}; set idle_in_transaction_session_timeout = {idle}");
    // Numbers, and the database's own words.
    sqlx::raw_sql(AssertSqlSafe(set)).execute(connection).await.map(drop)
}

/// Awaits an answer by a connection of [`Postgres::connect_aside`].
pub(super) async fn in_long_time<T>(answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    in_time(LONG, answer).await
}

async fn in_time<T>(limit: Duration, answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(silence()))
}

fn silence() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "the database does not answer"))
}

/// Tells whether an error says that its connection is of no more use: it broke or fell silent, the server ends it, or it leads to a server
/// that takes no writes (25006).
pub(super) fn is_loss(error: &sqlx::Error) -> bool {
    use sqlx::Error as E;
    match error {
        E::Io(_) | E::Tls(_) | E::Protocol(_) | E::WorkerCrashed => true,
        E::Database(d) => d.code().is_some_and(|code| {
            code == "25006" || code == "25P03" || code.starts_with("08") || code.starts_with("57P")
        }),
        _ => false,
    }
}

//! PostgreSQL's connections. Every statement has two time limits: the server's own, and a longer one here, for a server that doesn't
//! answer. After a failover a connection may be dead, or lead to a server that only reads, without a packet that says so.
//!
//! A connection that timed out, broke or can't write is closed at once. All older ones are closed before they are used again, because most
//! often the same has happened to them.

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::{CloseEvent, PoolConnection};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Executor as _, Row as _};
use tokio::time::timeout;

use super::wakes::Wakes;
use super::writer::Extent;
use super::{Connection, Effects, Error, Tx, Work};
use crate::domain::ledger::LedgerKey;

/// The time after its last use for which a connection is trusted without a ping.
const FRESH: Duration = Duration::from_secs(2);
/// The shortest time between two losses that discard older connections, so that a server that only reads isn't connected to anew for each
/// statement.
const DOUBT_PAUSE: Duration = Duration::from_secs(1);
/// The time limit of work for which no page waits: migrations, audits, counts of everything.
const LONG: Duration = Duration::from_secs(3600);

/// The server, and the pool of connections to it.
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

    /// Returns whether a connection of this age is older than the last loss.
    fn concerns(&self, age: Duration) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() <= age)
    }
}

impl Postgres {
    /// Connects. `patience` is the time limit for getting a connection, and for the answer to one statement.
    pub(super) async fn connect(url: &str, connections: u32, patience: Duration) -> Result<Self, sqlx::Error> {
        let options = PgConnectOptions::from_str(url)?.application_name("chit");
        let doubt = Arc::<Doubt>::default();
        let doubted = Arc::clone(&doubt);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(patience)
            .after_connect(move |connection, _| {
                // The server cancels a statement a little earlier than this side gives up, so that the connection stays usable.
                Box::pin(set_limits(connection, patience * 4 / 5, patience))
            })
            // A connection that was in use a moment ago isn't pinged: that would double every read's round trips.
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

    /// Takes a connection from the pool.
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
            // After a silent reconnect, nobody would know that notifications were missed.
            listener.eager_reconnect(false);
            Ok(listener)
        })
        .await
    }

    /// Fails if a listener's server doesn't answer.
    pub(super) async fn ping(&self, listener: &mut PgListener) -> Result<(), sqlx::Error> {
        in_time(self.patience, listener.execute("select 1")).await.map(drop)
    }

    /// The interval of pings on a connection that only listens.
    pub(super) fn heartbeat(&self) -> Duration {
        self.patience * 4
    }

    /// Awaits an answer to one statement within its time limit.
    pub(super) async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, sqlx::Error> {
        in_time(self.patience, answer).await
    }

    /// Runs work, in a transaction if it is more than one statement, and wakes the worker's tasks that have to do something about it.
    pub(super) async fn run<T, E: From<Error>>(
        &self,
        extent: Extent,
        ledger_key: &OnceLock<LedgerKey>,
        wakes: &Wakes,
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
        wakes.wake(&effects);
        Ok(done)
    }

    /// Fails where the server takes no writes: a standby, or one that its operator has set to read only. Its connections are dropped, so
    /// that the next ones may lead to another server.
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

    /// The pool's open connections, those of them that wait, and the most that may be open.
    pub(super) fn pool_use(&self) -> (u32, usize, u32) {
        (self.pool.size(), self.pool.num_idle(), self.pool.options().get_max_connections())
    }

    /// Completes when the pool is closed.
    pub(super) fn close_event(&self) -> CloseEvent {
        self.pool.close_event()
    }

    /// Closes the pool. Connections in use are waited for no longer than a transaction may take.
    pub(super) async fn close(&self) {
        if timeout(self.patience * 2, self.pool.close()).await.is_err() {
            tracing::warn!("connections to the database were left open: it does not answer");
        }
    }
}

/// A pooled connection in use. It returns to the pool only after the server has answered, and not at all once it is lost.
#[derive(Debug)]
pub(super) struct Lease {
    connection: PoolConnection<sqlx::Postgres>,
    patience: Duration,
    doubt: Arc<Doubt>,
    is_lost: bool,
}

impl Lease {
    /// Marks the connection as lost if a result shows that it can't be used any more.
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
        // Returning a connection to the pool pings the server without a time limit: a silent one would keep the connection's place for
        // ever. Dropping that future closes the connection without contacting the server, and frees its place.
        let way_back = self.connection.return_to_pool();
        if self.is_lost {
            return;
        }
        // A caller that has gone away may leave a statement running, which the server cancels in less than this.
        let (patience, doubt) = (self.patience, Arc::clone(&self.doubt));
        tokio::spawn(async move {
            if timeout(patience, way_back).await.is_err() {
                doubt.raise();
            }
        });
    }
}

/// Sets the session's own limits: of a statement, and of a transaction that is idle between two statements.
async fn set_limits(connection: &mut PgConnection, statement: Duration, idle: Duration) -> Result<(), sqlx::Error> {
    let (statement, idle) = (statement.as_millis(), idle.as_millis());
    let set = format!("set statement_timeout = {statement}; set idle_in_transaction_session_timeout = {idle}");
    // It contains only numbers and keywords.
    sqlx::raw_sql(AssertSqlSafe(set)).execute(connection).await.map(drop)
}

/// Awaits an answer on a connection of [`Postgres::connect_aside`].
pub(super) async fn in_long_time<T>(answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    in_time(LONG, answer).await
}

async fn in_time<T>(limit: Duration, answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(silence()))
}

fn silence() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "the database does not answer"))
}

/// Returns whether an error shows that its connection can't be used any more: it broke or fell silent, the server ends it, or the server
/// takes no writes (25006).
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

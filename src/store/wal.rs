//! SQLite's write-ahead log, in which erased texts stay until it is truncated.
//!
//! A commit appends new pages to the log and leaves the old ones there, and in the database, until a checkpoint copies the new ones into
//! that. So an erasure needs a checkpoint soon afterwards, one that truncates the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::watch;

use super::{Database, Error, Store};

/// The time for which a checkpoint waits for readers. It is short, because writers wait meanwhile; the checkpoint is tried again.
const PATIENCE: Duration = Duration::from_millis(250);

/// The number of attempts to clear the log when the database is closed.
const ATTEMPTS: usize = 8;

/// The number of erasures that are assumed at the start: those that an earlier process may have left in the log.
const EARLIER: u64 = 1;

/// The log of an embedded database, and the number of erasures that it may contain.
#[derive(Clone, Debug)]
pub(super) struct Wal {
    /// Shared, because every clone of the store has one.
    options: Arc<SqliteConnectOptions>,
    /// The number of erasures. It begins at [`EARLIER`].
    erasures: watch::Sender<u64>,
    /// The number of these that are gone from the log.
    cleared: Arc<AtomicU64>,
}

impl Wal {
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        let options = Arc::new(options.busy_timeout(PATIENCE));
        Self { options, erasures: watch::Sender::new(EARLIER), cleared: Arc::default() }
    }

    /// Notes that an erasure was committed.
    pub(super) fn erased(&self) {
        self.erasures.send_modify(|count| *count += 1);
    }

    async fn wait(&self) {
        let cleared = || self.cleared.load(Ordering::SeqCst);
        // The sender lives as long as `self`, so this can't fail.
        let _ = self.erasures.subscribe().wait_for(|count| *count > cleared()).await;
    }

    async fn clear(&self) -> Result<bool, Error> {
        let count = *self.erasures.borrow();
        let mut connection = self.options.connect().await?;
        let done = sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut connection).await;
        connection.close().await?;
        let (busy, _, _): (i64, i64, i64) = done?;
        if busy == 0 {
            self.cleared.fetch_max(count, Ordering::SeqCst);
        }
        Ok(busy == 0)
    }

    /// Clears what this process erased, when all its connections are closed. The task that clears may have been ended in the middle of it,
    /// and a connection of that task that closes last, beside the end of the process, leaves the log behind.
    pub(super) async fn finish(&self) {
        for _ in 0..ATTEMPTS {
            let count = *self.erasures.borrow();
            if count == EARLIER || self.cleared.load(Ordering::SeqCst) >= count {
                return;
            }
            if let Err(error) = self.clear().await {
                tracing::warn!(%error, "what was erased may be left in the write-ahead log");
                return;
            }
        }
        tracing::warn!("a reader keeps what was erased in the write-ahead log");
    }
}

impl Store {
    /// Completes when the write-ahead log may contain erased texts. On PostgreSQL, whose log is the server's, never.
    pub async fn erased(&self) {
        match &self.database {
            Database::Sqlite(db) => db.wal.wait().await,
            Database::Postgres(_) => std::future::pending().await,
        }
    }

    /// Checkpoints and truncates the log, so that no file has what was erased before. `false` when a reader or a writer was in the way: try
    /// again. PostgreSQL recycles its log by itself.
    pub async fn clear_wal(&self) -> Result<bool, Error> {
        match &self.database {
            Database::Sqlite(db) => db.wal.clear().await,
            Database::Postgres(_) => Ok(true),
        }
    }
}

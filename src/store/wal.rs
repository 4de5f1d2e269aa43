//! SQLite's write-ahead log: words that were erased lie in it until it is emptied.
//!
//! A commit appends new pages to the log and leaves the old ones there, and in the database, until a checkpoint writes the new ones home. So
//! after an erasure a checkpoint has to come soon, and it has to cut the log off.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::watch;

use super::{Database, Error, Store};

/// How long a checkpoint waits for readers. Writers wait meanwhile, so it is short; it is tried again.
const PATIENCE: Duration = Duration::from_millis(250);

/// The log of an embedded database, and what was erased since it was emptied.
#[derive(Clone, Debug)]
pub(super) struct Wal {
    /// Behind a pointer: every clone of the store carries this.
    options: Arc<SqliteConnectOptions>,
    /// The number of erasures. The first is whatever the process before this one may have left behind.
    erasures: watch::Sender<u64>,
    /// How many of them are gone from the log.
    cleared: Arc<AtomicU64>,
}

impl Wal {
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        let options = Arc::new(options.busy_timeout(PATIENCE));
        Self { options, erasures: watch::Sender::new(1), cleared: Arc::default() }
    }

    /// Notes that something was erased and committed.
    pub(super) fn erased(&self) {
        self.erasures.send_modify(|count| *count += 1);
    }

    async fn wait(&self) {
        let cleared = || self.cleared.load(Ordering::SeqCst);
        // The sender is ours, so this can't end for want of one.
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
}

impl Store {
    /// Completes when something was erased that may still lie in the write-ahead log. On PostgreSQL, whose log is the server's, never.
    pub async fn erased(&self) {
        match &self.database {
            Database::Sqlite(db) => db.wal.wait().await,
            Database::Postgres(_) => std::future::pending().await,
        }
    }

    /// Writes the log home and cuts it off, so that no file holds what was erased before. `false` when a reader or a writer was in the way:
    /// try again. PostgreSQL recycles its log by itself.
    pub async fn clear_wal(&self) -> Result<bool, Error> {
        match &self.database {
            Database::Sqlite(db) => db.wal.clear().await,
            Database::Postgres(_) => Ok(true),
        }
    }
}

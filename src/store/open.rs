//! Opening a database: connections, its files' modes, and its tables' version.

use std::str::FromStr;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use super::new_requests::NewRequests;
use super::news::News;
use super::postgres::Postgres;
use super::wakes::Wakes;
use super::wal::Wal;
use super::writer::Writer;
use super::{Database, Error, SharedLedgerKey, Sqlite, Store, Vault, access, files, methods, public, read};

/// The reason why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The opened database failed to answer a query.
    #[error(transparent)]
    Ask(#[from] Error),
    /// The URL begins with neither `sqlite://` nor `postgres://`.
    #[error("a database URL begins with sqlite:// or postgres://")]
    Scheme,
    /// The database can't be opened or reached.
    #[error(transparent)]
    Open(#[from] sqlx::Error),
    /// Its files can't be made private to their owner.
    #[error("the database's files: {0}")]
    Files(#[from] std::io::Error),
    /// A newer version of Chit has migrated it.
    #[error(
        "this database was written by a newer Chit: its tables have version {found}, and this Chit knows {known}. Start that Chit, or \
         restore a backup from before. Nothing was changed"
    )]
    Newer {
        /// The version of its tables.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// Its tables can't be migrated to this version.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

impl Store {
    /// Opens `sqlite://…` or `postgres://…` as it is; [`Store::migrate`] brings its tables up to date. A missing embedded database is
    /// created empty, with files that only their owner may read. `patience` is the longest wait for a connection, for a lock of SQLite's,
    /// and for PostgreSQL's answer to a statement; a transaction may take twice that.
    ///
    /// # Errors
    /// [`OpenError`] when it can't be opened.
    pub async fn connect(url: &str, connections: u32, patience: Duration, vault: Vault) -> Result<Self, OpenError> {
        let (news, ledger_key) = (News::new(), SharedLedgerKey::default());
        let wakes = Wakes::default();
        let database = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                // NORMAL could lose the last commits on power loss; grouped commits make FULL cheap.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(patience)
                // The system's page cache serves all connections; mapping the file would count its pages once more for each.
                .pragma("cache_size", "-2048")
                .pragma("mmap_size", "0");
            if !url.contains(":memory:") && !url.contains("mode=memory") {
                files::keep_database_private(options.get_filename())?;
            }
            // Held until others are open: closing the last connection would checkpoint the whole log.
            let first = turn_to_wal(&options, patience).await?;
            // The writer touches every index at random places, so it caches more pages and checkpoints less often.
            let writing = options.clone().pragma("cache_size", "-16384").pragma("wal_autocheckpoint", "4000");
            // Erased content is overwritten, also in pages that are freed.
            let writing = writing.pragma("secure_delete", "on");
            let wal = Wal::new(options.clone());
            let shared = (SharedLedgerKey::clone(&ledger_key), wakes.clone());
            let writer = Writer::start(writing, news.clone(), wal.clone(), shared).await?;
            news.watch(writer.foreign_commits());
            let readers = SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(patience)
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            first.close().await?;
            Database::Sqlite(Sqlite { readers, writer, wal })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let postgres = Postgres::connect(url, connections, patience).await?;
            news.listen(postgres.clone());
            Database::Postgres(postgres)
        } else {
            return Err(OpenError::Scheme);
        };
        Ok(Self {
            public_requests: public::start(database.clone(), patience),
            api_keys: access::start(database.clone(), patience),
            offers: methods::start(database.clone(), patience),
            new_requests: NewRequests::start(database.clone(), SharedLedgerKey::clone(&ledger_key), wakes.clone()),
            database,
            news,
            vault,
            ledger_key,
            wakes,
        })
    }

    /// Refuses a database that a newer version has migrated. Called before anything else is read, because its tables may differ from those
    /// that are known here.
    ///
    /// # Errors
    /// [`OpenError::Newer`], and the database's.
    pub async fn refuse_newer(&self) -> Result<(), OpenError> {
        const SQL: &str = "select max(version) from _sqlx_migrations";
        if !self.has_table("_sqlx_migrations").await? {
            return Ok(());
        }
        let found: Option<i64> = read!(self, db => sqlx::query_scalar(SQL).fetch_one(db).await)?;
        refuse_newer(found)
    }

    /// Applies the migrations that are missing.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match &self.database {
            Database::Sqlite(Sqlite { readers, .. }) => {
                // One process at a time: on SQLite, only a transaction that writes from its start keeps the others out.
                let mut connection = readers.acquire().await?;
                let mut alone = connection.begin_with("begin immediate").await?;
                MIGRATIONS.run(&mut *alone).await?;
                alone.commit().await?;
            }
            Database::Postgres(db) => {
                let mut connection = db.connect_aside().await?;
                MIGRATIONS.run(&mut connection).await?;
                connection.close().await?;
            }
        }
        Ok(())
    }

    /// The same store with another vault.
    #[must_use]
    pub fn sealing_with(self, vault: Vault) -> Self {
        Self { vault, ..self }
    }

    /// Returns whether a table exists; it doesn't before the migration that creates it.
    pub async fn has_table(&self, name: &str) -> Result<bool, Error> {
        const SQLITE: &str = "select count(*) from sqlite_master where type = 'table' and name = $1";
        const POSTGRES: &str =
            "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = $1";
        let sql = match &self.database {
            Database::Sqlite(_) => SQLITE,
            Database::Postgres(_) => POSTGRES,
        };
        let tables: i64 = read!(self, db => sqlx::query_scalar(sql).bind(name).fetch_one(db).await)?;
        Ok(tables > 0)
    }
}

/// Refuses tables of a version that this program doesn't know. `None` has no tables yet.
pub(super) fn refuse_newer(found: Option<i64>) -> Result<(), OpenError> {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    match found {
        Some(found) if found > known => Err(OpenError::Newer { found, known }),
        _ => Ok(()),
    }
}

/// Switches a database to write-ahead logging, which is persistent, and returns the connection. While another process does the same, SQLite
/// answers that the database is locked, and its busy timeout doesn't apply, because it upgrades a lock that it holds already. So this tries
/// again for as long as `patience`.
async fn turn_to_wal(options: &SqliteConnectOptions, patience: Duration) -> Result<SqliteConnection, sqlx::Error> {
    let options = options.clone().journal_mode(SqliteJournalMode::Wal);
    let again = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(2))
        .with_max_delay(Duration::from_millis(50))
        .with_jitter()
        .without_max_times()
        .with_total_delay(Some(patience));
    (|| options.connect()).retry(again).when(is_locked).await
}

/// Returns whether another connection is in the way: `SQLITE_BUSY` or one of its extended codes, which have the same low byte.
fn is_locked(error: &sqlx::Error) -> bool {
    const SQLITE_BUSY: i32 = 5;
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xff == SQLITE_BUSY)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    /// Each thread opens connections of its own, as a process does. Twenty new databases, because the race is rarely met by one.
    #[test]
    fn a_new_database_is_opened_by_many_at_once() {
        const OPENERS: usize = 8;
        for _ in 0..20 {
            let dir = tempfile::TempDir::new().expect("a directory");
            let options = SqliteConnectOptions::new().filename(dir.path().join("chit.db")).create_if_missing(true);
            let begin = Barrier::new(OPENERS);
            std::thread::scope(|threads| {
                for _ in 0..OPENERS {
                    threads.spawn(|| {
                        let runtime =
                            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                        begin.wait();
                        runtime.block_on(async {
                            let opened = turn_to_wal(&options, Duration::from_secs(30)).await;
                            opened.expect("it opens").close().await.expect("it closes");
                        });
                    });
                }
            });
        }
    }
}

//! Opening a database: connections, its files' modes, and its tables' version.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::Notify;

use super::new_requests::NewRequests;
use super::news::News;
use super::postgres::Postgres;
use super::wal::Wal;
use super::writer::Writer;
use super::{Database, Error, SharedLedgerKey, Sqlite, Store, Vault, access, files, methods, public, read};

/// The reason why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be asked.
    #[error(transparent)]
    Ask(#[from] Error),
    /// Neither `sqlite://` nor `postgres://`.
    #[error("a database URL begins with sqlite:// or postgres://")]
    Scheme,
    /// It can't be opened or reached.
    #[error(transparent)]
    Open(#[from] sqlx::Error),
    /// Its files can't be kept from others.
    #[error("the database's files: {0}")]
    Files(#[from] std::io::Error),
    /// A newer version has written it.
    #[error(
        "this database was written by a newer Chit: its tables have version {found}, and this Chit knows {known}. Start that Chit, or \
         restore a backup from before. Nothing was changed"
    )]
    Newer {
        /// The version of its tables.
        found: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// Its tables can't be brought up to date.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

impl Store {
    /// Opens `sqlite://…` or `postgres://…` as it is; [`Store::migrate`] brings its tables up to date. An embedded database that isn't there
    /// is made, empty; its files are its owner's alone. `patience` is the longest wait for a connection, for a lock of SQLite's, and for
    /// PostgreSQL's answer to a statement; a transaction may take twice that.
    ///
    /// # Errors
    /// [`OpenError`] when it can't be opened.
    pub async fn connect(url: &str, connections: u32, patience: Duration, vault: Vault) -> Result<Self, OpenError> {
        let (news, ledger_key) = (News::new(), SharedLedgerKey::default());
        let over = Arc::new(Notify::new());
        let database = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                // NORMAL could lose the last commits on power loss; grouped commits make FULL cheap.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(patience)
                // The system keeps the file's pages at hand for all connections; mapping them counts them once more for each.
                .pragma("cache_size", "-2048")
                .pragma("mmap_size", "0");
            if !url.contains(":memory:") && !url.contains("mode=memory") {
                files::keep_database_private(options.get_filename())?;
            }
            // Held until others are open: closing the last connection moves the whole log home.
            let first = turn_to_wal(&options, patience).await?;
            // The writer touches every index at random places: it keeps more of them at hand, and moves them home less often.
            let writing = options.clone().pragma("cache_size", "-16384").pragma("wal_autocheckpoint", "4000");
            // What is erased is written over where it lay, in pages that are given back, too.
            let writing = writing.pragma("secure_delete", "on");
            let wal = Wal::new(options.clone());
            let shared = (SharedLedgerKey::clone(&ledger_key), Arc::clone(&over));
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
            new_requests: NewRequests::start(database.clone(), SharedLedgerKey::clone(&ledger_key)),
            database,
            news,
            vault,
            ledger_key,
            over,
        })
    }

    /// Refuses a database that a newer version has written. Asked before anything else, because its tables may differ from those that are
    /// known here.
    ///
    /// # Errors
    /// [`OpenError::Newer`], and the database's.
    pub async fn refuse_newer(&self) -> Result<(), OpenError> {
        const SQL: &str = "select max(version) from _sqlx_migrations";
        if !self.has_table("_sqlx_migrations").await? {
            return Ok(());
        }
        let found: Option<i64> = read!(self, db => sqlx::query_scalar(SQL).fetch_one(db).await)?;
        let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
        match found {
            Some(found) if found > known => Err(OpenError::Newer { found, known }),
            _ => Ok(()),
        }
    }

    /// Brings the tables up to date.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match &self.database {
            Database::Sqlite(Sqlite { readers, .. }) => {
                // One process at a time: SQLite has no lock for this but its own.
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

    /// The same database under another vault.
    #[must_use]
    pub fn sealing_with(self, vault: Vault) -> Self {
        Self { vault, ..self }
    }

    /// Whether there is a table of this name: there is none before the version that makes it.
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

/// Turns a database to write-ahead logging, which it remembers, and returns the connection that did. While another process does the same,
/// SQLite answers that the database is locked, and its busy timeout doesn't apply: it upgrades a lock that it holds already. So this tries
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

/// Whether another connection is in the way: `SQLITE_BUSY` or one of its extended codes, of which the low byte is the same.
fn is_locked(error: &sqlx::Error) -> bool {
    const SQLITE_BUSY: i32 = 5;
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xff == SQLITE_BUSY)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    /// Each thread opens connections of its own, as a process does. Twenty new databases, because one of them rarely meets the moment.
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

//! A test's own database, and a look into it past the service.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use super::postgres;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A database that one test has to itself.
pub struct Database {
    pub backend: Backend,
    /// What `CHIT_DATABASE_URL` says.
    pub url: String,
    name: String,
}

static MADE: AtomicU32 = AtomicU32::new(0);

/// One body for both databases. The connection is closed again, so that nothing of the test's holds the service up.
macro_rules! look {
    ($database:expr, $db:ident => $body:expr) => {
        match $database.backend {
            Backend::Sqlite => {
                let options: SqliteConnectOptions = $database.url.parse().expect("a URL");
                let mut $db = SqliteConnection::connect_with(&options).await.expect("the database opens");
                let found = $body;
                $db.close().await.expect("the database closes");
                found
            }
            Backend::Postgres => {
                let mut $db = PgConnection::connect(&$database.url).await.expect("the database opens");
                let found = $body;
                $db.close().await.expect("the database closes");
                found
            }
        }
    };
}

impl Database {
    /// An empty one: a file in `dir`, or a copy of the migrated template.
    pub fn make(backend: Backend, dir: &Path) -> Self {
        let name = format!("test_{}", MADE.fetch_add(1, Ordering::Relaxed));
        let url = match backend {
            Backend::Sqlite => format!("sqlite://{}", dir.join("chit.db").display()),
            Backend::Postgres => postgres::create(&name),
        };
        Self { backend, url, name }
    }

    pub fn remove(&self) {
        if self.backend == Backend::Postgres {
            postgres::remove(&self.name);
        }
    }

    /// Changes something behind the service's back; answers how many rows.
    pub async fn execute(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        look!(self, db => sqlx::query(sql).execute(&mut db).await.expect("the statement runs").rows_affected())
    }

    /// Changes something as somebody would who writes the tables alone: no row has to fit another. Answers how many rows.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let unchecked = match self.backend {
            Backend::Sqlite => "pragma foreign_keys = off",
            Backend::Postgres => "set session_replication_role = replica",
        };
        let sql = AssertSqlSafe(format!("{unchecked}; {sql}"));
        look!(self, db => sqlx::raw_sql(sql).execute(&mut db).await.expect("the statements run").rows_affected())
    }

    /// The one number that a query finds.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        look!(self, db => sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut db).await.expect("a number"))
    }

    /// The texts that a query finds, one a row; an empty one for null.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        let found: Vec<Option<String>> =
            look!(self, db => sqlx::query_scalar(sql).fetch_all(&mut db).await.expect("texts"));
        found.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// How many rows each of the tables has that hold what people did: to show that something left nothing behind.
    pub async fn rows(&self) -> Vec<(String, i64)> {
        const TABLES: [&str; 10] = [
            "payees",
            "methods",
            "requests",
            "payments",
            "rail_events",
            "reports",
            "ledger_entries",
            "refunds",
            "credentials",
            "idempotency_keys",
        ];
        let mut counted = Vec::new();
        for table in TABLES {
            counted.push((table.to_owned(), self.number(&format!("select count(*) from {table}")).await));
        }
        counted
    }
}

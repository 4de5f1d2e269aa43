//! Copies of an embedded database: made while it is in use, and checked before one is relied on.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use super::OpenError;
use super::open::refuse_newer;

/// The reason why a copy can't be relied on.
#[derive(Debug, thiserror::Error)]
pub enum BadCopy {
    /// SQLite finds an error in it.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It has no tables of Chit.
    #[error("it is no database of Chit")]
    Foreign,
    /// A newer version of Chit has written it.
    #[error(transparent)]
    Newer(OpenError),
}

/// Copies the database in one file to another, which exists and is empty. The copy is the database of one moment, with every commit that
/// was acknowledged before: it is read in one transaction, beside which others go on writing.
///
/// # Errors
/// When either can't be read or written.
pub async fn copy(database: &Path, to: &Path, patience: Duration) -> Result<(), sqlx::Error> {
    let to = to.to_str().ok_or_else(|| sqlx::Error::Configuration("SQLite wants a path in UTF-8".into()))?;
    let mut connection = SqliteConnectOptions::new().filename(database).busy_timeout(patience).connect().await?;
    sqlx::query("vacuum into $1").bind(to).execute(&mut connection).await?;
    connection.close().await
}

/// Checks every page and every index of a copy that nobody uses, and that this program knows its tables. Returns the fingerprints of the
/// secrets that it needs.
///
/// # Errors
/// [`BadCopy`].
pub async fn check(copy: &Path) -> Result<Vec<String>, BadCopy> {
    const CHECK: &str = "pragma integrity_check(1)";
    const VERSION: &str = "select max(version) from _sqlx_migrations";
    const KEYS: &str = "select id from service_keys where purpose = 'sealing' and retired_at is null order by id";
    let mut connection = open(copy).await.map_err(damaged)?;
    let problem: String = sqlx::query_scalar(CHECK).fetch_one(&mut connection).await.map_err(damaged)?;
    if problem != "ok" {
        return Err(BadCopy::Damaged(problem));
    }
    let version = sqlx::query_scalar(VERSION).fetch_one(&mut connection).await.map_err(|_| BadCopy::Foreign)?;
    refuse_newer(version).map_err(BadCopy::Newer)?;
    let keys = sqlx::query_scalar(KEYS).fetch_all(&mut connection).await.map_err(|_| BadCopy::Foreign)?;
    connection.close().await.map_err(damaged)?;
    Ok(keys)
}

/// Opens a file that doesn't change, so that SQLite makes no other files beside it.
async fn open(copy: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new().filename(copy).read_only(true).immutable(true).connect().await
}

fn damaged(error: sqlx::Error) -> BadCopy {
    BadCopy::Damaged(error.to_string())
}

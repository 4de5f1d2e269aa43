//! Readiness: the database answers, and takes writes.

use super::{Database, Error, Store};
use crate::domain::request::code::RequestCode;

/// The request code that the readiness check looks up. It need not exist, and nothing depends on its absence.
const NOBODYS: &str = "111111111111";

impl Store {
    /// Fails unless the database answers a payment page's query in time and accepts writes.
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
}

//! Settings of the database.

use std::time::Duration;

use super::SettingsReader;

/// The setting that says where the data is.
pub const DATABASE_URL: &str = "CHIT_DATABASE_URL";
const CONNECTIONS: &str = "CHIT_DATABASE_CONNECTIONS";
const PATIENCE: &str = "CHIT_DATABASE_PATIENCE";

/// The longest patience, in seconds. Nobody waits longer for a page.
const LONGEST_PATIENCE: u64 = 60;

/// The database's place, and the use that is made of it.
#[derive(Clone)]
pub struct DatabaseConfig {
    /// `sqlite://…` or `postgres://…`.
    pub url: String,
    /// The number of connections: for reading on SQLite, in all on PostgreSQL but for the one that listens.
    pub connections: u32,
    /// The longest wait for a connection, and for an answer.
    pub patience: Duration,
}

impl std::fmt::Debug for DatabaseConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { url: _, connections, patience } = self;
        f.debug_struct("DatabaseConfig")
            .field("connections", connections)
            .field("patience", patience)
            .finish_non_exhaustive()
    }
}

pub(super) fn database(reader: &mut SettingsReader<'_>, default_url: &str) -> DatabaseConfig {
    let url = reader.raw(DATABASE_URL).unwrap_or_else(|| default_url.to_owned());
    let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme));
    if !known {
        reader.wrong(DATABASE_URL, "wants sqlite://FILE or postgres://USER@HOST/DATABASE");
    }
    let connections = reader.parsed(CONNECTIONS, "a whole number from 1").unwrap_or(8);
    if connections == 0 {
        reader.wrong(CONNECTIONS, "wants a whole number from 1");
    }
    DatabaseConfig { url, connections, patience: reader.seconds(PATIENCE, 1..=LONGEST_PATIENCE, 5) }
}

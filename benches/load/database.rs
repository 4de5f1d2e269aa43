//! The database behind the server's back: the plain inserts that creates are held against, and what is in it at last.

use std::collections::HashSet;
use std::str::FromStr;
use std::time::{Duration, Instant};

use chit::domain::chance::Chance;
use chit::domain::clock::Clock;
use chit::domain::reference::rf::RfReference;
use chit::domain::request::code::RequestCode;
use chit::domain::secret::token::Token;
use chrono::TimeDelta;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::task::JoinSet;

use super::client::Tally;
use super::rows::{INSERT, SIGN_IN};
use super::work::Code;

/// A plain pool, set up as the server's own.
#[derive(Clone)]
pub enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// One body for whichever database there is.
macro_rules! on {
    ($pool:expr, $db:ident => $body:expr) => {
        match $pool {
            $crate::database::Pool::Sqlite($db) => $body,
            $crate::database::Pool::Postgres($db) => $body,
        }
    };
}
pub(crate) use on;

impl Pool {
    /// Opens it, with so many connections.
    pub async fn open(url: &str, connections: u32) -> Result<Self, sqlx::Error> {
        if !url.starts_with("sqlite:") {
            let pool = PgPoolOptions::new().max_connections(connections);
            return Ok(Self::Postgres(pool.connect_with(PgConnectOptions::from_str(url)?).await?));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30));
        let pool = SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
        Ok(Self::Sqlite(pool.connect_with(options).await?))
    }

    /// The id of a payee by its handle.
    pub async fn payee(&self, handle: &str) -> Result<String, sqlx::Error> {
        on!(self, db => sqlx::query_scalar("select id from payees where handle = $1").bind(handle).fetch_one(db).await)
    }

    /// Inserts by so many tasks at a time, each row in a transaction of its own.
    pub async fn inserts(&self, handle: &str, tasks: u16, lasting: Duration) -> anyhow::Result<Tally> {
        let payee = self.payee(handle).await?;
        let begun = Instant::now();
        let mut running = JoinSet::new();
        for _ in 0..tasks {
            let (pool, payee) = (self.clone(), payee.clone());
            running.spawn(async move {
                let (chance, mut latencies) = (Chance::secure(), Vec::new());
                while begun.elapsed() < lasting {
                    let asked = Instant::now();
                    pool.insert(&payee, &chance).await?;
                    latencies.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
                Ok::<_, sqlx::Error>(latencies)
            });
        }
        let mut tally = Tally::default();
        while let Some(latencies) = running.join_next().await {
            tally.latencies.extend(latencies??);
        }
        tally.took = begun.elapsed();
        Ok(tally)
    }

    async fn insert(&self, payee: &str, chance: &Chance) -> Result<(), sqlx::Error> {
        macro_rules! insert {
            ($db:expr) => {
                sqlx::query(INSERT)
                    .bind(RequestCode::draw(chance))
                    .bind(payee)
                    .bind("api")
                    .bind("EUR")
                    .bind(2500_i64)
                    .bind(None::<i64>)
                    .bind(None::<i64>)
                    .bind("Window cleaning in May")
                    .bind("2026-117")
                    .bind(RfReference::draw(chance))
                    .bind("generic")
                    .bind("[]")
                    .bind("open")
                    .bind(1_i64)
                    .bind(None::<chrono::NaiveDate>)
                    .bind(None::<chrono::DateTime<chrono::Utc>>)
                    .bind(Clock::system().now())
                    .execute($db)
                    .await?
            };
        }
        match self {
            Self::Sqlite(db) => {
                let mut tx = db.begin_with("BEGIN IMMEDIATE").await?;
                insert!(&mut *tx);
                tx.commit().await?;
            }
            Self::Postgres(db) => {
                insert!(db);
            }
        }
        Ok(())
    }

    /// Every code that is stored.
    pub async fn codes(&self) -> Result<HashSet<Code>, sqlx::Error> {
        let codes: Vec<String> = on!(self, db => sqlx::query_scalar("select code from requests").fetch_all(db).await)?;
        Ok(codes.iter().filter_map(|code| code.as_bytes().try_into().ok()).collect())
    }

    /// Signs a payee in, and returns the session's token.
    pub async fn sign_in(&self, handle: &str) -> Result<Token, sqlx::Error> {
        let (payee, now, token) =
            (self.payee(handle).await?, Clock::system().now(), Token::draw("", &Chance::secure()));
        on!(self, db => {
            sqlx::query(SIGN_IN).bind(token.hash()).bind(payee).bind(now).bind(now + TimeDelta::days(1)).execute(db).await?;
        });
        Ok(token)
    }

    /// Closes the pool's connections.
    pub async fn close(&self) {
        on!(self, db => db.close().await);
    }
}

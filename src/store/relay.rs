//! Relays the news of other processes: commits to an embedded database, and notifications of PostgreSQL.

use std::convert::Infallible;
use std::time::Duration;

use super::news::{CHANNEL, News};
use super::postgres::Postgres;
use super::subject::Subject;
use super::supervision::supervise;
use super::writer::ForeignCommits;

/// The pause before a listener that lost its connection opens another one.
const PAUSE: Duration = Duration::from_secs(1);

/// The interval of checks for commits of other processes on SQLite. A check reads one page of shared memory.
const FOREIGN_LOOK: Duration = Duration::from_secs(1);

impl News {
    /// Publishes commits of other processes to the embedded database, until it is closed.
    pub(super) fn watch(&self, commits: ForeignCommits) {
        let news = self.clone();
        tokio::spawn(async move { supervise("news", || news.watch_commits(&commits)).await });
    }

    async fn watch_commits(&self, commits: &ForeignCommits) {
        while let Some(foreign) = commits.check().await {
            if foreign {
                self.publish(Subject::Anything);
            }
            tokio::time::sleep(FOREIGN_LOOK).await;
        }
    }

    /// Publishes changes that other replicas committed, until the database is closed.
    pub(super) fn listen(&self, postgres: Postgres) {
        let news = self.clone();
        tokio::spawn(async move {
            let mut closed = postgres.close_event();
            let _ = closed.do_until(supervise("news", || news.relay(&postgres))).await;
        });
    }

    /// Listens for ever, with a new connection after each failure.
    async fn relay(&self, postgres: &Postgres) {
        loop {
            let Err(error) = self.relay_by_one(postgres).await;
            tracing::warn!(%error, "news of other replicas has to wait");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Listens on one connection until it fails. After a silence of [`Postgres::heartbeat`] the server is pinged.
    async fn relay_by_one(&self, postgres: &Postgres) -> Result<Infallible, sqlx::Error> {
        let mut listener = postgres.listener(CHANNEL).await?;
        // Notifications of the time without a listener are lost, so anything may have changed.
        self.publish(Subject::Anything);
        loop {
            match tokio::time::timeout(postgres.heartbeat(), listener.try_recv()).await {
                Ok(heard) => match heard? {
                    Some(notification) => self.publish(Subject::parse(notification.payload())),
                    None => return Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted).into()),
                },
                Err(_) => postgres.ping(&mut listener).await?,
            }
        }
    }
}

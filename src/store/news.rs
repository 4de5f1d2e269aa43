//! News: notifications that a request or a payee has changed, for the pages that are open in any process.
//!
//! A change is announced inside its transaction and published after the commit. On SQLite the process publishes its own changes; commits of
//! other processes, such as a command, are noticed by the database's version, which doesn't say what has changed. On PostgreSQL `NOTIFY`
//! carries a change to every process, and each of them listens.

use std::convert::Infallible;
use std::time::Duration;

use tokio::sync::broadcast;

use super::postgres::Postgres;
use super::supervision::supervise;
use super::waiters::{Waiter, Waiters};
use super::writer::ForeignCommits;
use super::{Connection, Error, Store, Tx};
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;

/// The name of PostgreSQL's notification channel.
const CHANNEL: &str = "chit_news";
/// The number of unread news after which a slow receiver only learns that it lags behind.
const BACKLOG: usize = 1024;
/// The pause before a listener that lost its connection opens another one.
const PAUSE: Duration = Duration::from_secs(1);

/// The interval of checks for commits of other processes on SQLite. A check reads one page of shared memory.
const FOREIGN_LOOK: Duration = Duration::from_secs(1);

/// The subject of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A request or its payments.
    Request(RequestCode),
    /// A payee, and with it the pages of all its links.
    Payee(Handle),
    /// Unknown: another process has written to the embedded database, or news of other replicas may have been missed.
    Anything,
}

impl Subject {
    /// The payload of a notification: a request's code, or a handle behind an `@`.
    fn payload(&self) -> String {
        match self {
            Self::Request(code) => code.to_string(),
            Self::Payee(handle) => format!("@{handle}"),
            Self::Anything => "*".to_owned(),
        }
    }

    /// Parses [`Self::payload`]. One that isn't known, such as a newer version's, stands for [`Self::Anything`].
    fn parse(payload: &str) -> Self {
        let handle = || payload.strip_prefix('@').and_then(|handle| Handle::parse(handle).ok());
        let request = || RequestCode::parse(payload).map(Self::Request);
        request().or_else(|| handle().map(Self::Payee)).unwrap_or(Self::Anything)
    }
}

/// Distributes news within this process.
#[derive(Debug, Clone)]
pub(super) struct News {
    sender: broadcast::Sender<Subject>,
    waiters: Waiters,
}

impl News {
    pub(super) fn new() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), waiters: Waiters::default() }
    }

    /// Publishes a change. No listener is no error.
    pub(super) fn publish(&self, changed: Subject) {
        self.waiters.wake(&changed);
        let _ = self.sender.send(changed);
    }

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

impl Store {
    /// Waits for news of any of these subjects, published from now on.
    pub fn wait_for(&self, subjects: impl IntoIterator<Item = Subject>) -> Waiter {
        self.news.waiters.wait_for(subjects)
    }

    /// All changes from now on. A receiver that lags behind has missed some, and reads the database.
    pub fn news(&self) -> broadcast::Receiver<Subject> {
        self.news.sender.subscribe()
    }
}

impl Tx<'_> {
    /// Announces that something about a request has changed, if this transaction commits.
    pub async fn announce(&mut self, code: &RequestCode) -> Result<(), Error> {
        self.announce_changed(Subject::Request(code.clone())).await
    }

    /// Announces that a payee has changed in a way that all its pages show, if this transaction commits.
    pub async fn announce_payee(&mut self, handle: &Handle) -> Result<(), Error> {
        self.announce_changed(Subject::Payee(handle.clone())).await
    }

    async fn announce_changed(&mut self, changed: Subject) -> Result<(), Error> {
        match &mut self.connection {
            Connection::Sqlite(_) => self.effects.changed.push(changed),
            Connection::Postgres(connection) => {
                let notify = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(changed.payload());
                notify.execute(&mut **connection).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_says_what_changed() {
        let code = RequestCode::parse("k7m2pq9xw4dt").expect("a code");
        let handle = Handle::parse("anna").expect("a handle");
        for changed in [Subject::Request(code), Subject::Payee(handle), Subject::Anything] {
            assert_eq!(Subject::parse(&changed.payload()), changed);
        }
        assert_eq!(Subject::parse("of a later version"), Subject::Anything);
    }
}

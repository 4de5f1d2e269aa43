//! News: that something about a request or a payee has changed, told to whoever has a page of it open, in whichever process.
//!
//! What changed is announced inside the transaction that changes it and told after its commit. On the embedded database the process
//! tells itself; that another one has written, such as a command, is seen by the database's version, which doesn't say what has changed.
//! On PostgreSQL `NOTIFY` carries the word to every process, and each listens.

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

/// PostgreSQL's channel.
const CHANNEL: &str = "chit_news";
/// How much news a slow listener may be behind before it is told just to look again.
const BACKLOG: usize = 1024;
/// How long a listener that lost its database waits before it tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// The interval between looks for commits of other processes to the embedded database. A look reads one page of shared memory.
const FOREIGN_LOOK: Duration = Duration::from_secs(1);

/// The subject of news.
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

    /// Reads [`Self::payload`]. A newer version's replica may have more to tell: then something has changed.
    fn parse(payload: &str) -> Self {
        let handle = || payload.strip_prefix('@').and_then(|handle| Handle::parse(handle).ok());
        let request = || RequestCode::parse(payload).map(Self::Request);
        request().or_else(|| handle().map(Self::Payee)).unwrap_or(Self::Anything)
    }
}

/// Spreads news within this process.
#[derive(Debug, Clone)]
pub(super) struct News {
    sender: broadcast::Sender<Subject>,
    waiters: Waiters,
}

impl News {
    pub(super) fn new() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), waiters: Waiters::default() }
    }

    /// Tells. Nobody listening is no error.
    pub(super) fn publish(&self, changed: Subject) {
        self.waiters.wake(&changed);
        let _ = self.sender.send(changed);
    }

    /// Tells of what other processes commit to the embedded database, until it is closed.
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

    /// Hears what other replicas committed, until the database is closed.
    pub(super) fn listen(&self, postgres: Postgres) {
        let news = self.clone();
        tokio::spawn(async move {
            let mut closed = postgres.close_event();
            let _ = closed.do_until(supervise("news", || news.relay(&postgres))).await;
        });
    }

    /// Listens for ever: after a failure by another connection.
    async fn relay(&self, postgres: &Postgres) {
        loop {
            let Err(error) = self.relay_by_one(postgres).await;
            tracing::warn!(%error, "news of other replicas has to wait");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Listens by one connection until it fails. Where nothing is heard for a while, the server is asked whether it is still there.
    async fn relay_by_one(&self, postgres: &Postgres) -> Result<Infallible, sqlx::Error> {
        let mut listener = postgres.listener(CHANNEL).await?;
        // What was told while nobody listened isn't told again.
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
    /// Waits for news of any of these subjects, from now on.
    pub fn wait_for(&self, subjects: impl IntoIterator<Item = Subject>) -> Waiter {
        self.news.waiters.wait_for(subjects)
    }

    /// All that changes from now on. A receiver that lags behind should look for itself.
    pub fn news(&self) -> broadcast::Receiver<Subject> {
        self.news.sender.subscribe()
    }
}

impl Tx<'_> {
    /// Announces, should this transaction be committed, that something about a request has changed.
    pub async fn announce(&mut self, code: &RequestCode) -> Result<(), Error> {
        self.announce_changed(Subject::Request(code.clone())).await
    }

    /// Announces, should this transaction be committed, that a payee has changed in a way that all its pages show.
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

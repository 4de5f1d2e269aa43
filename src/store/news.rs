//! News: notifications that a request or a payee has changed, for the pages that are open in any process.
//!
//! A change is announced inside its transaction and published after the commit. On SQLite the process publishes its own changes; commits of
//! other processes, such as a command, are noticed by the database's version, which doesn't say what has changed. On PostgreSQL `NOTIFY`
//! carries a change to every process, and each of them listens.

use tokio::sync::broadcast;

use super::subject::Subject;
use super::waiters::{Waiter, Waiters};
use super::{Connection, Error, Store, Tx};
use crate::domain::id::PayeeId;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;

/// The name of PostgreSQL's notification channel.
pub(super) const CHANNEL: &str = "chit_news";

/// The number of unread news after which a slow receiver only learns that it lags behind.
const BACKLOG: usize = 1024;

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
        // Receivers of everything hear of the request itself.
        if !matches!(changed, Subject::Requests(_)) {
            let _ = self.sender.send(changed);
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
    /// Announces that something about a request has changed, and with it the pages that show all of its payee's requests, if this
    /// transaction commits.
    pub async fn announce(&mut self, code: &RequestCode) -> Result<(), Error> {
        const PAYEE: &str = "select payee_id from requests where code = $1";
        // Both in one round trip.
        const NOTIFY: &str = "select pg_notify($1, code), pg_notify($1, payee_id) from requests where code = $2";
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let payee: Option<PayeeId> =
                    sqlx::query_scalar(PAYEE).bind(code).fetch_optional(&mut **connection).await?;
                self.effects.changed.push(Subject::Request(code.clone()));
                self.effects.changed.extend(payee.map(Subject::Requests));
            }
            Connection::Postgres(connection) => {
                sqlx::query(NOTIFY).bind(CHANNEL).bind(code).execute(&mut **connection).await?;
            }
        }
        Ok(())
    }

    /// Announces that a payee has changed in a way that all its pages show, if this transaction commits.
    pub async fn announce_payee(&mut self, handle: &Handle) -> Result<(), Error> {
        self.announce_changed(Subject::Payee(handle.clone())).await
    }

    /// Announces a change of any subject, if this transaction commits.
    pub(super) async fn announce_changed(&mut self, changed: Subject) -> Result<(), Error> {
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

//! News: that something about a request has changed, told to whoever has its page open, on whichever replica.
//!
//! What changed is announced inside the transaction that changes it and told after its commit. On the embedded database the one
//! process tells itself; on PostgreSQL `NOTIFY` carries the word to every replica, and each listens.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::broadcast;

use super::{Connection, Error, Store, Tx};
use crate::domain::code::RequestCode;

/// PostgreSQL's channel.
const CHANNEL: &str = "chit_news";
/// How much news a slow listener may be behind before it is told just to look again.
const BACKLOG: usize = 1024;
/// How long a listener that lost its database waits before it tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// Spreads news within this process.
#[derive(Debug, Clone)]
pub(super) struct News {
    sender: broadcast::Sender<RequestCode>,
}

impl News {
    pub(super) fn new() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG) }
    }

    /// Tells. Nobody listening is no error.
    pub(super) fn tell(&self, code: RequestCode) {
        let _ = self.sender.send(code);
    }

    /// Hears what other replicas committed, until the pool is closed.
    pub(super) fn listen(&self, pool: PgPool) {
        let news = self.clone();
        tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = news.relay(&pool).await {
                    tracing::debug!(%error, "news has to wait");
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
    }

    async fn relay(&self, pool: &PgPool) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        loop {
            if let Some(code) = RequestCode::parse(listener.recv().await?.payload()) {
                self.tell(code);
            }
        }
    }
}

impl Store {
    /// What changes from now on. A receiver that lags behind should look for itself.
    pub fn news(&self) -> broadcast::Receiver<RequestCode> {
        self.news.sender.subscribe()
    }
}

impl Tx<'_> {
    /// Announces, should this transaction be committed, that something about a request has changed.
    pub async fn announce(&mut self, code: &RequestCode) -> Result<(), Error> {
        match &mut self.connection {
            Connection::Sqlite(_) => self.effects.changed.push(code.clone()),
            Connection::Postgres(connection) => {
                let notify = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(code);
                notify.execute(&mut **connection).await?;
            }
        }
        Ok(())
    }
}

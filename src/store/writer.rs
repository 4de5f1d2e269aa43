//! SQLite's one writer: queued jobs share a transaction, so that one `fsync` serves many.
//!
//! A commit takes milliseconds whatever it holds. So a task owns the only writing connection, and runs the queued jobs, each behind a
//! savepoint of its own, until the queue is empty; then it commits once and answers all of them. A job is acknowledged only after its
//! commit. A job that fails is rolled back to its savepoint and disturbs no other.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{mpsc, oneshot};

use super::news::News;
use super::supervision::goes_on;
use super::wakes::Wakes;
use super::wal::Wal;
use super::{Counts, Effects, Error, SharedLedgerKey, Tx, Work};

/// The maximum number of jobs that share a commit; the first of them waits for the last.
const BATCH: usize = 256;
/// The capacity of the queue. When it is full, callers wait for a place, which is the back-pressure.
const QUEUE: usize = 4096;

type Job =
    Box<dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Pin<Box<dyn Future<Output = JobResult> + Send + 'c>> + Send>;

/// The result of a job, before the commit.
struct JobResult {
    outcome: JobOutcome,
    /// Answers the caller, once the commit's result is known.
    reply: WriterReply,
}

type WriterReply = Box<dyn FnOnce(Result<(), Error>) + Send>;

#[derive(PartialEq, Eq)]
enum JobOutcome {
    Keep,
    RollBack,
    /// The job panicked, so its connection may be inside of a statement or savepoint.
    Abandon,
}

/// The extent of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Several statements, made atomic by a savepoint.
    Transaction,
    /// One statement, which is atomic by itself.
    Statement,
}

enum WriterMessage {
    Run(Extent, Job),
    CheckForeign(oneshot::Sender<bool>),
    Close(oneshot::Sender<()>),
}

/// A handle to the writing task.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<WriterMessage>,
    news: News,
    wal: Wal,
    ledger_key: SharedLedgerKey,
    wakes: Wakes,
}

impl Writer {
    /// Opens the writing connection and starts the task.
    pub(super) async fn start(
        options: SqliteConnectOptions,
        news: News,
        wal: Wal,
        (ledger_key, wakes): (SharedLedgerKey, Wakes),
    ) -> Result<Self, sqlx::Error> {
        let lost = Arc::<AtomicBool>::default();
        let connection = open(&options, &lost).await?;
        let (queue, jobs) = mpsc::channel(QUEUE);
        let counts = wakes.counts.clone();
        let mut task = WriterTask { options, connection: Some(connection), lost, jobs, version: None, counts };
        tokio::spawn(async move {
            while goes_on("the writer", task.serve()).await {
                // A panic may have left the connection in the middle of something.
                task.give_up_connection().await;
            }
        });
        Ok(Self { queue, news, wal, ledger_key, wakes })
    }

    /// Runs `work` in the next transaction and returns its result after the commit.
    pub(super) async fn run<T, E>(
        &self,
        extent: Extent,
        work: impl for<'a> FnOnce(Tx<'a>) -> Work<'a, T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let (news, wal, ledger_key) = (self.news.clone(), self.wal.clone(), SharedLedgerKey::clone(&self.ledger_key));
        let wakes = self.wakes.clone();
        let job: Job = Box::new(move |connection| {
            Box::pin(async move {
                let mut effects = Effects::default();
                let connection = super::Connection::Sqlite(connection);
                let tx = Tx { connection, effects: &mut effects, ledger_key: &ledger_key };
                // A panic ends this job, not the task that serves everybody.
                let result = AssertUnwindSafe(work(tx)).catch_unwind().await;
                let outcome = match &result {
                    Ok(Ok(_)) => JobOutcome::Keep,
                    Ok(Err(_)) => JobOutcome::RollBack,
                    Err(_) => JobOutcome::Abandon,
                };
                let result = result.unwrap_or_else(|_| Err(Error::Defect("a transaction panicked".into()).into()));
                let kept = outcome == JobOutcome::Keep;
                // Effects wait for the commit: nothing may be told that is rolled back after all.
                let reply = move |commit: Result<(), Error>| {
                    if kept && commit.is_ok() {
                        wakes.wake(&effects);
                        effects.changed.into_iter().for_each(|changed| news.publish(changed));
                        if effects.erased {
                            wal.erased();
                        }
                    }
                    // The commit's failure takes precedence over the work's result, which is not durable then.
                    let _ = reply.send(commit.map_err(E::from).and(result));
                };
                JobResult { outcome, reply: Box::new(reply) }
            })
        });
        let gone = || E::from(Error::Unavailable("the writer has stopped".into()));
        self.queue.send(WriterMessage::Run(extent, job)).await.map_err(|_| gone())?;
        // A job that never ran is dropped with its sender.
        answer.await.map_err(|_| gone())?
    }

    /// A handle to check for commits of other processes.
    pub(super) fn foreign_commits(&self) -> ForeignCommits {
        ForeignCommits { queue: self.queue.downgrade() }
    }

    /// Fails when the task has ended, which it does when the database is closed.
    pub(super) fn require_running(&self) -> Result<(), Error> {
        if self.queue.is_closed() { Err(Error::Unavailable("the writer has stopped".into())) } else { Ok(()) }
    }

    /// The number of jobs that wait in the queue.
    pub(super) fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Finishes the queued jobs, then closes the connection.
    pub(super) async fn close(&self) {
        let (closed, done) = oneshot::channel();
        if self.queue.send(WriterMessage::Close(closed)).await.is_ok() {
            let _ = done.await;
        }
    }
}

/// A handle that asks the writing task for commits of other processes. It doesn't keep the task running.
#[derive(Debug)]
pub(super) struct ForeignCommits {
    queue: mpsc::WeakSender<WriterMessage>,
}

impl ForeignCommits {
    /// Returns whether another process may have committed since the last check; `None` once the database is closed.
    pub(super) async fn check(&self) -> Option<bool> {
        let (answer, answered) = oneshot::channel();
        self.queue.upgrade()?.send(WriterMessage::CheckForeign(answer)).await.ok()?;
        answered.await.ok()
    }
}

/// The task that owns the writing connection.
struct WriterTask {
    options: SqliteConnectOptions,
    connection: Option<SqliteConnection>,
    /// Set when SQLite has rolled the transaction back by itself, as it does on a full disk.
    lost: Arc<AtomicBool>,
    jobs: mpsc::Receiver<WriterMessage>,
    /// The database's version at the last check, as this connection counts it.
    version: Option<i64>,
    counts: Counts,
}

impl WriterTask {
    async fn serve(&mut self) {
        let mut left = None;
        loop {
            let message = match left.take() {
                Some(message) => message,
                None => match self.jobs.recv().await {
                    Some(message) => message,
                    None => return,
                },
            };
            match message {
                WriterMessage::Run(extent, job) => left = self.batch((extent, job)).await,
                WriterMessage::CheckForeign(answer) => {
                    let _ = answer.send(self.has_foreign_commits().await);
                }
                WriterMessage::Close(closed) => {
                    self.give_up_connection().await;
                    let _ = closed.send(());
                    return;
                }
            }
        }
    }

    /// Returns whether another process has committed since the last check. `true` as well at a connection's first check, which can't know.
    /// This process writes only by this connection.
    async fn has_foreign_commits(&mut self) -> bool {
        let Some(connection) = self.connection.as_mut() else { return false };
        let version = sqlx::query_scalar("pragma data_version").fetch_one(connection).await;
        version.is_ok_and(|version| self.version.replace(version) != Some(version))
    }

    async fn give_up_connection(&mut self) {
        // Versions are comparable within one connection only.
        self.version = None;
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }

    /// Runs one transaction: the first job and those queued behind it. Returns a message among them that is no job.
    async fn batch(&mut self, first: (Extent, Job)) -> Option<WriterMessage> {
        let mut replies: Vec<WriterReply> = Vec::new();
        let mut left = None;
        let result = self.fill(first, &mut replies, &mut left).await;
        if result.is_err() {
            tracing::error!(error = result.as_ref().err().map(tracing::field::display), "a write was not committed");
            // The connection's state isn't known; a new one is in no transaction.
            self.give_up_connection().await;
        }
        for reply in replies {
            reply(result.clone());
        }
        left
    }

    /// Runs the jobs of a transaction and commits it. On an error nothing is committed. A job that did not get to run is dropped with its
    /// sender, which its caller reports as [`Error::Unavailable`].
    async fn fill(
        &mut self,
        first: (Extent, Job),
        replies: &mut Vec<WriterReply>,
        left: &mut Option<WriterMessage>,
    ) -> Result<(), Error> {
        if self.connection.is_none() {
            self.connection = Some(open(&self.options, &self.lost).await?);
        }
        // A rollback of the transaction before is no concern of this one.
        self.lost.store(false, Ordering::SeqCst);
        let Some(connection) = self.connection.as_mut() else { return Ok(()) };
        // Takes SQLite's write lock at once: a transaction that reads first may not get it later.
        run(connection, "begin immediate").await?;
        let mut next = Some(first);
        while let Some((extent, job)) = next.take() {
            let several = extent == Extent::Transaction;
            if several {
                run(connection, "savepoint job").await?;
            }
            let JobResult { outcome, reply } = job(&mut *connection).await;
            // Before any return: a job that ran is answered whatever happens to the transaction.
            replies.push(reply);
            // A further job would run outside of a transaction, and be committed by itself.
            if self.lost.load(Ordering::SeqCst) {
                return Err(Error::Unavailable("SQLite has rolled the transaction back".into()));
            }
            match outcome {
                JobOutcome::Keep if several => run(connection, "release job").await?,
                JobOutcome::RollBack if several => {
                    run(connection, "rollback to job").await?;
                    run(connection, "release job").await?;
                }
                JobOutcome::Keep | JobOutcome::RollBack => {}
                JobOutcome::Abandon => return Err(Error::Defect("a transaction panicked".into())),
            }
            // Only what is queued already: nobody waits for jobs that may come.
            if replies.len() < BATCH {
                next = match self.jobs.try_recv() {
                    Ok(WriterMessage::Run(extent, job)) => Some((extent, job)),
                    Ok(other) => {
                        *left = Some(other);
                        None
                    }
                    Err(_) => None,
                };
            }
        }
        run(connection, "commit").await?;
        self.counts.add_commit(replies.len());
        Ok(())
    }
}

/// Opens a writing connection that sets `lost` when a whole transaction is rolled back; going back to a savepoint doesn't.
async fn open(options: &SqliteConnectOptions, lost: &Arc<AtomicBool>) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = options.connect().await?;
    let lost = Arc::clone(lost);
    connection.lock_handle().await?.set_rollback_hook(move || lost.store(true, Ordering::SeqCst));
    Ok(connection)
}

/// Runs one of the transaction's own statements. When it fails, SQLite has given the transaction up by itself, as it does on a full disk:
/// callers may try again.
async fn run(connection: &mut SqliteConnection, statement: &'static str) -> Result<(), Error> {
    let done = sqlx::query(statement).execute(connection).await;
    done.map(drop).map_err(|e| Error::Unavailable(format!("{statement}: {e}")))
}

#[cfg(test)]
mod tests {
    use futures_util::future::join3;
    use tempfile::TempDir;

    use super::super::within;
    use super::*;

    async fn writer(dir: &TempDir) -> Writer {
        let options = SqliteConnectOptions::new().filename(dir.path().join("chit.db")).create_if_missing(true);
        let wal = Wal::new(options.clone());
        Writer::start(options, News::new(), wal, Default::default()).await.expect("it opens")
    }

    async fn statement(writer: &Writer, sql: &'static str) -> Result<u64, Error> {
        writer
            .run(Extent::Statement, move |mut tx| {
                let work = async move {
                    within!(tx, db => sqlx::query(sql).execute(db).await.map(|done| done.rows_affected()))
                };
                Box::pin(async move { Ok(work.await?) })
            })
            .await
    }

    /// A trigger rolls the transaction back, as a full disk does.
    #[tokio::test]
    async fn nothing_runs_behind_a_transaction_that_is_lost() {
        let dir = TempDir::new().expect("a directory");
        let writer = writer(&dir).await;
        statement(&writer, "create table t (n integer unique)").await.expect("done");
        let trigger = "create trigger full before insert on t when new.n = 2 begin select raise(rollback, 'full'); end";
        statement(&writer, trigger).await.expect("done");
        // All three wait before the first one begins, so they are one batch.
        let insert = |sql| statement(&writer, sql);
        let batch = join3(
            insert("insert into t values (1)"),
            insert("insert into t values (2)"),
            insert("insert into t values (3)"),
        );
        // The third one has a batch of its own.
        assert!(matches!(batch.await, (Err(Error::Unavailable(_)), Err(Error::Unavailable(_)), Ok(1))));
        // The acknowledged row exists and the refused one doesn't: 1 can be inserted again.
        assert_eq!(statement(&writer, "delete from t where n = 3").await.ok(), Some(1));
        assert_eq!(statement(&writer, "insert into t values (1), (3)").await.ok(), Some(2));
        // A failed statement that undoes only itself doesn't affect the other jobs.
        let batch = join3(
            insert("insert into t values (4)"),
            insert("insert into t values (4)"),
            insert("insert into t values (5)"),
        );
        assert!(matches!(batch.await, (Ok(1), Err(Error::Taken), Ok(1))));
        assert_eq!(statement(&writer, "delete from t").await.ok(), Some(4));
    }

    #[tokio::test]
    async fn a_writer_that_panics_goes_on() {
        let dir = TempDir::new().expect("a directory");
        let writer = writer(&dir).await;
        let defect: Job = Box::new(|_| panic!("a defect"));
        assert!(writer.queue.send(WriterMessage::Run(Extent::Statement, defect)).await.is_ok());
        statement(&writer, "create table t (n integer)").await.expect("done");
        writer.require_running().expect("it runs");
        writer.close().await;
        assert!(matches!(writer.require_running(), Err(Error::Unavailable(_))));
    }
}

//! Look-ups in batches: callers that wait at the same time share one query. Handing a query over to a connection costs more than finding a
//! row, so one query for up to [`Lookups::start`]'s `most` keys serves a busy hour in half the time, and a key that many callers want is
//! looked up once. Nobody waits for a batch to fill: a lane that is free takes what is queued. A query begins after all its callers have
//! asked, and nothing is cached, so no result is out of date.

use std::collections::HashMap;
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::Error;
use super::supervision::supervise;

/// The capacity of the queue. When it is full, callers wait for a place.
const QUEUE: usize = 4096;
/// The number of concurrent queries: while one connection is queried, another one's result is handed out.
const LANES: usize = 2;

/// The number of keys in a statement that looks up several.
pub(super) const PLACES: usize = 16;

/// The keys, filled up to [`PLACES`] by repeating the last one.
pub(super) fn places<K>(keys: &[K]) -> impl Iterator<Item = &K> {
    let rest = keys.last().into_iter().flat_map(|last| std::iter::repeat_n(last, PLACES.saturating_sub(keys.len())));
    keys.iter().chain(rest)
}

type LookupResult<V> = Result<Option<V>, Error>;

/// A caller that waits for the value of a key.
struct Lookup<K, V> {
    key: K,
    answer: oneshot::Sender<LookupResult<V>>,
}

/// A handle to the look-up tasks. Cheap to clone.
#[derive(Debug)]
pub(super) struct Lookups<K, V> {
    queue: mpsc::Sender<Lookup<K, V>>,
}

impl<K, V> Clone for Lookups<K, V> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<K, V> Lookups<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + 'static,
{
    /// Starts the tasks, which end when the last handle is dropped. `look` returns the values of those keys that exist, `most` keys at a
    /// time, and may take twice the patience: once for a connection, once for the result. A stuck lane would hold up every caller.
    pub(super) fn start<F>(
        most: usize,
        patience: Duration,
        look: impl Fn(Vec<K>) -> F + Clone + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<HashMap<K, V>, Error>> + Send + 'static,
    {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..LANES {
            let (waiting, look) = (Arc::clone(&waiting), look.clone());
            tokio::spawn(async move {
                supervise("look-ups", || serve(&waiting, most, patience * 2, &look)).await;
            });
        }
        Self { queue }
    }

    /// Looks up the value of a key; `None` if it doesn't exist.
    pub(super) async fn find(&self, key: K) -> LookupResult<V> {
        let gone = || Error::Unavailable("the look-ups have stopped".into());
        let (answer, told) = oneshot::channel();
        self.queue.send(Lookup { key, answer }).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

/// Looks up queued keys until the queue is closed.
async fn serve<K, V, F>(
    waiting: &Mutex<mpsc::Receiver<Lookup<K, V>>>,
    most: usize,
    limit: Duration,
    look: &impl Fn(Vec<K>) -> F,
) where
    K: Clone + Eq + Hash,
    V: Clone,
    F: Future<Output = Result<HashMap<K, V>, Error>>,
{
    loop {
        let Some(pending) = gather(&mut *waiting.lock().await, most).await else { return };
        let keys: Vec<K> = pending.keys().cloned().collect();
        let found = AssertUnwindSafe(tokio::time::timeout(limit, look(keys))).catch_unwind().await;
        let found = match found {
            Ok(Ok(found)) => found,
            Ok(Err(_)) => Err(Error::Unavailable("a look-up took too long".into())),
            Err(_) => Err(Error::Defect("a look-up panicked".into())),
        };
        answer_all(pending, found);
    }
}

type PendingLookups<K, V> = HashMap<K, Vec<oneshot::Sender<LookupResult<V>>>>;

/// Waits for a caller and takes those queued behind it, for up to `most` different keys. `None` when the queue is closed. Callers that have
/// gone away are skipped.
async fn gather<K: Eq + Hash, V>(
    waiting: &mut mpsc::Receiver<Lookup<K, V>>,
    most: usize,
) -> Option<PendingLookups<K, V>> {
    let mut pending = PendingLookups::new();
    while pending.is_empty() {
        let mut next = Some(waiting.recv().await?);
        while let Some(Lookup { key, answer }) = next.take() {
            if !answer.is_closed() {
                pending.entry(key).or_default().push(answer);
            }
            if pending.len() < most {
                next = waiting.try_recv().ok();
            }
        }
    }
    Some(pending)
}

fn answer_all<K: Eq + Hash, V: Clone>(pending: PendingLookups<K, V>, mut found: Result<HashMap<K, V>, Error>) {
    for (key, waiting) in pending {
        let answer = match &mut found {
            Ok(found) => Ok(found.remove(&key)),
            Err(e) => Err(e.clone()),
        };
        // The last caller, which is most often the only one, gets the value without a clone.
        let copies = std::iter::repeat_n(answer, waiting.len());
        for (waiting, answer) in waiting.into_iter().zip(copies) {
            let _ = waiting.send(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    /// Look-ups of even numbers, which record the keys of each batch.
    fn halves(gate: Arc<Semaphore>, batches: mpsc::UnboundedSender<Vec<u32>>) -> Lookups<u32, u32> {
        Lookups::start(3, PATIENCE, move |mut keys: Vec<u32>| {
            let (gate, batches) = (Arc::clone(&gate), batches.clone());
            async move {
                gate.acquire().await.expect("open").forget();
                keys.sort_unstable();
                batches.send(keys.clone()).expect("heard");
                Ok(keys.into_iter().filter(|key| key % 2 == 0).map(|key| (key, key / 2)).collect())
            }
        })
    }

    #[test]
    fn every_place_is_taken() {
        assert_eq!(places(&[1, 2]).count(), PLACES);
        assert_eq!(places(&[1, 2]).skip(1).collect::<std::collections::HashSet<_>>(), [&2].into());
        assert_eq!(places(&[0; PLACES]).count(), PLACES);
    }

    #[tokio::test]
    async fn everybody_is_answered_what_was_asked_and_together() {
        let gate = Arc::new(Semaphore::new(0));
        let (told, mut batches) = mpsc::unbounded_channel();
        let lookups = halves(Arc::clone(&gate), told);
        let keys = [2, 2, 3, 4, 2, 6, 8, 8, 1, 5];
        let found = join_all(keys.map(|key| lookups.find(key)));
        gate.add_permits(Semaphore::MAX_PERMITS);
        let found: Vec<_> = found.await.into_iter().map(|found| found.expect("an answer")).collect();
        assert_eq!(found, keys.map(|key| (key % 2 == 0).then_some(key / 2)));
        drop(lookups);
        let mut looked_up = Vec::new();
        while let Some(batch) = batches.recv().await {
            looked_up.push(batch);
        }
        looked_up.sort_unstable();
        assert_eq!(looked_up, [[1, 5, 8], [2, 3, 4], [2, 6, 8]]);
    }

    #[tokio::test]
    async fn a_query_begins_after_its_question() {
        let version = Arc::new(AtomicUsize::new(0));
        let now = Arc::clone(&version);
        let lookups = Lookups::start(8, PATIENCE, move |keys: Vec<u8>| {
            let now = now.load(Ordering::SeqCst);
            async move { Ok(keys.into_iter().map(|key| (key, now)).collect()) }
        });
        for n in 1..100 {
            version.store(n, Ordering::SeqCst);
            assert!(matches!(lookups.find(1).await, Ok(Some(found)) if found == n));
        }
    }

    #[tokio::test]
    async fn a_failure_is_told_to_everybody_and_ends_nothing() {
        let calls = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&calls);
        let lookups = Lookups::<u8, u8>::start(8, Duration::ZERO, move |keys: Vec<u8>| {
            let call = count.fetch_add(1, Ordering::SeqCst);
            async move {
                match call {
                    0 => Err(Error::Unavailable("away".into())),
                    1 => panic!("a defect"),
                    2 => std::future::pending().await,
                    _ => Ok(keys.into_iter().map(|key| (key, key)).collect()),
                }
            }
        });
        assert!(matches!(lookups.find(1).await, Err(Error::Unavailable(_))));
        assert!(matches!(lookups.find(1).await, Err(Error::Defect(_))));
        assert!(matches!(lookups.find(1).await, Err(Error::Unavailable(_))), "a query that never ends");
        assert!(matches!(lookups.find(1).await, Ok(Some(1))));
    }

    #[tokio::test]
    async fn a_lane_that_panics_goes_on() {
        let calls = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&calls);
        // It panics before there is anything to wait for.
        let lookups = Lookups::<u8, u8>::start(8, PATIENCE, move |keys: Vec<u8>| {
            assert!(count.fetch_add(1, Ordering::SeqCst) >= LANES, "a defect");
            async move { Ok(keys.into_iter().map(|key| (key, key)).collect()) }
        });
        for _ in 0..LANES {
            assert!(matches!(lookups.find(1).await, Err(Error::Unavailable(_))));
        }
        assert!(matches!(lookups.find(1).await, Ok(Some(1))));
    }
}

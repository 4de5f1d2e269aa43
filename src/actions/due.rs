//! Working off what is due: refunds whose outcome isn't known, charges that are over.

use futures_util::StreamExt;
use futures_util::stream;

use super::Error;
use crate::store;

/// The number of entries that are read at a time.
const CHUNK: i64 = 100;
/// The number of providers that are called at the same time.
const AT_ONCE: usize = 8;

/// Reads what is due, a chunk at a time, and works on it until nothing is due. Answers for how many entries `work` said `true`.
///
/// # Errors
/// The first of `read` and `work`, once the other entries of its chunk were worked on.
pub(super) async fn work_off<T, R, W>(read: impl Fn(i64) -> R, work: impl Fn(T) -> W) -> Result<usize, Error>
where
    R: Future<Output = Result<Vec<T>, store::Error>>,
    W: Future<Output = Result<bool, Error>>,
{
    let mut worked = 0;
    loop {
        let due = read(CHUNK).await?;
        let is_full = i64::try_from(due.len()).is_ok_and(|due| due >= CHUNK);
        let outcomes: Vec<_> = stream::iter(due).map(&work).buffer_unordered(AT_ONCE).collect().await;
        for outcome in outcomes {
            worked += usize::from(outcome?);
        }
        if !is_full {
            return Ok(worked);
        }
    }
}

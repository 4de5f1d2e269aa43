//! A loop over work that is due: refunds with an unknown outcome, charges that are over.

use futures_util::StreamExt;
use futures_util::stream;

use super::Error;
use crate::store;

/// The number of entries per query.
const CHUNK: i64 = 100;
/// The most providers that are called concurrently.
const AT_ONCE: usize = 8;

/// Reads due entries in chunks and processes them until none is due. Returns the number for which `work` returned `true`.
///
/// # Errors
/// The first error of `read` or `work`, after the other entries of its chunk were processed.
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

//! Folding the words of requests that are older than the rule by which words are folded, a few at a time.

use crate::actions::{Context, Error};

/// The most requests that one transaction takes up: whoever writes meanwhile waits no longer than for these.
const STEP: i64 = 100;

/// Folds the words of some older requests. `false` when none is left.
///
/// # Errors
/// The database's.
pub async fn fold_words(ctx: &Context) -> Result<bool, Error> {
    let folded = ctx.store.write(|mut tx| Box::pin(async move { tx.fold_older(STEP).await })).await?;
    Ok(folded > 0)
}

//! Folding the words of requests that are older than the rule by which words are folded, a few at a time.

use crate::actions::{Context, Error};
use crate::domain::request::code::RequestCode;

/// The most requests that one transaction takes up: whoever writes meanwhile waits no longer than for these.
const STEP: i64 = 100;

/// Folds the words of some older requests, those whose codes come after one. Answers the last code; none when no older request is left behind
/// that one.
///
/// # Errors
/// The database's.
pub async fn fold_words(ctx: &Context, after: Option<RequestCode>) -> Result<Option<RequestCode>, Error> {
    ctx.store.write(|mut tx| Box::pin(async move { Ok(tx.fold_older(after.as_ref(), STEP).await?) })).await
}

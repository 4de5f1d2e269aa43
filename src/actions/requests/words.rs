//! Re-folding the search words of requests that were stored under an older folding rule, in small batches.

use crate::actions::{Context, Error};
use crate::domain::request::code::RequestCode;

/// The most requests per transaction, so that other writers don't wait long.
const STEP: i64 = 100;

/// Re-folds the words of a batch of older requests, in the order of their codes, starting behind `after`. Returns the batch's last code;
/// `None` if none is left.
///
/// # Errors
/// The database's.
pub async fn fold_words(ctx: &Context, after: Option<RequestCode>) -> Result<Option<RequestCode>, Error> {
    ctx.store.write(|mut tx| Box::pin(async move { Ok(tx.fold_older(after.as_ref(), STEP).await?) })).await
}

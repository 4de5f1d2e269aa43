//! Words of requests of older versions, for search.

use super::PAUSE;
use crate::actions::Context;
use crate::actions::requests::words::fold_words;

/// Makes requests of older versions searchable.
pub(super) async fn fold_older_words(ctx: &Context) {
    loop {
        match fold_words(ctx).await {
            Ok(false) => return,
            Ok(true) => {}
            Err(error) => {
                tracing::warn!(%error, "folding the words of older requests has to wait");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

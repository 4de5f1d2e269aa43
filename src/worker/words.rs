//! Search words of requests of older versions.

use super::PAUSE;
use crate::actions::Context;
use crate::actions::requests::words::fold_words;

/// Stores search words in the current form until no request is left without.
pub(super) async fn fold_older_words(ctx: &Context) {
    let mut after = None;
    loop {
        match fold_words(ctx, after.clone()).await {
            // A replica that stopped halfway may have left some behind that this one has passed.
            Ok(None) if after.is_none() => return,
            Ok(last) => after = last,
            Err(error) => {
                tracing::warn!(%error, "folding the words of older requests has to wait");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

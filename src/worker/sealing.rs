//! The note which keys this replica seals and signs with.

use crate::actions::Context;
use crate::actions::keys::service::still_sealing;

pub(super) async fn log_sealing_keys(ctx: &Context) {
    match still_sealing(ctx).await {
        Ok(false) => {}
        Ok(true) => {
            let key = ctx.store.sealing_key();
            tracing::warn!(key, "`chit rekey` was run while this replica still seals under an older CHIT_SECRET_KEY");
        }
        Err(error) => tracing::warn!(%error, "saying which key seals has to wait"),
    }
}
